import type { SearchTerm } from './searchTerms';
import { foldText, readGap, type SearchToken, searchTokens } from './searchText';

/** A part of a text, in UTF-16 units; `end` is one after its last. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A text made ready to be searched for several terms. */
interface ReadText {
  readonly text: string;
  readonly folded: string;
  readonly tokens: readonly SearchToken[];
}

/** Places of each term in a text, in the order of the terms; undefined when one of them is not in it. At most `limit` of each. */
export function findTerms(
  text: string,
  terms: readonly SearchTerm[],
  limit = 200,
): readonly (readonly TextRange[])[] | undefined {
  const found = findAnyTerms(text, terms, limit);
  return found.some(ranges => ranges.length === 0) ? undefined : found;
}

/** Places of each term in a text, in the order of the terms, also where some of them are not in it. */
export function findAnyTerms(
  text: string,
  terms: readonly SearchTerm[],
  limit = 200,
): readonly (readonly TextRange[])[] {
  const read: ReadText = { text, folded: foldText(text), tokens: searchTokens(text) };
  return terms.map(term =>
    term.tokens.length === 0 ? findSigns(read, term.before, limit) : findTerm(read, term, limit),
  );
}

/** Ranges of several lists as one, in their order, without those that lie in another. */
export function mergeRanges(lists: readonly (readonly TextRange[])[]): readonly TextRange[] {
  const merged: TextRange[] = [];
  for (const range of lists.flat().sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last === undefined || range.start >= last.end) merged.push(range);
    else if (range.end > last.end) merged[merged.length - 1] = { start: last.start, end: range.end };
  }
  return merged;
}

function findSigns({ folded }: ReadText, signs: string, limit: number): readonly TextRange[] {
  const ranges: TextRange[] = [];
  for (let start = folded.indexOf(signs); start >= 0 && ranges.length < limit; ) {
    ranges.push({ start, end: start + signs.length });
    start = folded.indexOf(signs, start + signs.length);
  }
  return ranges;
}

function findTerm(read: ReadText, term: SearchTerm, limit: number): readonly TextRange[] {
  const ranges: TextRange[] = [];
  const { tokens } = read;
  const count = term.tokens.length;
  for (let index = 0; index + count <= tokens.length && ranges.length < limit; index += 1) {
    const range = matchAt(read, term, index);
    if (range !== undefined) ranges.push(range);
  }
  return ranges;
}

function matchAt({ text, folded, tokens }: ReadText, term: SearchTerm, index: number): TextRange | undefined {
  const last = term.tokens.length - 1;
  for (let step = 0; step <= last; step += 1) {
    const wanted = term.tokens[step];
    const token = tokens[index + step];
    if (wanted === undefined || token === undefined || wanted.isSingle !== token.isSingle) return undefined;
    const isSame = term.isPrefix && step === last ? token.text.startsWith(wanted.text) : token.text === wanted.text;
    if (!isSame) return undefined;
    const before = tokens[index + step - 1];
    if (step > 0 && before !== undefined) {
      if (!isGapRight(readGap(text.slice(before.end, token.start)), term.gaps[step - 1] ?? '', before, token)) {
        return undefined;
      }
    }
  }
  const start = tokens[index]?.start ?? 0;
  const end = tokens[index + last]?.end ?? 0;
  if (term.before !== '' && !folded.slice(0, start).endsWith(term.before)) return undefined;
  if (term.after !== '' && !folded.startsWith(term.after, end)) return undefined;
  return {
    start: start - term.before.length,
    end: term.isPrefix ? prefixEnd(tokens[index + last], term) : end + term.after.length,
  };
}

/** Marks as much of a word as was typed. */
function prefixEnd(token: SearchToken | undefined, term: SearchTerm): number {
  const typed = term.tokens.at(-1)?.text.length ?? 0;
  if (token === undefined) return 0;
  return token.end - token.start === token.text.length ? token.start + typed : token.end;
}

/** A space that was not typed may stand between scripts, as typographers put it there. */
function isGapRight(gap: string, wanted: string, before: SearchToken, token: SearchToken): boolean {
  if (gap === wanted) return true;
  return wanted === '' && gap === ' ' && before.isSingle !== token.isSingle;
}
