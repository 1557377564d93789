/**
 * How well a text fits what was typed: 0 not at all, up to 1. Each word typed must be found, as it stands or letter by letter in its order;
 * whole words and beginnings count more than letters from the middle. Case and accents make no difference.
 */
export function fuzzyScore(text: string, typed: string): number {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const target = plain(text);
  let sum = 0;
  for (const word of words) {
    const score = wordScore(target, word);
    if (score === 0) return 0;
    sum += score;
  }
  // Of two texts that fit alike, the shorter one was meant.
  return (sum / words.length) * (1 - Math.min(target.length, 200) / 2_000);
}

function wordScore(target: string, word: string): number {
  const at = target.indexOf(word);
  if (at === 0) return 1;
  if (at > 0) {
    const atWordStart = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}`, 'u').test(target);
    return atWordStart ? 0.9 : 0.7;
  }
  return lettersInOrder(target, word);
}

/** Letters that begin words or stand side by side are worth most; letters strewn over a long text are not a match at all. */
function lettersInOrder(target: string, word: string): number {
  if (word.length < 2) return 0;
  let place = -1;
  let good = 0;
  for (const letter of word) {
    const next = target.indexOf(letter, place + 1);
    if (next < 0) return 0;
    const beginsWord = next === 0 || /[\s:,.()/-]/.test(target[next - 1] ?? '');
    if (next === place + 1 || beginsWord) good += 1;
    place = next;
  }
  const share = good / [...word].length;
  return share < 0.6 ? 0 : 0.5 * share;
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
