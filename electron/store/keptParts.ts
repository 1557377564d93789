/** Shorter ones are copied faster byte by byte. */
const shortBytes = 64;

/**
 * Parts of a file that are kept, one after the other. Neighbours are copied together and nothing is made for each, so that a file of millions
 * of tiny parts takes no more time and memory than one of few large ones.
 */
export class KeptParts {
  readonly #bytes: Uint8Array;
  readonly #kept: Buffer;
  #length = 0;
  #from = 0;
  #to = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#kept = Buffer.allocUnsafe(bytes.length);
  }

  /** Of what is kept so far. */
  get length(): number {
    return this.#length + this.#to - this.#from;
  }

  /** In the order of the file, and none twice. */
  keep(from: number, to: number): void {
    if (from !== this.#to) {
      this.#copy();
      this.#from = from;
    }
    this.#to = to;
  }

  joined(): Buffer {
    this.#copy();
    this.#from = this.#to;
    return this.#kept.subarray(0, this.#length);
  }

  #copy(): void {
    const count = this.#to - this.#from;
    if (count > shortBytes) this.#kept.set(this.#bytes.subarray(this.#from, this.#to), this.#length);
    else
      for (let index = 0; index < count; index += 1)
        this.#kept[this.#length + index] = this.#bytes[this.#from + index] ?? 0;
    this.#length += count;
  }
}
