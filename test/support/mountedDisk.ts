import { execFileSync } from 'node:child_process';
import { onTestFinished, type TestContext } from 'vitest';
import { temporaryFolder } from './temporaryFolder';

/**
 * A folder on a file system of its own, in memory and with these mount options (`size=1m`, `ro`), unmounted after the test. Skips the test where
 * that cannot be made.
 */
export function mountedDisk(skip: TestContext['skip'], options: string): string {
  const folder = temporaryFolder('couplet-disk-');
  try {
    if (process.getuid?.() !== 0) throw new Error('not root');
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    skip('needs the right to mount a small file system');
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder], { stdio: 'ignore' }));
  return folder;
}
