export interface WriteGateOptions {
  /** Asks the database at once, without waiting for it. */
  readonly isLocked: () => boolean;
  readonly everyMs?: number;
  /** Another program (one that copies or looks into databases) may hold the history for so long before a call of the user is refused. */
  readonly patienceMs?: number;
}

/**
 * Waits while another program holds the history, without holding up streams or the window as the database itself would. Whoever waits goes on
 * in the order of asking, and also once patience has run out: the write then fails and says why.
 */
export class WriteGate {
  readonly #isLocked: () => boolean;
  readonly #everyMs: number;
  readonly #patienceMs: number;
  #waiting: { readonly isFree: Promise<void>; count: number } | undefined;

  constructor({ isLocked, everyMs = 25, patienceMs = 3_000 }: WriteGateOptions) {
    this.#isLocked = isLocked;
    this.#everyMs = everyMs;
    this.#patienceMs = patienceMs;
  }

  /** Undefined where it is free at once, so that what does not have to wait stays in one piece. */
  whenFree(waitMs = this.#patienceMs): Promise<void> | undefined {
    if (this.#waiting === undefined && !this.#isLocked()) return undefined;
    this.#waiting ??= this.#watch();
    const { isFree } = this.#waiting;
    this.#waiting.count += 1;
    let timer: NodeJS.Timeout | undefined;
    const outOfPatience = new Promise<void>(resolve => {
      timer = setTimeout(resolve, waitMs);
    });
    return Promise.race([isFree, outOfPatience]).finally(() => {
      clearTimeout(timer);
      if (this.#waiting !== undefined) this.#waiting.count -= 1;
    });
  }

  #watch(): { readonly isFree: Promise<void>; count: number } {
    const isFree = new Promise<void>(resolve => {
      const timer = setInterval(() => {
        const isGivenUp = this.#waiting?.count === 0;
        if (!isGivenUp && this.#isLocked()) return;
        clearInterval(timer);
        this.#waiting = undefined;
        resolve();
      }, this.#everyMs);
    });
    return { isFree, count: 0 };
  }
}
