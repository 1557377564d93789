import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { toStorageError } from '../../../electron/store/storageError';
import { temporaryFolder } from '../../support/temporaryFolder';

const isRoot = process.getuid?.() === 0;

/** False where this machine does not let a folder become read-only. Rights do not bind root, a mount does. */
function makeReadOnly(folder: string): boolean {
  if (process.platform === 'win32') return false;
  if (!isRoot) {
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));
    return true;
  }
  try {
    execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' });
    onTestFinished(() => void execFileSync('umount', [folder]));
    execFileSync('mount', ['-o', 'remount,bind,ro', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What SQLite says of a write to a file whose disk has become read-only (SQLITE_IOERR_WRITE). */
const failedWrite = Object.assign(new Error('disk I/O error'), { errcode: 778 });

it('a write that fails is told as one to a read-only folder where that is why', context => {
  const folder = temporaryFolder();
  expect(toStorageError(failedWrite, folder)).toMatchObject({ code: 'E_STORAGE', reason: 'io' });
  if (!makeReadOnly(folder)) context.skip();
  expect(toStorageError(failedWrite, folder)).toMatchObject({ code: 'E_STORAGE', reason: 'read-only' });
});
