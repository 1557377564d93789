/** What a search looks for and finds: a word, or one character of a script that is written without spaces between words. */
export interface SearchToken {
  /** Folded: no case, no accents, no full-width forms. */
  readonly text: string;
  readonly isSingle: boolean;
  /** Place in the text it was read from, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** Keeps what is not language (keys, pictures as text) from filling the index; a longer query finds it all the same. */
export const maxTokenLength = 64;

const scriptsWithoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Yi}\u30FC\p{Extended_Pictographic}]/u;
const letterOrDigit = /[\p{L}\p{N}]/u;
const mark = /\p{M}/u;
/** Read over by people: marks of Markdown inside a line, and characters without width. */
const unseen = /[*`~\u00AD\u2060\uFEFF]|[\u200B-\u200D]|[\uFE00-\uFE0F]|\u3099|\u309A/u;

type CharacterKind = 'separator' | 'word' | 'single' | 'mark' | 'unseen';
const kinds: readonly CharacterKind[] = ['separator', 'word', 'single', 'mark', 'unseen'];
/** Kind of each character of the basic plane plus one; 0 where it was not looked up yet. */
const knownKinds = new Uint8Array(0x10000);

function kindOf(codePoint: number): CharacterKind {
  if (codePoint > 0xffff) return lookUpKind(codePoint);
  let known = knownKinds[codePoint] ?? 0;
  if (known === 0) {
    known = kinds.indexOf(lookUpKind(codePoint)) + 1;
    knownKinds[codePoint] = known;
  }
  return kinds[known - 1] ?? 'separator';
}

function lookUpKind(codePoint: number): CharacterKind {
  const character = String.fromCodePoint(codePoint);
  if (unseen.test(character)) return 'unseen';
  if (scriptsWithoutSpaces.test(character)) return 'single';
  if (letterOrDigit.test(character)) return 'word';
  return mark.test(character) ? 'mark' : 'separator';
}

/** Letters with accents, Greek, Cyrillic and full-width forms: all that one character can be folded to another. */
const foldable = /[\u00C0-\u024F\u0370-\u052F\u1E00-\u1FFF\uFF01-\uFF5E]/g;
const folded = new Map<string, string>();

/** Text without case, accents and full-width forms, of the same length: places in it are places in the text. */
export function foldText(text: string): string {
  let lower = text.toLowerCase();
  // The one letter whose small form is longer.
  if (lower.length !== text.length) lower = text.replaceAll('\u0130', 'i').toLowerCase();
  if (lower.length !== text.length) lower = text;
  return lower.replace(foldable, foldCharacter);
}

function foldCharacter(character: string): string {
  let result = folded.get(character);
  if (result === undefined) {
    const base = character
      .normalize('NFKD')
      .replace(/[\u0300-\u036F]/g, '')
      .toLowerCase()
      .replace('\u03C2', '\u03C3');
    result = base.length === 1 ? base : character;
    folded.set(character, result);
  }
  return result;
}

/** All tokens of a text, in their order. */
export function searchTokens(text: string): readonly SearchToken[] {
  const source = foldText(text);
  const tokens: SearchToken[] = [];
  for (let token = tokenFrom(source, 0); token !== undefined; token = tokenFrom(source, token.end)) tokens.push(token);
  return tokens;
}

/** The first token of a folded text from a place on, which must not be inside of a word. */
export function tokenFrom(folded: string, from: number): SearchToken | undefined {
  for (let index = from; index < folded.length; ) {
    const codePoint = folded.codePointAt(index) ?? 0;
    const length = codePoint > 0xffff ? 2 : 1;
    const kind = kindOf(codePoint);
    if (kind === 'single') {
      const end = index + length;
      return { text: folded.slice(index, end), isSingle: true, start: index, end };
    }
    if (kind === 'word') {
      const end = wordEnd(folded, index + length);
      return { text: wordText(folded.slice(index, end)), isSingle: false, start: index, end };
    }
    index += length;
  }
  return undefined;
}

function wordEnd(folded: string, from: number): number {
  let index = from;
  while (index < folded.length) {
    const codePoint = folded.codePointAt(index) ?? 0;
    const kind = kindOf(codePoint);
    if (kind !== 'word' && kind !== 'mark') break;
    index += codePoint > 0xffff ? 2 : 1;
  }
  return index;
}

/** Whether a word goes on at this place of a folded text, so that none can begin here. */
export function isInWord(folded: string, place: number): boolean {
  for (let index = place; index > 0; ) {
    const isPair = index > 1 && (folded.codePointAt(index - 2) ?? 0) > 0xffff;
    index -= isPair ? 2 : 1;
    const kind = kindOf(folded.codePointAt(index) ?? 0);
    if (kind !== 'mark') return kind === 'word';
  }
  return false;
}

/** Accents that stand as characters of their own do not count either. */
function wordText(word: string): string {
  const bare = word.replace(/[\u0300-\u036F]/g, '');
  return bare.length > maxTokenLength ? bare.slice(0, maxTokenLength).replace(/[\uD800-\uDBFF]$/, '') : bare;
}

/** Whether a UTF-16 unit is a character that people read over. */
export function isUnseen(unit: number): boolean {
  return kindOf(unit) === 'unseen';
}

/** What stands between two tokens as a reader sees it: without what has no width, any white space as one space. */
export function readGap(gap: string): string {
  if (gap === '') return gap;
  let text = '';
  for (const character of gap) {
    if (kindOf(character.codePointAt(0) ?? 0) !== 'unseen') text += character;
  }
  return text.replace(/\s+/g, ' ');
}
