import { ImportProblem } from './importProblem';

/** Where an element of a list stands in a file, in bytes. */
export interface ElementPlace {
  readonly start: number;
  readonly end: number;
}

/** What stands at the top of a JSON object: its lists by the places of their elements, and its short values. */
export interface ScannedObject {
  readonly lists: ReadonlyMap<string, readonly ElementPlace[]>;
  readonly values: ReadonlyMap<string, unknown>;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openings: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const closings: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const spaces: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const byteOrderMark = [0xef, 0xbb, 0xbf];
const longestKey = 256;
const longestValue = 1_024;
const mostElements = 2_000_000;

/**
 * Finds the elements of the lists of a JSON object byte by byte, without holding them: what they are is read later, each by itself. UTF-8 never
 * uses the bytes of JSON's own signs within a character. Throws ImportProblem for what is no object or ends too early; whether the elements
 * are sound JSON shows when they are read.
 */
export class JsonScanner {
  readonly #lists = new Map<string, ElementPlace[]>();
  readonly #values = new Map<string, unknown>();
  #place = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** The text that is being kept: a key, or a short value. */
  #kept: number[] | undefined;
  #key: string | undefined;
  #list: ElementPlace[] | undefined;
  #elementStart = -1;
  #elementCount = 0;
  #isBegun = false;
  #isEnded = false;

  take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#isInString) this.#takeInString(byte);
      else this.#takeSign(byte);
      this.#place += 1;
    }
  }

  end(): ScannedObject {
    if (!this.#isBegun) throw new ImportProblem('import-not-json');
    if (!this.#isEnded) throw new ImportProblem('import-truncated');
    return { lists: this.#lists, values: this.#values };
  }

  #takeInString(byte: number): void {
    if (this.#kept !== undefined && this.#kept.length < longestValue) this.#kept.push(byte);
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === backslash) this.#isEscaped = true;
    else if (byte === quote) this.#isInString = false;
  }

  #takeSign(byte: number): void {
    if (spaces.has(byte)) return;
    if (!this.#isBegun) {
      if (byte === byteOrderMark[this.#place]) return;
      if (byte !== 0x7b) throw new ImportProblem('import-not-json');
      this.#isBegun = true;
      this.#depth = 1;
      this.#kept = [];
      return;
    }
    if (this.#isEnded) throw new ImportProblem('import-not-json');
    if (this.#depth === 1) this.#takeAtTop(byte);
    else this.#takeInside(byte);
  }

  #takeAtTop(byte: number): void {
    if (byte === colon) {
      const key = this.#value();
      this.#key = typeof key === 'string' ? key.slice(0, longestKey) : undefined;
      this.#kept = [];
      return;
    }
    if (byte === comma || closings.has(byte)) {
      const value = this.#value();
      if (this.#key !== undefined && value !== undefined) this.#values.set(this.#key, value);
      this.#key = undefined;
      this.#kept = [];
      if (byte === comma) return;
      this.#depth = 0;
      this.#isEnded = true;
      return;
    }
    if (openings.has(byte)) {
      this.#kept = undefined;
      if (byte === 0x5b && this.#key !== undefined) {
        this.#list = [];
        this.#lists.set(this.#key, this.#list);
      }
      this.#depth = 2;
      return;
    }
    this.#kept?.push(byte);
    if (byte === quote) this.#isInString = true;
  }

  #takeInside(byte: number): void {
    if (this.#depth === 2 && (byte === comma || closings.has(byte))) this.#endElement();
    else if (this.#elementStart < 0 && this.#list !== undefined) this.#elementStart = this.#place;
    if (byte === quote) this.#isInString = true;
    else if (openings.has(byte)) this.#depth += 1;
    else if (closings.has(byte)) {
      this.#depth -= 1;
      if (this.#depth === 1) this.#list = undefined;
    }
  }

  #endElement(): void {
    if (this.#list !== undefined && this.#elementStart >= 0) {
      this.#list.push({ start: this.#elementStart, end: this.#place });
      this.#elementCount += 1;
      if (this.#elementCount > mostElements) throw new ImportProblem('import-too-many');
    }
    this.#elementStart = -1;
  }

  /** What was kept as a value; undefined when nothing was, or when it is no JSON. */
  #value(): unknown {
    if (this.#kept === undefined || this.#kept.length === 0) return undefined;
    try {
      return JSON.parse(Buffer.from(this.#kept).toString('utf8'));
    } catch {
      return undefined;
    }
  }
}
