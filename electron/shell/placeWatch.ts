export interface PlaceWatchOptions {
  /** Whether the files of the history still stand under their names. */
  readonly isInPlace: () => boolean;
  readonly onGone: () => void;
  /** Answers what ends it. */
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
}

/** Long enough to cost nothing, short enough that not much is written into files that nobody finds any more. */
const everyMs = 15_000;

/** Notices that the data folder went away under the running program, also when nobody does anything; told once each time it happens. */
export class PlaceWatch {
  readonly #options: PlaceWatchOptions;
  #isGone = false;
  #endTimer = () => {};

  constructor(options: PlaceWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#endTimer = this.#options.setTimer(() => {
      this.look();
      this.start();
    }, everyMs);
  }

  look(): void {
    const isGone = !this.#options.isInPlace();
    if (isGone && !this.#isGone) this.#options.onGone();
    this.#isGone = isGone;
  }

  end(): void {
    this.#endTimer();
  }
}
