import { normalizeLineEnds } from './lineEnds';

/**
 * Characters that change what is read without being seen: control characters (terminal escapes among them), bidirectional controls
 * (Trojan Source, https://trojansource.codes) and tag characters. The first alternative is the one lawful use of tag characters: flags.
 */
const hiddenPattern =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
  /(\uD83C\uDFF4(?:\uDB40[\uDC20-\uDC7F]){1,8})|[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\uDB40[\uDC00-\uDC7F]/g;

/**
 * In code also what has no width and no meaning there, but makes two names that look alike differ or hides one whole: zero-width spaces and
 * joiners of words, fillers that count as letters (https://certitude.consulting/blog/en/invisible-backdoor/). Prose may hold them.
 */
const hiddenInCodePattern = new RegExp(
  `${hiddenPattern.source}|[\\u180E\\u200B\\u2060-\\u2064\\u206A-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB]`,
  'g',
);

/** Where a text stands. */
export type Surroundings = 'prose' | 'code';

const patterns: { readonly [where in Surroundings]: RegExp } = { prose: hiddenPattern, code: hiddenInCodePattern };

/** True when the text holds at least one character that `revealHidden` would replace. */
export function hasHiddenCharacters(text: string, where: Surroundings = 'prose'): boolean {
  for (const match of text.matchAll(patterns[where])) {
    if (match[1] === undefined) return true;
  }
  return false;
}

/**
 * The text with a visible mark in place of every hidden character: ␛ for escape, [U+202E] for a direction override. Line ends are those of the
 * page, where a carriage return is nothing to be seen.
 */
export function revealHidden(text: string, where: Surroundings = 'prose'): string {
  return normalizeLineEnds(text).replace(patterns[where], (match, flag: string | undefined) =>
    flag === undefined ? markFor(match) : match,
  );
}

/** Appends text to an element, hidden characters that follow each other as one mark. Returns the nodes added. */
export function appendVisibleText(parent: Node, text: string, where: Surroundings = 'prose'): ChildNode[] {
  const nodes: ChildNode[] = [];
  let position = 0;
  let marks = '';
  const addMarks = () => {
    if (marks !== '') nodes.push(createMark(marks));
    marks = '';
  };
  for (const match of text.matchAll(patterns[where])) {
    if (match[1] !== undefined) continue;
    if (match.index > position) {
      addMarks();
      nodes.push(document.createTextNode(text.slice(position, match.index)));
    }
    marks += markFor(match[0]);
    position = match.index + match[0].length;
  }
  addMarks();
  if (position < text.length) nodes.push(document.createTextNode(position === 0 ? text : text.slice(position)));
  for (const node of nodes) parent.appendChild(node);
  return nodes;
}

/**
 * Makes text that ends with the node `last` go on; what was there stays. Returns the nodes added, undefined where the beginning of `added`
 * changes what stands before it: a flag is several characters.
 */
export function growVisibleText(last: ChildNode, added: string): ChildNode[] | undefined {
  if (tagCharacter.test(added)) return undefined;
  const nodes = appendVisibleText(document.createDocumentFragment(), added);
  const [first, ...others] = nodes;
  const isSameKind = first !== undefined && last.nodeType === first.nodeType;
  if (isSameKind && last instanceof Text) last.appendData(first.textContent ?? '');
  else if (isSameKind) last.textContent += first.textContent ?? '';
  const more = isSameKind ? others : nodes;
  last.after(...more);
  return more;
}

const tagCharacter = /^\uDB40/;

function createMark(text: string): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'cm-hidden-character';
  mark.textContent = text;
  return mark;
}

function markFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
