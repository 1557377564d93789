import type { SearchTerm } from './searchTerms';
import {
  foldText,
  isInWord,
  isUnseen,
  maxTokenLength,
  readGap,
  type SearchToken,
  searchTokens,
  tokenFrom,
} from './searchText';

/** A part of a text, in UTF-16 units; `end` is one after its last. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A text made ready to be searched for several terms. */
interface ReadText {
  readonly text: string;
  readonly folded: string;
  /** Accents stand as characters of their own: words of it must be read to be compared. */
  readonly hasLooseAccents: boolean;
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
  const folded = foldText(text);
  const read: ReadText = { text, folded, hasLooseAccents: /[\u0300-\u036F]/.test(folded) };
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
  for (const start of starts(read, term)) {
    const range = matchAt(read, term, start);
    if (range !== undefined) ranges.push(range);
    if (ranges.length >= limit) break;
  }
  return ranges;
}

/** Places at which the first token of a term may begin. Most texts need not be cut into tokens for that. */
function* starts({ text, folded, hasLooseAccents }: ReadText, { tokens: [first] }: SearchTerm): Generator<number> {
  if (first === undefined) return;
  if (!first.isSingle && (hasLooseAccents || first.text.length >= maxTokenLength)) {
    for (const { start } of searchTokens(text)) yield start;
    return;
  }
  for (let start = folded.indexOf(first.text); start >= 0; start = folded.indexOf(first.text, start + 1)) {
    if (first.isSingle || !isInWord(folded, start)) yield start;
  }
}

function matchAt({ folded }: ReadText, term: SearchTerm, start: number): TextRange | undefined {
  const lastStep = term.tokens.length - 1;
  let before: SearchToken | undefined;
  for (const [step, wanted] of term.tokens.entries()) {
    const token = tokenFrom(folded, before?.end ?? start);
    if (token === undefined || wanted.isSingle !== token.isSingle) return undefined;
    const isSame = term.isPrefix && step === lastStep ? token.text.startsWith(wanted.text) : token.text === wanted.text;
    if (!isSame) return undefined;
    if (before !== undefined) {
      const gap = readGap(folded.slice(before.end, token.start));
      if (!isGapRight(gap, term.gaps[step - 1] ?? '', before, token)) return undefined;
    }
    before = token;
  }
  if (before === undefined) return undefined;
  const signsStart = startOfSigns(folded, term.before, start);
  const signsEnd = endOfSigns(folded, term.after, before.end);
  if (signsStart === undefined || signsEnd === undefined) return undefined;
  return { start: signsStart, end: term.isPrefix ? prefixEnd(before, term) : signsEnd };
}

/** Where signs begin that end at a place, what nobody sees among them passed over; undefined when other ones stand there. */
function startOfSigns(folded: string, signs: string, end: number): number | undefined {
  let place = end;
  for (let left = signs.length; left > 0; place -= 1) {
    if (place === 0) return undefined;
    if (folded[place - 1] === signs[left - 1]) left -= 1;
    else if (!isUnseen(folded.charCodeAt(place - 1))) return undefined;
  }
  return place;
}

/** The same for signs that begin at a place: where they end. */
function endOfSigns(folded: string, signs: string, start: number): number | undefined {
  let place = start;
  for (let read = 0; read < signs.length; place += 1) {
    if (place === folded.length) return undefined;
    if (folded[place] === signs[read]) read += 1;
    else if (!isUnseen(folded.charCodeAt(place))) return undefined;
  }
  return place;
}

/** Marks as much of a word as was typed. */
function prefixEnd(token: SearchToken, term: SearchTerm): number {
  const typed = term.tokens.at(-1)?.text.length ?? 0;
  return token.end - token.start === token.text.length ? token.start + typed : token.end;
}

/** A space that was not typed may stand between scripts, as typographers put it there. */
function isGapRight(gap: string, wanted: string, before: SearchToken, token: SearchToken): boolean {
  if (gap === wanted) return true;
  return wanted === '' && gap === ' ' && before.isSingle !== token.isSingle;
}
