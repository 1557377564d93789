import type { ImportKind, ImportPreview } from '../../src/shared/domain/transfer';
import type { ConversationPiece } from './conversationPiece';

/** What the reading process is asked. Each question has a number, which its answer carries. */
export type ReaderQuestion =
  | { readonly type: 'read'; readonly path: string; readonly nowMs: number }
  /** The first piece of a conversation. */
  | { readonly type: 'conversation'; readonly index: number }
  /** The next one of the conversation that was asked for last. */
  | { readonly type: 'piece' }
  | { readonly type: 'content'; readonly sha256: string };

export interface NumberedQuestion {
  readonly number: number;
  readonly question: ReaderQuestion;
}

/** What main needs to know of a conversation before it is taken over. */
export interface ReadSummary {
  readonly id: string;
  readonly title: string;
  readonly updatedAt: number;
  readonly messageCount: number;
  readonly models: readonly string[];
  readonly systemPrompts: readonly string[];
  /** Hashes of the files that its prompts hold. */
  readonly contents: readonly string[];
}

export interface ReadResult {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly summaries: readonly ReadSummary[];
  readonly skipped: ImportPreview['skipped'];
  readonly damaged: ImportPreview['damaged'];
  readonly hasSettings: boolean;
}

export type ReaderMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'problem'; readonly number: number; readonly reason: string; readonly place?: string | undefined }
  | { readonly type: 'read'; readonly number: number; readonly result: ReadResult }
  | { readonly type: 'conversation'; readonly number: number; readonly piece: ConversationPiece }
  | { readonly type: 'piece'; readonly number: number; readonly piece: ConversationPiece }
  | { readonly type: 'content'; readonly number: number; readonly bytes: Uint8Array | undefined };
