/** Longest text that is written in one go; about a quarter of a millisecond of work. */
const shortCharacters = 64 * 1024;
/** About what a number, a word, or the marks around an item take. */
const itemCharacters = 8;

/**
 * The JSON text of plain data, as `JSON.stringify` writes it, in texts of bounded length one after the other: long strings and whatever holds
 * them are cut, so that whoever takes the texts can let others run in between.
 */
export function* jsonTexts(value: unknown): Generator<string, void> {
  if (roomAfter(value, shortCharacters) >= 0) yield JSON.stringify(value) ?? 'null';
  else if (typeof value === 'string') yield* textsOfString(value);
  else if (Array.isArray(value)) {
    let before = '[';
    for (const item of value) {
      yield before;
      before = ',';
      yield* jsonTexts(item);
    }
    yield before === '[' ? '[]' : ']';
  } else {
    let before = '{';
    for (const [name, field] of Object.entries(value as object)) {
      if (field === undefined) continue;
      yield `${before}${JSON.stringify(name)}:`;
      before = ',';
      yield* jsonTexts(field);
    }
    yield before === '{' ? '{}' : '}';
  }
}

/** The same text in pieces of at least so many characters each; what is left at the end, the empty text perhaps, is the last and shorter. */
export function* jsonPieces(value: unknown, pieceCharacters: number): Generator<string, void> {
  // Joined piece by piece: one text that was put together of thousands takes far longer to be copied than as many bytes in one.
  let texts: string[] = [];
  let characters = 0;
  for (const text of jsonTexts(value)) {
    texts.push(text);
    characters += text.length;
    if (characters < pieceCharacters) continue;
    yield texts.join('');
    texts = [];
    characters = 0;
  }
  yield texts.join('');
}

/** What is left of some room for text once the value stands in it; below zero where it does not fit. Stops to look as soon as that is sure. */
function roomAfter(value: unknown, room: number): number {
  if (typeof value === 'string') return room - value.length;
  if (typeof value !== 'object' || value === null) return room - itemCharacters;
  let left = room - itemCharacters;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    left = roomAfter(item, left - itemCharacters);
    if (left < 0) break;
  }
  return left;
}

function* textsOfString(text: string): Generator<string, void> {
  yield '"';
  for (let from = 0; from < text.length; ) {
    const end = endOfPiece(text, from + shortCharacters);
    yield JSON.stringify(text.slice(from, end)).slice(1, -1);
    from = end;
  }
  yield '"';
}

/** Not between the halves of a character, each of which would be written as an escape. */
function endOfPiece(text: string, end: number): number {
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
