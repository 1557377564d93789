import { mergeRanges, type TextRange } from './searchMatches';

/** A piece of a text around what was found, on one line. */
export interface Snippet {
  readonly text: string;
  /** What was found, as places in `text`. */
  readonly ranges: readonly TextRange[];
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

const lengthBefore = 48;
const lengthAfter = 160;

/**
 * Cuts the piece of a text in which most of the terms stand near each other: from a little before the first of them. Line ends and runs
 * of spaces become one space, and the marks of Markdown that only shape a line are left out. `found`: places of each term in the text,
 * `ranges`: the same as one list.
 */
export function makeSnippet(
  text: string,
  found: readonly (readonly TextRange[])[],
  ranges = mergeRanges(found),
): Snippet {
  const first = bestStart(found, ranges);
  const from = wordStart(text, Math.max(0, first - lengthBefore), first);
  const to = wordEnd(text, Math.min(text.length, first + lengthAfter));
  const shown = ranges.filter(({ start, end }) => start < to && end > from);
  return { ...onOneLine(text, from, to, shown), isCutBefore: from > 0, isCutAfter: to < text.length };
}

/** The place from which most terms are found within the length of a snippet. */
export function bestStart(found: readonly (readonly TextRange[])[], ranges = mergeRanges(found)): number {
  let best = { start: ranges[0]?.start ?? 0, count: 0 };
  if (found.length < 2) return best.start;
  for (const { start } of ranges) {
    const count = found.filter(list => list.some(one => one.start >= start && one.end <= start + lengthAfter)).length;
    if (count > best.count) best = { start, count };
    if (count === found.length) break;
  }
  return best.start;
}

const isSpace = (character = '') => (character <= ' ' || character > '~' ? /\s/.test(character) : false);
const isLowSurrogate = (text: string, index: number) => {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
};

/** Begins with a whole word where there is one close by. */
function wordStart(text: string, wanted: number, limit: number): number {
  if (wanted === 0) return 0;
  for (let index = wanted; index < Math.min(limit, wanted + 16); index += 1) {
    if (isSpace(text[index])) return index + 1;
  }
  return isLowSurrogate(text, wanted) ? wanted + 1 : wanted;
}

function wordEnd(text: string, wanted: number): number {
  if (wanted >= text.length) return text.length;
  for (let index = wanted; index > wanted - 16; index -= 1) if (isSpace(text[index])) return index;
  return isLowSurrogate(text, wanted) ? wanted - 1 : wanted;
}

/** Marks at the start of a line (headings, lists, quotes, fences, table rows) and lines that are nothing else. */
const lineMarks =
  /^(?:[ \t]*(?:\|?[ \t]*:?-{3,}[-:| \t]*(?=\n|$)|\|(?:[ \t]+|(?=\n|$))|#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|`{3,}.*|~{3,}.*))+/;

/** `ranges`: in their order and apart from each other. */
function onOneLine(
  text: string,
  from: number,
  to: number,
  ranges: readonly TextRange[],
): Pick<Snippet, 'text' | 'ranges'> {
  let result = '';
  const placed: { start: number; end: number }[] = [];
  let next = 0;
  let index = from;
  while (index < to) {
    const isLineStart = index === 0 || text[index - 1] === '\n';
    const marks = isLineStart ? (lineMarks.exec(text.slice(index, Math.min(to, index + 80)))?.[0].length ?? 0) : 0;
    if (marks > 0 && !ranges.some(range => range.start < index + marks && range.end > index)) {
      index += marks;
      continue;
    }
    while (index >= (ranges[next]?.end ?? Infinity)) next += 1;
    const isFound = index >= (ranges[next]?.start ?? Infinity);
    const character = text[index] ?? '';
    const isBlank = isSpace(character);
    if (isBlank) {
      if (result !== '' && !result.endsWith(' ')) result += ' ';
    } else if ((character !== '*' && character !== '`') || isFound) {
      result += character;
    }
    if (isFound) {
      const known = placed[next];
      if (known === undefined) placed[next] = { start: result.length - (isBlank ? 0 : 1), end: result.length };
      else known.end = result.length;
    }
    index += 1;
  }
  return { text: result.trimEnd(), ranges: placed.filter(range => range !== undefined && range.end > range.start) };
}
