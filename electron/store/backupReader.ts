import { copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConversationId } from '../../src/shared/domain/ids';
import { type Connection, connect } from './db';
import { type HistoryReader, readFunctions } from './history';
import { latestVersion, migrate, schemaVersion } from './migrate';
import { migrations } from './migrations/list';
import { readingForeign, refuseForeign } from './ownHistory';

/** A conversation as a list of a backup shows it. */
interface BackedUp {
  readonly id: ConversationId;
  readonly title: string;
  readonly updatedAt: number;
  readonly promptCount: number;
}

export interface BackupReader {
  readonly read: HistoryReader;
  /** Conversations that are not deleted, newest first. */
  readonly conversations: (limit: number) => readonly BackedUp[];
  readonly close: () => void;
}

/**
 * Opens a backup for reading; the file stays as it is to the last byte. One of an older schema is read from a copy that is brought up to
 * date and deleted when it is closed. E_STORAGE when it cannot be read: `damaged`, `newer-version` or what the disk says.
 */
export function openBackup(path: string, nowMs: number): BackupReader {
  const own = connect(path, { isReadOnly: true });
  try {
    refuseForeign(own);
    if (schemaVersion(own) === latestVersion(migrations)) return readerOf(own, own.close);
  } catch (error) {
    own.close();
    throw error;
  }
  own.close();
  return readingForeign(() => openOlder(path, nowMs));
}

/** When each conversation of a backup changed last, whatever its schema. */
export function readBackupTimes(path: string): ReadonlyMap<ConversationId, number> {
  const connection = connect(path, { isReadOnly: true });
  try {
    const sql = 'SELECT id, updated_at FROM conversations WHERE deleted_at IS NULL';
    return readingForeign(() => new Map(connection.tuples<readonly [ConversationId, number]>(sql)));
  } finally {
    connection.close();
  }
}

function openOlder(path: string, nowMs: number): BackupReader {
  const copyPath = join(dirname(path), 'read.unfinished');
  const remove = () => {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(copyPath + suffix, { force: true });
  };
  remove();
  let connection: Connection | undefined;
  try {
    copyFileSync(path, copyPath);
    connection = connect(copyPath);
    const outcome = migrate(connection, migrations, undefined, nowMs);
    if (outcome.kind === 'failed') throw new Error(outcome.detail);
    if (outcome.kind === 'no-space') throw new Error('no space');
  } catch (error) {
    connection?.close();
    remove();
    throw error;
  }
  const opened = connection;
  return readerOf(opened, () => {
    opened.close();
    remove();
  });
}

function readerOf(connection: Connection, close: () => void): BackupReader {
  return {
    read: readFunctions(connection),
    conversations: limit =>
      readingForeign(() =>
        connection.all<BackedUp>(
          `SELECT id, title, updated_at AS updatedAt,
           (SELECT count(*) FROM turns WHERE turns.conversation_id = conversations.id) AS promptCount
         FROM conversations WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC LIMIT :limit`,
          { limit },
        ),
      ),
    close,
  };
}
