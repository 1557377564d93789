import type { ConversationSummary } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import type { ConversationMark } from '../../src/shared/domain/folder';
import type { ConversationId } from '../../src/shared/domain/ids';
import { boundedPieces } from './boundedPieces';
import { readSummaries, readSummary } from './conversations';
import type { Reader, Writer } from './db';
import { stagedAt } from './stagedAt';
import { noteConversations, noteWritten } from './undoLog';
import type { Change } from './wholeChange';

/** Rows of one part: some milliseconds of work. */
const partRows = 250;

/** A change of many conversations. */
export type ManyChanged<Result> = Change<readonly Result[]>;

/**
 * Pins, archives, moves and marks conversations. Those that are deleted or unknown are left out, so that one of many never holds up the
 * others. Comes to the new lines. E_NOT_FOUND when a folder is gone.
 */
export function markingOf(writer: Writer, marks: readonly ConversationMark[]): ManyChanged<ConversationSummary> {
  requireFolders(writer, marks);
  const byId = new Map<ConversationId, ConversationMark>();
  for (const mark of marks) byId.set(mark.id, { ...byId.get(mark.id), ...mark });
  return inParts(writer, [...byId.values()], piece => {
    const set = piece.map(({ id, isPinned, isArchived, folderId, hasUnread }) => [
      id,
      isPinned,
      isArchived,
      hasUnread,
      folderId !== undefined,
      folderId,
    ]);
    writer.run(markSql, { marks: JSON.stringify(set) });
    return readSummaries(
      writer,
      piece.map(({ id }) => id),
    );
  });
}

/** A folder that was deleted since leads into none. The revision tells of what is seen in the list. */
const markSql = `UPDATE conversations SET
    is_pinned = coalesce(isPinned, is_pinned), is_archived = coalesce(isArchived, is_archived),
    has_unread = coalesce(hasUnread, has_unread), folder_id = iif(hasFolder, folderId, folder_id),
    revision = revision + (coalesce(isPinned <> is_pinned, 0) OR coalesce(isArchived <> is_archived, 0)
      OR (hasFolder AND folderId IS NOT folder_id))
  FROM (
    SELECT value ->> 0 AS wantedId, value ->> 1 AS isPinned, value ->> 2 AS isArchived, value ->> 3 AS hasUnread,
      value ->> 4 AS hasFolder, (SELECT id FROM folders WHERE id = value ->> 5) AS folderId
    FROM json_each(:marks) AS wanted
  ) WHERE conversations.id = wantedId AND deleted_at IS NULL`;

/** Says whether an answer waits to be looked at. Undefined when nothing changed by that. */
export function setUnread(writer: Writer, id: ConversationId, hasUnread: boolean): ConversationSummary | undefined {
  const changed = writer.run(
    'UPDATE conversations SET has_unread = :hasUnread WHERE id = :id AND has_unread <> :hasUnread AND deleted_at IS NULL',
    { id, hasUnread },
  );
  return changed === 0 ? undefined : readSummary(writer, id);
}

/** Marks conversations as deleted. Comes to those that were there. */
export function removalOf(writer: Writer, ids: readonly ConversationId[], nowMs: number): ManyChanged<ConversationId> {
  return inParts(writer, ids, piece => changed(writer, piece, 'deleted_at = :nowMs', 'deleted_at IS NULL', { nowMs }));
}

/** Brings deleted conversations back, as far as they are still kept. Comes to the lines of those that are there now. */
export function restoringOf(writer: Writer, ids: readonly ConversationId[]): ManyChanged<ConversationSummary> {
  return inParts(writer, ids, piece => {
    changed(writer, piece, 'deleted_at = NULL', 'deleted_at > :stagedAt', { stagedAt });
    return readSummaries(writer, piece);
  });
}

/** Takes deleted conversations out of where they can be brought back, to be deleted for good. Comes to those that were there. */
export function erasureOf(writer: Writer, ids: readonly ConversationId[]): ManyChanged<ConversationId> {
  return inParts(writer, ids, piece =>
    changed(writer, piece, 'deleted_at = :stagedAt', 'deleted_at > :stagedAt', { stagedAt }),
  );
}

/** Brings staged conversations into sight. E_CONFLICT when one of them is gone. */
export function publishingOf(writer: Writer, ids: readonly ConversationId[]): ManyChanged<ConversationId> {
  return inParts(writer, ids, piece => {
    const published = changed(writer, piece, 'deleted_at = NULL', 'deleted_at = :stagedAt', { stagedAt });
    if (published.length !== piece.length) throw new CallError('E_CONFLICT', 'import');
    return published;
  });
}

/** Takes conversations out of a folder, deleted ones too. */
export function leavingOf(writer: Writer, ids: readonly ConversationId[]): ManyChanged<ConversationId> {
  return inParts(writer, ids, piece => changed(writer, piece, 'folder_id = NULL', 'folder_id IS NOT NULL', {}));
}

/** Puts conversations into a folder that have none. */
export function enteringOf(
  writer: Writer,
  ids: readonly ConversationId[],
  folderId: string,
): ManyChanged<ConversationId> {
  return inParts(writer, ids, piece =>
    changed(writer, piece, 'folder_id = :folderId', 'folder_id IS NULL', { folderId }),
  );
}

function inParts<Row extends ConversationId | { readonly id: ConversationId }, Result>(
  writer: Writer,
  rows: readonly Row[],
  change: (piece: readonly Row[]) => readonly Result[],
): ManyChanged<Result> {
  // By piece, because a transaction may be run a second time.
  const results: (readonly Result[])[] = [];
  const idOf = (row: Row) => (typeof row === 'string' ? row : row.id) as ConversationId;
  const pieces = [...boundedPieces(rows, { mostRows: partRows, mostSize: 0 }, () => 0)];
  return {
    parts: pieces.map((piece, index) => note => {
      if (note !== undefined) noteConversations(writer, note.changeId, note.index, piece.map(idOf));
      results[index] = change(piece);
      if (note !== undefined) noteWritten(writer, note.changeId, note.index);
    }),
    result: () => results.flat(),
  };
}

/** The named conversations that were changed by this, in the order of their names. */
function changed(
  writer: Writer,
  ids: readonly ConversationId[],
  change: string,
  condition: string,
  parameters: { readonly [name: string]: string | number },
): readonly ConversationId[] {
  const named = 'id IN (SELECT value FROM json_each(:ids) AS wanted)';
  const values = { ...parameters, ids: JSON.stringify(ids) };
  const sql = `UPDATE conversations SET ${change}, revision = revision + 1 WHERE ${named} AND ${condition} RETURNING id`;
  const found = new Set(writer.tuples<readonly [ConversationId]>(sql, values).map(([id]) => id));
  return ids.filter(id => found.delete(id));
}

function requireFolders(reader: Reader, marks: readonly ConversationMark[]): void {
  const isThere = new Map<string, boolean>();
  for (const { id, folderId } of marks) {
    if (folderId === undefined || folderId === null) continue;
    const known =
      isThere.get(folderId) ?? reader.get('SELECT 1 FROM folders WHERE id = :folderId', { folderId }) !== undefined;
    isThere.set(folderId, known);
    if (!known && readSummary(reader, id) !== undefined) throw new CallError('E_NOT_FOUND', 'folder');
  }
}
