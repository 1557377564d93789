import type { ConversationId, FolderId, LaneId } from '../../src/shared/domain/ids';
import type { Writer } from './db';

/** One change of many rows that is being written; the notes of later ones sort behind. */
export type ChangeId = string;

/**
 * What a change of many rows has written so far, as it was before: noted in the same transaction as each part of it, forgotten in the one that
 * ends it. What is still noted at a start was cut off in between, and is taken back as if it had never begun.
 */
const prefix = 'undo:';
const isNote = "key >= 'undo:' AND key < 'undo;'";

const keyOf = (changeId: ChangeId, index: number) => `${prefix}${changeId}:${String(index).padStart(6, '0')}`;

interface Note {
  readonly folderId?: FolderId;
  readonly laneId?: LaneId;
}

/** Notes where conversations stand, and whether they are deleted, before that is changed. */
export function noteConversations(
  writer: Writer,
  changeId: ChangeId,
  index: number,
  ids: readonly ConversationId[],
): void {
  writer.run(
    `INSERT INTO settings_meta (key, value)
     SELECT :key, json_object('conversations', json_group_array(json_array(
       conversations.id, is_pinned, is_archived, folder_id, has_unread, deleted_at)))
     FROM json_each(:ids) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value`,
    { key: keyOf(changeId, index), ids: JSON.stringify(ids) },
  );
}

/** Adds to such a note what was written, in the same transaction: what somebody else changes after it is not the change's to take back. */
export function noteWritten(writer: Writer, changeId: ChangeId, index: number): void {
  writer.run(
    `UPDATE settings_meta SET value = (
       SELECT json_object('conversations', json_group_array(json_array(
         wanted.value ->> 0, wanted.value ->> 1, wanted.value ->> 2, wanted.value ->> 3, wanted.value ->> 4, wanted.value ->> 5,
         is_pinned, is_archived, folder_id, has_unread, deleted_at)))
       FROM json_each(settings_meta.value -> '$.conversations') AS wanted
         CROSS JOIN conversations ON conversations.id = wanted.value ->> 0)
     WHERE key = :key`,
    { key: keyOf(changeId, index) },
  );
}

/** Notes a folder or a lane that was added. */
export function noteAdded(writer: Writer, changeId: ChangeId, index: number, added: Note): void {
  const sql = 'INSERT INTO settings_meta (key, value) VALUES (:key, :value)';
  writer.run(sql, { key: keyOf(changeId, index), value: JSON.stringify(added) });
}

/** The change is whole. */
export function forgetNotes(writer: Writer, changeId: ChangeId): void {
  const key = `${prefix}${changeId}:`;
  writer.run('DELETE FROM settings_meta WHERE key >= :key AND key < :end', { key, end: `${prefix}${changeId};` });
}

/** Takes back the last thing that is noted; false when there is nothing. */
export function undoOne(writer: Writer): boolean {
  const found = writer.get<{ key: string; value: string }>(
    `SELECT key, value FROM settings_meta WHERE ${isNote} ORDER BY key DESC LIMIT 1`,
  );
  if (found === undefined) return false;
  // Together with the lane go all of its rows.
  writer.unchecked(() =>
    writer.transaction(() => {
      undo(writer, found.value);
      writer.run('DELETE FROM settings_meta WHERE key = :key', { key: found.key });
    }),
  );
  return true;
}

/** Values of one conversation in a note: what it is, five from before the change and as many that it wrote. */
const noteLength = 11;

/** What a column becomes again, unless it holds something else by now than what was written. A note of an older version does not tell that. */
function before(column: string, place: number, value = `was.value ->> ${place}`): string {
  const written = `was.value ->> ${place + 5}`;
  return `iif(json_array_length(was.value) < ${noteLength} OR ${column} IS ${written}, ${value}, ${column})`;
}

function undo(writer: Writer, value: string): void {
  writer.run(
    `UPDATE conversations SET
       is_pinned = ${before('is_pinned', 1)},
       is_archived = ${before('is_archived', 2)},
       folder_id = ${before('folder_id', 3, '(SELECT id FROM folders WHERE id = was.value ->> 3)')},
       has_unread = ${before('has_unread', 4)},
       deleted_at = ${before('deleted_at', 5)},
       revision = revision + 1
     FROM json_each(:value, '$.conversations') AS was WHERE conversations.id = was.value ->> 0`,
    { value },
  );
  const { folderId, laneId } = JSON.parse(value) as Note;
  if (folderId !== undefined) {
    writer.run('UPDATE conversations SET folder_id = NULL WHERE folder_id = :folderId', { folderId });
    writer.run('DELETE FROM folders WHERE id = :folderId', { folderId });
  }
  if (laneId !== undefined) {
    writer.run('DELETE FROM turn_lanes WHERE lane_id = :laneId', { laneId });
    writer.run('DELETE FROM lanes WHERE id = :laneId', { laneId });
  }
}
