import { type History, openHistory } from '../../../electron/store/history';
import type { HistoryReading, HistoryWriting, PathStep } from '../../../electron/turns/ports';
import type { Answer } from '../../../src/shared/domain/answer';
import type { ConversationDetail, Lane, Turn, TurnLane } from '../../../src/shared/domain/conversation';
import {
  type ConnectionId,
  type ConversationId,
  type LaneId,
  newId,
  type TurnId,
} from '../../../src/shared/domain/ids';
import type { MemoryLane, TestHistory } from '../../support/memoryHistory';
import { copyLane, makeAnswer } from '../store/historyBuilders';

/** The real history on the disk, with what tests of the runner need besides. */
export class StoreHistory implements TestHistory {
  readonly #folder: string;
  readonly #conversationIds: ConversationId[] = [];
  #history: History;
  failure: Error | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.#history = open(folder);
  }

  /** Looks the functions up at each call, because `crash` opens the history anew. */
  readonly read: HistoryReading = new Proxy({} as HistoryReading, {
    get: (_, name: keyof HistoryReading) => this.#history.read[name],
  });

  readonly write: HistoryWriting = new Proxy({} as HistoryWriting, {
    get: (_, name: keyof HistoryWriting) => {
      if (this.failure === undefined) return this.#history.write[name];
      return () => {
        throw this.failure;
      };
    },
  });

  addConversation(): ConversationId {
    const id = this.#history.write.createConversation([]);
    this.#conversationIds.push(id);
    return id;
  }

  removeConversation(id: ConversationId): void {
    this.#history.write.removeConversation(id, this.#history.read.summary(id)?.revision ?? 0);
  }

  addLane(lane: MemoryLane): LaneId {
    const { conversationId, connectionId = 'connection-a' as ConnectionId, modelId = 'model', systemPrompt } = lane;
    const input = { connectionId, modelId, systemPrompt };
    if (lane.copyOf === undefined) return this.#history.write.addLane(conversationId, input).id;
    return copyLane(this.#history, conversationId, input, { laneId: lane.copyOf }).id;
  }

  updateLane(id: LaneId, change: Partial<Omit<Lane, 'id'>>): void {
    this.#history.write.updateLane(id, change);
    if (change.isRemoved === true) this.#history.write.removeLane(id);
  }

  answers(): readonly Answer[] {
    return this.#details().flatMap(detail => detail.answers);
  }

  turns(): readonly Turn[] {
    return this.#details().flatMap(detail => detail.turns);
  }

  allTurnLanes(): readonly TurnLane[] {
    return this.#details().flatMap(detail => detail.turnLanes);
  }

  path(laneId: LaneId, upToTurnId: TurnId): readonly PathStep[] {
    return this.#history.read.path(laneId, upToTurnId);
  }

  /** Drafts outlive the end of the program here; only a power failure takes them. */
  crash(): void {
    this.close();
    this.#history = open(this.#folder);
  }

  /** So many turns to these lanes, all answered. Answers the first of them. */
  fill(conversationId: ConversationId, laneIds: readonly LaneId[], turnCount: number, more = ''): TurnId {
    const ids = Array.from({ length: turnCount }, (_, index) => newId<TurnId>(1_760_000_000_000 + index));
    ids.forEach((id, index) => {
      const turn = {
        id,
        conversationId,
        sequence: index + 1,
        prompt: `prompt ${index}${more}`,
        attachments: [],
        createdAt: 1,
      };
      const cells = laneIds.map(laneId => {
        const answer = makeAnswer(id, laneId, { sequence: index + 1, text: `answer ${index} of ${laneId}` });
        return { answer, turnLane: { turnId: id, laneId, parentTurnId: ids[index - 1], chosenAnswerId: answer.id } };
      });
      this.#history.write.addTurn(turn, cells);
    });
    return ids[0] as TurnId;
  }

  keepUnsaved(answers: readonly Answer[]): void {
    this.#history.keepUnsaved(answers);
  }

  close(): void {
    this.#history.close();
  }

  #details(): readonly ConversationDetail[] {
    return this.#conversationIds.map(id => this.#history.read.detail(id));
  }
}

function open(folder: string): History {
  const outcome = openHistory({ folder, wallMs: () => 1_760_000_000_000 });
  if (outcome.kind !== 'ready') throw new Error(`the history was not opened: ${outcome.kind}`);
  return outcome.history;
}
