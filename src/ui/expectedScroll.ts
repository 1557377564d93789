/** An area that is scrolled to a place has arrived when nothing in it changed for so long, or is taken to have. */
const standsStillMs = 100;
const longestMs = 1_000;

/** The time from the wish to scroll an area to a place until it stands there. */
export class ExpectedScroll {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #endsAtMs = 0;
  #onEnd: () => void = () => undefined;

  /** True from the wish until the area stands still. */
  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  begin(onEnd: () => void): void {
    this.cancel();
    this.#onEnd = onEnd;
    this.#endsAtMs = performance.now() + longestMs;
    this.#wait();
  }

  /** What the area shows has changed: it does not stand still yet. */
  noteChange(): void {
    if (this.isRunning) this.#wait();
  }

  /** Ends it without a word. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#onEnd();
      },
      Math.min(standsStillMs, this.#endsAtMs - performance.now()),
    );
  }
}
