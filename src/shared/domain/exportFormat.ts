import type { Answer } from './answer';
import type { LaneParameters, Layout, Scrolling } from './conversation';

/** First field of every export, by which it is told from other files. */
export const exportFormat = 'couplet-conversations';
/** Raised when a reader of an older version could misread a file. */
export const exportVersion = 1;

/** All that is written of a connection: never its address, its key or its limits. */
export interface ExportedConnection {
  readonly name: string;
  readonly vendorId: string;
}

interface ExportedLane {
  readonly id: string;
  readonly position: number;
  readonly connection: ExportedConnection;
  readonly modelId: string;
  readonly parameters: LaneParameters;
  readonly systemPrompt: string;
  readonly width: number;
  readonly headTurnId?: string | undefined;
  readonly isRemoved: boolean;
}

/** An attached file; its bytes stand once per content in the list `attachments` of the file. */
export interface ExportedAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface ExportedTurn {
  readonly id: string;
  readonly sequence: number;
  readonly prompt: string;
  readonly attachments: readonly ExportedAttachment[];
  readonly createdAt: number;
  readonly editedFromTurnId?: string | undefined;
}

export interface ExportedTurnLane {
  readonly turnId: string;
  readonly laneId: string;
  readonly parentTurnId?: string | undefined;
  readonly chosenAnswerId?: string | undefined;
  readonly copiedAnswerId?: string | undefined;
}

type AnswerData = Pick<
  Answer,
  | 'sequence'
  | 'text'
  | 'reasoning'
  | 'modelId'
  | 'returnedModelId'
  | 'finishReason'
  | 'finishReasonRaw'
  | 'error'
  | 'notices'
  | 'usage'
  | 'price'
  | 'requestId'
  | 'startedAt'
  | 'timings'
  | 'replay'
  | 'isDemo'
>;

/** How an answer in a file can stand: nothing in a file is running. */
type EndedStatus = 'done' | 'stopped' | 'interrupted' | 'failed';

export interface ExportedAnswer extends AnswerData {
  readonly id: string;
  readonly turnId: string;
  readonly laneId: string;
  readonly status: EndedStatus;
  readonly connection: ExportedConnection;
}

/** One conversation with everything in it. Ids hold inside the file only. */
export interface ExportedConversation {
  readonly id: string;
  readonly title: string;
  readonly isTitleByUser: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly isPinned: boolean;
  readonly isArchived: boolean;
  /** Name of the folder it stands in. */
  readonly folder?: string | undefined;
  readonly layout: Layout;
  readonly scrolling: Scrolling;
  readonly draft: string;
  readonly lanes: readonly ExportedLane[];
  readonly turns: readonly ExportedTurn[];
  readonly turnLanes: readonly ExportedTurnLane[];
  readonly answers: readonly ExportedAnswer[];
}
