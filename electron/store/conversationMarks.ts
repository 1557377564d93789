import type { ConversationSummary } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import type { ConversationMark } from '../../src/shared/domain/folder';
import type { ConversationId, FolderId } from '../../src/shared/domain/ids';
import { readSummary } from './conversations';
import type { Reader, Writer } from './db';
import { stagedAt } from './stagedAt';

/**
 * Pins, archives, moves and marks conversations. Those that are deleted or unknown are left out, so that one of many never holds up the
 * others. Answers the new lines. E_NOT_FOUND when a folder is gone.
 */
export function markConversations(writer: Writer, marks: readonly ConversationMark[]): readonly ConversationSummary[] {
  return marks.flatMap(mark => {
    const current = readSummary(writer, mark.id);
    if (current === undefined) return [];
    const folderId = mark.folderId === undefined ? (current.folderId ?? null) : mark.folderId;
    if (folderId !== null && folderId !== current.folderId) requireFolder(writer, folderId);
    const isPinned = mark.isPinned ?? current.isPinned;
    const isArchived = mark.isArchived ?? current.isArchived;
    const isChanged =
      isPinned !== current.isPinned || isArchived !== current.isArchived || folderId !== (current.folderId ?? null);
    writer.run(
      `UPDATE conversations SET is_pinned = :isPinned, is_archived = :isArchived, folder_id = :folderId, has_unread = :hasUnread,
         revision = revision + :step WHERE id = :id`,
      {
        id: mark.id,
        isPinned,
        isArchived,
        folderId,
        hasUnread: mark.hasUnread ?? current.hasUnread,
        step: isChanged ? 1 : 0,
      },
    );
    return readSummary(writer, mark.id) ?? [];
  });
}

/** Says whether an answer waits to be looked at. Undefined when nothing changed by that. */
export function setUnread(writer: Writer, id: ConversationId, hasUnread: boolean): ConversationSummary | undefined {
  const changed = writer.run(
    'UPDATE conversations SET has_unread = :hasUnread WHERE id = :id AND has_unread <> :hasUnread AND deleted_at IS NULL',
    { id, hasUnread },
  );
  return changed === 0 ? undefined : readSummary(writer, id);
}

/** Marks conversations as deleted. Answers those that were there. */
export function removeConversations(
  writer: Writer,
  ids: readonly ConversationId[],
  nowMs: number,
): readonly ConversationId[] {
  const sql =
    'UPDATE conversations SET deleted_at = :nowMs, revision = revision + 1 WHERE id = :id AND deleted_at IS NULL';
  return ids.filter(id => writer.run(sql, { id, nowMs }) > 0);
}

/** Brings deleted conversations back, as far as they are still kept. */
export function restoreConversations(writer: Writer, ids: readonly ConversationId[]): readonly ConversationSummary[] {
  const sql =
    'UPDATE conversations SET deleted_at = NULL, revision = revision + 1 WHERE id = :id AND deleted_at > :stagedAt';
  return ids.flatMap(id => {
    writer.run(sql, { id, stagedAt });
    return readSummary(writer, id) ?? [];
  });
}

function requireFolder(reader: Reader, id: FolderId): void {
  if (reader.get('SELECT 1 FROM folders WHERE id = :id', { id }) === undefined)
    throw new CallError('E_NOT_FOUND', 'folder');
}
