import type { Token } from 'markdown-it';
import { lastPieceStart, parseInline } from './markdownParser';
import { createInlineTrace, type InlineTrace, type ParseEnvironment } from './parseEnvironment';

/** Markup in a piece of inline text that later text could still complete or change. */
export interface OpenMarkup {
  readonly position: number;
  readonly mark: string;
}

export interface TracedInline {
  readonly tokens: Token[];
  /** In the order of the text. */
  readonly open: readonly OpenMarkup[];
}

/** Parses inline content and reports what is still open in it. */
export function parseTraced(content: string, environment: ParseEnvironment): TracedInline {
  const start = lastPieceStart(content);
  const last = content.slice(start);
  const trace = createInlineTrace();
  const tokens = parseInline(last, { ...environment, inlineTrace: trace });
  const open = [...openDelimiters(trace), ...openBracketsAndCode(last)];
  if (trace.openFormulaAt >= 0) open.push({ position: trace.openFormulaAt, mark: '$' });
  return {
    tokens: start === 0 ? tokens : parseInline(content.slice(0, start), environment).concat(tokens),
    open: open
      .map(({ position, mark }) => ({ position: start + position, mark }))
      .sort((left, right) => left.position - right.position),
  };
}

function openDelimiters(trace: InlineTrace): OpenMarkup[] {
  const open: OpenMarkup[] = [];
  const delimiters = trace.state?.delimiters ?? [];
  for (let runIndex = 0; runIndex < trace.delimiterRuns.length; runIndex++) {
    const run = trace.delimiterRuns[runIndex];
    if (run === undefined) continue;
    const next = trace.delimiterRuns[runIndex + 1]?.firstIndex ?? delimiters.length;
    let mark = '';
    for (let index = run.firstIndex; index < next; index++) {
      const delimiter = delimiters[index];
      if (delimiter?.open !== true || delimiter.end >= 0) continue;
      const character = String.fromCharCode(delimiter.marker);
      mark += character === '~' ? '~~' : character;
    }
    if (mark !== '') open.push({ position: run.start, mark });
  }
  return open;
}

/** Code spans, brackets and angle brackets without their end. Wary rather than exact: what looks open counts as open. */
function openBracketsAndCode(content: string): OpenMarkup[] {
  const open: OpenMarkup[] = [];
  const brackets: number[] = [];
  for (let index = 0; index < content.length; index++) {
    const code = content.charCodeAt(index);
    if (code === 0x5c) {
      index++;
    } else if (code === 0x60) {
      const run = runLength(content, index);
      const end = closingRun(content, index + run, run);
      if (end < 0) open.push({ position: index, mark: '`'.repeat(run) });
      index = end < 0 ? index + run - 1 : end + run - 1;
    } else if (code === 0x5b) {
      brackets.push(index);
    } else if (code === 0x5d) {
      const start = brackets.pop();
      if (start === undefined || content.charCodeAt(index + 1) !== 0x28) continue;
      if (content.indexOf(')', index + 2) < 0) open.push({ position: start, mark: '](' });
    } else if (code === 0x3c && !/[\s>]/.test(content.slice(index + 1, index + 2_000))) {
      open.push({ position: index, mark: '<' });
    }
  }
  for (const position of brackets) open.push({ position, mark: '[' });
  return open;
}

function runLength(content: string, start: number): number {
  let end = start;
  while (content.charCodeAt(end) === 0x60) end++;
  return end - start;
}

function closingRun(content: string, from: number, length: number): number {
  for (let index = content.indexOf('`', from); index >= 0; ) {
    const run = runLength(content, index);
    if (run === length) return index;
    index = content.indexOf('`', index + run);
  }
  return -1;
}
