import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BackupFacts,
  type BackupProgress,
  type BackupRule,
  defaultBackupRule,
} from '../../src/shared/domain/backup';
import { CallError } from '../../src/shared/domain/errors';
import { copyMissingAttachments } from './attachmentCopies';
import { damagedIn, noteFacts } from './backupFacts';
import { type Backup, backupNamePattern, backupsIn, expired } from './backupNames';
import { freeBytes } from './ballast';
import { connect } from './db';
import { syncFile, syncFolder, writeFileDurably } from './durableFile';
import { copyFileEndable } from './endableCopy';
import { checkIntegrity, copyChecked, type DiskWork, type IntegrityReport, showsDamage } from './integrityCheck';
import { historyPaths, moveAside } from './open';
import { isOwnHistory, refuseForeign } from './ownHistory';
import { isDiskFull, toStorageError } from './storageError';
import { removeUnfinished, unfinishedSuffix } from './unfinishedFiles';

export type BackUpOutcome =
  | { readonly kind: 'written'; readonly fileName: string }
  | { readonly kind: 'recent' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'no-space'; readonly neededBytes: number }
  | { readonly kind: 'failed'; readonly report: IntegrityReport };

export interface BackUpOptions {
  readonly nowMs: number;
  readonly rule?: BackupRule;
  /** Asked for by the user: written also when there is a recent one, and kept apart from the daily ones. */
  readonly isByHand?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BackupProgress) => void;
  /** Starts the process that copies and checks; a thread does it when left out. */
  readonly start?: DiskWork['start'];
}

const dayMs = 24 * 60 * 60 * 1000;
const spareBytes = 64 * 1024 * 1024;
const progressEveryMs = 150;

/** Backups in a data folder, newest first. */
export function listBackups(folder: string): readonly Backup[] {
  return backupsIn(historyPaths(folder).backups);
}

/**
 * Copies the open history in the background when the newest copy is older than a day or the user asks for one, checks the copy, counts what
 * is in it, then drops the copies that the rule does not keep.
 */
export async function backUp(folder: string, options: BackUpOptions): Promise<BackUpOutcome> {
  const { nowMs, rule = defaultBackupRule, isByHand = false, signal, start } = options;
  const paths = historyPaths(folder);
  // A clock that was set back leaves some that lie in the future; they do not count then.
  const isRecent = undamaged(paths.backups).some(
    ({ kind, createdAt }) => (kind === 'daily' || kind === 'by-hand') && Math.abs(nowMs - createdAt) < dayMs,
  );
  if (!isByHand && isRecent) return { kind: 'recent' };
  // A copy that was cut off holds room that is counted as taken.
  removeUnfinished(paths.backups);
  const historyBytes = statSync(paths.database, { throwIfNoEntry: false })?.size ?? 0;
  const neededBytes = 2 * historyBytes + spareBytes;
  makeBackupsFolder(paths.backups);
  // A link may lead to another disk.
  if (freeBytes(paths.backups) < neededBytes) return { kind: 'no-space', neededBytes };

  const fileName = `${isByHand ? 'by-hand' : 'history'}-${nowMs}.db`;
  const path = join(paths.backups, fileName);
  const unfinishedPath = path + unfinishedSuffix;
  const report = await watched(unfinishedPath, historyBytes, options, onCopied =>
    copyChecked(paths.database, unfinishedPath, { start, signal, onCopied }),
  );
  if (report.problems.length > 0 || signal?.aborted === true) {
    if (signal?.aborted !== true) refuseReadOnly(paths.backups);
    removeUnfinished(paths.backups);
    return signal?.aborted === true ? { kind: 'cancelled' } : { kind: 'failed', report };
  }
  syncFile(unfinishedPath);
  renameSync(unfinishedPath, path);
  syncFolder(paths.backups);
  noteFacts(paths.backups, fileName, factsOf(report, nowMs));
  dropExpired(paths.backups, rule, nowMs);
  return { kind: 'written', fileName };
}

/** @throws CallError E_STORAGE `backup-folder` when something else stands in its place, such as a link to a disk that is gone */
function makeBackupsFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (isDiskFull(error)) throw error;
    const refusal = new CallError('E_STORAGE', 'backup-folder');
    refusal.cause = error;
    throw refusal;
  }
}

/** @throws CallError E_STORAGE `backup-folder` when nothing can be written there */
function refuseReadOnly(path: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    const refusal = new CallError('E_STORAGE', 'backup-folder');
    refusal.cause = error;
    throw refusal;
  }
}

/**
 * Looks at every page of a backup and counts what is in it; the finding is noted beside it. E_STORAGE `unreadable` when it could not be
 * looked at, which says nothing about it.
 */
export async function verifyBackup(
  backupsFolder: string,
  fileName: string,
  nowMs: number,
  work: DiskWork = {},
): Promise<BackupFacts> {
  const report = await checkIntegrity(join(backupsFolder, fileName), { ...work, isCounted: true });
  if (report.problems.length > 0 && !showsDamage(report)) throw new CallError('E_STORAGE', 'unreadable');
  const found = factsOf(report, nowMs);
  const facts = { ...found, isSound: found.isSound && isOwnHistory(join(backupsFolder, fileName)) };
  noteFacts(backupsFolder, fileName, facts);
  return facts;
}

/**
 * Copies the newest backup into another folder unless it is there, reads it back, drops there what the rule does not keep, and copies the
 * attached files that are missing there. True when the folder now holds it. Errors of the file system are thrown, and E_CANCELLED.
 */
export async function copyNewest(folder: string, targetFolder: string, options: BackUpOptions): Promise<boolean> {
  const backups = listBackups(folder).filter(({ kind }) => kind !== 'before-restore');
  // One that a wrong clock dated far ahead would be the newest one for years.
  const newest = backups.find(({ createdAt }) => createdAt < options.nowMs + dayMs) ?? backups[0];
  if (newest === undefined) return false;
  const target = join(targetFolder, newest.fileName);
  mkdirSync(targetFolder, { recursive: true, mode: 0o700 });
  await copyMissingAttachments(folder, targetFolder, options.signal);
  if (statSync(target, { throwIfNoEntry: false })?.size === newest.sizeBytes) return true;
  removeUnfinished(targetFolder);
  const unfinishedPath = target + unfinishedSuffix;
  try {
    const watchedOptions = { ...options, step: 'second-copy' as const };
    await watched(unfinishedPath, newest.sizeBytes, watchedOptions, () =>
      copyFileEndable(join(historyPaths(folder).backups, newest.fileName), unfinishedPath, options.signal),
    );
    syncFile(unfinishedPath);
    const report = await checkIntegrity(unfinishedPath, {
      start: options.start,
      signal: options.signal,
      isCounted: true,
    });
    throwIfCancelled(options.signal);
    if (report.problems.length > 0) throw new CallError('E_STORAGE', 'damaged');
    renameSync(unfinishedPath, target);
    syncFolder(targetFolder);
    noteFacts(targetFolder, newest.fileName, factsOf(report, options.nowMs));
  } catch (error) {
    rmSync(unfinishedPath, { force: true });
    throwIfCancelled(options.signal);
    throw toStorageError(error);
  }
  dropExpired(targetFolder, options.rule ?? defaultBackupRule, options.nowMs);
  return true;
}

/**
 * Puts a backup in the place of the history, which is set aside first. For the recovery screen: nothing may have the history open.
 * E_NOT_FOUND when there is no such backup, E_STORAGE `damaged` when it is not sound.
 */
export async function restoreBackup(folder: string, fileName: string, nowMs: number): Promise<void> {
  const preparedPath = await prepareRestore(folder, historyPaths(folder).backups, fileName);
  try {
    moveAside(folder, nowMs);
    putInPlace(folder, preparedPath, nowMs);
  } catch (error) {
    rmSync(preparedPath, { force: true });
    throw toStorageError(error);
  }
}

/** Deletes the copy of a restore that was cut off with the program, or was refused; as large as a history. Not while one is prepared. Never throws. */
export function removePrepared(folder: string): void {
  try {
    rmSync(preparedPathIn(folder), { recursive: true, force: true });
  } catch {
    // The next restore, or the next start, does it.
  }
}

function preparedPathIn(folder: string): string {
  return `${historyPaths(folder).database}.restoring`;
}

/** How the preparation of a restore is carried out and watched. */
export interface RestoreWork extends Pick<DiskWork, 'start' | 'signal'> {
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined;
}

/**
 * The long part of bringing a backup back, while the history may still be in use: checks it and copies it beside the history. Answers the
 * path of the copy. E_NOT_FOUND when there is no such backup, E_STORAGE `damaged` or `newer-version` when it cannot be used, E_CANCELLED
 * when its signal said so: nothing stays then.
 */
export async function prepareRestore(
  folder: string,
  backupsFolder: string,
  fileName: string,
  work: RestoreWork = {},
): Promise<string> {
  const { signal, onProgress } = work;
  if (!backupNamePattern.test(fileName)) throw new CallError('E_NOT_FOUND', 'backup');
  const backupPath = join(backupsFolder, fileName);
  if (!existsSync(backupPath)) throw new CallError('E_NOT_FOUND', 'backup');
  onProgress?.({ step: 'checking', doneBytes: 0, totalBytes: 0 });
  const { problems } = await checkIntegrity(backupPath, work);
  throwIfCancelled(signal);
  if (problems.length > 0) throw new CallError('E_STORAGE', 'damaged');
  refuseForeignAt(backupPath);
  const preparedPath = preparedPathIn(folder);
  try {
    rmSync(preparedPath, { recursive: true, force: true });
    if (backupsFolder !== historyPaths(folder).backups) await copyMissingAttachments(backupsFolder, folder, signal);
    await watched(preparedPath, statSync(backupPath).size, { onProgress, step: 'restoring' }, () =>
      copyFileEndable(backupPath, preparedPath, signal),
    );
    throwIfCancelled(signal);
    syncFile(preparedPath);
    return preparedPath;
  } catch (error) {
    rmSync(preparedPath, { force: true });
    throwIfCancelled(signal);
    throw toStorageError(error);
  }
}

/**
 * The short part: the history that was just closed becomes a backup of its own (`before-restore-…`, whose name is answered), and the
 * prepared copy takes its place. Nothing may have the history open. Whatever ends it in between, the history is one of the two, or is
 * noticed as missing.
 */
export function swapHistory(folder: string, preparedPath: string, nowMs: number): string {
  const paths = historyPaths(folder);
  const logSize = statSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  // What stands only there would not go along.
  if (logSize > 0) throw new CallError('E_STORAGE', 'busy');
  const fileName = `before-restore-${nowMs}.db`;
  try {
    // Without a log of its own it is one file that can be copied and read without leaving others beside it.
    const connection = connect(paths.database);
    try {
      connection.pragma('journal_mode=DELETE');
    } finally {
      connection.close();
    }
    makeBackupsFolder(paths.backups);
    for (const suffix of ['-wal', '-shm']) rmSync(paths.database + suffix, { force: true });
    const keptPath = join(paths.backups, fileName);
    renameSync(paths.database, keptPath);
    try {
      syncFolder(paths.backups);
      putInPlace(folder, preparedPath, nowMs);
    } catch (error) {
      if (!existsSync(paths.database)) renameSync(keptPath, paths.database);
      throw error;
    }
  } catch (error) {
    throw toStorageError(error);
  }
  return fileName;
}

function putInPlace(folder: string, preparedPath: string, nowMs: number): void {
  const paths = historyPaths(folder);
  renameSync(preparedPath, paths.database);
  syncFolder(folder);
  writeFileDurably(paths.sentinel, `${JSON.stringify({ restoredAt: nowMs })}\n`);
}

function refuseForeignAt(path: string): void {
  const connection = connect(path, { isReadOnly: true });
  try {
    refuseForeign(connection);
  } finally {
    connection.close();
  }
}

interface Watching {
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined;
  readonly step?: 'copying' | 'second-copy' | 'restoring';
}

/** Tells how far a file has grown while work goes on. */
async function watched<Result>(
  path: string,
  totalBytes: number,
  { onProgress, step = 'copying' }: Watching,
  work: (onCopied: () => void) => Promise<Result>,
): Promise<Result> {
  if (onProgress === undefined) return work(() => undefined);
  let isCopied = false;
  const tell = () => {
    const doneBytes = Math.min(totalBytes, statSync(path, { throwIfNoEntry: false })?.size ?? 0);
    onProgress(isCopied ? { step: 'checking', doneBytes: 0, totalBytes: 0 } : { step, doneBytes, totalBytes });
  };
  tell();
  const timer = setInterval(tell, progressEveryMs);
  try {
    return await work(() => {
      isCopied = true;
      tell();
    });
  } finally {
    clearInterval(timer);
  }
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CallError('E_CANCELLED');
}

function factsOf({ problems, contents }: IntegrityReport, checkedAt: number): BackupFacts {
  return { checkedAt, isSound: problems.length === 0, ...contents };
}

function dropExpired(backupsFolder: string, rule: BackupRule, nowMs: number): void {
  // Those that a wrong clock dated far ahead must not crowd out the honest ones.
  const dated = undamaged(backupsFolder).filter(({ createdAt }) => createdAt < nowMs + dayMs);
  for (const backup of expired(dated, rule)) {
    rmSync(join(backupsFolder, backup.fileName), { force: true });
  }
}

/** A damaged one is nobody's backup: it stands for no day, and stays for whoever wants to save something out of it. */
function undamaged(backupsFolder: string): readonly Backup[] {
  const all = backupsIn(backupsFolder);
  const damaged = damagedIn(backupsFolder, all);
  return all.filter(backup => !damaged.has(backup));
}
