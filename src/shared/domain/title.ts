/** Room of a title in Latin letters; Chinese, Japanese and Korean characters and emoji take the room of two. */
const maxTitleWidth = 60;

/** A letter can bear thousands of marks and still be one. As long as a title may be that the user writes. */
const maxTitleLength = 500;

const wideCharacter =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}\u3000-\u303f\uff00-\uffef]/u;

/**
 * One line of text as a title: no control or direction marks, no marks of Markdown, long addresses shortened to their host and last part, and
 * at most as wide as sixty Latin letters. Cut behind a sentence where one ends in time, else between words, else where the room ends.
 */
export function titleOf(line: string): string {
  const words = withoutMarkdown(line.replace(/(?!\u200d)[\p{Cc}\p{Cf}]/gu, ' '))
    .replace(/https?:\/\/[^\s<>"'，。）)]+/giu, shortAddress)
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = withinLength(Array.from(new Intl.Segmenter().segment(words), part => part.segment));
  const end = cutAt(characters, maxTitleWidth);
  if (end === characters.length) return characters.join('').trim();
  const sentence = /^.*?(?:[。！？]|[.!?](?= ))/u.exec(words)?.[0];
  if (sentence !== undefined && sentence.length <= characters.slice(0, end).join('').length) {
    if (widthOf(sentence) >= 12) return sentence.replace(/[。.]$/u, '');
  }
  // One place is for the mark of the cut.
  const shown = cutAt(characters, maxTitleWidth - 1);
  const cut = characters.slice(0, shown).join('');
  const isWordEnd = characters[shown] === ' ';
  const lastSpace = isWordEnd ? -1 : cut.lastIndexOf(' ');
  const kept = lastSpace > cut.length / 2 ? cut.slice(0, lastSpace) : cut;
  return `${kept.trimEnd().replace(/[,;:，；：、]$/u, '')}…`;
}

/** What a model gave as a title: its first line with words in it, without what models put around one. Empty when there is none. */
export function cleanTitle(text: string): string {
  const line = text.split(/[\r\n\u2028\u2029]+/).find(candidate => /[\p{L}\p{N}]/u.test(candidate)) ?? '';
  const bare = titleOf(line.slice(0, 1_000))
    .replace(/^(?:title|titolo|标题|題目|题目)\s*[:：]\s*/iu, '')
    .replace(/^[\s"'“”„«»‘’「」『』《》【】`*_]+|[\s"'“”„«»‘’「」『』《》【】`*_.。]+$/gu, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(bare) ? bare : '';
}

/** A name that a user gave, as it stands but no wider than sixty Latin letters: for a sentence that names it among other words. */
export function shortName(name: string): string {
  const characters = withinLength(Array.from(new Intl.Segmenter().segment(name), part => part.segment));
  if (cutAt(characters, maxTitleWidth) === characters.length) return characters.join('');
  return `${characters
    .slice(0, cutAt(characters, maxTitleWidth - 1))
    .join('')
    .trimEnd()}…`;
}

/** Whether a title that is being written is finished: its line has ended, or it has become longer than a title. */
export function isTitleComplete(text: string): boolean {
  const begun = text.trimStart();
  return begun.length > 300 || /[\p{L}\p{N}][^\n]*\n/u.test(begun);
}

/** As many of these characters as fit; of the first one at least its beginning. */
function withinLength(characters: readonly string[]): readonly string[] {
  let length = 0;
  const kept = characters.filter(character => {
    length += character.length;
    return length < maxTitleLength;
  });
  const [first = ''] = characters;
  return kept.length > 0 || first === '' ? kept : [first.slice(0, maxTitleLength - 1).replace(/[\uD800-\uDBFF]$/, '')];
}

function withoutMarkdown(line: string): string {
  return line
    .trim()
    .replace(/^(?:#{1,6} +|> ?|[-*+] +(?:\[[ xX]\] +)?|\d{1,3}[.)] +|\|\s*|`{3}\w* ?)+/u, '')
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/gu, '$1')
    .replace(/(\*\*|__|~~|`)(?=\S)(.+?)\1/gu, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]+?)\*(?![\w*])/gu, '$1')
    .replace(/\s+#+$/u, '')
    .replace(/\s*\|\s*$/u, '')
    .replace(/\s\|\s/gu, ' ');
}

/** Host and last part of an address; a short one stays whole, without its scheme. */
function shortAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const { host, pathname } = new URL(address);
  const name = host.replace(/^www\./, '');
  const parts = pathname.split('/').filter(Boolean);
  const last = parts.at(-1);
  if (last === undefined) return name;
  const whole = `${name}/${parts.join('/')}`;
  if (whole.length <= 40) return whole;
  return last.length <= 40 ? `${name}/…/${last}` : `${name}/…`;
}

function widthOf(text: string): number {
  return Array.from(new Intl.Segmenter().segment(text), part => characterWidth(part.segment)).reduce(
    (sum, width) => sum + width,
    0,
  );
}

function characterWidth(character: string): number {
  return wideCharacter.test(character) ? 2 : 1;
}

/** How many characters fit into a width. */
function cutAt(characters: readonly string[], maxWidth: number): number {
  let width = 0;
  for (const [index, character] of characters.entries()) {
    width += characterWidth(character);
    if (width > maxWidth) return index;
  }
  return characters.length;
}
