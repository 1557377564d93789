/** A multiple of four, as of base64; some milliseconds of work. */
const pieceCharacters = 512 * 1024;

/**
 * Whether a text is base64 with its padding, and nothing else: one answer for each piece of it, so that whoever asks can let others run in
 * between. A search for what does not belong to it takes a sixth of the time of an expression for all of it, and a tenth of a second for a
 * file of 20 MB all the same.
 */
export function* isBase64InPieces(text: string): Generator<boolean, void> {
  if (text.length % 4 !== 0) yield false;
  for (let from = 0; from < text.length; from += pieceCharacters) {
    const piece = text.slice(from, from + pieceCharacters);
    const end = piece.search(/[^A-Za-z0-9+/]/);
    const isLast = from + pieceCharacters >= text.length;
    yield end === -1 || (isLast && /^={1,2}$/.test(piece.slice(end)));
  }
}
