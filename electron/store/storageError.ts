import { accessSync, constants } from 'node:fs';
import { CallError } from '../../src/shared/domain/errors';

/** Why the disk or the database refused. `damaged` means that the content cannot be trusted, the others that nothing was changed. */
export type StorageReason = 'disk-full' | 'read-only' | 'damaged' | 'busy' | 'unreadable' | 'io';

/** Primary result codes: https://sqlite.org/rescode.html (read 2026-05). */
const sqliteReasons: ReadonlyMap<number, StorageReason> = new Map([
  [5, 'busy'],
  [6, 'busy'],
  [8, 'read-only'],
  [10, 'io'],
  [11, 'damaged'],
  [13, 'disk-full'],
  [14, 'unreadable'],
  [23, 'unreadable'],
  [26, 'damaged'],
]);

/** SQLITE_IOERR_SHMSIZE: the shared-memory file could not grow, which is what a full disk looks like in WAL mode. */
const sharedMemorySizeFailed = 4874;

const systemReasons: ReadonlyMap<string, StorageReason> = new Map([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EFBIG', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
  ['EIO', 'io'],
  ['EBUSY', 'busy'],
  ['EISDIR', 'unreadable'],
  ['ENOTDIR', 'unreadable'],
  ['ELOOP', 'unreadable'],
]);

/** Reason behind an error of the database driver or of the file system; undefined when it is neither. */
export function storageReason(error: unknown): StorageReason | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') {
    if (error.errcode === sharedMemorySizeFailed) return 'disk-full';
    return sqliteReasons.get(error.errcode & 0xff);
  }
  if ('code' in error && typeof error.code === 'string') return systemReasons.get(error.code);
  return undefined;
}

/**
 * The same error as a refusal the page can word: E_STORAGE with its reason, the first error as `cause`. Anything that is not about
 * storage (a refusal of ours, a fault in the program) comes back as it is. SQLite calls it `io` when the disk of an open file has become
 * read-only, as after a fault of that disk: where the folder is named, it is asked.
 */
export function toStorageError(error: unknown, folder?: string): unknown {
  if (error instanceof CallError) return error;
  const found = storageReason(error);
  const reason = found === 'io' && folder !== undefined && isReadOnly(folder) ? 'read-only' : found;
  if (reason === undefined) return error;
  const refusal = new CallError('E_STORAGE', reason);
  refusal.cause = error;
  return refusal;
}

function isReadOnly(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    return storageReason(error) === 'read-only';
  }
}

/** True for a refusal because the disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof CallError) return error.code === 'E_STORAGE' && error.reason === 'disk-full';
  return storageReason(error) === 'disk-full';
}

/** True for a refusal because another program holds the file. */
export function isBusy(error: unknown): boolean {
  return error instanceof CallError && error.code === 'E_STORAGE' && error.reason === 'busy';
}
