import type { PartBatch } from '../../src/shared/contract/events';
import type { Answer } from '../../src/shared/domain/answer';
import type { ConversationChange } from '../../src/shared/domain/change';
import type { ChatImage, ChatMessage } from '../../src/shared/domain/chat';
import type { Attachment, Lane, LaneParameters, Turn, TurnHead, TurnLane } from '../../src/shared/domain/conversation';
import type { AppError } from '../../src/shared/domain/errors';
import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import type { StreamPart } from '../../src/shared/domain/part';
import type { Price } from '../../src/shared/domain/price';

/** What the runner reads of the history. All synchronous: SQLite in the same process. */
export interface HistoryReading {
  /** False once it was deleted, also while that can be taken back. */
  hasConversation(id: ConversationId): boolean;
  lane(id: LaneId): Lane | undefined;
  /** Lanes that are not removed, by position. */
  lanes(conversationId: ConversationId): readonly Lane[];
  turn(id: TurnId): Turn | undefined;
  /** Does not read the prompt. */
  turnHead(id: TurnId): TurnHead | undefined;
  turnLane(turnId: TurnId, laneId: LaneId): TurnLane | undefined;
  /** Also those of removed lanes. */
  turnLanes(turnId: TurnId): readonly TurnLane[];
  answer(id: AnswerId): Answer | undefined;
  /** One more than the largest `sequence` of the conversation's turns; 1 for the first. */
  nextTurnSequence(conversationId: ConversationId): number;
  /** One more than the largest `sequence` of the lane's own answers; 1 for the first. */
  nextAnswerSequence(laneId: LaneId): number;
  /** The lane's own path from its first turn up to and including `upToTurnId`, with each turn's chosen answer, without the contents. */
  pathLinks(laneId: LaneId, upToTurnId: TurnId): readonly PathLink[];
  /** The contents of a path, read in pieces with a `pause` between them; a short one is one piece. */
  pathInPieces(links: readonly PathLink[], pause: () => Promise<void>): Promise<readonly PathStep[]>;
  /** Newest descendant of a turn inside one lane: where its branch ends. */
  branchEnd(laneId: LaneId, turnId: TurnId): TurnId;
}

export interface PathLink {
  readonly turnId: TurnId;
  readonly answerId: AnswerId | undefined;
}

export interface PathStep {
  readonly turn: Turn;
  readonly answer: Answer | undefined;
}

/**
 * What the runner writes. Each call is one transaction; those marked durable are on the disk when it returns (`synchronous=FULL`).
 */
export interface HistoryWriting {
  /** Durable. A new turn with its participations, answers in their first state, and the lanes' new heads. */
  addTurn(turn: Turn, cells: readonly { readonly turnLane: TurnLane; readonly answer: Answer }[]): void;
  /** Durable. A further variant, chosen at once. */
  addVariant(answer: Answer): void;
  /** Not durable: text so far of a live answer. */
  saveDraft(answer: Answer): void;
  /** Durable. An answer that ended (or that starts again, for a continuation). */
  saveAnswer(answer: Answer): void;
  /** Durable. The same for several at once, in one transaction: stopping all lanes or quitting costs one wait for the disk. */
  saveAnswers(answers: readonly Answer[]): void;
  chooseAnswer(turnId: TurnId, laneId: LaneId, answerId: AnswerId): void;
  setHead(laneId: LaneId, turnId: TurnId | undefined): void;
}

/** What is known of a connection at once, without asking the keyring. It is written into each answer when the answer is made. */
export interface ConnectionFacts {
  readonly connectionName: string;
  readonly vendorId: string;
  readonly isDemo: boolean;
  /** Requests that may run at the same time; read again whenever one could start. */
  readonly maxConcurrent: number;
  readonly price: Price | undefined;
}

/** What is needed to ask a connection, or why it cannot be asked now. The key stays inside `stream`. */
export type ConnectionAccess =
  | {
      readonly isUsable: true;
      /** Grows when the connection's key or address changes, so that a late refusal of the old key does not blame the new one. */
      readonly keyVersion: number;
      /** Opens one stream; see StreamChat. Key and address are those of this moment: a change in mid-stream does not touch it. */
      readonly stream: (request: LaneRequest, signal: AbortSignal) => AsyncIterable<StreamPart>;
    }
  | { readonly isUsable: false; readonly error: AppError };

export interface LaneRequest {
  readonly modelId: string;
  readonly parameters: LaneParameters;
  readonly messages: readonly ChatMessage[];
  readonly continuation?: { readonly text: string; readonly reasoning: string } | undefined;
}

export interface EndedAnswer {
  readonly conversationId: ConversationId;
  readonly answer: Answer;
}

export interface RunnerPorts {
  readonly read: HistoryReading;
  readonly write: HistoryWriting;
  /** Undefined when the connection is gone: `access` then says why it cannot be asked. */
  readonly describe: (connectionId: ConnectionId, modelId: string) => ConnectionFacts | undefined;
  /** May wait for a keyring; never longer than its own time-out. */
  readonly access: (connectionId: ConnectionId, modelId: string) => Promise<ConnectionAccess>;
  /**
   * After a 401: the connection stops asking until its key or address changes. False when they have changed since `keyVersion`:
   * nothing is marked then.
   */
  readonly markKeyRefused: (connectionId: ConnectionId, keyVersion: number) => boolean;
  /** After a concurrency 429: the connection's learned limit. */
  readonly learnLimit: (connectionId: ConnectionId, maxConcurrent: number) => void;
  /** A request was refused because the account has no money left. */
  readonly noteNoMoney: (connectionId: ConnectionId) => void;
  readonly readImage: (attachment: Attachment) => Promise<ChatImage>;
  /** Text of an attached text file, already checked and capped. */
  readonly readText: (attachment: Attachment) => Promise<string>;
  /** Hands timed parts of one live answer to the page, in order. `sequence` grows by one per call for each answer. */
  readonly pushParts: (batch: PartBatch) => void;
  readonly pushChange: (conversationId: ConversationId, change: ConversationChange) => void;
  /** An answer has ended, whichever way, and the page was told. Must not throw. */
  readonly onAnswerEnded?: ((ended: EndedAnswer) => void) | undefined;
  /** Saving failed: called once per outage, not once per try. What could not be saved stays in memory and is saved again later. */
  readonly reportStorageError: (error: unknown) => void;
  readonly clock: Clock;
  readonly log: (message: string) => void;
}

/** Time as an argument, so that tests can turn it. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  readonly wallMs: () => number;
  /** Milliseconds from an arbitrary start; never steps back. */
  readonly monotonicMs: () => number;
  readonly setTimer: (run: () => void, delayMs: number) => () => void;
  /** Between 0 and 1, for jitter. */
  readonly random: () => number;
}
