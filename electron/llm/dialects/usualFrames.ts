import { isUtf8 } from 'node:buffer';

const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;
const letterU = 0x75;
const continuationMask = 0xc0;
const continuation = 0x80;

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
    if (start === 0 || end === -1 || unescaped(data.slice(start, end)) !== words) return;
    const before = data.slice(0, start);
    const after = data.slice(end);
    // A name or a word with an escape could be another one.
    if (before.includes('\\') || after.includes('\\') || !/":[ \t]*"$/.test(before)) return;
    this.#head = bytesOf(`data: ${before}`);
    this.#tail = bytesOf(`${after}\n\n`);
    this.#between = bytesOf(`${after}\n\ndata: ${before}`);
  }

  forget(): void {
    this.#head = '';
  }

  /**
   * Reads events from this place on as far as they are usual ones; one character is one byte. `onWords` is given the words of all of them
   * together.
   */
  read(bytes: string, from: number, onWords: (words: string) => void): number {
    const head = this.#head;
    const tail = this.#tail;
    const between = this.#between;
    // Compared as slices: a comparison of two strings of the same length is many times quicker than a look for one in another.
    if (head === '' || bytes.slice(from, from + head.length) !== head) {
      this.#misses += 1;
      return from;
    }
    let place = from;
    let written = '';
    let isNext = true;
    for (let start = from + head.length; isNext; start = place + head.length) {
      // The second half of a character that the frame before began.
      if ((bytes.charCodeAt(start) & continuationMask) === continuation) break;
      const end = endOfWords(bytes, start);
      isNext = end !== -1 && bytes.slice(end, end + between.length) === between;
      if (!isNext && (end === -1 || bytes.slice(end, end + tail.length) !== tail)) break;
      written += bytes.slice(start, end);
      place = end + tail.length;
    }
    const words = meaningOf(written);
    if (words === undefined) {
      this.#misses = mostMisses;
      this.forget();
      return from;
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
    // An escape that is cut off by the quote makes no other one with what follows.
    place += code !== backslash ? 1 : text.charCodeAt(place + 1) === letterU ? 6 : 2;
  }
  return place;
}

const mayBeOther = /[\\\x80-\xff]/;

/** The words that stand so in a frame; undefined for wrong escapes and for bytes that are no UTF-8. */
function meaningOf(written: string): string | undefined {
  if (!mayBeOther.test(written)) return written;
  const bytes = Buffer.from(written, 'latin1');
  return isUtf8(bytes) ? unescaped(bytes.toString()) : undefined;
}

/** Undefined for wrong escapes. */
function unescaped(written: string): string | undefined {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`"${written}"`);
  } catch {
    return undefined;
  }
}

/** One character for each byte of UTF-8. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}
