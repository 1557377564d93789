import type { Event } from '../../src/shared/contract/events';
import type { Result } from '../../src/shared/contract/result';
import type { Answer } from '../../src/shared/domain/answer';
import type { Connection } from '../../src/shared/domain/connection';
import type {
  ConversationDetail,
  ConversationSummary,
  Lane,
  Turn,
  TurnLane,
} from '../../src/shared/domain/conversation';
import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import { RowTable } from '../../src/shared/domain/rowTable';

export const conversationId = 'conversation-1' as ConversationId;

/** A table of these rows by their keys. */
export function tableOf<Row extends object>(rows: { readonly [key: string]: Row }): RowTable<Row> {
  return RowTable.of(Object.entries(rows));
}

/** The rows of a table by their keys. */
export function rowsOf<Row extends object>(table: RowTable<Row>): { readonly [key: string]: Row } {
  return Object.fromEntries(table.entries());
}

export function someSummary(fields: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: conversationId,
    title: 'A title',
    isTitleByUser: false,
    createdAt: 1_000,
    updatedAt: 1_000,
    isPinned: false,
    isArchived: false,
    hasUnread: false,
    revision: 1,
    ...fields,
  };
}

export function someLane(id: string, fields: Partial<Lane> = {}): Lane {
  return {
    id: id as LaneId,
    conversationId,
    position: 1,
    connectionId: 'connection-1' as ConnectionId,
    modelId: 'model-1',
    parameters: { thinking: 'default' },
    systemPrompt: '',
    isRemoved: false,
    ...fields,
  };
}

export function someTurn(id: string, sequence: number, fields: Partial<Turn> = {}): Turn {
  return {
    id: id as TurnId,
    conversationId,
    sequence,
    prompt: `Prompt ${id}`,
    attachments: [],
    createdAt: 1_000,
    ...fields,
  };
}

export function someTurnLane(turn: string, lane: string, fields: Partial<TurnLane> = {}): TurnLane {
  return { turnId: turn as TurnId, laneId: lane as LaneId, ...fields };
}

export function someAnswer(id: string, fields: Partial<Answer> = {}): Answer {
  return {
    id: id as AnswerId,
    turnId: 'turn-1' as TurnId,
    laneId: 'lane-1' as LaneId,
    sequence: 1,
    status: 'done',
    text: '',
    reasoning: '',
    connectionId: 'connection-1' as ConnectionId,
    connectionName: 'Connection',
    vendorId: 'deepseek',
    modelId: 'model-1',
    notices: [],
    startedAt: 1_000,
    timings: {},
    isDemo: false,
    ...fields,
  };
}

export function someConnection(id: string, fields: Partial<Connection> = {}): Connection {
  return {
    id: id as ConnectionId,
    name: `Connection ${id}`,
    vendorId: 'custom',
    baseUrl: 'http://127.0.0.1:4010/v1',
    keyState: 'ok',
    limits: { maxConcurrent: 4, connectTimeoutMs: 15_000, firstByteTimeoutMs: 120_000, idleTimeoutMs: 180_000 },
    isEnabled: true,
    isKeyRefused: false,
    ...fields,
  };
}

export function someDetail(fields: Partial<ConversationDetail> = {}): ConversationDetail {
  return {
    conversation: someSummary(),
    layout: 'columns',
    scrolling: 'shared',
    draft: '',
    draftAttachments: [],
    lanes: [someLane('lane-1', { headTurnId: 'turn-1' as TurnId })],
    turns: [someTurn('turn-1', 1)],
    turnLanes: [someTurnLane('turn-1', 'lane-1', { chosenAnswerId: 'answer-1' as AnswerId })],
    answers: [],
    liveSequences: {},
    ...fields,
  };
}

/** Stands in for the preload: answers calls from a table of functions and hands out events. */
export class FakeBridge {
  readonly calls: { readonly route: string; readonly input: unknown }[] = [];
  readonly #answers = new Map<string, (input: never) => unknown>();
  readonly #listeners = new Set<(event: Event) => void>();

  /** What the page reads as `window.api`. */
  readonly api = {
    call: async (route: string, input: unknown): Promise<Result<unknown>> => {
      this.calls.push({ route, input });
      const answer = this.#answers.get(route);
      if (answer === undefined) return { ok: false, error: { code: 'E_UNKNOWN_ROUTE' } };
      const data = await answer(input as never);
      return data instanceof Refusal ? { ok: false, error: data.error } : { ok: true, data };
    },
    on: (listener: (event: Event) => void) => {
      this.#listeners.add(listener);
      return () => {
        this.#listeners.delete(listener);
      };
    },
  };

  answer(route: string, run: (input: never) => unknown): void {
    this.#answers.set(route, run);
  }

  emit(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }

  callsOf(route: string): readonly unknown[] {
    return this.calls.filter(call => call.route === route).map(call => call.input);
  }
}

type RefusalCode = 'E_CANCELLED' | 'E_CONFLICT' | 'E_STORAGE' | 'E_NOT_FOUND' | 'E_LIMIT';

/** A handler that answers this refuses the call. */
export class Refusal {
  readonly error: { readonly code: RefusalCode; readonly reason?: string };

  constructor(code: RefusalCode, reason?: string) {
    this.error = reason === undefined ? { code } : { code, reason };
  }
}
