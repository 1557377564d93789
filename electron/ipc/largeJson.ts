import { jsonPieces } from '../../src/shared/domain/jsonTexts';
import { othersRun } from '../othersRun';

/** Long enough for few pieces, short enough for one that nobody notices: about a millisecond. */
const pieceCharacters = 256 * 1024;

/** The JSON text of plain data, made in pieces between which everything else goes on. */
export async function largeJson(value: unknown): Promise<string> {
  const pieces: string[] = [];
  for (const piece of jsonPieces(value, pieceCharacters)) {
    pieces.push(piece);
    if (piece.length >= pieceCharacters) await othersRun();
  }
  return pieces.join('');
}
