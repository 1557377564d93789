import type { AnswerId, ConversationId, LaneId, TurnId } from './ids';

export type ExportFormat = 'markdown' | 'html' | 'pdf' | 'json';

/**
 * What goes into a readable export. JSON always holds everything but, where `attachments` is false, the bytes of files, and where
 * `pictureMetadata` is false, what stands in pictures beside the picture: place, time and device.
 */
export interface ExportOptions {
  readonly reasoning: boolean;
  readonly figures: boolean;
  readonly variants: boolean;
  readonly attachments: boolean;
  /** In JSON alone; kept where undefined, so that nothing is lost. */
  readonly pictureMetadata?: boolean | undefined;
}

export const defaultExportOptions: ExportOptions = {
  reasoning: true,
  figures: true,
  variants: true,
  attachments: true,
};

/** How an export ended. `megabytes` are what is missing on the disk and more or less will be needed. */
export type ExportOutcome =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'no-space'; readonly megabytes: number }
  | {
      readonly kind: 'done';
      readonly name: string;
      readonly conversationCount: number;
      readonly bytes: number;
      /** Attached files that are no longer in the data folder. */
      readonly missingFiles: number;
      /** Conversations that were deleted in the meantime. */
      readonly missingConversations: number;
    };

/** What is shown in a picture: one answer as it is seen, or a turn with all of its lanes. */
export interface PictureSubject {
  readonly conversationId: ConversationId;
  readonly turnId: TurnId;
  readonly laneId?: LaneId | undefined;
  readonly answerId?: AnswerId | undefined;
}

export type PictureOutcome =
  | { readonly kind: 'cancelled' }
  /** `isCut`: it was too long for one picture, and its end is missing. */
  | { readonly kind: 'done'; readonly isCut: boolean; readonly name?: string | undefined };

export type ImportKind = 'couplet' | 'chatgpt' | 'cherry-studio' | 'chatbox';

/** Why something in a file was not taken over. */
export type SkipReason =
  | 'empty-conversation'
  | 'damaged-conversation'
  | 'repeated-conversation'
  | 'conversation-too-large'
  | 'tool-message'
  | 'unknown-content'
  | 'attachment-missing'
  | 'attachment-type'
  | 'attachment-too-large'
  | 'picture-session';

/** Where a conversation that was left out stands, and the first of its fields that is not as it must be. */
export interface DamagedPlace {
  /** Its place among the conversations of the file, from 1. */
  readonly number: number;
  readonly title: string;
  readonly field: string;
}

/** What stands in a file, before anything is written. */
export interface ImportPreview {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly conversations: readonly {
    readonly title: string;
    readonly updatedAt: number;
    readonly messageCount: number;
    readonly models: readonly string[];
    /** It was imported before, or is here in the original. */
    readonly isKnown: boolean;
  }[];
  readonly messageCount: number;
  readonly skipped: readonly { readonly reason: SkipReason; readonly count: number }[];
  /** The first of those that were left out as damaged. */
  readonly damaged: readonly DamagedPlace[];
  /** Keys, addresses and settings stand in the file; they are never taken over. */
  readonly hasSettings: boolean;
  /** Different system prompts. Each is taken over only when it is chosen. */
  readonly systemPrompts: readonly { readonly text: string; readonly laneCount: number }[];
}

export interface ImportReport {
  readonly importId: string;
  readonly conversationCount: number;
  readonly messageCount: number;
  readonly firstId?: ConversationId | undefined;
}

export interface TransferProgress {
  readonly kind: 'export' | 'import-reading' | 'import-writing';
  readonly done: number;
  readonly total: number;
}
