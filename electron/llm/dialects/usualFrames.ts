const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;

/** A longer frame is read as a whole. */
const longestFrame = 8_000;
/** So many frames in a row that were no repetition of the one before: this server changes more than the words. */
const mostMisses = 8;

/**
 * Nearly every frame of a stream repeats the one before, letter by letter, but for its words. Once a frame was understood, those that
 * follow are read by comparing what stands before and after the words, which costs a fraction of parsing them. Anything else, a single
 * letter more, is left to the one who reads frames as a whole, and forgets what was learned.
 */
export class UsualFrames {
  /** What stands before the words, with the name of the field of the event, and behind them, with its end. */
  #head = '';
  #tail = '';
  /** Both, as they stand between the words of two frames. */
  #between = '';
  #misses = 0;

  /** True while frames may be read by comparison. */
  get isReady(): boolean {
    return this.#head !== '';
  }

  /** True when it is of no use to learn from this server. */
  get isGivenUp(): boolean {
    return this.#misses >= mostMisses;
  }

  /** Keeps a frame that was understood: `words` is all that it brought, as the text of the field of this name. */
  learn(data: string, name: string, words: string): void {
    if (data.length > longestFrame) return;
    const place = data.indexOf(`"${name}"`);
    if (place === -1 || data.lastIndexOf(`"${name}"`) !== place) return;
    const start = data.indexOf('"', data.indexOf(':', place + name.length + 2)) + 1;
    const end = endOfWords(data, start);
    if (start === 0 || end === -1 || wordsBetween(data, start, end) !== words) return;
    const before = data.slice(0, start);
    const after = data.slice(end);
    // A name or a word with an escape could be another one.
    if (before.includes('\\') || after.includes('\\') || !/":[ \t]*"$/.test(before)) return;
    this.#head = `data: ${before}`;
    this.#tail = `${after}\n\n`;
    this.#between = this.#tail + this.#head;
  }

  forget(): void {
    this.#head = '';
  }

  /** Reads events from this place on as far as they are usual ones. `onWords` is given the words of all of them together. */
  read(text: string, from: number, onWords: (words: string) => void): number {
    const head = this.#head;
    const tail = this.#tail;
    const between = this.#between;
    // Compared as slices: a comparison of two strings of the same length is many times quicker than a look for one in another.
    if (head === '' || text.slice(from, from + head.length) !== head) {
      this.#misses += 1;
      return from;
    }
    let place = from;
    let words = '';
    let isNext = true;
    for (let start = from + head.length; isNext; start = place + head.length) {
      const end = endOfWords(text, start);
      isNext = end !== -1 && text.slice(end, end + between.length) === between;
      if (!isNext && (end === -1 || text.slice(end, end + tail.length) !== tail)) break;
      const added = wordsBetween(text, start, end);
      if (added === undefined) break;
      words += added;
      place = end + tail.length;
    }
    this.#misses = place > from ? 0 : this.#misses + 1;
    if (words !== '') onWords(words);
    return place;
  }
}

/** Where the quote stands that ends a string; -1 where none does, or where something stands in it that JSON does not allow. */
function endOfWords(text: string, start: number): number {
  let place = start;
  for (let code = text.charCodeAt(place); code !== quote; code = text.charCodeAt(place)) {
    // Also beyond the end, where it is no number.
    if (!(code >= firstPrintable)) return -1;
    place += code === backslash ? 2 : 1;
  }
  return place;
}

/** Undefined for wrong escapes. */
function wordsBetween(text: string, start: number, end: number): string | undefined {
  const written = text.slice(start, end);
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`"${written}"`);
  } catch {
    return undefined;
  }
}
