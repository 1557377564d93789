import { describe, expect, it } from 'vitest';
import { isNotKnown, renameStubbornly, syncFolder } from '../../../electron/store/durableFile';

/** A rename that is refused so many times before it works. */
function heldRename(refusals: number, code: string) {
  let count = 0;
  const rename = () => {
    count += 1;
    if (count <= refusals) throw Object.assign(new Error('held'), { code });
  };
  return { rename, count: () => count };
}

describe('a rename over a file that something holds', () => {
  it('is tried again on Windows until it is let go', () => {
    const held = heldRename(3, 'EPERM');
    renameStubbornly('a', 'b', held.rename, 'win32');
    expect(held.count()).toBe(4);
  });

  it('fails in the end when it never is', () => {
    const held = heldRename(1_000, 'EBUSY');
    expect(() => renameStubbornly('a', 'b', held.rename, 'win32')).toThrow('held');
    expect(held.count()).toBe(10);
  });

  it.each([
    ['win32', 'ENOSPC'],
    ['linux', 'EPERM'],
  ] as const)('fails at once on %s with %s', (platform, code) => {
    const held = heldRename(1, code);
    expect(() => renameStubbornly('a', 'b', held.rename, platform)).toThrow('held');
    expect(held.count()).toBe(1);
  });
});

describe('a folder whose file system cannot sync folders', () => {
  it.runIf(process.platform === 'linux')('is no reason to fail, as that of a virtual machine’s shared folder', () => {
    // As little able to do so as vboxsf: the kernel answers EINVAL for both.
    expect(() => syncFolder('/proc/self')).not.toThrow();
  });

  it('is told from a disk that fails', () => {
    const withCode = (code: string) => Object.assign(new Error('fsync'), { code });
    expect(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EIO', 'ENOSPC', 'EDQUOT'].map(code => isNotKnown(withCode(code)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
