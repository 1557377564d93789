import type { Event } from '../../src/shared/contract/events';
import { type Answer, isLive } from '../../src/shared/domain/answer';
import type { AnswerId, ConversationId, TurnId } from '../../src/shared/domain/ids';
import type { LanePart } from '../../src/shared/domain/part';

/** How an answer ended. */
export type Outcome = 'done' | 'failed' | 'interrupted' | 'stopped';

/** A turn of which nothing runs any more. */
export interface FinishedTurn {
  readonly conversationId: ConversationId;
  readonly turnId: TurnId;
  /** In the order in which they ended; only those that ran since the turn was last quiet. */
  readonly answers: readonly { readonly id: AnswerId; readonly outcome: Outcome }[];
}

interface RunningTurn {
  readonly conversationId: ConversationId;
  readonly live: Set<AnswerId>;
  readonly ended: Map<AnswerId, Outcome>;
}

/** Follows what the page is told and tells, once per turn, that its last answer has ended. */
export class FinishedTurns {
  readonly #turns = new Map<TurnId, RunningTurn>();
  readonly #turnOf = new Map<AnswerId, TurnId>();
  readonly #onFinished: (turn: FinishedTurn) => void;
  readonly #onLiveCount: (count: number) => void;

  constructor(on: {
    readonly onFinished: (turn: FinishedTurn) => void;
    readonly onLiveCount: (count: number) => void;
  }) {
    this.#onFinished = on.onFinished;
    this.#onLiveCount = on.onLiveCount;
  }

  /** How many answers run or wait. */
  get liveCount(): number {
    return this.#turnOf.size;
  }

  note(event: Event): void {
    const before = this.liveCount;
    if (event.name === 'conversation.changed') {
      for (const answer of event.payload.change.answers ?? []) this.#noteAnswer(event.payload.conversationId, answer);
    } else if (event.name === 'answer.parts') {
      for (const { answerId, parts } of event.payload) {
        for (const { part } of parts) {
          const outcome = outcomeOf(part);
          if (outcome !== undefined) this.#end(answerId, outcome);
        }
      }
    }
    if (this.liveCount !== before) this.#onLiveCount(this.liveCount);
  }

  #noteAnswer(conversationId: ConversationId, { id, turnId, status }: Answer): void {
    if (!isLive(status)) {
      this.#end(id, status as Outcome);
      return;
    }
    const turn = this.#turns.get(turnId) ?? { conversationId, live: new Set(), ended: new Map() };
    this.#turns.set(turnId, turn);
    turn.live.add(id);
    turn.ended.delete(id);
    this.#turnOf.set(id, turnId);
  }

  #end(answerId: AnswerId, outcome: Outcome): void {
    const turnId = this.#turnOf.get(answerId);
    const turn = turnId && this.#turns.get(turnId);
    if (turnId === undefined || turn === undefined) return;
    this.#turnOf.delete(answerId);
    turn.live.delete(answerId);
    turn.ended.set(answerId, outcome);
    if (turn.live.size > 0) return;
    this.#turns.delete(turnId);
    const answers = Array.from(turn.ended, ([id, ending]) => ({ id, outcome: ending }));
    this.#onFinished({ conversationId: turn.conversationId, turnId, answers });
  }
}

function outcomeOf(part: LanePart): Outcome | undefined {
  switch (part.type) {
    case 'finish':
      return 'done';
    case 'error':
      return part.isInterrupted ? 'interrupted' : 'failed';
    case 'stopped':
    case 'interrupted':
      return part.type;
    default:
      return undefined;
  }
}
