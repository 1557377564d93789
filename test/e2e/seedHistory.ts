import { join } from 'node:path';
import { connect } from '../../electron/store/db';
import { openHistory } from '../../electron/store/history';
import { newId } from '../../src/shared/domain/ids';

const dayMs = 24 * 60 * 60 * 1_000;

export interface SeededLine {
  readonly title: string;
  readonly daysAgo?: number;
  readonly folder?: string;
  readonly isPinned?: boolean;
  readonly isArchived?: boolean;
  readonly hasUnread?: boolean;
}

/** Puts conversations without lanes into a profile that no program holds, in one transaction; and the folders that they name. */
export function seedLines(folder: string, lines: readonly SeededLine[], folders: readonly string[] = []): void {
  const outcome = openHistory({ folder, wallMs: Date.now });
  if (outcome.kind !== 'ready') throw new Error(`The history could not be opened: ${outcome.kind}`);
  outcome.history.close();
  const database = connect(join(folder, 'history.db'));
  try {
    database.transaction(() => {
      const ids = new Map<string, string>();
      for (const [position, name] of folders.entries()) {
        const id = newId<string>();
        ids.set(name, id);
        database.run('INSERT INTO folders (id, name, position, created_at) VALUES (:id, :name, :position, 1)', {
          id,
          name,
          position,
        });
      }
      const nowMs = Date.now();
      for (const [index, line] of lines.entries()) {
        const atMs = nowMs - (line.daysAgo ?? 0) * dayMs - index;
        database.run(
          `INSERT INTO conversations (id, title, created_at, updated_at, is_pinned, is_archived, has_unread, folder_id)
           VALUES (:id, :title, :atMs, :atMs, :isPinned, :isArchived, :hasUnread, :folderId)`,
          {
            id: newId<string>(),
            title: line.title,
            atMs,
            isPinned: line.isPinned === true,
            isArchived: line.isArchived === true,
            hasUnread: line.hasUnread === true,
            folderId: ids.get(line.folder ?? ''),
          },
        );
      }
    });
  } finally {
    database.close();
  }
}
