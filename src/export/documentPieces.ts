const pieceCharacters = 512 * 1024;

/** A text in pieces that make it together. No character is cut in two, so that each piece can be written by itself. */
export function documentPieces(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const wanted = start + pieceCharacters;
    const isInside = /[\uD800-\uDBFF]/.test(text.charAt(wanted - 1));
    const end = isInside ? wanted + 1 : wanted;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
