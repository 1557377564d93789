import { jsonPieces } from '../../src/shared/domain/jsonTexts';
import { othersRun } from '../othersRun';
import type { RequestBody } from './requestBody';

/** About half a millisecond of work, which all lanes of a turn may do one right after the other. */
const pieceCharacters = 128 * 1024;

/**
 * The JSON of a request. A long one, with pictures or a long history in it, is written out in pieces between which everything else goes on,
 * and is sent as they are: as one text it would be looked through, copied and encoded by `fetch` in several long steps. Ends with the reason of
 * the signal once that is aborted.
 */
export async function requestText(body: RequestBody, signal: AbortSignal): Promise<string | Blob> {
  const pieces: Blob[] = [];
  for (const piece of jsonPieces(body, pieceCharacters)) {
    if (piece.length < pieceCharacters) return pieces.length === 0 ? piece : new PacedBlob([...pieces, piece]);
    pieces.push(new Blob([piece]));
    await othersRun();
    signal.throwIfAborted();
  }
  return new PacedBlob(pieces);
}

/** What is read of it at once: a server on this machine takes megabytes without ever letting its sender wait. */
const readAtOnceBytes = 256 * 1024;

/** A Blob of which the reader lets everything else run in between. */
class PacedBlob extends Blob {
  override stream(): ReturnType<Blob['stream']> {
    const reader = super.stream().getReader();
    let bytes = 0;
    return new ReadableStream({
      async pull(controller) {
        if (bytes >= readAtOnceBytes) {
          bytes = 0;
          await othersRun();
        }
        const { done, value } = await reader.read();
        if (done) controller.close();
        else {
          bytes += value.byteLength;
          controller.enqueue(value);
        }
      },
      cancel: reason => reader.cancel(reason),
    });
  }
}
