/** Long enough for few pieces, short enough for one that nobody notices: about a millisecond. */
const pieceCharacters = 256 * 1024;

/**
 * The JSON text of plain data, made in pieces between which everything else goes on: items of a list, fields of an object and those of the lists
 * and objects in it. What they hold further down is written in one go.
 */
export async function largeJson(value: unknown): Promise<string> {
  const pieces: string[] = [];
  let text = '';
  for (const part of textsOf(value, Array.isArray(value) ? 1 : 2)) {
    text += part;
    if (text.length < pieceCharacters) continue;
    pieces.push(text);
    text = '';
    await new Promise<void>(resolve => setImmediate(resolve));
  }
  return pieces.join('') + text;
}

function* textsOf(value: unknown, depth: number): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) yield JSON.stringify(value) ?? 'null';
  else if (Array.isArray(value)) {
    yield '[';
    let separator = '';
    for (const item of value) {
      yield separator;
      separator = ',';
      yield* textsOf(item, depth - 1);
    }
    yield ']';
  } else {
    yield '{';
    let separator = '';
    for (const [name, field] of Object.entries(value)) {
      if (field === undefined) continue;
      yield `${separator}${JSON.stringify(name)}:`;
      separator = ',';
      yield* textsOf(field, depth - 1);
    }
    yield '}';
  }
}
