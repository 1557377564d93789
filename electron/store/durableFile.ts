import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file so that after a crash or a power cut either the old or the new content is there: temporary file, fsync, rename, fsync of
 * the folder. Readable and writable by the user alone. System errors are thrown as they come; the old file is then untouched.
 */
export function writeFileDurably(path: string, content: string | Uint8Array): void {
  const temporaryPath = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = openSync(temporaryPath, 'wx', 0o600);
    try {
      const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameStubbornly(temporaryPath, path);
  } catch (error) {
    rmSync(temporaryPath, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/**
 * Renames over an existing file. On Windows a virus scanner or an indexer may hold it for a moment, so a refusal there is tried again for
 * about half a second before it is thrown.
 */
export function renameStubbornly(from: string, to: string, rename = renameSync, platform = process.platform): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const isHeld = platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY');
      if (!isHeld || attempt === renameAttempts) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, renamePauseMs);
    }
  }
}

const renameAttempts = 10;
const renamePauseMs = 50;

/** Makes the content of an existing file durable. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Makes a rename or a new file name durable. Windows cannot open a folder for this and keeps such changes in its own journal; some file systems,
 * such as the shared folders of virtual machines, know no such thing, and what is saved there is saved all the same.
 */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!isNotKnown(error)) throw error;
  } finally {
    closeSync(folder);
  }
}

/** True where a file system says that folders cannot be synced there, and nothing of a failure. */
export function isNotKnown(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EINVAL' || code === 'ENOTSUP' || code === 'ENOSYS';
}
