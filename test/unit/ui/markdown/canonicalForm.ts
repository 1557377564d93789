import type { Token } from 'markdown-it';
import { revealHidden } from '../../../../src/ui/markdown/hiddenCharacters';
import { createMarkdownIt } from '../../../../src/ui/markdown/parser/markdownParser';
import { createParseEnvironment, type ParseEnvironment } from '../../../../src/ui/markdown/parser/parseEnvironment';

/*
 * One text form for two things that must agree: the elements that the incremental renderer made, and the tokens of a single reading of the whole
 * text by markdown-it. Tags and text only; groups, buttons and classes are left out.
 */

const markdown = createMarkdownIt();

/** Canonical form of a single reading of the whole text. */
export function canonicalReference(source: string): string {
  const environment = createParseEnvironment({}, {}, false);
  const state = new markdown.core.State(source, markdown, environment);
  markdown.block.parse(source, markdown, environment, state.tokens);
  const listIsTight = tightness(state.tokens);
  markdown.core.process(state);
  const output = new Output();
  for (let index = 0; index < state.tokens.length; index++) {
    const token = state.tokens[index];
    if (token !== undefined) writeBlock(output, state.tokens, index, token, listIsTight);
  }
  return output.toString();
}

/** Canonical form of rendered elements. */
export function canonicalElements(host: Element): string {
  const output = new Output();
  for (const child of host.childNodes) writeNode(output, child);
  return output.toString();
}

class Output {
  /** For each open link whether it became an element. */
  readonly links: boolean[] = [];
  private readonly parts: string[] = [];
  private pendingText = '';

  open(tag: string): void {
    this.flush();
    this.parts.push(`<${tag}>`);
  }

  close(tag: string): void {
    this.flush();
    // Rows of a long table lie in several bodies.
    this.parts.push(`</${tag}>`);
  }

  text(text: string): void {
    this.pendingText += revealHidden(text);
  }

  toString(): string {
    this.flush();
    return this.parts.join('\n').replaceAll('</tbody>\n<tbody>\n', '');
  }

  private flush(): void {
    if (this.pendingText !== '') this.parts.push(JSON.stringify(this.pendingText));
    this.pendingText = '';
  }
}

function tightness(tokens: readonly Token[]): Map<Token, string> {
  const result = new Map<Token, string>();
  const lists: Token[] = [];
  for (const token of tokens) {
    if (token.type.endsWith('_list_open')) {
      lists.push(token);
      result.set(token, '');
    } else if (token.type.endsWith('_list_close')) lists.pop();
    const list = lists[lists.length - 1];
    if (token.type === 'paragraph_open' && list !== undefined && token.level === list.level + 2) {
      result.set(list, token.hidden ? ' tight' : ' loose');
    }
  }
  return result;
}

function writeBlock(
  output: Output,
  tokens: readonly Token[],
  index: number,
  token: Token,
  tight: Map<Token, string>,
): void {
  const tag = headingTag(token.tag);
  switch (token.type) {
    case 'inline':
      for (const child of withoutTaskMark(tokens, index, token)) writeInline(output, child);
      break;
    case 'fence':
    case 'code_block':
      output.open('code');
      output.text(token.content.replace(/\n$/, ''));
      output.close('code');
      break;
    case 'formula_block':
      output.open('formula');
      output.text(token.content);
      output.close('formula');
      break;
    case 'hr':
      output.open('hr');
      break;
    case 'reference_definition':
      break;
    case 'ordered_list_open':
    case 'bullet_list_open':
      output.open(`${tag}${token.attrGet('start') === null ? '' : ` ${token.attrGet('start')}`}${tight.get(token)}`);
      break;
    case 'list_item_open':
      output.open(tag);
      if (taskMark(tokens, index) !== null) output.open('input');
      break;
    case 'footnote_open':
      output.open(`footnote ${token.meta?.label}`);
      break;
    case 'footnote_close':
      output.close('footnote');
      break;
    default:
      if (token.nesting > 0) output.open(tag);
      else output.close(tag);
  }
}

function taskMark(tokens: readonly Token[], itemIndex: number): RegExpExecArray | null {
  if (tokens[itemIndex + 1]?.type !== 'paragraph_open') return null;
  return /^\[[ xX]\][ \t\n]\s*/.exec(tokens[itemIndex + 2]?.content ?? '');
}

/** The mark of a task item is no text; the content is read again without it. */
function withoutTaskMark(tokens: readonly Token[], index: number, inline: Token): readonly Token[] {
  const mark = tokens[index - 2]?.type === 'list_item_open' ? taskMark(tokens, index - 2) : null;
  if (mark === null) return inline.children ?? [];
  inline.content = inline.content.slice(mark[0].length);
  inline.children = [];
  const environment = lastEnvironment;
  const state = new markdown.core.State('', markdown, environment);
  state.tokens = [inline];
  markdown.core.process(state);
  return inline.children;
}

let lastEnvironment = createParseEnvironment({}, {}, false);
const process = markdown.core.process.bind(markdown.core);
markdown.core.process = state => {
  lastEnvironment = state.env as ParseEnvironment;
  process(state);
};

function writeInline(output: Output, token: Token): void {
  switch (token.type) {
    case 'text':
      output.text(token.content);
      break;
    case 'code_inline':
      output.open('code');
      output.text(token.content);
      output.close('code');
      break;
    case 'softbreak':
    case 'hardbreak':
      output.open('br');
      break;
    case 'formula_inline':
    case 'formula_display':
      output.open('formula');
      output.text(token.content);
      output.close('formula');
      break;
    case 'image':
      output.open('image');
      break;
    case 'footnote_reference':
      output.open(`call ${token.content}`);
      break;
    case 'link_open': {
      const href = linkTarget(String(token.attrGet('href')));
      output.links.push(href !== null);
      if (href !== null) output.open(`a ${href}`);
      break;
    }
    case 'link_close':
      if (output.links.pop() === true) output.close('a');
      break;
    default:
      if (token.nesting > 0) output.open(token.tag);
      else output.close(token.tag);
  }
}

/** markdown-it makes links with an empty target and to data images; both must come out as plain text. */
function linkTarget(href: string): string | null {
  return /^(?:https?:\/\/|mailto:)/i.test(href) && URL.canParse(href) ? new URL(href).href : null;
}

function headingTag(tag: string): string {
  const level = /^h([1-6])$/.exec(tag)?.[1];
  return level === undefined ? tag : `h${Math.min(Number(level) + 2, 6)}`;
}

function writeNode(output: Output, node: Node): void {
  if (!(node instanceof Element)) {
    output.text(node.textContent ?? '');
    return;
  }
  const tag = node.tagName.toLowerCase();
  const has = (name: string) => node.classList.contains(name);
  if (has('cm-group') || has('cm-section') || has('cm-part') || has('cm-hidden-character') || has('cm-table')) {
    for (const child of node.childNodes) writeNode(output, child);
    return;
  }
  if (has('cm-code')) {
    output.open('code');
    output.text((node.querySelector('code')?.textContent ?? '').replace(/\n$/, ''));
    output.close('code');
    return;
  }
  if (has('cm-formula') || has('cm-formula-block')) {
    output.open('formula');
    const shown = node.textContent ?? '';
    // Typeset formulas carry their source; one that KaTeX cannot read shows it; one that waits shows it between its marks.
    const waiting = node.childElementCount === 0 ? withoutMarks(shown) : shown;
    output.text(node.querySelector('annotation')?.textContent ?? waiting);
    output.close('formula');
    return;
  }
  if (has('cm-image-chip') || has('cm-image')) {
    output.open('image');
    return;
  }
  if (tag === 'sup') {
    output.open(`call ${node.textContent}`);
    return;
  }
  if (has('cm-footnote')) {
    output.open(`footnote ${node.querySelector('.cm-footnote-label')?.textContent}`);
    for (const child of node.querySelector('.cm-footnote-body')?.childNodes ?? []) writeNode(output, child);
    output.close('footnote');
    return;
  }
  if (tag === 'hr' || tag === 'br' || tag === 'input') {
    output.open(tag);
    return;
  }
  output.open(describe(node, tag));
  for (const child of node.childNodes) writeNode(output, child);
  output.close(tag);
}

function withoutMarks(source: string): string {
  return source.replace(/^(?:\$\$?|\\[([])\n?/, '').replace(/\n?(?:\$\$?|\\[)\]])$/, '');
}

function describe(element: Element, tag: string): string {
  if (tag === 'a') return `a ${element.getAttribute('href')}`;
  if (tag !== 'ol' && tag !== 'ul') return tag;
  const items = [...element.querySelectorAll('li')].filter(item => item.parentElement?.closest('ol, ul') === element);
  const hasParagraph = items.some(item =>
    [...item.querySelectorAll('p')].some(paragraph => nearestBlock(paragraph) === item),
  );
  const start = element.getAttribute('start');
  const tight = element.classList.contains('cm-list-tight') ? ' tight' : ' loose';
  return `${tag}${start === null ? '' : ` ${start}`}${hasParagraph ? tight : ''}`;
}

/** The parent, looking through groups. */
function nearestBlock(element: Element): Element | null {
  let parent = element.parentElement;
  while (parent?.classList.contains('cm-group') || parent?.classList.contains('cm-section'))
    parent = parent.parentElement;
  return parent;
}
