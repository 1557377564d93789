import { CallError } from '../../src/shared/domain/errors';
import { toStorageError } from '../store/storageError';

const reasons: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'target-gone'],
  ['ENOTDIR', 'target-gone'],
  ['ENODEV', 'target-gone'],
  ['ENXIO', 'target-gone'],
  ['ESTALE', 'target-gone'],
  ['EROFS', 'target-read-only'],
  ['EACCES', 'target-read-only'],
  ['EPERM', 'target-read-only'],
  ['ENAMETOOLONG', 'target-name'],
  // What file systems of other worlds say to signs that no name there may have.
  ['EINVAL', 'target-name'],
  ['EILSEQ', 'target-name'],
  ['EISDIR', 'target-taken'],
  ['ELOOP', 'target-taken'],
  // FAT holds no file of more than four gigabytes.
  ['EFBIG', 'target-too-large'],
]);

/**
 * What the system said of a place that the user chose, as a refusal the page can word: E_STORAGE with a reason of its own, because it is not
 * the data folder that is at fault. Anything else as `toStorageError`.
 */
export function toTargetError(error: unknown): unknown {
  const reason = error instanceof Error && 'code' in error ? reasons.get(error.code) : undefined;
  if (error instanceof CallError || reason === undefined) return toStorageError(error);
  const refusal = new CallError('E_STORAGE', reason);
  refusal.cause = error;
  return refusal;
}
