import type { IntegrityReport } from './diskTask';
import { showsDamage } from './integrityCheck';

export interface HistoryCheckOptions {
  /** Never rejects. */
  readonly check: () => Promise<IntegrityReport>;
  /** It has begun, or is over. */
  readonly onRunning: (isRunning: boolean) => void;
  readonly onDamaged: () => void;
  readonly log: (message: string) => void;
}

/** The look at every page of a history whose last end was not a clean one. It can be told at any time whether it is being taken. */
export class HistoryCheck {
  readonly #options: HistoryCheckOptions;
  #isRunning = false;

  constructor(options: HistoryCheckOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Never rejects; what it finds is told by `onDamaged`, and nothing where all is well. */
  async run(): Promise<void> {
    const { check, onDamaged, log } = this.#options;
    this.#setRunning(true);
    const report = await check();
    this.#setRunning(false);
    for (const problem of report.problems) log(`history check: ${problem}`);
    if (showsDamage(report)) onDamaged();
  }

  #setRunning(isRunning: boolean): void {
    this.#isRunning = isRunning;
    this.#options.onRunning(isRunning);
  }
}
