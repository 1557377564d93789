/** Long enough for few pieces, short enough for one that nobody notices: about a millisecond. */
const pieceCharacters = 256 * 1024;

/**
 * The JSON text of plain data, made in pieces between which everything else goes on: items of a list, fields of an object and those of the lists
 * and objects in it. What they hold further down is written in one go.
 */
export async function largeJson(value: unknown): Promise<string> {
  const pieces: string[] = [];
  // Joined piece by piece: one text that was put together of thousands takes far longer to be copied than as many bytes in one.
  let parts: string[] = [];
  let characters = 0;
  for (const part of textsOf(value, Array.isArray(value) ? 1 : 2)) {
    parts.push(part);
    characters += part.length;
    if (characters < pieceCharacters) continue;
    pieces.push(parts.join(''));
    parts = [];
    characters = 0;
    await new Promise<void>(resolve => setImmediate(resolve));
  }
  return [...pieces, ...parts].join('');
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
