import type { TextRange } from './searchMatches';

const contextCharacters = 40;
const readCharacters = 160;

/**
 * Which of several places in a text as it is shown is the one found at `offset` of its source: the one with the same words around it, since
 * marks of Markdown stand in the source alone. Undefined when there is no place at all.
 */
export function sameOccurrence(
  source: string,
  offset: number,
  shown: string,
  ranges: readonly TextRange[],
): TextRange | undefined {
  const before = bare(source.slice(Math.max(0, offset - readCharacters), offset)).slice(-contextCharacters);
  const after = bare(source.slice(offset, offset + readCharacters)).slice(0, contextCharacters);
  const share = source.length === 0 ? 0 : offset / source.length;
  let best: { readonly range: TextRange; readonly score: number; readonly distance: number } | undefined;
  for (const range of ranges) {
    const shownBefore = bare(shown.slice(Math.max(0, range.start - readCharacters), range.start));
    const shownAfter = bare(shown.slice(range.start, range.start + readCharacters));
    const score = commonEnd(before, shownBefore) + commonStart(after, shownAfter);
    const distance = Math.abs(range.start / Math.max(1, shown.length) - share);
    if (best === undefined || score > best.score || (score === best.score && distance < best.distance)) {
      best = { range, score, distance };
    }
  }
  return best?.range;
}

function bare(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}
