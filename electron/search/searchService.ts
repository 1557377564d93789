import { Worker } from 'node:worker_threads';
import { CallError } from '../../src/shared/domain/errors';
import type { SearchChoices, SearchPage, SearchStatus } from '../../src/shared/domain/search';
import type { SearchCommand, SearchReport, SearchWorkerData } from './searchMessages';
import type { SearchQuery } from './searchQuery';

export interface SearchServiceOptions extends SearchWorkerData {
  /** The built entry of the thread. */
  readonly workerFile: string;
  readonly onStatus: (status: SearchStatus) => void;
  /** Changes of the history up to this one are in the index; told once in a while. */
  readonly onSeen: (sequence: number) => void;
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
  readonly log: (message: string) => void;
}

interface Waiting {
  readonly resolve: (report: SearchReport) => void;
  readonly reject: (error: Error) => void;
}

/** Rows that change are indexed this long after the first of them, all at once. */
const changeDelayMs = 2_000;
const closeTimeoutMs = 500;
/**
 * A thread that has nothing to do takes some 8 MB, and a tenth of a second to be there again: it ends soon after it has indexed what
 * changed, and later after a search, which seldom comes alone.
 */
const idleAfterChangesMs = 5_000;
const idleAfterSearchMs = 60_000;
const seenStep = 50;
/** A thread that dies is started again so often; after that only when somebody searches. */
const maxRestarts = 3;

/**
 * The search as the rest of the program sees it: a thread that is started late, asked, ended while nobody needs it, and started again when
 * it dies. What changes while there is no thread stands in the log of the history, from which the next one takes it.
 */
export class SearchService {
  readonly #options: SearchServiceOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #status: SearchStatus = { state: 'starting', done: 0, total: 0 };
  #lastId = 0;
  #lastSeen = 0;
  #restarts = 0;
  #isStarted = false;
  #isChangeNoted = false;
  #isClosed = false;
  /** Commands to the thread that runs, and whether one of them asked something. */
  #commandCount = 0;
  #wasAsked = false;
  /** A thread that was told to end. */
  #ending = Promise.resolve();
  /** Lets the thread go on that was to end when nothing more comes. */
  #keep = (): void => undefined;

  constructor(options: SearchServiceOptions) {
    this.#options = options;
  }

  status(): SearchStatus {
    return this.#status;
  }

  start(): void {
    this.#running();
  }

  /** Hits of a query; a newer query ends this one with E_CANCELLED. */
  async query(query: SearchQuery): Promise<SearchPage> {
    const report = await this.#ask(id => ({ kind: 'query', id, query }));
    return report.kind === 'page' ? report.page : { hits: [] };
  }

  async choices(): Promise<SearchChoices> {
    const report = await this.#ask(id => ({ kind: 'choices', id }));
    return report.kind === 'choices' ? report.choices : { modelIds: [], folders: [] };
  }

  /** Rows may have changed. Cheap: may be called with every piece of a stream. */
  noteChange(): void {
    if (this.#isChangeNoted || !this.#isStarted) return;
    this.#isChangeNoted = true;
    this.#options.setTimer(() => {
      this.#isChangeNoted = false;
      if (!this.#isClosed) this.#command({ kind: 'changed' });
    }, changeDelayMs);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#keep();
    await Promise.all([this.#ending, this.#worker && this.#end(this.#worker)]);
  }

  #ask(command: (id: number) => SearchCommand): Promise<SearchReport> {
    if (this.#isClosed) return Promise.reject(new CallError('E_CANCELLED', 'quitting'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#command(command(id));
      this.#wasAsked = true;
    });
  }

  #command(command: SearchCommand): void {
    const worker = this.#running();
    this.#keep();
    this.#commandCount += 1;
    worker.postMessage(command);
  }

  /** Ends the thread when nothing more comes for a while. A command that is on its way to it is followed by a report of its own. */
  #endWhenIdle(worker: Worker, commandCount: number): void {
    if (commandCount !== this.#commandCount) return;
    this.#keep();
    const delayMs = this.#wasAsked ? idleAfterSearchMs : idleAfterChangesMs;
    this.#keep = this.#options.setTimer(() => {
      if (worker !== this.#worker || this.#waiting.size > 0 || this.#isChangeNoted || this.#isClosed) return;
      // From now on another one is asked.
      this.#worker = undefined;
      this.#ending = this.#end(worker);
    }, delayMs);
  }

  async #end(worker: Worker): Promise<void> {
    const isGone = new Promise<void>(resolve => worker.once('exit', () => resolve()));
    worker.postMessage({ kind: 'close' } satisfies SearchCommand);
    let isInTime = (): void => undefined;
    const isLate = new Promise<'late'>(resolve => {
      isInTime = this.#options.setTimer(() => resolve('late'), closeTimeoutMs);
    });
    if ((await Promise.race([isGone, isLate])) === 'late') await worker.terminate();
    isInTime();
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const { workerFile, historyPath, indexPath } = this.#options;
    const workerData: SearchWorkerData = { historyPath, indexPath };
    const worker = new Worker(workerFile, { workerData });
    this.#worker = worker;
    this.#isStarted = true;
    this.#wasAsked = false;
    this.#commandCount = 0;
    worker.on('message', (report: SearchReport) => this.#take(report, worker));
    worker.on('error', error => this.#options.log(`search thread: ${String(error)}`));
    worker.on('exit', code => this.#ended(code, worker));
    // Quitting does not wait for it.
    worker.unref();
    return worker;
  }

  #take(report: SearchReport, worker: Worker): void {
    if (worker !== this.#worker) return;
    switch (report.kind) {
      case 'idle':
        this.#endWhenIdle(worker, report.commandCount);
        return;
      case 'status':
        this.#status = report.status;
        this.#options.onStatus(report.status);
        return;
      case 'seen':
        if (this.#isClosed || report.sequence < this.#lastSeen + seenStep) return;
        this.#lastSeen = report.sequence;
        this.#options.onSeen(report.sequence);
        return;
      case 'log':
        this.#options.log(report.message);
        return;
      case 'refused':
        this.#settle(report.id, waiting => waiting.reject(new CallError(report.code, report.reason)));
        return;
      case 'page':
      case 'choices':
        this.#settle(report.id, waiting => waiting.resolve(report));
        return;
    }
  }

  #settle(id: number, settle: (waiting: Waiting) => void): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting !== undefined) settle(waiting);
  }

  #ended(code: number, worker: Worker): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    for (const id of [...this.#waiting.keys()]) {
      this.#settle(id, waiting =>
        waiting.reject(new CallError(this.#isClosed ? 'E_CANCELLED' : 'E_STORAGE', 'search')),
      );
    }
    if (this.#isClosed) return;
    this.#options.log(`search thread ended with ${code}`);
    this.#restarts += 1;
    if (this.#restarts <= maxRestarts) this.#running();
    else this.#isStarted = false;
  }
}
