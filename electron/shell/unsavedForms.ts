import type { Log } from './log';

/** What is left: the window, or the whole program. */
export type Leaving = 'close' | 'quit';

export interface UnsavedFormsOptions {
  /** Asks the user; true when what was typed may be lost. The signal takes the question away. */
  readonly ask: (leaving: Leaving, signal: AbortSignal) => Promise<boolean>;
  /** The user keeps what was typed, so nothing is left after all. */
  readonly onKept: () => void;
  readonly log: Pick<Log, 'failure'>;
}

/**
 * What stands in the page's forms and is not saved yet, for whoever wants to close its window or to quit. The page tells it beforehand, so
 * that nobody waits for a page that hangs.
 */
export class UnsavedForms {
  readonly #options: UnsavedFormsOptions;
  #isUnsaved = false;
  #isIgnored = false;
  #question: AbortController | undefined;

  constructor(options: UnsavedFormsOptions) {
    this.#options = options;
  }

  /** Takes over what the page says of itself. A page that is gone holds nothing any more. */
  note(isUnsaved: boolean): void {
    this.#isUnsaved = isUnsaved;
  }

  /** True where nothing would be lost. Else the user is asked, once however often this is called, and `goOn` runs if it may be. */
  mayLeave(leaving: Leaving, goOn: () => void): boolean {
    if (!this.#isUnsaved || this.#isIgnored) return true;
    if (this.#question === undefined) void this.#ask(leaving, goOn);
    return false;
  }

  /** The system ends the program: nothing is asked any more, and a question that stands is taken away. */
  ignore(): void {
    this.#isIgnored = true;
    this.#question?.abort();
  }

  async #ask(leaving: Leaving, goOn: () => void): Promise<void> {
    const question = new AbortController();
    this.#question = question;
    // A question that cannot be shown must not keep anybody in.
    const mayGo = await this.#options.ask(leaving, question.signal).catch(error => {
      this.#options.log.failure('question', error);
      return true;
    });
    this.#question = undefined;
    if (question.signal.aborted) return;
    if (!mayGo) {
      this.#options.onKept();
      return;
    }
    this.#isUnsaved = false;
    goOn();
  }
}
