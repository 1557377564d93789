import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { exportFormat } from '../../src/shared/domain/exportFormat';
import { checkedConversation, DamagedConversation } from './checkedConversation';
import { importedConversation, keepContents, refuseVersion } from './coupletFormat';
import { ImportContents } from './importContents';
import { ImportProblem, maxConversations, maxElementBytes, maxMessages } from './importProblem';
import type { ImportReadingOptions } from './importReading';
import { type OpenImport, summaryOf } from './importSummary';
import { type ElementPlace, JsonScanner } from './jsonScan';
import { decodeJson, parseJson } from './jsonText';
import type { ReadSummary } from './readerMessages';
import { SeenConversations } from './seenConversations';

const chunkBytes = 4 * 1024 * 1024;
/** Our exports name their format first; more is not read of a file that does not. */
const headBytes = 64 * 1024;
const megabyte = 1_000_000;

/**
 * Opens an export of ours that is too large for one text: where its conversations and files stand is noted in one pass, and each is read when
 * it is wanted. Throws ImportProblem, `import-too-large` for a file of another kind.
 */
export async function openLargeExport({ path, nowMs, onProgress }: ImportReadingOptions): Promise<OpenImport> {
  const file = await open(path, 'r').catch(() => {
    throw new ImportProblem('import-unreadable');
  });
  try {
    const { size } = await file.stat();
    const head = await readPlace(file, { start: 0, end: Math.min(size, headBytes) });
    if (!Buffer.from(head).includes(`"${exportFormat}"`)) throw new ImportProblem('import-too-large');
    const total = Math.ceil((2 * size) / megabyte);
    const progress = (doneBytes: number) => onProgress(Math.min(total, Math.floor(doneBytes / megabyte)), total);

    const scanned = await scan(file, size, progress);
    if (scanned.values.get('format') !== exportFormat) throw new ImportProblem('import-unknown-format');
    refuseVersion(scanned.values.get('version'));
    const places = scanned.lists.get('conversations') ?? [];
    if (places.length > maxConversations) throw new ImportProblem('import-too-many');

    const contents = new ImportContents();
    const kept = await keepContents(
      (scanned.lists.get('attachments') ?? []).map(place => () => readElement(file, place)),
      contents,
    );
    const read = async (place: ElementPlace) => {
      const imported = importedConversation(await readElement(file, place), kept, nowMs, contents);
      return imported instanceof DamagedConversation ? imported : checkedConversation(imported);
    };
    const summaries: ReadSummary[] = [];
    const found: ElementPlace[] = [];
    const seen = new SeenConversations();
    let messageCount = 0;
    for (const [index, place] of places.entries()) {
      const conversation = await read(place);
      progress(size + place.end);
      if (conversation instanceof DamagedConversation) {
        contents.leaveOut(conversation, index + 1);
        continue;
      }
      if (await seen.isRepeated(conversation, () => read(place))) {
        contents.skip('repeated-conversation');
        continue;
      }
      const summary = summaryOf(conversation);
      messageCount += summary.messageCount;
      if (messageCount > maxMessages) throw new ImportProblem('import-too-many');
      summaries.push(summary);
      found.push(place);
    }
    const { skipped, damaged } = contents;
    if (summaries.length === 0 && damaged.length === 0) throw new ImportProblem('import-nothing');
    return {
      kind: 'couplet',
      fileName: basename(path),
      summaries,
      skipped,
      damaged,
      hasSettings: false,
      conversation: async index => {
        const place = found[index];
        const conversation = place && (await read(place));
        // The file was changed since it was looked at.
        if (
          conversation === undefined ||
          conversation instanceof DamagedConversation ||
          conversation.id !== summaries[index]?.id
        )
          throw new ImportProblem('import-unreadable');
        return conversation;
      },
      content: sha256 => contents.read(sha256),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function scan(file: FileHandle, size: number, onProgress: (doneBytes: number) => void) {
  const scanner = new JsonScanner();
  const buffer = Buffer.alloc(chunkBytes);
  for (let place = 0; place < size; ) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, place);
    if (bytesRead === 0) break;
    scanner.take(buffer.subarray(0, bytesRead));
    place += bytesRead;
    onProgress(place);
  }
  return scanner.end();
}

/** One element; undefined when it is too large or no JSON. */
async function readElement(file: FileHandle, place: ElementPlace): Promise<unknown> {
  if (place.end - place.start > maxElementBytes) return undefined;
  const bytes = await readPlace(file, place);
  try {
    return parseJson(decodeJson(bytes));
  } catch {
    return undefined;
  }
}

async function readPlace(file: FileHandle, { start, end }: ElementPlace): Promise<Uint8Array> {
  const bytes = Buffer.alloc(end - start);
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done);
    if (bytesRead === 0) throw new ImportProblem('import-unreadable');
    done += bytesRead;
  }
  return bytes;
}
