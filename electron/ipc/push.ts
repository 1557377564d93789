import type { Event, EventName, Events, PartBatch } from '../../src/shared/contract/events';
import type { AnswerId } from '../../src/shared/domain/ids';
import type { LanePart, TimedPart } from '../../src/shared/domain/part';

export interface PushOptions {
  /** Sends one message to every open page. */
  readonly send: (event: Event) => void;
  readonly setTimer: (run: () => void, delayMs: number) => void;
  readonly nowMs: () => number;
}

/** Characters of a prompt that takes so long to be copied to the page that it waits for a turn of its own. */
const longCharacters = 500_000;

/** Half a frame at 60 per second: at most 125 messages a second, however many lanes stream. */
const batchMs = 8;

/**
 * The only place that sends to the page. Parts of all lanes are gathered into one message per 8 ms. The first token of an answer goes
 * out at once, with whatever waits, and so does the first part after a quiet moment. Neighbouring text deltas of an answer become one.
 */
export class Push {
  readonly #options: PushOptions;
  #waiting = new Map<AnswerId, { batch: PartBatch; parts: TimedPart[] }>();
  /** Answers whose first token went out and whose end did not come yet. */
  readonly #speaking = new Set<AnswerId>();
  /** What waits behind a long event until that is sent. */
  #held: Event[] | undefined;
  #tellSent: (() => void)[] = [];
  #isTimerSet = false;
  #lastSentMs = Number.NEGATIVE_INFINITY;

  constructor(options: PushOptions) {
    this.#options = options;
  }

  /**
   * Parts that wait are sent first, so that the page sees everything in the order in which it happened. An event with megabytes in it is sent
   * a moment later, apart from the work that led to it, and so is all that comes after it.
   */
  event<Name extends EventName>(name: Name, payload: Events[Name]): void {
    this.#sendParts();
    const event = { name, payload } as Event;
    if (this.#held === undefined && isLong(event)) {
      this.#held = [];
      // No timer: one that is due would still run in the same turn of the event loop.
      setImmediate(() => this.#release());
    }
    this.#send(event);
  }

  /** Resolves once everything so far is sent; undefined where it is. For what the page must hear after it. */
  sent(): Promise<void> | undefined {
    if (this.#held === undefined) return undefined;
    return new Promise(resolve => this.#tellSent.push(resolve));
  }

  parts(batch: PartBatch): void {
    const waiting = this.#waiting.get(batch.answerId);
    if (waiting === undefined) {
      const firstSequence = batch.firstSequence ?? batch.sequence;
      this.#waiting.set(batch.answerId, { batch: { ...batch, firstSequence }, parts: [...batch.parts] });
    } else {
      waiting.batch = { ...waiting.batch, sequence: batch.sequence };
      for (const part of batch.parts) appendPart(waiting.parts, part);
    }
    if (this.#bringsFirstToken(batch)) this.#sendParts();
    else this.#flushInTime();
  }

  /** Sends what waits. */
  flush(): void {
    this.#release();
    this.#sendParts();
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) this.#options.send(event);
    for (const tell of this.#tellSent.splice(0)) tell();
  }

  #send(event: Event): void {
    if (this.#held === undefined) this.#options.send(event);
    else this.#held.push(event);
  }

  #sendParts(): void {
    if (this.#waiting.size === 0) return;
    const batches = Array.from(this.#waiting.values(), ({ batch, parts }) => ({ ...batch, parts }));
    this.#waiting = new Map();
    this.#lastSentMs = this.#options.nowMs();
    this.#send({ name: 'answer.parts', payload: batches });
  }

  #flushInTime(): void {
    if (this.#isTimerSet || this.#waiting.size === 0) return;
    const quietMs = this.#options.nowMs() - this.#lastSentMs;
    if (quietMs >= batchMs) {
      this.#sendParts();
      return;
    }
    this.#isTimerSet = true;
    this.#options.setTimer(() => {
      this.#isTimerSet = false;
      // Something may have gone out since the timer was set.
      this.#flushInTime();
    }, batchMs - quietMs);
  }

  #bringsFirstToken({ answerId, parts }: PartBatch): boolean {
    let isFirst = false;
    for (const { part } of parts) {
      if (part.type === 'text-delta' || part.type === 'reasoning-delta') {
        isFirst ||= !this.#speaking.has(answerId);
        this.#speaking.add(answerId);
      } else if (endings.has(part.type)) this.#speaking.delete(answerId);
    }
    return isFirst;
  }
}

function isLong(event: Event): boolean {
  if (event.name !== 'conversation.changed') return false;
  return event.payload.change.turns?.some(({ prompt }) => prompt.length > longCharacters) === true;
}

const endings: ReadonlySet<LanePart['type']> = new Set(['finish', 'error', 'stopped', 'interrupted']);

function appendPart(parts: TimedPart[], next: TimedPart): void {
  const last = parts.at(-1);
  const isSameDelta =
    last !== undefined &&
    last.part.type === next.part.type &&
    (last.part.type === 'text-delta' || last.part.type === 'reasoning-delta');
  if (isSameDelta && 'text' in last.part && 'text' in next.part) {
    parts[parts.length - 1] = {
      // The time of the first piece counts for "first token", that of the last for the end of reasoning; one batch is 8 ms, so either will do.
      atMs: last.atMs,
      part: { ...last.part, text: last.part.text + next.part.text },
    };
  } else parts.push(next);
}
