import type { HistoryReading, HistoryWriting, PathStep } from '../../electron/turns/ports';
import { type Answer, isLive } from '../../src/shared/domain/answer';
import type { Lane, Turn, TurnLane } from '../../src/shared/domain/conversation';
import {
  type AnswerId,
  type ConnectionId,
  type ConversationId,
  type LaneId,
  newId,
  type TurnId,
} from '../../src/shared/domain/ids';
import { branchEnd, lanePath } from '../../src/shared/domain/lanePath';

interface Rows {
  readonly lanes: Map<LaneId, Lane>;
  readonly turns: Map<TurnId, Turn>;
  readonly turnLanes: Map<string, TurnLane>;
  readonly answers: Map<AnswerId, Answer>;
}

/** What a new lane of a test is. */
export interface MemoryLane {
  readonly conversationId: ConversationId;
  readonly connectionId?: ConnectionId;
  readonly modelId?: string;
  readonly systemPrompt?: string;
  readonly copyOf?: LaneId;
}

/** What tests of the runner need of a history: its ports, and a hand on what is below them. */
export interface TestHistory {
  readonly read: HistoryReading;
  readonly write: HistoryWriting;
  /** Makes every write of the runner throw this while it is set. */
  failure: Error | undefined;
  addConversation(): ConversationId;
  addLane(lane: MemoryLane): LaneId;
  updateLane(id: LaneId, change: Partial<Omit<Lane, 'id'>>): void;
  answers(): readonly Answer[];
  turns(): readonly Turn[];
  allTurnLanes(): readonly TurnLane[];
  path(laneId: LaneId, upToTurnId: TurnId): readonly PathStep[];
  /** The program died and starts again: answers that were live become interrupted, with their last draft or without it. */
  crash(options: { readonly hasDrafts: boolean }): void;
}

/**
 * The history in memory, for tests of what runs above it. Keeps apart what would be on the disk and what only a crash of the program,
 * not of the machine, leaves: `crash` throws away drafts or keeps them, and ends what was live, as the next start of the program does.
 */
export class MemoryHistory implements TestHistory {
  readonly #rows: Rows = { lanes: new Map(), turns: new Map(), turnLanes: new Map(), answers: new Map() };
  readonly #durableAnswers = new Map<AnswerId, Answer>();
  failure: Error | undefined;
  /** Every transaction, by name. */
  readonly writes: string[] = [];

  addConversation(): ConversationId {
    return newId<ConversationId>();
  }

  addLane(lane: MemoryLane): LaneId {
    const id = newId<LaneId>();
    const source = lane.copyOf === undefined ? undefined : this.#rows.lanes.get(lane.copyOf);
    const path = source === undefined ? [] : this.#path(source.id, source.headTurnId);
    for (const turnLane of path) {
      const answerId = turnLane.chosenAnswerId;
      this.#putTurnLane({ ...turnLane, laneId: id, chosenAnswerId: answerId, copiedAnswerId: answerId });
    }
    this.#rows.lanes.set(id, {
      id,
      conversationId: lane.conversationId,
      position: this.#rows.lanes.size,
      connectionId: lane.connectionId ?? ('connection-a' as ConnectionId),
      modelId: lane.modelId ?? 'model',
      parameters: { thinking: 'default' },
      systemPrompt: lane.systemPrompt ?? '',
      headTurnId: path.at(-1)?.turnId,
      isRemoved: false,
    });
    return id;
  }

  updateLane(id: LaneId, change: Partial<Omit<Lane, 'id'>>): void {
    const lane = this.#rows.lanes.get(id);
    if (lane !== undefined) this.#rows.lanes.set(id, { ...lane, ...change });
  }

  answers(): readonly Answer[] {
    return [...this.#rows.answers.values()];
  }

  turns(): readonly Turn[] {
    return [...this.#rows.turns.values()];
  }

  allTurnLanes(): readonly TurnLane[] {
    return [...this.#rows.turnLanes.values()];
  }

  crash({ hasDrafts }: { readonly hasDrafts: boolean }): void {
    for (const [id, answer] of this.#rows.answers) {
      const kept = hasDrafts ? answer : (this.#durableAnswers.get(id) ?? answer);
      const ended: Answer = isLive(kept.status)
        ? { ...kept, status: 'interrupted', retry: undefined, queueAhead: undefined }
        : kept;
      this.#rows.answers.set(id, ended);
      this.#durableAnswers.set(id, ended);
    }
  }

  readonly read: HistoryReading = {
    hasConversation: () => true,
    lane: id => this.#rows.lanes.get(id),
    lanes: conversationId =>
      [...this.#rows.lanes.values()]
        .filter(lane => lane.conversationId === conversationId && !lane.isRemoved)
        .sort((a, b) => a.position - b.position),
    turn: id => this.#rows.turns.get(id),
    turnHead: id => this.#rows.turns.get(id),
    turnLane: (turnId, laneId) => this.#rows.turnLanes.get(`${turnId} ${laneId}`),
    turnLanes: turnId => this.allTurnLanes().filter(turnLane => turnLane.turnId === turnId),
    answer: id => this.#rows.answers.get(id),
    nextTurnSequence: conversationId =>
      1 + Math.max(0, ...this.turns().flatMap(turn => (turn.conversationId === conversationId ? turn.sequence : []))),
    nextAnswerSequence: laneId =>
      1 + Math.max(0, ...this.answers().flatMap(answer => (answer.laneId === laneId ? answer.sequence : []))),
    pathLinks: (laneId, upToTurnId) =>
      this.#path(laneId, upToTurnId).map(({ turnId, chosenAnswerId }) => ({ turnId, answerId: chosenAnswerId })),
    pathInPieces: async links => links.flatMap(link => this.#step(link.turnId, link.answerId)),
    branchEnd: (laneId, turnId) =>
      branchEnd(this.allTurnLanes(), laneId, turnId, id => this.#rows.turns.get(id)?.sequence ?? 0),
  };

  readonly write: HistoryWriting = {
    addTurn: (turn, cells) =>
      this.#transaction('addTurn', () => {
        this.#rows.turns.set(turn.id, turn);
        for (const { turnLane, answer } of cells) {
          this.#putTurnLane(turnLane);
          this.#saveDurably(answer);
          this.updateLane(turnLane.laneId, { headTurnId: turn.id });
        }
      }),
    addVariant: answer =>
      this.#transaction('addVariant', () => {
        this.#saveDurably(answer);
        this.#choose(answer.turnId, answer.laneId, answer.id);
      }),
    saveDraft: answer => this.#transaction('saveDraft', () => this.#rows.answers.set(answer.id, answer)),
    saveAnswer: answer => this.#transaction('saveAnswer', () => this.#saveDurably(answer)),
    saveAnswers: answers =>
      this.#transaction('saveAnswers', () => {
        for (const answer of answers) this.#saveDurably(answer);
      }),
    chooseAnswer: (turnId, laneId, answerId) =>
      this.#transaction('chooseAnswer', () => this.#choose(turnId, laneId, answerId)),
    setHead: (laneId, turnId) => this.#transaction('setHead', () => this.updateLane(laneId, { headTurnId: turnId })),
  };

  #transaction(name: string, run: () => void): void {
    if (this.failure !== undefined) throw this.failure;
    this.writes.push(name);
    run();
  }

  #saveDurably(answer: Answer): void {
    this.#rows.answers.set(answer.id, answer);
    this.#durableAnswers.set(answer.id, answer);
  }

  #putTurnLane(turnLane: TurnLane): void {
    this.#rows.turnLanes.set(`${turnLane.turnId} ${turnLane.laneId}`, turnLane);
  }

  #choose(turnId: TurnId, laneId: LaneId, answerId: AnswerId): void {
    const turnLane = this.read.turnLane(turnId, laneId);
    if (turnLane !== undefined) this.#putTurnLane({ ...turnLane, chosenAnswerId: answerId });
  }

  #path(laneId: LaneId, headTurnId: TurnId | undefined): readonly TurnLane[] {
    return lanePath(headTurnId, turnId => this.read.turnLane(turnId, laneId));
  }

  path(laneId: LaneId, upToTurnId: TurnId): readonly PathStep[] {
    return this.#path(laneId, upToTurnId).flatMap(cell => this.#step(cell.turnId, cell.chosenAnswerId));
  }

  #step(turnId: TurnId, answerId: AnswerId | undefined): PathStep[] {
    const turn = this.#rows.turns.get(turnId);
    if (turn === undefined) return [];
    return [{ turn, answer: answerId && this.#rows.answers.get(answerId) }];
  }
}
