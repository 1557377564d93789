import type { ConversationSummary } from './conversation';
import type { FolderId } from './ids';

/** Which conversations a list shows, newest first. `dated`: neither pinned nor in a folder nor archived. */
export type ConversationView =
  | { readonly kind: 'dated' }
  | { readonly kind: 'pinned' }
  | { readonly kind: 'folder'; readonly folderId: FolderId }
  | { readonly kind: 'archived' };

/** A name for a view. */
export function viewKey(view: ConversationView): string {
  return view.kind === 'folder' ? `folder:${view.folderId}` : view.kind;
}

/** The views in which a conversation stands. A pinned one of a folder stands in both. */
export function viewKeysOf(summary: ConversationSummary): readonly string[] {
  if (summary.isArchived) return ['archived'];
  const keys: string[] = [];
  if (summary.isPinned) keys.push('pinned');
  if (summary.folderId !== undefined) keys.push(`folder:${summary.folderId}`);
  return keys.length === 0 ? ['dated'] : keys;
}

/** A conversation that was deleted and can still be brought back. */
export interface RemovedConversation {
  readonly summary: ConversationSummary;
  readonly removedAt: number;
}

/** How many conversations there are where they are not all shown. */
export interface ConversationCounts {
  readonly archived: number;
  readonly removed: number;
  readonly byFolder: { readonly [folderId: string]: number };
}

/** What is lost with conversations that are deleted for good. */
export interface ConversationContents {
  readonly promptCount: number;
  readonly answerCount: number;
  readonly attachmentCount: number;
}

/** Days for which a deleted conversation is kept. */
export const removedKeptDays = 30;
