import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { badPath } from './badName';
import { createBallast, freeBytes } from './ballast';
import { type Connection, connect } from './db';
import { syncFile, syncFolder, writeFileDurably } from './durableFile';
import { latestVersion, type MigrationOutcome, type MigrationStep, migrate, schemaVersion } from './migrate';
import type { Migration } from './migrations/migration';
import { storageReason } from './storageError';

/** Why the history cannot be used. Nothing was changed; the user decides on a recovery screen. */
export type OpenProblem =
  /** A history was here before and its file is gone. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'damaged'; readonly reason: 'empty' | 'header' | 'content' | 'foreign'; readonly detail: string }
  /** Written by a newer version of the program. */
  | { readonly kind: 'newer'; readonly schemaVersion: number; readonly supportedVersion: number }
  | { readonly kind: 'read-only'; readonly detail: string }
  | { readonly kind: 'no-space'; readonly neededBytes: number; readonly freeBytes: number }
  | { readonly kind: 'migration-failed'; readonly fromVersion: number; readonly detail: string }
  /** The file system refused in another way, or another program holds the file. */
  | { readonly kind: 'unreadable'; readonly detail: string };

export type OpenOutcome = OpenProblem | { readonly kind: 'ready'; readonly database: OpenDatabase };

interface OpenDatabase {
  readonly connection: Connection;
  /** The program did not end well last time: the file should be checked in the background. */
  readonly isAfterUncleanExit: boolean;
  /** Notes that the end was a clean one, empties the log and closes. May be called again. */
  readonly close: () => void;
}

export interface OpenOptions {
  readonly folder: string;
  readonly migrations: readonly Migration[];
  readonly nowMs: number;
  /** Called each time the ballast had to be given back. */
  readonly onDiskFull?: () => void;
  /** Called before each step of a migration. */
  readonly onMigrationStep?: (step: MigrationStep) => void;
}

const header = 'SQLite format 3\0';
/** "Cplt", so that a database of another program is not taken for ours. */
export const applicationId = 0x43706c74;

/** Files of the history in its folder. */
export function historyPaths(folder: string) {
  return {
    database: join(folder, 'history.db'),
    /** Says that a history was created here, so that a missing file is noticed instead of replaced by an empty one. */
    sentinel: join(folder, 'history.created'),
    backups: join(folder, 'backups'),
  };
}

/**
 * Opens the history, creating it only where there never was one. Anything unexpected is an outcome, not an exception, and leaves the files
 * as they are.
 */
export function openDatabase(options: OpenOptions): OpenOutcome {
  try {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    // Asked of the folder too: a log file has to be made beside the database.
    accessSync(options.folder, constants.W_OK);
    const paths = historyPaths(options.folder);
    const found = inspect(paths.database, paths.sentinel);
    if (found === 'absent') {
      const problem = create(options);
      if (problem !== undefined) return problem;
    } else if (found !== 'present') {
      return found;
    }
    if (!existsSync(paths.sentinel)) {
      writeFileDurably(paths.sentinel, `${JSON.stringify({ createdAt: options.nowMs })}\n`);
    }
    return openExisting(options);
  } catch (error) {
    return toProblem(error, options.folder);
  }
}

/**
 * Version of the schema of a history that has to be migrated before it can be used; undefined where it is up to date, is not there or cannot
 * be told: opening it will say more. Changes nothing.
 */
export function outdatedVersion(folder: string, migrations: readonly Migration[]): number | undefined {
  const { database: path } = historyPaths(folder);
  try {
    if (inspect(path, historyPaths(folder).sentinel) !== 'present') return undefined;
    const connection = connect(path, { isReadOnly: true });
    try {
      const version = schemaVersion(connection);
      const isOurs = connection.pragma('application_id') === applicationId && version > 0;
      return isOurs && version < latestVersion(migrations) ? version : undefined;
    } finally {
      connection.close();
    }
  } catch {
    return undefined;
  }
}

/**
 * Moves a database that cannot be used out of the way, with its log: nothing is deleted. The file goes first, because a log left behind alone
 * is noticed and never applied to another file. The sentinel stays, so that an end in this moment is never followed by a new history.
 * Returns the new path.
 */
export function moveAside(folder: string, nowMs: number): string {
  const paths = historyPaths(folder);
  const suffixes = ['', '-wal', '-shm'];
  const target = badPath(paths.database, nowMs, suffixes);
  for (const suffix of suffixes) {
    if (existsSync(paths.database + suffix)) renameSync(paths.database + suffix, target + suffix);
  }
  syncFolder(folder);
  return target;
}

/** Moves the database out of the way for good: the next start may create a new one. Returns the new path. */
export function setAside(folder: string, nowMs: number): string {
  const target = moveAside(folder, nowMs);
  rmSync(historyPaths(folder).sentinel, { recursive: true, force: true });
  syncFolder(folder);
  return target;
}

/** Looks at the file before SQLite does: SQLite would take an empty file for a new database and apply any log that lies beside it. */
function inspect(databasePath: string, sentinelPath: string): 'absent' | 'present' | OpenProblem {
  const file = statSync(databasePath, { throwIfNoEntry: false });
  if (file === undefined) {
    const hasLog = (statSync(`${databasePath}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
    return existsSync(sentinelPath) || hasLog ? { kind: 'missing' } : 'absent';
  }
  if (!file.isFile()) return { kind: 'unreadable', detail: 'not a file' };
  accessSync(databasePath, constants.R_OK | constants.W_OK);
  if (file.size === 0) return { kind: 'damaged', reason: 'empty', detail: '0 bytes' };
  const start = Buffer.alloc(header.length);
  const descriptor = openSync(databasePath, 'r');
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (start.toString('latin1') !== header) return { kind: 'damaged', reason: 'header', detail: `${file.size} bytes` };
  return 'present';
}

/** Builds the new database under another name, so that a start that is cut off leaves no half-made history. */
function create(options: OpenOptions): OpenProblem | undefined {
  const { database: path } = historyPaths(options.folder);
  const unfinishedPath = `${path}.unfinished`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(unfinishedPath + suffix, { force: true });
  const connection = connect(unfinishedPath);
  try {
    chmodSync(unfinishedPath, 0o600);
    connection.exec(`PRAGMA application_id=${applicationId}`);
    const problem = migrationProblem(migrate(connection, options.migrations, undefined, options.nowMs));
    if (problem !== undefined) return problem;
    setFlag(connection, 'clean-exit', true);
  } finally {
    connection.close();
  }
  syncFile(unfinishedPath);
  renameSync(unfinishedPath, path);
  syncFolder(options.folder);
  return undefined;
}

function openExisting(options: OpenOptions): OpenOutcome {
  const paths = historyPaths(options.folder);
  const ballast = createBallast(options.folder);
  const identityProblem = identify(paths.database, latestVersion(options.migrations));
  if (identityProblem !== undefined) return identityProblem;
  const makeRoom = () => {
    const hasRoom = ballast.release();
    options.onDiskFull?.();
    return hasRoom;
  };
  const hasLog = (statSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const connection = connect(paths.database, { makeRoom });
  let isReady = false;
  try {
    const problem = migrationProblem(
      migrate(connection, options.migrations, paths.backups, options.nowMs, options.onMigrationStep),
    );
    if (problem !== undefined) return problem;

    const isAfterUncleanExit = hasLog || !readFlag(connection, 'clean-exit');
    // Also the proof that the file can be written.
    setFlag(connection, 'clean-exit', false);
    ballast.lay();
    isReady = true;
    return {
      kind: 'ready',
      database: {
        connection,
        isAfterUncleanExit,
        close: () => {
          if (!connection.isOpen()) return;
          try {
            setFlag(connection, 'clean-exit', true);
            connection.pragma('wal_checkpoint(TRUNCATE)');
          } catch {
            // A full disk must not keep the program from ending. Everything is in the log, and the next start checks the file.
          } finally {
            connection.close();
          }
        },
      },
    };
  } finally {
    if (!isReady) connection.close();
  }
}

/** Through a read-only handle, so that a file which is not ours or too new stays as it is to the last byte. */
function identify(path: string, supportedVersion: number): OpenProblem | undefined {
  const connection = connect(path, { isReadOnly: true });
  try {
    const version = schemaVersion(connection);
    if (connection.pragma('application_id') !== applicationId || version === 0) {
      return { kind: 'damaged', reason: 'foreign', detail: 'not written by this program' };
    }
    if (version > supportedVersion) return { kind: 'newer', schemaVersion: version, supportedVersion };
    return undefined;
  } finally {
    connection.close();
  }
}

function migrationProblem(outcome: MigrationOutcome): OpenProblem | undefined {
  switch (outcome.kind) {
    case 'no-space':
      return outcome;
    case 'failed':
      return { kind: 'migration-failed', fromVersion: outcome.fromVersion, detail: outcome.detail };
    default:
      return undefined;
  }
}

/** What an error of the file system or the database means for the recovery screen. */
export function toProblem(error: unknown, folder: string): OpenProblem {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const detail = cause instanceof Error ? cause.message : String(cause);
  switch (storageReason(cause)) {
    case 'damaged':
      return { kind: 'damaged', reason: 'content', detail };
    case 'read-only':
      return { kind: 'read-only', detail };
    case 'disk-full':
      return { kind: 'no-space', neededBytes: 4 * 1024 * 1024, freeBytes: freeBytes(folder) };
    default:
      return { kind: 'unreadable', detail };
  }
}

function readFlag(connection: Connection, key: string): boolean {
  const sql = 'SELECT value FROM settings_meta WHERE key = :key';
  return connection.get<{ value: string }>(sql, { key })?.value === '1';
}

function setFlag(connection: Connection, key: string, isSet: boolean): void {
  const sql =
    'INSERT INTO settings_meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value';
  connection.run(sql, { key, value: isSet ? '1' : '0' });
}
