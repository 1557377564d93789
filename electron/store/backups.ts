import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CallError } from '../../src/shared/domain/errors';
import { freeBytes } from './ballast';
import { syncFile, syncFolder, writeFileDurably } from './durableFile';
import { checkIntegrity, copyChecked, type DiskWork, type IntegrityReport } from './integrityCheck';
import { historyPaths, moveAside } from './open';
import { toStorageError } from './storageError';
import { namesIn, removeUnfinished, unfinishedSuffix } from './unfinishedFiles';

/** A copy of the history that was read back after it was written. */
export interface Backup {
  readonly fileName: string;
  /** Milliseconds since 1970 UTC. */
  readonly createdAt: number;
  readonly sizeBytes: number;
  readonly isBeforeMigration: boolean;
}

export type BackupOutcome =
  | { readonly kind: 'written'; readonly fileName: string }
  | { readonly kind: 'recent' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'no-space'; readonly neededBytes: number }
  | { readonly kind: 'failed'; readonly report: IntegrityReport };

const dayMs = 24 * 60 * 60 * 1000;
const namePattern = /^(?:history|before-migration-from-\d+)-(\d+)\.db$/;
const spareBytes = 64 * 1024 * 1024;

/** Backups in a data folder, newest first. */
export function listBackups(folder: string): readonly Backup[] {
  const { backups } = historyPaths(folder);
  return namesIn(backups)
    .flatMap((fileName): Backup[] => {
      const createdAt = namePattern.exec(fileName)?.[1];
      const file = createdAt === undefined ? undefined : statSync(join(backups, fileName), { throwIfNoEntry: false });
      if (createdAt === undefined || file?.isFile() !== true) return [];
      const isBeforeMigration = fileName.startsWith('before-');
      return [{ fileName, createdAt: Number(createdAt), sizeBytes: file.size, isBeforeMigration }];
    })
    .sort((first, second) => second.createdAt - first.createdAt);
}

/**
 * Copies the open history in the background when the newest copy is older than a day, checks the copy, then drops the copies that are no
 * longer needed: of the last three days with one, of the last four weeks with one, and the last one before a migration are kept.
 */
export async function backUp(folder: string, nowMs: number, work: DiskWork = {}): Promise<BackupOutcome> {
  const paths = historyPaths(folder);
  const newest = listBackups(folder).find(backup => !backup.isBeforeMigration);
  // A clock that was set back makes the newest one lie in the future; it does not count then.
  if (newest !== undefined && Math.abs(nowMs - newest.createdAt) < dayMs) return { kind: 'recent' };
  // A copy that was cut off holds room that is counted as taken.
  removeUnfinished(paths.backups);
  const neededBytes = 2 * (statSync(paths.database, { throwIfNoEntry: false })?.size ?? 0) + spareBytes;
  if (freeBytes(folder) < neededBytes) return { kind: 'no-space', neededBytes };

  mkdirSync(paths.backups, { recursive: true, mode: 0o700 });
  const fileName = `history-${nowMs}.db`;
  const unfinishedPath = join(paths.backups, `${fileName}${unfinishedSuffix}`);
  const report = await copyChecked(paths.database, unfinishedPath, work);
  if (work.signal?.aborted === true) {
    removeUnfinished(paths.backups);
    return { kind: 'cancelled' };
  }
  if (report.problems.length > 0) {
    rmSync(unfinishedPath, { force: true });
    return { kind: 'failed', report };
  }
  syncFile(unfinishedPath);
  renameSync(unfinishedPath, join(paths.backups, fileName));
  syncFolder(paths.backups);
  for (const backup of expired(listBackups(folder))) rmSync(join(paths.backups, backup.fileName), { force: true });
  return { kind: 'written', fileName };
}

/**
 * Puts a backup in the place of the history, which is set aside first. For the recovery screen: nothing may have the history open.
 * E_NOT_FOUND when there is no such backup, E_STORAGE `damaged` when it is not sound.
 */
export async function restoreBackup(folder: string, fileName: string, nowMs: number): Promise<void> {
  const paths = historyPaths(folder);
  if (!namePattern.test(fileName)) throw new CallError('E_NOT_FOUND', 'backup');
  const backupPath = join(paths.backups, fileName);
  if (!existsSync(backupPath)) throw new CallError('E_NOT_FOUND', 'backup');
  const { problems } = await checkIntegrity(backupPath);
  if (problems.length > 0) throw new CallError('E_STORAGE', 'damaged');

  const unfinishedPath = `${paths.database}.restoring`;
  try {
    copyFileSync(backupPath, unfinishedPath);
    syncFile(unfinishedPath);
    moveAside(folder, nowMs);
    renameSync(unfinishedPath, paths.database);
    syncFolder(folder);
    writeFileDurably(paths.sentinel, `${JSON.stringify({ restoredAt: nowMs })}\n`);
  } catch (error) {
    rmSync(unfinishedPath, { force: true });
    throw toStorageError(error);
  }
}

/** Backups that may go, given all of them, newest first. */
export function expired(backups: readonly Backup[]): readonly Backup[] {
  const kept = new Set<Backup>();
  const keepNewestPer = (periodMs: number, count: number) => {
    const periods = new Set<number>();
    for (const backup of backups) {
      const period = Math.floor(backup.createdAt / periodMs);
      if (backup.isBeforeMigration || periods.has(period) || periods.size >= count) continue;
      periods.add(period);
      kept.add(backup);
    }
  };
  keepNewestPer(dayMs, 3);
  keepNewestPer(7 * dayMs, 4);
  const beforeMigration = backups.find(backup => backup.isBeforeMigration);
  if (beforeMigration !== undefined) kept.add(beforeMigration);
  return backups.filter(backup => !kept.has(backup));
}
