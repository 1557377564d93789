import { jsonTexts } from '../../src/shared/domain/jsonTexts';
import { othersRun } from '../othersRun';

/** Long enough for few pieces, short enough for one that nobody notices: about a millisecond. */
const pieceCharacters = 256 * 1024;

/** The JSON text of plain data, made in pieces between which everything else goes on. */
export async function largeJson(value: unknown): Promise<string> {
  const pieces: string[] = [];
  // Joined piece by piece: one text that was put together of thousands takes far longer to be copied than as many bytes in one.
  let parts: string[] = [];
  let characters = 0;
  for (const part of jsonTexts(value)) {
    parts.push(part);
    characters += part.length;
    if (characters < pieceCharacters) continue;
    pieces.push(parts.join(''));
    parts = [];
    characters = 0;
    await othersRun();
  }
  return [...pieces, ...parts].join('');
}
