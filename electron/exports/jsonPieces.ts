/** Long enough for few steps, short enough for a step that nobody notices. */
const pieceCharacters = 256 * 1024;

/**
 * The JSON text of an object in pieces: what is in `head`, then one field for each of `lists`. Items are asked for when their piece is made,
 * so that whoever takes the pieces can let others run in between.
 */
export function* jsonPieces(
  head: object,
  lists: { readonly [field: string]: Iterable<object> },
): Generator<string, void, void> {
  let text = JSON.stringify(head).slice(0, -1);
  for (const [field, items] of Object.entries(lists)) {
    text += `${text === '{' ? '' : ','}${JSON.stringify(field)}:[`;
    let separator = '';
    for (const item of items) {
      text += separator + JSON.stringify(item);
      separator = ',';
      if (text.length < pieceCharacters) continue;
      yield text;
      text = '';
    }
    text += ']';
  }
  yield `${text}}`;
}

/** Each of them changed when it is asked for. */
export function* mapped<Item, Result>(items: Iterable<Item>, change: (item: Item) => Result): Generator<Result> {
  for (const item of items) yield change(item);
}
