/** What one piece may take before the next one is made smaller, and below which it is made larger. */
const longMs = 6;
const shortMs = 3;

export interface PieceSizeOptions {
  readonly first: number;
  readonly most: number;
  /** A piece that held more text than this was a long one, however fast it was read here. */
  readonly fullCharacters: number;
}

/** How many rows to read in one go, so that a piece takes some milliseconds on this machine and with rows as long as these. */
export class PieceSize {
  readonly #options: PieceSizeOptions;
  #count: number;
  #sinceMs = 0;

  constructor(options: PieceSizeOptions) {
    this.#options = options;
    this.#count = options.first;
  }

  get count(): number {
    return this.#count;
  }

  begin(): void {
    this.#sinceMs = performance.now();
  }

  end(characters: number): void {
    const tookMs = performance.now() - this.#sinceMs;
    if (characters > this.#options.fullCharacters || tookMs > 2 * longMs) this.#count = Math.max(1, this.#count >> 2);
    else if (tookMs > longMs) this.#count = Math.max(1, this.#count >> 1);
    else if (tookMs < shortMs) this.#count = Math.min(this.#options.most, this.#count * 2);
  }
}
