import { longestLine } from '../longLines';
import type { BlockNode } from '../parser/blockNodes';

/** A line so far made of nothing but signs that could become several things: a rule, a list item, a heading, a fence. */
const undecidedLine = /^[ \t>]*(?:[-*_+=#`~|:$ \t]*|\d{1,9}[.)]?[ \t]*|\\[[(]?|\[\^?|(?:`{3,}|~{3,})[^`]*)$/;
const tableHead = /^[ \t>]*\|/;

/**
 * How much of the unfinished source to show. What would only flash up as something else is held back until it is decided: a dash that
 * may become a rule or a list, a fence whose language is still being written, the head of a table before its second line.
 */
export function shownLength(source: string, isInTable: boolean): number {
  const lineStart = source.lastIndexOf('\n') + 1;
  const line = source.slice(lineStart);
  let shown = line.length < 200 && undecidedLine.test(line) ? lineStart : source.length;
  if (isInTable) return shown;
  // The head of a table and the rule under it.
  if (shown === source.length && line.length < longestLine && tableHead.test(line)) shown = lineStart;
  if (shown === lineStart && lineStart > 0) {
    const previousStart = source.lastIndexOf('\n', lineStart - 2) + 1;
    const isHead = tableHead.test(source.slice(previousStart, lineStart));
    const before = source.lastIndexOf('\n', previousStart - 2) + 1;
    const followsRow = previousStart > 0 && tableHead.test(source.slice(before, previousStart));
    if (isHead && !followsRow && line.length < 200) shown = previousStart;
  }
  return shown;
}

/** The block that the source ends in, looking into containers; null when it ends in none. */
export function lastBlock(nodes: readonly BlockNode[]): BlockNode | null {
  const last = nodes[nodes.length - 1];
  if (last === undefined) return null;
  if (last.kind === 'quote' || last.kind === 'footnote') return lastBlock(last.children) ?? last;
  if (last.kind === 'list') return lastBlock(last.items[last.items.length - 1]?.children ?? []) ?? last;
  return last;
}
