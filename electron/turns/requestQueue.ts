import type { AppError } from '../../src/shared/domain/errors';
import type { ConnectionId } from '../../src/shared/domain/ids';
import { ConnectionQueue, type Place, type QueueEntry } from './connectionQueue';
import type { Clock } from './ports';

export interface QueueRequest {
  readonly connectionId: ConnectionId;
  readonly isRetry: boolean;
  readonly skipsPause: boolean;
  /** See QueueEntry. */
  readonly isAside?: boolean | undefined;
  readonly onYield?: (() => void) | undefined;
  /** Leaving the line: nothing is admitted after it is aborted. */
  readonly signal: AbortSignal;
  readonly onAhead: (ahead: number) => void;
}

/** A running request's place, to be given back exactly once. */
export interface Ticket {
  readonly accept: () => void;
  /** See ConnectionQueue.refuse. */
  readonly refuse: (error: AppError, waitMs: number | undefined) => number;
  readonly release: () => void;
}

export interface RequestQueueOptions {
  readonly clock: Clock;
  /** Requests running at the same time in the whole program. */
  readonly maxRunning: number;
  readonly limitOf: (connectionId: ConnectionId) => number;
  readonly learnLimit: (connectionId: ConnectionId, limit: number) => void;
}

/** A repeated try whose own wait ends with the back-off comes in before requests that were not asked yet. */
const wakeDelayMs = 5;

/** All connections' lines, served in turn, with one limit over all of them. */
export class RequestQueue {
  readonly #options: RequestQueueOptions;
  readonly #queues = new Map<ConnectionId, ConnectionQueue>();
  readonly #admissions = new Map<QueueEntry, (ticket: Ticket | undefined) => void>();
  #running = 0;
  #turn = 0;
  #cancelWake: (() => void) | undefined;

  constructor(options: RequestQueueOptions) {
    this.#options = options;
  }

  /** Waits in line. Undefined when `signal` was aborted first. */
  enter(request: QueueRequest): Promise<Ticket | undefined> {
    if (request.signal.aborted) return Promise.resolve(undefined);
    const queue = this.#queue(request.connectionId);
    const entry: QueueEntry = {
      isRetry: request.isRetry,
      skipsPause: request.skipsPause,
      isAside: request.isAside,
      onYield: request.onYield,
      onAhead: request.onAhead,
    };
    return new Promise(resolve => {
      const leave = () => {
        queue.remove(entry);
        this.#admissions.delete(entry);
        resolve(undefined);
        this.pump();
      };
      request.signal.addEventListener('abort', leave, { once: true });
      this.#admissions.set(entry, ticket => {
        request.signal.removeEventListener('abort', leave);
        resolve(ticket);
      });
      queue.add(entry);
      this.pump();
    });
  }

  /** Starts whatever may start now. To be called when a limit was changed from outside. */
  pump(): void {
    while (this.#running < this.#options.maxRunning && this.#admitOne());
    for (const queue of this.#queues.values()) {
      queue.makeWay(this.#running >= this.#options.maxRunning);
      queue.tellAhead();
    }
    this.#setWake();
  }

  /** Drops the timer; for the end of the program. */
  close(): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
  }

  #admitOne(): boolean {
    const queues = [...this.#queues.values()];
    const nowMs = this.#options.clock.monotonicMs();
    for (let step = 0; step < queues.length; step++) {
      const index = (this.#turn + step) % queues.length;
      const queue = queues[index];
      const admitted = queue?.admit(nowMs);
      if (queue === undefined || admitted === undefined) continue;
      this.#turn = (index + 1) % queues.length;
      this.#running += 1;
      const admission = this.#admissions.get(admitted.entry);
      this.#admissions.delete(admitted.entry);
      admission?.(this.#ticket(queue, admitted.place));
      return true;
    }
    return false;
  }

  #ticket(queue: ConnectionQueue, place: Place): Ticket {
    let isReleased = false;
    return {
      accept: () => {
        if (isReleased || place.isAccepted) return;
        queue.accept(place);
        this.pump();
      },
      refuse: (error, waitMs) => queue.refuse(place, error, waitMs, this.#options.clock.monotonicMs()),
      release: () => {
        if (isReleased) return;
        isReleased = true;
        queue.release(place);
        this.#running -= 1;
        this.pump();
      },
    };
  }

  #queue(connectionId: ConnectionId): ConnectionQueue {
    const known = this.#queues.get(connectionId);
    if (known !== undefined) return known;
    const queue = new ConnectionQueue(
      () => this.#options.limitOf(connectionId),
      limit => this.#options.learnLimit(connectionId, limit),
    );
    this.#queues.set(connectionId, queue);
    return queue;
  }

  #setWake(): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    const nowMs = this.#options.clock.monotonicMs();
    const wakes = [...this.#queues.values()].flatMap(queue => queue.wakesAtMs(nowMs) ?? []);
    if (wakes.length === 0) return;
    const delayMs = Math.min(...wakes) - nowMs + wakeDelayMs;
    this.#cancelWake = this.#options.clock.setTimer(() => this.pump(), delayMs);
  }
}
