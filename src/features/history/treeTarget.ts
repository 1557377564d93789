import type { ConversationId } from '../../shared/domain/ids';
import { moveConversations, pinConversations } from '../../state/conversationActions';
import type { ListRow } from '../../state/conversationList';
import { useConversations } from '../../state/conversations';
import { moveFolder, useFolders } from '../../state/folders';
import { toggleFolder } from '../../state/sidebar';

/** What is being dragged: conversations, or one folder. */
export type Dragged =
  | { readonly kind: 'conversations'; readonly ids: readonly ConversationId[] }
  | { readonly kind: 'folder'; readonly key: string };

/** Key of the line that is marked while something is held over `row`; undefined where it cannot be let fall. */
export function targetKey(dragged: Dragged, row: ListRow | undefined): string | undefined {
  if (row === undefined) return undefined;
  if (dragged.kind === 'folder') return row.kind === 'folder' && row.key !== dragged.key ? row.key : undefined;
  switch (row.kind) {
    case 'folder':
      return row.key;
    case 'empty-folder':
    case 'more':
      return row.folderId;
    case 'conversation':
      return row.folderId ?? row.section;
    case 'section':
      return row.section === 'folders' ? undefined : row.section;
  }
}

/** Lets fall: into a folder, among the pinned ones, or out of both. */
export function drop(dragged: Dragged, key: string): void {
  const { folders } = useFolders.getState();
  if (dragged.kind === 'folder') {
    const id = folders.find(folder => folder.id === dragged.key)?.id;
    if (id !== undefined)
      void moveFolder(
        id,
        folders.findIndex(folder => folder.id === key),
      );
    return;
  }
  const folder = folders.find(({ id }) => id === key);
  if (folder !== undefined) {
    toggleFolder(folder.id, true);
    void moveConversations(dragged.ids, folder);
    return;
  }
  if (key === 'pinned') {
    void pinConversations(dragged.ids, true);
    return;
  }
  const { byId } = useConversations.getState();
  const inFolders = dragged.ids.filter(id => byId[id]?.folderId !== undefined);
  const pinned = dragged.ids.filter(id => byId[id]?.isPinned === true);
  if (inFolders.length > 0) void moveConversations(inFolders, undefined);
  if (pinned.length > 0) void pinConversations(pinned, false);
}
