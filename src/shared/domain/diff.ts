/** A run of text that both have, or that only one of them has. */
export interface DiffRun {
  readonly kind: 'same' | 'left' | 'right';
  readonly text: string;
}

/** Above this many cells a table of common words would cost more than its result is worth: memory four bytes each. */
const maxTableCells = 4_000_000;

/** Words, runs of white space, single characters of scripts that are written without spaces, and single marks. */
const wordPattern =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}_])+|[^\s]/gu;

/**
 * Word by word, what two texts have in common and what only one has, in reading order: the `same` and `left` runs join to the left text,
 * `same` and `right` to the right one. Long texts are split at words that occur once in both first; where nothing is in common the whole is a
 * replacement.
 */
export function diffWords(left: string, right: string): readonly DiffRun[] {
  const a = left.match(wordPattern) ?? [];
  const b = right.match(wordPattern) ?? [];
  const ids = new Map<string, number>();
  const idOf = (word: string) => {
    const known = ids.get(word);
    if (known !== undefined) return known;
    ids.set(word, ids.size);
    return ids.size - 1;
  };
  const pairs: Pair[] = [];
  match(
    Int32Array.from(a, idOf),
    Int32Array.from(b, idOf),
    { fromA: 0, toA: a.length, fromB: 0, toB: b.length },
    pairs,
  );
  return runs(a, b, pairs);
}

/** One word that stands in both: its place in the left text and in the right one. */
type Pair = readonly [number, number];

interface Range {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** Adds the pairs of a range in order. Ranges that wait stand on a list instead of the call stack: long texts nest deeply. */
function match(a: Int32Array, b: Int32Array, whole: Range, pairs: Pair[]): void {
  const waiting: (Range | readonly Pair[])[] = [whole];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!('fromA' in next)) {
      addAll(pairs, next);
      continue;
    }
    const { range, before, after } = trimmed(a, b, next);
    addAll(pairs, before);
    if (after.length > 0) waiting.push(after);
    if (range.fromA === range.toA || range.fromB === range.toB) continue;
    const cells = (range.toA - range.fromA + 1) * (range.toB - range.fromB + 1);
    if (cells <= maxTableCells / 16) {
      addAll(pairs, longestCommon(a, b, range));
      continue;
    }
    const anchors = uniqueAnchors(a, b, range);
    if (anchors.length === 0) {
      if (cells <= maxTableCells) addAll(pairs, longestCommon(a, b, range));
      continue;
    }
    const parts: (Range | readonly Pair[])[] = [];
    let { fromA, fromB } = range;
    for (const [indexA, indexB] of anchors) {
      parts.push({ fromA, toA: indexA, fromB, toB: indexB }, [[indexA, indexB]]);
      fromA = indexA + 1;
      fromB = indexB + 1;
    }
    parts.push({ fromA, toA: range.toA, fromB, toB: range.toB });
    for (const part of parts.reverse()) waiting.push(part);
  }
}

/** A spread call would take the stack for so many arguments. */
function addAll(pairs: Pair[], more: readonly Pair[]): void {
  for (const pair of more) pairs.push(pair);
}

/** Takes the equal words off both ends. */
function trimmed(
  a: Int32Array,
  b: Int32Array,
  { fromA, toA, fromB, toB }: Range,
): { readonly range: Range; readonly before: readonly Pair[]; readonly after: readonly Pair[] } {
  const before: Pair[] = [];
  let [startA, startB, endA, endB] = [fromA, fromB, toA, toB];
  while (startA < endA && startB < endB && a[startA] === b[startB]) before.push([startA++, startB++]);
  const after: Pair[] = [];
  while (endA > startA && endB > startB && a[endA - 1] === b[endB - 1]) after.push([--endA, --endB]);
  return { range: { fromA: startA, toA: endA, fromB: startB, toB: endB }, before, after: after.reverse() };
}

/** Longest common subsequence by table. */
function longestCommon(a: Int32Array, b: Int32Array, { fromA, toA, fromB, toB }: Range): readonly Pair[] {
  const width = toB - fromB + 1;
  const table = new Int32Array((toA - fromA + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = toA - fromA - 1; i >= 0; i--) {
    for (let j = width - 2; j >= 0; j--) {
      table[i * width + j] =
        a[fromA + i] === b[fromB + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < toA - fromA && j < width - 1; ) {
    if (a[fromA + i] === b[fromB + j]) pairs.push([fromA + i++, fromB + j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** Words that occur once in both, the longest run of them that is in the same order: the anchors of a patience diff. */
function uniqueAnchors(a: Int32Array, b: Int32Array, { fromA, toA, fromB, toB }: Range): readonly Pair[] {
  const placesA = singlePlaces(a, fromA, toA);
  const placesB = singlePlaces(b, fromB, toB);
  const candidates: Pair[] = [];
  for (const [word, indexA] of placesA) {
    const indexB = placesB.get(word);
    if (indexA >= 0 && indexB !== undefined && indexB >= 0) candidates.push([indexA, indexB]);
  }
  candidates.sort((one, other) => one[0] - other[0]);
  return longestRising(candidates);
}

/** Place of each word that occurs once; -1 for those that occur again. */
function singlePlaces(words: Int32Array, from: number, to: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let index = from; index < to; index++) {
    const word = words[index] ?? 0;
    places.set(word, places.has(word) ? -1 : index);
  }
  return places;
}

/** The longest list of pairs whose right places rise. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, pair] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  }
  const chain: Pair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chain.push(pair);
  }
  return chain.reverse();
}

/** White space alone between two changes belongs to them: it would cut what changed into single words. */
function runs(a: readonly string[], b: readonly string[], pairs: readonly Pair[]): readonly DiffRun[] {
  const result: { kind: DiffRun['kind']; text: string }[] = [];
  let changed = { left: '', right: '' };
  let gap = '';
  const add = (kind: DiffRun['kind'], text: string) => {
    if (text === '') return;
    const last = result.at(-1);
    if (last?.kind === kind) last.text += text;
    else result.push({ kind, text });
  };
  const flush = () => {
    add('left', changed.left);
    add('right', changed.right);
    add('same', gap);
    changed = { left: '', right: '' };
    gap = '';
  };
  let [nextA, nextB] = [0, 0];
  for (const [indexA, indexB] of [...pairs, [a.length, b.length] as Pair]) {
    const left = a.slice(nextA, indexA).join('');
    const right = b.slice(nextB, indexB).join('');
    if (left !== '' || right !== '') {
      changed = { left: changed.left + gap + left, right: changed.right + gap + right };
      gap = '';
    }
    const same = a[indexA] ?? '';
    if (same.trim() === '' && (changed.left !== '' || changed.right !== '')) gap += same;
    else {
      flush();
      add('same', same);
    }
    nextA = indexA + 1;
    nextB = indexB + 1;
  }
  flush();
  return result;
}
