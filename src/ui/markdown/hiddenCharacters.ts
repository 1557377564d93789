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

/** The text with a visible mark in place of every hidden character: ␛ for escape, [U+202E] for a direction override. */
export function revealHidden(text: string, where: Surroundings = 'prose'): string {
  return text.replace(patterns[where], (match, flag: string | undefined) =>
    flag === undefined ? markFor(match) : match,
  );
}

/** Appends text to an element, each hidden character as a mark of its own. Returns the nodes added. */
export function appendVisibleText(parent: Node, text: string, where: Surroundings = 'prose'): ChildNode[] {
  const nodes: ChildNode[] = [];
  let position = 0;
  for (const match of text.matchAll(patterns[where])) {
    if (match[1] !== undefined) continue;
    if (match.index > position) nodes.push(document.createTextNode(text.slice(position, match.index)));
    const mark = document.createElement('span');
    mark.className = 'cm-hidden-character';
    mark.textContent = markFor(match[0]);
    nodes.push(mark);
    position = match.index + match[0].length;
  }
  if (position < text.length) nodes.push(document.createTextNode(position === 0 ? text : text.slice(position)));
  for (const node of nodes) parent.appendChild(node);
  return nodes;
}

function markFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
