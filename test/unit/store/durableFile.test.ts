import { describe, expect, it } from 'vitest';
import { renameStubbornly } from '../../../electron/store/durableFile';

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
