import type { AppError } from '../../src/shared/domain/errors';
import type { StreamPart } from '../../src/shared/domain/part';
import type { Usage } from '../../src/shared/domain/usage';
import type { LiveAnswer } from './liveAnswer';
import type { LiveAnswers } from './liveAnswers';
import type { ConnectionAccess, LaneRequest, RunnerPorts } from './ports';
import type { Ticket } from './requestQueue';
import { retryAfter } from './retryPolicy';
import { addUsage } from './usageSum';

/** A stream that does not end when it is told to gives its place back after this long all the same. */
const letGoAfterMs = 2_000;

export interface StreamReadingDependencies {
  readonly ports: RunnerPorts;
  readonly answers: LiveAnswers;
  /** Answers that must end with `live` because its key was refused: those of the connection that were not asked yet. */
  readonly refusedWith: (live: LiveAnswer, keyVersion: number) => readonly LiveAnswer[];
}

/** What a try waits for before it is repeated. */
export interface RetryWait {
  readonly waitMs: number;
  readonly maxAttempts: number;
  readonly error: AppError;
}

/** One stream, from its request to the moment its socket is let go. */
export class StreamReading {
  readonly #live: LiveAnswer;
  readonly #access: Extract<ConnectionAccess, { isUsable: true }>;
  readonly #ticket: Ticket;
  readonly #attempt: number;
  readonly #on: StreamReadingDependencies;
  readonly #abort = new AbortController();
  #hasTokens = false;
  #isTaken = false;
  /** The last tokens that were told, all requests of the answer together. */
  #usage: Usage | undefined;
  /** Words came behind them. */
  #isUsageOld = false;
  /** The stream came to its own end and closes its socket by itself. */
  #isFinished = false;

  constructor(
    live: LiveAnswer,
    access: Extract<ConnectionAccess, { isUsable: true }>,
    ticket: Ticket,
    attempt: number,
    on: StreamReadingDependencies,
  ) {
    this.#live = live;
    this.#access = access;
    this.#ticket = ticket;
    this.#attempt = attempt;
    this.#on = on;
  }

  /** Reads until the answer has ended or the try is to be repeated. A stream that hangs after the answer's end is left behind. */
  async read(request: LaneRequest): Promise<RetryWait | undefined> {
    const { ending } = this.#live;
    let cancelTimer = () => {};
    let onEnding = () => {};
    const leftBehind = new Promise<undefined>(resolve => {
      onEnding = () => {
        if (!this.#isFinished) this.#abort.abort();
        cancelTimer = this.#on.ports.clock.setTimer(() => resolve(undefined), letGoAfterMs);
      };
    });
    ending.addEventListener('abort', onEnding, { once: true });
    try {
      return await Promise.race([this.#consume(request), leftBehind]);
    } finally {
      cancelTimer();
      ending.removeEventListener('abort', onEnding);
      this.#abort.abort();
    }
  }

  async #consume(request: LaneRequest): Promise<RetryWait | undefined> {
    try {
      for await (const part of this.#access.stream(request, this.#abort.signal)) {
        if (this.#live.isEnded) return undefined;
        if (part.type === 'error') return this.#fail(part);
        this.#fold(part);
        if (part.type === 'finish') return undefined;
      }
    } catch (error) {
      if (this.#live.isEnded) return undefined;
      this.#on.ports.log(`a stream threw: ${error instanceof Error ? error.name : 'unknown'}`);
      return this.#fail(broken({ class: 'unknown', reason: 'internal', isRetryable: false }, this.#hasTokens));
    }
    if (this.#live.isEnded) return undefined;
    return this.#fail(broken({ class: 'protocol', reason: 'no-terminal-event', isRetryable: false }, this.#hasTokens));
  }

  #fold(part: Exclude<StreamPart, { type: 'error' }>): void {
    const { answers } = this.#on;
    if (part.type === 'finish') {
      this.#isFinished = true;
      // Words that were held back until now are in the count: it was of the whole answer.
      if (this.#isUsageOld && this.#usage !== undefined)
        answers.emit(this.#live, { type: 'usage', usage: this.#usage });
      answers.end([{ live: this.#live, part }]);
    } else if (part.type === 'usage') {
      this.#usage = addUsage(this.#live.before, part.usage);
      this.#isUsageOld = false;
      answers.emit(this.#live, { type: 'usage', usage: this.#usage });
    } else {
      const isToken = part.type === 'text-delta' || part.type === 'reasoning-delta';
      if (part.type === 'start' || (isToken && !this.#hasTokens)) this.#ticket.accept();
      if (isToken) this.#hasTokens = true;
      answers.emit(this.#live, part);
      if (isToken) this.#noteMore();
      if (part.type === 'start') this.#noteCost();
    }
  }

  /** Some servers count the question at once and the answer at its end: until then what they told is too little, and perhaps all there will be. */
  #noteMore(): void {
    if (this.#usage === undefined || this.#isUsageOld) return;
    this.#isUsageOld = true;
    if (this.#usage.isPartial !== true)
      this.#on.answers.emit(this.#live, { type: 'usage', usage: { ...this.#usage, isPartial: true } });
  }

  /** From the first answer of the server on the request costs something, and one that breaks off never tells how much. */
  #noteCost(): void {
    const { before } = this.#live;
    if (this.#isTaken || before?.usage === undefined) return;
    this.#isTaken = true;
    this.#on.answers.emit(this.#live, { type: 'usage', usage: { ...before.usage, isPartial: true } });
  }

  #fail(part: Extract<StreamPart, { type: 'error' }>): RetryWait | undefined {
    const { answers, ports, refusedWith } = this.#on;
    const { error } = part;
    const retry = this.#hasTokens ? undefined : retryAfter(error, this.#attempt, ports.clock.random());
    let waitMs = retry?.waitMs ?? 0;
    if (error.class === 'rate-limit' && error.isRetryable) waitMs = this.#ticket.refuse(error, retry?.waitMs);
    this.#abort.abort();
    if (retry !== undefined) return { waitMs, maxAttempts: retry.maxAttempts, error };
    if (error.class === 'no-money') ports.noteNoMoney(this.#live.answer.connectionId);
    const others = error.class === 'bad-key' ? refusedWith(this.#live, this.#access.keyVersion) : [];
    const unasked = { type: 'error', error: { ...error, requestId: undefined }, isInterrupted: false } as const;
    answers.end([{ live: this.#live, part }, ...others.map(live => ({ live, part: unasked }))]);
    return undefined;
  }
}

function broken(error: AppError, isInterrupted: boolean): Extract<StreamPart, { type: 'error' }> {
  return { type: 'error', error, isInterrupted };
}
