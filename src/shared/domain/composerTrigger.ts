/** A word being typed in the composer that offers something: `/` saved prompts, `@` lanes. */
export interface ComposerTrigger {
  readonly sign: '/' | '@';
  /** Place of the sign in the text. */
  readonly start: number;
  /** What stands between the sign and the caret. */
  readonly query: string;
}

const maxQueryCharacters = 40;

/**
 * The trigger before the caret. `/` counts at the start of a line only and ends at a second one, so that neither a path nor a fraction
 * opens anything; `@` counts at the start or behind a space, so that an address does not. Both may hold single spaces, as names do.
 */
export function triggerAt(text: string, caret: number): ComposerTrigger | undefined {
  const lineStart = caret === 0 ? 0 : text.lastIndexOf('\n', caret - 1) + 1;
  if (text[lineStart] === '/' && caret > lineStart) {
    const query = text.slice(lineStart + 1, caret);
    if (isQuery(query) && !query.includes('/')) return { sign: '/', start: lineStart, query };
  }
  const start = text.slice(lineStart, caret).lastIndexOf('@') + lineStart;
  if (start < lineStart) return undefined;
  const before = text[start - 1];
  const query = text.slice(start + 1, caret);
  const isAtStart = before === undefined || /\s/.test(before);
  return isAtStart && isQuery(query) ? { sign: '@', start, query } : undefined;
}

function isQuery(query: string): boolean {
  return query.length <= maxQueryCharacters && !/^\s| {2}/.test(query);
}

/**
 * Those whose name fits what was typed, best first: a name that begins with it, one with a word that does, one that holds it anywhere.
 * Without regard to case; everything in its order for an empty query.
 */
export function matchingNames<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  query: string,
): readonly Item[] {
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '') return items;
  const rank = (item: Item) => {
    const name = nameOf(item).toLocaleLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.split(/[\s\-–—/·:]+/).some(word => word.startsWith(wanted))) return 1;
    return name.includes(wanted) ? 2 : 3;
  };
  return items
    .map(item => ({ item, rank: rank(item) }))
    .filter(entry => entry.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(entry => entry.item);
}
