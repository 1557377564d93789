import { useMemo } from 'react';
import type { ConversationSummary } from '../shared/domain/conversation';
import type { ConversationView } from '../shared/domain/conversationView';
import { comparePlaces } from './conversationOrder';
import { pagesOf, readMoreConversations, useConversations } from './conversations';
import { type FoldersData, useFolders } from './folders';

/** Calls are limited to so many a second; whoever has more folders reads them by and by. */
const mostViews = 20;

let running: Promise<boolean> | undefined;

/**
 * Reads a further page of each list that has one: by date, of each folder that holds something, and the archive. Answers whether any could
 * be read.
 */
export function loadMoreOfAll(): Promise<boolean> {
  running ??= loadPages().finally(() => {
    running = undefined;
  });
  return running;
}

async function loadPages(): Promise<boolean> {
  let isAnyRead = false;
  for (const view of unreadViews(useFolders.getState()).slice(0, mostViews)) {
    const before = pagesOf(useConversations.getState(), view);
    await readMoreConversations(view);
    const { cursor, hasMore } = pagesOf(useConversations.getState(), view);
    if (cursor !== before.cursor || hasMore !== before.hasMore) isAnyRead = true;
  }
  return isAnyRead;
}

/** The lists of which not everything is known. Pinned conversations are all known from the start. */
function unreadViews({ folders, counts }: FoldersData): readonly ConversationView[] {
  const views: readonly ConversationView[] = [
    { kind: 'dated' },
    ...folders
      .filter(({ id }) => (counts.byFolder[id] ?? 0) > 0)
      .map(({ id }) => ({ kind: 'folder', folderId: id }) as const),
    { kind: 'archived' },
  ];
  const state = useConversations.getState();
  return views.filter(view => pagesOf(state, view).hasMore);
}

export interface AllConversations {
  /** Those read so far, newest first. */
  readonly conversations: readonly ConversationSummary[];
  readonly hasMore: boolean;
}

/** All conversations, wherever they lie, as far as they were read; see `loadMoreOfAll`. */
export function useAllConversations(): AllConversations {
  const lists = useConversations(state => state.lists);
  const folders = useFolders(state => state);
  return useMemo(() => {
    const { byId } = useConversations.getState();
    const ids = new Set(Object.values(lists).flatMap(pages => pages.ids));
    return {
      conversations: [...ids].flatMap(id => byId[id] ?? []).sort(comparePlaces),
      hasMore: unreadViews(folders).length > 0,
    };
  }, [lists, folders]);
}
