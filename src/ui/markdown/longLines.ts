/** No row of a table and no heading is longer by intention. */
export const longestLine = 8_000;

/**
 * Where lines of an arriving text reach the longest length, once and again, without having ended. `lineLength` is that of the line the text
 * goes on with; the answer tells the new one. However a text is cut, the places are the same; none lies within a character.
 */
export function longLinePlaces(
  text: string,
  lineLength: number,
): { readonly places: readonly number[]; readonly lineLength: number } {
  const places: number[] = [];
  let lineStart = -lineLength;
  for (;;) {
    const lineEnd = text.indexOf('\n', Math.max(lineStart, 0));
    const end = lineEnd < 0 ? text.length : lineEnd;
    const first = Math.max(1, Math.ceil(-lineStart / longestLine));
    for (let place = lineStart + first * longestLine; place < end; place += longestLine)
      places.push(/[\uDC00-\uDFFF]/.test(text.charAt(place)) ? place + 1 : place);
    if (lineEnd < 0) return { places, lineLength: text.length - lineStart };
    lineStart = lineEnd + 1;
  }
}
