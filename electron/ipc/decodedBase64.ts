/** A multiple of four, as of base64; about a millisecond of work. */
const pieceCharacters = 1024 * 1024;

/** Bytes of a text in base64, which was checked to be that, decoded in pieces between which everything else goes on. */
export async function decodedBase64(text: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let from = 0; from < text.length; from += pieceCharacters) {
    if (from > 0) await new Promise<void>(resolve => setImmediate(resolve));
    pieces.push(Buffer.from(text.slice(from, from + pieceCharacters), 'base64'));
  }
  return Buffer.concat(pieces);
}
