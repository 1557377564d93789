import { z } from 'zod';
import { CallError } from '../../src/shared/domain/errors';
import { type Folder, maxFolders } from '../../src/shared/domain/folder';
import { type ConversationId, type FolderId, newId } from '../../src/shared/domain/ids';
import { enteringOf, leavingOf, type ManyChanged } from './conversationMarks';
import type { Reader, Writer } from './db';
import { noteAdded } from './undoLog';

/** What a removed folder is brought back from. */
const removedFolder = z.object({
  name: z.string(),
  position: z.number(),
  createdAt: z.number(),
  conversationIds: z.array(z.string()),
});

const removedKey = (id: FolderId) => `removed-folder:${id}`;
/** The keys sort by time, because the ids do. */
const keptRemovals = 20;

/** All folders in their order. */
export function readFolders(reader: Reader): readonly Folder[] {
  const sql = 'SELECT id, name FROM folders ORDER BY position, row';
  return reader.all<{ id: string; name: string }>(sql).map(({ id, name }) => ({ id: id as FolderId, name }));
}

/** Conversations of a folder, in no order; deleted and archived ones too. */
export function readMembers(reader: Reader, id: FolderId): readonly ConversationId[] {
  const sql = 'SELECT id FROM conversations WHERE folder_id = :id';
  return reader.all<{ id: string }>(sql, { id }).map(row => row.id as ConversationId);
}

/** A new folder behind the others. E_LIMIT when there are a thousand. */
export function createFolder(writer: Writer, name: string, nowMs: number): Folder {
  const { count, last } = writer.get<{ count: number; last: number | null }>(
    'SELECT count(*) AS count, max(position) AS last FROM folders',
  ) ?? { count: 0, last: null };
  if (count >= maxFolders) throw new CallError('E_LIMIT', 'folders');
  const id = newId<FolderId>(nowMs);
  insertFolder(writer, { id, name, position: (last ?? -1) + 1, createdAt: nowMs });
  return { id, name };
}

/** Gives a folder another name. E_NOT_FOUND when it is gone. */
export function renameFolder(writer: Writer, id: FolderId, name: string): void {
  const changed = writer.run('UPDATE folders SET name = :name WHERE id = :id', { id, name });
  if (changed === 0) throw new CallError('E_NOT_FOUND', 'folder');
}

/** Puts folders into a new order; those that are not named stay behind, in the order they had. */
export function reorderFolders(writer: Writer, ids: readonly FolderId[]): void {
  const known = readFolders(writer).map(({ id }) => id);
  const named = new Set(ids);
  const order = [...new Set(ids)].filter(id => known.includes(id)).concat(known.filter(id => !named.has(id)));
  for (const [position, id] of order.entries()) {
    writer.run('UPDATE folders SET position = :position WHERE id = :id', { id, position });
  }
}

/**
 * Takes a folder away; its conversations stay, without one. What is needed to bring it back is kept. E_NOT_FOUND when it is gone. Comes to the
 * conversations that were in it.
 */
export function folderRemovalOf(writer: Writer, id: FolderId): ManyChanged<ConversationId> {
  const row = writer.get<{ name: string; position: number; created_at: number }>(
    'SELECT name, position, created_at FROM folders WHERE id = :id',
    { id },
  );
  if (row === undefined) throw new CallError('E_NOT_FOUND', 'folder');
  const conversationIds = readMembers(writer, id);
  const kept = { name: row.name, position: row.position, createdAt: row.created_at, conversationIds };
  const leaving = leavingOf(writer, conversationIds);
  return {
    parts: leaving.parts,
    result: () => conversationIds,
    end: () => {
      writer.run('INSERT OR REPLACE INTO settings_meta (key, value) VALUES (:key, :value)', {
        key: removedKey(id),
        value: JSON.stringify(kept),
      });
      writer.run('DELETE FROM folders WHERE id = :id', { id });
      writer.run(
        `DELETE FROM settings_meta WHERE key >= 'removed-folder:' AND key < 'removed-folder;' AND key NOT IN (
           SELECT key FROM settings_meta WHERE key >= 'removed-folder:' AND key < 'removed-folder;' ORDER BY key DESC LIMIT ${keptRemovals})
           AND key <> :key`,
        { key: removedKey(id) },
      );
    },
  };
}

/**
 * Brings a removed folder back to its place with the conversations that have not found another one. E_NOT_FOUND when it is not kept. Comes to
 * those that are in it again.
 */
export function folderRestoringOf(writer: Writer, id: FolderId): ManyChanged<ConversationId> {
  const kept = readRemoved(writer, id);
  if (kept === undefined) throw new CallError('E_NOT_FOUND', 'folder');
  const entering = enteringOf(writer, kept.conversationIds as ConversationId[], id);
  return {
    parts: [
      note => {
        // Makes room at its place: the others have not moved, but one may have been put there since.
        writer.run('UPDATE folders SET position = position + 1 WHERE position >= :position', {
          position: kept.position,
        });
        insertFolder(writer, { id, name: kept.name, position: kept.position, createdAt: kept.createdAt });
        if (note !== undefined) noteAdded(writer, note.changeId, note.index, { folderId: id });
      },
      ...entering.parts,
    ],
    result: entering.result,
    end: () => writer.run('DELETE FROM settings_meta WHERE key = :key', { key: removedKey(id) }),
  };
}

function readRemoved(reader: Reader, id: FolderId): z.infer<typeof removedFolder> | undefined {
  const row = reader.get<{ value: string }>('SELECT value FROM settings_meta WHERE key = :key', {
    key: removedKey(id),
  });
  if (row === undefined) return undefined;
  return removedFolder.safeParse(JSON.parse(row.value)).data;
}

function insertFolder(
  writer: Writer,
  folder: { readonly id: FolderId; readonly name: string; readonly position: number; readonly createdAt: number },
): void {
  writer.run('INSERT INTO folders (id, name, position, created_at) VALUES (:id, :name, :position, :createdAt)', folder);
}
