import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CallError } from '../../src/shared/domain/errors';
import { freeBytes } from './ballast';
import { type Connection, connect } from './db';
import { syncFile, syncFolder } from './durableFile';
import type { Migration } from './migrations/migration';
import { isDiskFull } from './storageError';
import { removeUnfinished, unfinishedSuffix } from './unfinishedFiles';

export type MigrationOutcome =
  | { readonly kind: 'current' }
  | { readonly kind: 'migrated'; readonly fromVersion: number; readonly backupPath: string | undefined }
  | { readonly kind: 'no-space'; readonly neededBytes: number; readonly freeBytes: number }
  | {
      readonly kind: 'failed';
      readonly fromVersion: number;
      readonly step: 'backup' | 'migration';
      readonly detail: string;
    };

/** What a migration is doing. Every step may take minutes on a large history. */
export type MigrationStep = 'copying' | 'checking' | 'changing';

/** Room beside the copies of the data: logs, the growth of a rebuilt table. */
const spareBytes = 16 * 1024 * 1024;

/** Version of the newest schema. */
export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/** Version of the schema of an open database. */
export function schemaVersion(database: Connection): number {
  return Number(database.pragma('user_version'));
}

/**
 * Brings a database to the newest schema: checks the room, writes a copy and reads it back, then runs all missing steps and the new
 * version number in one transaction. Whatever ends it in between, the database is as before or complete.
 * Throws E_STORAGE `damaged` when the copy meets a page that cannot be read. `backupFolder` is undefined for
 * a database that was just created and holds nothing.
 */
export function migrate(
  database: Connection,
  migrations: readonly Migration[],
  backupFolder: string | undefined,
  nowMs: number,
  onStep: (step: MigrationStep) => void = () => undefined,
): MigrationOutcome {
  const fromVersion = schemaVersion(database);
  const pending = migrations.filter(migration => migration.version > fromVersion);
  if (pending.length === 0) return { kind: 'current' };

  let backupPath: string | undefined;
  if (backupFolder !== undefined) {
    // A copy that was cut off holds room that is counted as taken.
    removeUnfinished(backupFolder);
    const room = roomFor(database, backupFolder);
    if (room.neededBytes > room.freeBytes) return { kind: 'no-space', ...room };
    try {
      backupPath = writeBackup(database, backupFolder, fromVersion, nowMs, onStep);
    } catch (error) {
      if (isDiskFull(error)) return { kind: 'no-space', ...room };
      if (error instanceof CallError && error.reason === 'damaged') throw error;
      return { kind: 'failed', fromVersion, step: 'backup', detail: messageOf(error) };
    }
  }

  // A step may rebuild a table that others refer to; this cannot be switched inside a transaction, so the check at its end takes its place.
  onStep('changing');
  database.exec('PRAGMA foreign_keys=OFF');
  try {
    database.transaction(() => {
      for (const migration of pending) {
        migration.up(database);
        database.exec(`PRAGMA user_version=${migration.version}`);
      }
      const broken = database.all<{ table: string }>('PRAGMA foreign_key_check');
      if (broken[0] !== undefined) throw new Error(`Rows of ${broken[0].table} refer to rows that do not exist.`);
    });
  } catch (error) {
    if (isDiskFull(error)) {
      return { kind: 'no-space', ...roomFor(database, backupFolder ?? join(database.path, '..')) };
    }
    return { kind: 'failed', fromVersion, step: 'migration', detail: messageOf(error) };
  } finally {
    database.exec('PRAGMA foreign_keys=ON');
  }
  return { kind: 'migrated', fromVersion, backupPath };
}

/** A copy of everything, plus as much again for the log of the transaction. */
function roomFor(database: Connection, folder: string): { neededBytes: number; freeBytes: number } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sizes = ['', '-wal'].map(suffix => statSync(database.path + suffix, { throwIfNoEntry: false })?.size ?? 0);
  return { neededBytes: 2 * sizes.reduce((sum, size) => sum + size, 0) + spareBytes, freeBytes: freeBytes(folder) };
}

/** Where the copy before a migration is written until it is whole. */
export function unfinishedBackupPath(folder: string, fromVersion: number, nowMs: number): string {
  return join(folder, `before-migration-from-${fromVersion}-${nowMs}.db${unfinishedSuffix}`);
}

function writeBackup(
  database: Connection,
  folder: string,
  fromVersion: number,
  nowMs: number,
  onStep: (step: MigrationStep) => void,
): string {
  const unfinishedPath = unfinishedBackupPath(folder, fromVersion, nowMs);
  const path = unfinishedPath.slice(0, -unfinishedSuffix.length);
  onStep('copying');
  database.run('VACUUM INTO :path', { path: unfinishedPath });
  onStep('checking');
  const copy = connect(unfinishedPath, { isReadOnly: true });
  try {
    const finding = copy.pragma('quick_check(1)');
    if (finding !== 'ok') throw new Error(`The copy before the migration is not sound: ${finding}`);
    if (schemaVersion(copy) !== fromVersion) throw new Error('The copy before the migration has another schema.');
  } finally {
    copy.close();
  }
  syncFile(unfinishedPath);
  renameSync(unfinishedPath, path);
  syncFolder(folder);
  return path;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
