/** Where the code of a row runs; always in a process of its own, a fresh one for each row. */
type RunsIn =
  /** Electron's main process: product modules, windows through `support/benchWindow`. */
  | 'electron-main'
  /** The same, for rows whose work happens in a page of `pages/`. */
  | 'page'
  /** Node, outside of Electron: starts whole programs. */
  | 'driver';

/** What came out of one row. */
export interface Measurement {
  /** The product's figure: a median of several repetitions. */
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, measured in the same run, in turns with it. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** What the limit is about. Default: `value` divided by the peer's; without a peer, `value` itself. */
  readonly ratio?: number;
  /** Conditions that the row stands for besides its limit and that did not hold, in words: each fails the row. */
  readonly problems?: readonly string[];
  /** Everything else worth knowing, such as the single repetitions; goes into the JSON report. */
  readonly detail?: unknown;
  /** One short line for the table. */
  readonly note?: string;
}

/** One line of `npm run bench`. A file of `rows/` exports it as `row`. */
export interface Row {
  /** As the command line calls it: the name of its file. */
  readonly name: string;
  readonly title: string;
  readonly limit: number;
  readonly direction: 'atMost' | 'atLeast';
  readonly runsIn: RunsIn;
  /** Default five minutes. A row that takes longer is ended and counts as failed. */
  readonly timeoutMs?: number;
  /** How often to measure when the command line does not say so. Default five; fewer for what takes long. */
  readonly repetitions?: number;
  /**
   * The file is loaded in plain Node too, for the list: import what needs Electron or takes long to load inside this function.
   * @throws NotRun when the row cannot be measured on this machine; anything else fails the row
   */
  readonly measure: (context: BenchContext) => Promise<Measurement>;
}

/** What a row is given. */
export interface BenchContext {
  /** How often to measure; the median counts. */
  readonly repetitions: number;
  /** Other `--name value` pairs of the command line. */
  readonly options: Readonly<Record<string, string>>;
  /** An empty folder for this row, removed afterwards. */
  readonly folder: string;
  /** A folder that stays from run to run, for what takes long to make. */
  readonly cacheFolder: string;
  /** The folder of the repository; `out/` in it holds an up to date build of the product. */
  readonly repository: string;
  /** How the product is started here. */
  readonly electron: {
    readonly executable: string;
    /** Put before the program's folder. */
    readonly switches: readonly string[];
    /** Without the session bus of whoever runs this, and with the display for windows. */
    readonly environment: Readonly<Record<string, string>>;
  };
  /** A Node that is no Electron, for child processes. */
  readonly nodeExecutable: string;
  /** One line about what happens, for whoever waits. */
  readonly say: (text: string) => void;
}

/** Thrown by a row that cannot be measured here. It counts neither as passed nor as failed. */
export class NotRun extends Error {}
