/** A tag found in a text. `tag` is its plain form. */
export interface FoundTag {
  readonly tag: string;
  readonly index: number;
  /** Of what stands there, which may be longer than the plain form. */
  readonly length: number;
  /** Opens and closes at once: `<think/>`. */
  readonly isEmpty: boolean;
}

/** Tags that servers also write in capitals, with blanks or with attributes. All others are looked for as they are. */
const looseNames = ['think', 'thinking', 'thought', 'seed:think'];
const looseStems: ReadonlyMap<string, { readonly stem: string; readonly inside: RegExp }> = new Map(
  looseNames.flatMap(name => [
    [
      `<${name}>`,
      {
        stem: `<${name}`,
        // Pairs alone: `<think about it>` is what somebody wrote.
        inside: /^(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*\/?$/,
      },
    ],
    [`</${name}>`, { stem: `</${name}`, inside: /^\s*$/ }],
  ]),
);

/** Longest stretch of attributes. */
const attributeCharacters = 200;

/** Length of the tag at a place of the text; `unfinished` when the text ends in what may become it. */
function tagAt(text: string, index: number, tag: string): number | 'unfinished' | undefined {
  if (text[index] !== tag[0]) return undefined;
  const loose = looseStems.get(tag);
  if (loose === undefined) {
    if (text.startsWith(tag, index)) return tag.length;
    return tag.startsWith(text.slice(index)) ? 'unfinished' : undefined;
  }
  const { stem, inside } = loose;
  const start = text.slice(index, index + stem.length).toLowerCase();
  if (start !== stem) return stem.startsWith(start) ? 'unfinished' : undefined;
  const rest = text.slice(index + stem.length, index + stem.length + attributeCharacters);
  const end = rest.search(/[<>]/);
  if (end !== -1) return rest[end] === '>' && inside.test(rest.slice(0, end)) ? stem.length + end + 1 : undefined;
  const mayGoOn = stem.startsWith('</') ? rest.trim() === '' : /^(?:$|\s|\/$)/.test(rest);
  return mayGoOn && rest.length < attributeCharacters ? 'unfinished' : undefined;
}

/** How a list of tags is looked for: worked out once for each list. */
interface TagSearch {
  readonly firstCharacter: RegExp;
  readonly longest: number;
}

const searches = new WeakMap<readonly string[], TagSearch>();

function searchFor(tags: readonly string[]): TagSearch {
  const known = searches.get(tags);
  if (known !== undefined) return known;
  const search = {
    firstCharacter: new RegExp(`[${tags.map(tag => tag[0]).join('')}]`, 'g'),
    longest: Math.max(...tags.map(tag => tag.length + (looseStems.has(tag) ? attributeCharacters : 0))),
  };
  searches.set(tags, search);
  return search;
}

/** The next place, from there on, where one of the tags may begin; -1 when there is none. */
function nextCandidate(text: string, { firstCharacter }: TagSearch, from: number): number {
  firstCharacter.lastIndex = from;
  return firstCharacter.test(text) ? firstCharacter.lastIndex - 1 : -1;
}

/** The one of these tags that stands exactly there; of several the first in the list. */
export function findTagAt(text: string, index: number, tags: readonly string[]): FoundTag | undefined {
  for (const tag of tags) {
    const length = tagAt(text, index, tag);
    if (typeof length === 'number') return { tag, index, length, isEmpty: text[index + length - 2] === '/' };
  }
  return undefined;
}

/** The first of these tags in the text. */
export function findTag(text: string, tags: readonly string[], from: number): FoundTag | undefined {
  const search = searchFor(tags);
  for (let index = nextCandidate(text, search, from); index !== -1; index = nextCandidate(text, search, index + 1)) {
    const found = findTagAt(text, index, tags);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True when the text, from there to its end, may become one of the tags when more text comes. */
export function mayBecomeTag(text: string, index: number, tags: readonly string[]): boolean {
  return index >= text.length || tags.some(tag => tagAt(text, index, tag) === 'unfinished');
}

/**
 * Where `text` ends in what may become one of `tags` when more text comes: the index of that start, or the text's length.
 */
export function potentialTagStart(text: string, tags: readonly string[]): number {
  const search = searchFor(tags);
  let index = nextCandidate(text, search, Math.max(0, text.length - search.longest));
  while (index !== -1 && !mayBecomeTag(text, index, tags)) index = nextCandidate(text, search, index + 1);
  return index === -1 ? text.length : index;
}

/** True when `index` stands in a fenced block or between backticks of its line, where a tag is only quoted. */
export function isInsideCode(text: string, index: number): boolean {
  const before = text.slice(0, index);
  const fences = before.match(/^[ \t]*(?:```|~~~)/gm)?.length ?? 0;
  if (fences % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}

/** More blanks than stand between two words. */
const mostBlanks = 16;

/**
 * True when a tag between these texts is a word of its sentence ("models write <think> and </think> around it"): in quotes, or with words
 * before it that end no sentence and more of the sentence behind it. Undefined while that depends on text still to come.
 */
export function isMentioned(before: string, after: string, isAtEnd: boolean): boolean | undefined {
  const previous = before.slice(-1);
  if (/[`"'“‘«「『(（[]/.test(previous)) {
    if (after === '' && !isAtEnd) return undefined;
    return /^[`"'”’»」』)）\]]/.test(after);
  }
  if (!/[ \t]/.test(previous)) return false;
  const line = before.slice(before.lastIndexOf('\n') + 1).trimEnd();
  if (line === '' || /[.!?…。！？:：]$/.test(line)) return false;
  const blanks = /^[ \t]*/.exec(after)?.[0].length ?? 0;
  if (blanks > mostBlanks) return false;
  const next = after.codePointAt(blanks);
  if (next === undefined || (next >= 0xd800 && next <= 0xdbff)) return isAtEnd ? false : undefined;
  const character = String.fromCodePoint(next);
  return blanks > 0 ? /[\p{Ll}\p{Lo}]/u.test(character) : /[,.;:!?，。；：！？、)）]/.test(character);
}
