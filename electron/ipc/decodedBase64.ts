import { othersRun } from '../othersRun';

/** A multiple of four, as of base64; about a millisecond of work. */
const pieceCharacters = 1024 * 1024;

/** Bytes of a text in base64, which was checked to be that, decoded in pieces between which everything else goes on. */
export async function decodedBase64(text: string): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(text, 'base64'));
  let length = 0;
  for (let from = 0; from < text.length; from += pieceCharacters) {
    if (from > 0) await othersRun();
    length += bytes.write(text.slice(from, from + pieceCharacters), length, 'base64');
  }
  return bytes.subarray(0, length);
}
