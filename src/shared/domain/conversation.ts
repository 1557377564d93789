import type { Answer } from './answer';
import type { AnswerId, AttachmentId, ConnectionId, ConversationId, FolderId, LaneId, TurnId } from './ids';

/** `default` sends nothing and leaves it to the vendor; `on` and `off` are always sent explicitly where the model has a switch. */
export type Thinking = 'default' | 'on' | 'off';

/** What the user set for a lane. An undefined field is not sent. Units as in the OpenAI chat format. */
export interface LaneParameters {
  readonly thinking: Thinking;
  /** One of the model's `efforts`. */
  readonly effort?: string | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly thinkingBudgetTokens?: number | undefined;
  readonly seed?: number | undefined;
  readonly stop?: readonly string[] | undefined;
}

/** One column: a model with its own parameters, its own system prompt, its own history. */
export interface Lane {
  readonly id: LaneId;
  readonly conversationId: ConversationId;
  /** Order among the lanes, ascending; not necessarily consecutive. */
  readonly position: number;
  readonly connectionId: ConnectionId;
  readonly modelId: string;
  readonly parameters: LaneParameters;
  readonly systemPrompt: string;
  /** Share of the room beside the other lanes; 1 where undefined. */
  readonly width?: number | undefined;
  /** Last turn of this lane's own path; undefined before its first. */
  readonly headTurnId?: TurnId | undefined;
  readonly isRemoved: boolean;
}

export interface Attachment {
  readonly id: AttachmentId;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Content address in the data folder, lower-case hex. */
  readonly sha256: string;
  /** Of a picture whose header tells them. */
  readonly widthPx?: number | undefined;
  readonly heightPx?: number | undefined;
}

/** Most lanes of a conversation that stand beside each other; removed ones do not count. */
export const maxLanes = 8;

/** As many files as may go along with one prompt. */
export const maxAttachments = 50;

/** One prompt, sent to all lanes or to some. */
export interface Turn {
  readonly id: TurnId;
  readonly conversationId: ConversationId;
  /** Order in the conversation by an own counter, never by clock. */
  readonly sequence: number;
  readonly prompt: string;
  readonly attachments: readonly Attachment[];
  readonly createdAt: number;
  /** The turn whose prompt was edited to make this one: they are siblings, nothing is lost. */
  readonly editedFromTurnId?: TurnId | undefined;
}

/** A turn without its prompt, which may be megabytes long. */
export type TurnHead = Omit<Turn, 'prompt'>;

/**
 * That a lane took part in a turn: the link of its own path. The parent is kept per lane, because lanes that branched apart may meet
 * in one broadcast again without seeing each other's turns.
 */
export interface TurnLane {
  readonly turnId: TurnId;
  readonly laneId: LaneId;
  readonly parentTurnId?: TurnId | undefined;
  /** May name an answer of another lane, when this lane was opened as a copy of that one. */
  readonly chosenAnswerId?: AnswerId | undefined;
  /** The answer this cell was copied with, so that it stays among the variants after a regeneration. */
  readonly copiedAnswerId?: AnswerId | undefined;
}

export type Layout = 'columns' | 'grid' | 'tabs';

/** All lanes in one area, aligned by turn; each in an area of its own; or the same with all of them held at the same turn. */
export type Scrolling = 'shared' | 'own' | 'matched';

/** How the lanes of a conversation stand on the screen. */
export interface Arrangement {
  readonly layout: Layout;
  readonly scrolling: Scrolling;
}

/** A line of the list of conversations. */
export interface ConversationSummary {
  readonly id: ConversationId;
  readonly title: string;
  readonly isTitleByUser: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  readonly folderId?: FolderId | undefined;
  /** An answer ended while nobody looked. Set and cleared without raising the revision. */
  readonly hasUnread: boolean;
  /** Raised by each change; a rename or delete based on an older one is refused with E_CONFLICT. */
  readonly revision: number;
}

/**
 * Turns without their prompts, and which lanes took part in which, as columns: each a text with commas between its values, an empty one for
 * none. A long conversation has tens of thousands of such rows, and this form crosses between processes many times faster than they do.
 */
export interface TurnOutline {
  readonly turns: {
    readonly ids: string;
    readonly sequences: string;
    readonly createdAt: string;
    readonly editedFromTurnIds: string;
  };
  /** Only of turns that have any. */
  readonly attachments: { readonly [turnId: string]: readonly Attachment[] };
  readonly lanes: readonly {
    readonly laneId: LaneId;
    readonly turnIds: string;
    readonly parentTurnIds: string;
    readonly chosenAnswerIds: string;
    readonly copiedAnswerIds: string;
  }[];
}

/** Everything the page needs to show one conversation. */
export interface ConversationDetail extends Arrangement {
  readonly conversation: ConversationSummary;
  readonly draft: string;
  /** Files that are attached to the draft. */
  readonly draftAttachments: readonly Attachment[];
  readonly lanes: readonly Lane[];
  readonly turns: readonly Turn[];
  readonly turnLanes: readonly TurnLane[];
  readonly answers: readonly Answer[];
  /** Last event sequence number per live answer that is already folded into `answers`; older events must be dropped. */
  readonly liveSequences: { readonly [answerId: string]: number };
  /** Number of the turn from which on turns with all that belongs to them are here. Undefined: all are here. */
  readonly textsFrom?: number | undefined;
  /** All turns before that one; left out where `earlierCount` says how many of them are on the paths of the lanes. */
  readonly outline?: TurnOutline | undefined;
  readonly earlierCount?: number | undefined;
}

/** The first of the turns that are shown of a conversation. */
export interface ConversationBeginning {
  /**
   * As if the conversation ended with these turns: the lanes' paths do. Of later answers only those are here, without their texts, that tell
   * how a lane is called.
   */
  readonly detail: ConversationDetail;
  /** How many turns are shown of the whole conversation. */
  readonly turnCount: number;
}

/** Some turns of a conversation that was read without them. */
export interface OutlinePiece {
  readonly outline: TurnOutline;
  /** Number of the first of these turns; undefined where none comes before it. */
  readonly outlineFrom?: number | undefined;
}

/** Prompts and answers of some turns of a conversation that was read without them. */
export interface ConversationTexts {
  /** By turn id. */
  readonly prompts: { readonly [turnId: string]: string };
  readonly answers: readonly Answer[];
  /** Number of the first of these turns; undefined where none comes before it. */
  readonly textsFrom?: number | undefined;
}
