import type { Answer } from '../../src/shared/domain/answer';
import type { Lane, Turn } from '../../src/shared/domain/conversation';
import type { Usage } from '../../src/shared/domain/usage';

/**
 * One answer while it is queued or streams. `answer` is the newest state, newer than the one on disk.
 * An answer that is continued gets a new object: what still arrives for the old one finds it ended and is dropped.
 */
export class LiveAnswer {
  answer: Answer;
  /** True from its one end on; nothing is folded after it. */
  isEnded = false;
  /** True while it holds a place at its connection. */
  isAdmitted = false;
  /** True from the moment the request of the current try was handed to the connection. */
  isAsked = false;
  /** Ends the wait before a repeated try; undefined while it does not wait. */
  skipWait: (() => void) | undefined;
  readonly #ending = new AbortController();

  constructor(
    first: Answer,
    /** What is asked, as it stands on the disk: a long prompt is not read again for each lane. */
    readonly turn: Turn,
    /** The lane as it was when the answer was asked for: later changes of model or parameters are for later answers. */
    readonly lane: Lane,
    /** Zero of the answer's own clock, on the monotonic clock. */
    readonly zeroMs: number,
    /** What an answer that is continued held before. */
    readonly before?: { readonly text: string; readonly reasoning: string; readonly usage: Usage | undefined },
  ) {
    this.answer = first;
  }

  get id() {
    return this.answer.id;
  }

  get conversationId() {
    return this.turn.conversationId;
  }

  /** Aborted at the answer's end, whichever it is. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** Marks the end and lets go of everything that waits for it. */
  close(): void {
    this.isEnded = true;
    this.#ending.abort();
  }
}
