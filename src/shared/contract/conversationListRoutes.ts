import { z } from 'zod';
import type { ConversationSummary } from '../domain/conversation';
import type { ConversationContents, ConversationCounts, RemovedConversation } from '../domain/conversationView';
import type { AppError } from '../domain/errors';
import { route } from './define';
import * as schema from './schemas';

const nothing = z.strictObject({});
const limit = z.number().int().min(1).max(500);
/** As many as one step may concern. */
const ids = z.array(schema.conversationId).min(1).max(10_000);

const view = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dated') }),
  z.strictObject({ kind: z.literal('pinned') }),
  z.strictObject({ kind: z.literal('folder'), folderId: schema.folderId }),
  z.strictObject({ kind: z.literal('archived') }),
]);

/** The list of conversations: its pages, and what is done with one or many of its lines. */
export const conversationListRoutes = {
  'conversation.list': route(
    z.strictObject({
      view,
      before: z.strictObject({ updatedAt: z.number(), id: schema.conversationId }).optional(),
      limit,
    }),
  ).returns<ConversationPage>(),
  /** Lines of the conversations that are there; of those that are deleted or unknown none. */
  'conversation.lookUp': route(z.strictObject({ ids })).returnsLarge<readonly ConversationSummary[]>(),
  'conversation.counts': route(nothing).returns<ConversationCounts>(),
  /** Deleted ones, the last one first. */
  'conversation.listRemoved': route(
    z.strictObject({
      before: z.strictObject({ removedAt: z.number(), id: schema.conversationId }).optional(),
      limit,
    }),
  ).returns<RemovedPage>(),
  /** All of them, in the same order. */
  'conversation.removedIds': route(nothing, 10).returns<readonly ConversationSummary['id'][]>(),
  /** Answers the new lines of those that are still there. E_NOT_FOUND `folder`. */
  'conversation.mark': route(
    z.strictObject({
      marks: z
        .array(
          z.strictObject({
            id: schema.conversationId,
            isPinned: z.boolean().optional(),
            isArchived: z.boolean().optional(),
            folderId: schema.folderId.nullable().optional(),
            hasUnread: z.boolean().optional(),
          }),
        )
        .min(1)
        .max(10_000),
    }),
  ).returnsLarge<readonly ConversationSummary[]>(),
  /** Soft, as `conversation.remove`, whatever their revision. Answers those that were there. */
  'conversation.removeMany': route(z.strictObject({ ids }), 10).returns<readonly ConversationSummary['id'][]>(),
  'conversation.restoreMany': route(z.strictObject({ ids }), 10).returnsLarge<readonly ConversationSummary[]>(),
  /** Deletes for good what was deleted before, with the files that nothing else refers to. */
  'conversation.erase': route(z.strictObject({ ids }), 10).returns<{ readonly count: number }>(),
  'conversation.contents': route(z.strictObject({ ids }), 10).returns<ConversationContents>(),
  /** A full copy under a title. Answers that run are copied as far as they have come, and do not go on in the copy. */
  'conversation.duplicate': route(
    z.strictObject({ id: schema.conversationId, title: z.string().max(500) }),
    5,
  ).returns<DuplicatedConversation>(),
  /** Gives up the copies of this conversation that are being made: nothing of them stays, and `conversation.duplicate` ends with E_CANCELLED. */
  'conversation.cancelDuplicate': route(z.strictObject({ id: schema.conversationId })).returns<void>(),
  /** Asks the model that was chosen for titles. E_BAD_REQUEST `no-title-model`, E_NOT_FOUND. */
  'conversation.suggestTitle': route(z.strictObject({ id: schema.conversationId }), 2).returns<SuggestedTitle>(),
  /**
   * Puts the title back that stood before a suggested one, or none where there was none. E_CONFLICT `revision` when it has been named anew
   * meanwhile, E_NOT_FOUND when it is deleted.
   */
  'conversation.takeBackTitle': route(
    z.strictObject({ id: schema.conversationId, title: schema.title, before: schema.keptTitle }),
  ).returns<ConversationSummary>(),
  /** What the page shows, and whether the user is looking: an answer that ends elsewhere is marked as unread. */
  'page.attend': route(
    z.strictObject({ conversationId: schema.conversationId.optional(), isFocused: z.boolean() }),
  ).returns<void>(),
} as const;

export interface ConversationPage {
  readonly conversations: readonly ConversationSummary[];
  readonly hasMore: boolean;
}

export interface RemovedPage {
  readonly conversations: readonly RemovedConversation[];
  readonly hasMore: boolean;
}

export interface DuplicatedConversation {
  readonly conversation: ConversationSummary;
  /** Answers that were still running. */
  readonly cutCount: number;
}

/** A title that was set, with the one before; or why there is none. */
export type SuggestedTitle =
  | { readonly isSet: true; readonly title: string; readonly before: string }
  | { readonly isSet: false; readonly error: AppError };
