import type { ConversationId, FolderId } from './ids';

/** A place of the user's own for conversations. A conversation lies in one folder or in none. */
export interface Folder {
  readonly id: FolderId;
  readonly name: string;
}

export const maxFolders = 1_000;
export const maxFolderNameCharacters = 100;

/** What one conversation of several is given. The last one wins; an undefined field stays. */
export interface ConversationMark {
  readonly id: ConversationId;
  readonly isPinned?: boolean | undefined;
  readonly isArchived?: boolean | undefined;
  /** Null takes it out of its folder. */
  readonly folderId?: FolderId | null | undefined;
  readonly hasUnread?: boolean | undefined;
}
