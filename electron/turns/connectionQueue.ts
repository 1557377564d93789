import type { AppError } from '../../src/shared/domain/errors';

/** A request that waits for a place at its connection. */
export interface QueueEntry {
  /** A repeated try goes before requests that were not asked yet. */
  readonly isRetry: boolean;
  /** The user asked for it now: it waits for a place, but not for the end of a back-off. */
  readonly skipsPause: boolean;
  /** Work of the program's own, which goes after all lanes and gives its place to one that wants it. */
  readonly isAside?: boolean | undefined;
  /** A lane wants the place that this entry was given: it is to be let go. */
  readonly onYield?: (() => void) | undefined;
  /** Told whenever the number of answers that must end before this one changes. */
  readonly onAhead: (ahead: number) => void;
  lastAhead?: number | undefined;
}

/** A place taken at a connection. */
export interface Place {
  /** Refusals that the connection had seen when this place was taken. */
  readonly refusalsSeen: number;
  isAccepted: boolean;
  isRefused: boolean;
  /** Set where the place was given to work of the program's own; undefined once it was asked to go. */
  yield: (() => void) | undefined;
  readonly isAside: boolean;
}

/**
 * The line in front of one connection: first come, first served, never more at once than its limit.
 * After a 429 the whole connection backs off: nobody starts before the wait is over, and then one request alone goes ahead; the others
 * follow when the server has accepted that one. So one refused burst costs one repeated request at a time, never a storm of them.
 */
export class ConnectionQueue {
  readonly #waiting: QueueEntry[] = [];
  readonly #places = new Set<Place>();
  readonly #configuredLimit: () => number;
  readonly #learn: (limit: number) => void;
  /** The limit a 429 taught, valid as long as the configured one stays what it was then. */
  #learned: { readonly limit: number; readonly configured: number } | undefined;
  #pausedUntilMs = 0;
  #refusals = 0;
  #isProbing = false;

  constructor(configuredLimit: () => number, learn: (limit: number) => void) {
    this.#configuredLimit = configuredLimit;
    this.#learn = learn;
  }

  get limit(): number {
    const configured = Math.max(1, this.#configuredLimit());
    return this.#learned?.configured === configured ? Math.min(this.#learned.limit, configured) : configured;
  }

  /** When a back-off ends that entries wait for; undefined when none do. */
  wakesAtMs(nowMs: number): number | undefined {
    return this.#waiting.length > 0 && this.#pausedUntilMs > nowMs ? this.#pausedUntilMs : undefined;
  }

  add(entry: QueueEntry): void {
    const rank = ({ isRetry, isAside }: QueueEntry) => (isAside === true ? 2 : isRetry ? 0 : 1);
    const firstBehind = this.#waiting.findIndex(other => rank(other) > rank(entry));
    this.#waiting.splice(firstBehind < 0 ? this.#waiting.length : firstBehind, 0, entry);
  }

  remove(entry: QueueEntry): void {
    const index = this.#waiting.indexOf(entry);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  /** Takes the next entry that may start now out of the line, with its place. */
  admit(nowMs: number): { readonly entry: QueueEntry; readonly place: Place } | undefined {
    if (this.#waiting.length === 0 || this.#places.size >= this.limit) return undefined;
    const entry = this.#waiting.find(candidate => candidate.skipsPause) ?? this.#firstUnpaused(nowMs);
    if (entry === undefined) return undefined;
    this.remove(entry);
    const place: Place = {
      refusalsSeen: this.#refusals,
      isAccepted: false,
      isRefused: false,
      isAside: entry.isAside === true,
      yield: entry.onYield,
    };
    this.#places.add(place);
    return { entry, place };
  }

  /** The server took the request: a connection that was backing off is open again. */
  accept(place: Place): void {
    place.isAccepted = true;
    if (place.refusalsSeen === this.#refusals) this.#isProbing = false;
  }

  /**
   * A 429 for the request at `place`, which would be repeated in `waitMs` (undefined: it will not be). Answers how long it has to wait,
   * in milliseconds: requests that were refused in one burst share one wait. Learns the limit when the refusal was about requests at the
   * same time: when the server says so, or says nothing finer while others were running.
   */
  refuse(place: Place, error: AppError, waitMs: number | undefined, nowMs: number): number {
    place.isRefused = true;
    const isOfKnownBurst = place.refusalsSeen < this.#refusals;
    if (!isOfKnownBurst) this.#refusals += 1;
    this.#isProbing = true;
    const sharedMs = this.#pausedUntilMs - nowMs;
    const ownMs = waitMs ?? 0;
    const isJoining = isOfKnownBurst && sharedMs > 0 && error.retryAfterMs === undefined;
    const heldMs = isJoining ? sharedMs : Math.max(ownMs, sharedMs);
    if (heldMs > 0) this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + heldMs);
    const others = [...this.#places].filter(other => !other.isRefused).length;
    if (error.reason === 'concurrency' || (error.reason === undefined && others > 0)) this.#lowerLimit(others);
    return heldMs;
  }

  release(place: Place): void {
    this.#places.delete(place);
  }

  /** Asks work of the program's own to let go of its place when a lane waits for one. */
  makeWay(isProgramFull: boolean): void {
    const isWanted = this.#waiting.some(entry => entry.isAside !== true);
    if (!isWanted || (this.#places.size < this.limit && !isProgramFull)) return;
    const place = [...this.#places].find(candidate => candidate.yield !== undefined);
    const letGo = place?.yield;
    if (place === undefined || letGo === undefined) return;
    place.yield = undefined;
    letGo();
  }

  /** Tells every waiting entry how many must end before it, where that has changed. */
  tellAhead(): void {
    const limit = this.limit;
    const taken = [...this.#places].filter(place => !place.isAside).length;
    this.#waiting.forEach((entry, index) => {
      const ahead = Math.max(0, index + taken - limit + 1);
      if (ahead === entry.lastAhead) return;
      entry.lastAhead = ahead;
      entry.onAhead(ahead);
    });
  }

  #firstUnpaused(nowMs: number): QueueEntry | undefined {
    if (nowMs < this.#pausedUntilMs) return undefined;
    if (this.#isProbing && [...this.#places].some(place => this.#isProbe(place))) return undefined;
    return this.#waiting[0];
  }

  #isProbe(place: Place): boolean {
    return !place.isAccepted && place.refusalsSeen === this.#refusals;
  }

  /** What the server bore besides the refused request is what it can bear. */
  #lowerLimit(others: number): void {
    const limit = Math.max(1, others);
    if (limit >= this.limit) return;
    this.#learned = { limit, configured: Math.max(1, this.#configuredLimit()) };
    this.#learn(limit);
    // The port may have written the learned limit where the configured one is read.
    if (this.#configuredLimit() === limit) this.#learned = undefined;
  }
}
