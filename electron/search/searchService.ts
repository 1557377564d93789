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
const seenStep = 50;
/** A thread that dies is started again so often; after that only when somebody searches. */
const maxRestarts = 3;

/** The search as the rest of the program sees it: a thread that is started late, asked, and started again when it dies. */
export class SearchService {
  readonly #options: SearchServiceOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #status: SearchStatus = { state: 'starting', done: 0, total: 0 };
  #lastId = 0;
  #lastSeen = 0;
  #restarts = 0;
  #isChangeNoted = false;
  #isClosed = false;

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
    if (this.#isChangeNoted || this.#worker === undefined) return;
    this.#isChangeNoted = true;
    this.#options.setTimer(() => {
      this.#isChangeNoted = false;
      this.#send({ kind: 'changed' });
    }, changeDelayMs);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const worker = this.#worker;
    if (worker === undefined) return;
    const isGone = new Promise<void>(resolve => worker.once('exit', () => resolve()));
    this.#send({ kind: 'close' });
    const isLate = new Promise<'late'>(resolve => this.#options.setTimer(() => resolve('late'), closeTimeoutMs));
    if ((await Promise.race([isGone, isLate])) === 'late') await worker.terminate();
  }

  #ask(command: (id: number) => SearchCommand): Promise<SearchReport> {
    if (this.#isClosed) return Promise.reject(new CallError('E_CANCELLED', 'quitting'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#running().postMessage(command(id));
    });
  }

  #send(command: SearchCommand): void {
    this.#worker?.postMessage(command);
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const { workerFile, historyPath, indexPath } = this.#options;
    const workerData: SearchWorkerData = { historyPath, indexPath };
    const worker = new Worker(workerFile, { workerData });
    this.#worker = worker;
    worker.on('message', (report: SearchReport) => this.#take(report));
    worker.on('error', error => this.#options.log(`search thread: ${String(error)}`));
    worker.on('exit', code => this.#ended(code));
    // Quitting does not wait for it.
    worker.unref();
    return worker;
  }

  #take(report: SearchReport): void {
    switch (report.kind) {
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

  #ended(code: number): void {
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
  }
}
