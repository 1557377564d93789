import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { canOpenFormula, isFormula } from './moneyGuard';
import type { ParseEnvironment } from './parseEnvironment';

/** An inline formula longer than this is a stray dollar sign. */
const maximumInlineLength = 600;
/** A display formula must end within this many lines and characters; otherwise its opening mark is text. */
const maximumBlockLines = 200;
const maximumBlockLength = 8_000;

/** `\[1\]` and `\[text\](…)` are escaped brackets, not formulas. */
const escapedBracketContent = /^\s*(?:\d[\d\s,–-]*|[xX]?)\s*$/;

/**
 * Formulas in the four forms that models write: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`.
 * Tokens: `formula_inline`, `formula_display` (display style inside a paragraph), `formula_block`, and, only while the text may
 * still grow, `formula_pending` for a block that has not ended yet.
 */
export function installMath(markdown: MarkdownIt): void {
  markdown.inline.ruler.before('escape', 'formula', inlineFormula);
  markdown.block.ruler.before('fence', 'formula_block', blockFormula, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function inlineFormula(state: StateInline, silent: boolean): boolean {
  const source = state.src;
  const start = state.pos;
  const first = source.charCodeAt(start);
  if (first === 0x24) {
    if (source.charCodeAt(start + 1) === 0x24) return delimited(state, silent, '$$', '$$');
    return dollarFormula(state, silent);
  }
  if (first !== 0x5c) return false;
  const second = source.charCodeAt(start + 1);
  if (second === 0x28) return delimited(state, silent, '\\(', '\\)');
  if (second === 0x5b) return delimited(state, silent, '\\[', '\\]');
  return false;
}

function dollarFormula(state: StateInline, silent: boolean): boolean {
  const source = state.src;
  const start = state.pos;
  if (!canOpenFormula(source, start)) return false;
  const limit = Math.min(state.posMax, start + maximumInlineLength);
  for (let end = start + 1; end < limit; end++) {
    const code = source.charCodeAt(end);
    if (code === 0x5c) {
      end++;
    } else if (code === 0x24) {
      const content = source.slice(start + 1, end);
      if (!isFormula(content, source.charAt(end + 1))) return false;
      return push(state, silent, 'formula_inline', content, '$', '$', end + 1);
    }
  }
  if (limit === source.length) noteOpenFormula(state, start);
  return false;
}

function delimited(state: StateInline, silent: boolean, opening: string, closing: string): boolean {
  const source = state.src;
  const start = state.pos;
  const contentStart = start + opening.length;
  const end = indexWithin(source, closing, contentStart, start + maximumInlineLength * 4 + 1);
  const isDisplay = opening !== '\\(';
  if (end < 0 || end > state.posMax - closing.length || end - start > maximumInlineLength * 4) {
    if (end < 0 && source.length - start < maximumInlineLength * 4) noteOpenFormula(state, start);
    return false;
  }
  const content = source.slice(contentStart, end);
  if (content.trim() === '' || content.includes('\n\n')) return false;
  if (opening === '\\[' && (escapedBracketContent.test(content) || source.charCodeAt(end + 2) === 0x28)) return false;
  const type = isDisplay ? 'formula_display' : 'formula_inline';
  return push(state, silent, type, content.trim(), opening, closing, end + closing.length);
}

/** Where `wanted` begins, at `last` or before; -1 elsewhere. To the end of the text the search would cost its square when nothing ends. */
function indexWithin(source: string, wanted: string, first: number, last: number): number {
  const found = source.slice(first, last + wanted.length).indexOf(wanted);
  return found < 0 ? -1 : first + found;
}

function push(
  state: StateInline,
  silent: boolean,
  type: string,
  content: string,
  opening: string,
  closing: string,
  end: number,
): boolean {
  if (!silent) {
    const token = state.push(type, 'span', 0);
    token.content = content;
    token.markup = opening;
    token.info = closing;
  }
  state.pos = end;
  return true;
}

function noteOpenFormula(state: StateInline, position: number): void {
  const trace = (state.env as ParseEnvironment).inlineTrace;
  if (trace !== undefined && trace.openFormulaAt < 0) trace.openFormulaAt = position;
}

function blockFormula(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineText(state, startLine);
  const closing = first.startsWith('$$') ? '$$' : first.startsWith('\\[') ? '\\]' : '';
  if (closing === '') return false;
  const opening = closing === '$$' ? '$$' : '\\[';

  const firstRest = first.slice(2);
  const sameLineEnd = firstRest.indexOf(closing);
  if (sameLineEnd >= 0) {
    const content = firstRest.slice(0, sameLineEnd);
    if (firstRest.slice(sameLineEnd + 2).trim() !== '' || content.trim() === '') return false;
    if (opening === '\\[' && escapedBracketContent.test(content)) return false;
    if (!silent) pushBlock(state, 'formula_block', [content], opening, closing, startLine, startLine + 1);
    return true;
  }

  const lines = [firstRest];
  let length = firstRest.length;
  for (let line = startLine + 1; ; line++) {
    if (line >= endLine) return pending(state, startLine, endLine, silent, lines, opening, closing);
    if (line - startLine >= maximumBlockLines || length > maximumBlockLength) return false;
    const isBlank = state.isEmpty(line);
    if (!isBlank && (state.sCount[line] ?? 0) < state.blkIndent) return false;
    const text = isBlank ? '' : lineText(state, line);
    const end = text.indexOf(closing);
    if (end >= 0) {
      if (text.slice(end + 2).trim() !== '') return false;
      lines.push(text.slice(0, end));
      if (!silent) pushBlock(state, 'formula_block', lines, opening, closing, startLine, line + 1);
      return true;
    }
    lines.push(text);
    length += text.length;
  }
}

/** The end is not there yet. Only the end of the whole text leaves hope: the end of a container does not. */
function pending(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
  lines: string[],
  opening: string,
  closing: string,
): boolean {
  const environment = state.env as ParseEnvironment;
  if (!environment.isOpenEnded || state.bMarks.length - 1 !== endLine) return false;
  environment.pendingLine = Math.min(environment.pendingLine, startLine);
  if (!silent) pushBlock(state, 'formula_pending', lines, opening, closing, startLine, endLine);
  return true;
}

function pushBlock(
  state: StateBlock,
  type: string,
  lines: readonly string[],
  opening: string,
  closing: string,
  startLine: number,
  nextLine: number,
): void {
  const token = state.push(type, 'div', 0);
  token.content = lines.join('\n').trim();
  token.markup = opening;
  token.info = closing;
  token.map = [startLine, nextLine];
  state.line = nextLine;
}

function lineText(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd();
}
