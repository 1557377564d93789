import { CallError } from '../../src/shared/domain/errors';
import type { SearchStatus } from '../../src/shared/domain/search';
import { SearchIndex, type SearchIndexOptions } from './searchIndex';
import type { SearchCommand, SearchReport } from './searchMessages';
import { readChoices, runSearch, type SearchQuery } from './searchQuery';

export interface SearchTaskPorts {
  readonly report: (report: SearchReport) => void;
  /** Ends after so long, or a little later. */
  readonly wait: (delayMs: number) => Promise<void>;
  readonly nowMs: () => number;
}

/** After a step of work the thread rests for half of its time, so that the machine stays free for what its user does. */
const restShare = 0.5;
/** A full disk or a lock of another program: tried again after so long. */
const retryMs = 30_000;
/** Steps of taking over changes before a search: what has just ended is found, and an import of thousands is not waited for. */
const stepsBeforeSearch = 2;

/** The work of the search's thread: keeps the index and answers queries, of which only the newest counts. */
export class SearchTask {
  readonly #options: SearchIndexOptions;
  readonly #ports: SearchTaskPorts;
  #index: SearchIndex | undefined;
  #isWorking = false;
  #isWorkWanted = true;
  #isClosed = false;
  #commandCount = 0;
  #newestQuery = 0;
  #lastStatus = '';
  #lastSeen = 0;

  constructor(options: SearchIndexOptions, ports: SearchTaskPorts) {
    this.#options = options;
    this.#ports = ports;
  }

  async take(command: SearchCommand): Promise<void> {
    this.#commandCount += 1;
    switch (command.kind) {
      case 'changed':
        this.work();
        return;
      case 'query':
        this.#newestQuery = command.id;
        await this.#answer(command.id, index => this.#search(command.id, index, command.query));
        this.work();
        return;
      case 'choices':
        await this.#answer(command.id, index =>
          Promise.resolve({ kind: 'choices', id: command.id, choices: readChoices(index.history, index.index) }),
        );
        this.work();
        return;
      case 'close':
        this.#isClosed = true;
        this.#index?.close();
        return;
    }
  }

  /** Brings the index up to date, step by step. */
  work(): void {
    this.#isWorkWanted = true;
    if (!this.#isWorking) void this.#workOn();
  }

  async #workOn(): Promise<void> {
    this.#isWorking = true;
    while (this.#isWorkWanted && !this.#isClosed) {
      this.#isWorkWanted = false;
      try {
        const index = this.#opened();
        await this.#steps(() => index.catchUp());
        // What changes meanwhile comes first: a new answer does not wait for old ones.
        await this.#steps(() => index.backfill() || index.catchUp());
        this.#tell(index, 'ready');
        await this.#steps(() => index.tidy());
      } catch (error) {
        if (this.#isClosed) break;
        this.#ports.report({ kind: 'log', message: `search index: ${String(error)}` });
        this.#tellPaused();
        await this.#ports.wait(retryMs);
        this.#isWorkWanted = true;
      }
    }
    this.#isWorking = false;
    if (!this.#isClosed) this.#ports.report({ kind: 'idle', commandCount: this.#commandCount });
  }

  async #steps(step: () => boolean): Promise<void> {
    for (;;) {
      if (this.#isClosed) throw new CallError('E_CANCELLED', 'closed');
      const startedMs = this.#ports.nowMs();
      const hasMore = step();
      if (this.#index !== undefined) this.#tell(this.#index, 'indexing');
      if (!hasMore) return;
      await this.#ports.wait((this.#ports.nowMs() - startedMs) * restShare);
    }
  }

  async #search(id: number, index: SearchIndex, query: SearchQuery): Promise<SearchReport> {
    try {
      for (let step = 0; step < stepsBeforeSearch && index.catchUp(); step += 1);
    } catch (error) {
      // Without room for the newest rows the others can still be found.
      this.#ports.report({ kind: 'log', message: `search index: ${String(error)}` });
    }
    const page = await runSearch({
      history: index.history,
      index: () => index.index,
      query,
      isCancelled: () => this.#isClosed || this.#newestQuery !== id,
      pause: () => this.#ports.wait(0),
      nowMs: this.#ports.nowMs,
    });
    return { kind: 'page', id, page };
  }

  async #answer(id: number, work: (index: SearchIndex) => Promise<SearchReport>): Promise<void> {
    try {
      this.#ports.report(await work(this.#opened()));
    } catch (error) {
      const isDamaged = error instanceof CallError && error.reason === 'damaged';
      if (isDamaged && this.#index !== undefined) {
        this.#index.startOver();
        this.#tell(this.#index, 'indexing');
        this.work();
      }
      if (!(error instanceof CallError)) this.#ports.report({ kind: 'log', message: `search: ${String(error)}` });
      const isCancelled = error instanceof CallError && error.code === 'E_CANCELLED';
      const code = isCancelled ? 'E_CANCELLED' : error instanceof CallError ? 'E_STORAGE' : 'E_INTERNAL';
      this.#ports.report({ kind: 'refused', id, code, reason: isDamaged ? 'index-rebuilt' : reasonOf(error) });
    }
  }

  #opened(): SearchIndex {
    if (this.#isClosed) throw new CallError('E_CANCELLED', 'closed');
    this.#index ??= new SearchIndex(this.#options);
    return this.#index;
  }

  #tell(index: SearchIndex, state: 'indexing' | 'ready'): void {
    const { done, total, isComplete } = index.status();
    this.#tellStatus({ state: isComplete ? 'ready' : state, done, total });
    const sequence = index.seenSequence();
    if (sequence === this.#lastSeen) return;
    this.#lastSeen = sequence;
    this.#ports.report({ kind: 'seen', sequence });
  }

  #tellPaused(): void {
    const { done, total } = this.#index?.status() ?? { done: 0, total: 0 };
    this.#tellStatus({ state: 'paused', done, total });
  }

  /** Only when a hundredth more is done, or something else is new. */
  #tellStatus(status: SearchStatus): void {
    const hundredths = status.total === 0 ? 100 : Math.floor((100 * status.done) / status.total);
    const summary = `${status.state} ${hundredths}`;
    if (summary === this.#lastStatus) return;
    this.#lastStatus = summary;
    this.#ports.report({ kind: 'status', status });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof CallError ? (error.reason ?? '') : 'fault';
}
