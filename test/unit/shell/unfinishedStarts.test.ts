import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { beginStart, finishStart } from '../../../electron/shell/unfinishedStarts';
import { temporaryFolder } from '../../support/temporaryFolder';

describe('a start', () => {
  it('is careful after three that never got through, and ordinary after one that did', () => {
    const folder = temporaryFolder();
    expect([1, 2, 3, 4, 5].map(() => beginStart(folder))).toEqual([false, false, false, true, true]);
    finishStart(folder);
    expect(beginStart(folder)).toBe(false);
  });

  it('that got through in between starts the count anew', () => {
    const folder = temporaryFolder();
    beginStart(folder);
    beginStart(folder);
    finishStart(folder);
    expect([1, 2, 3].map(() => beginStart(folder))).toEqual([false, false, false]);
  });

  it.each(['', '-1', 'NaN', '99999999999999999999', '3\n', '\u0000'])('takes a count of %j for none', text => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'unfinished-starts'), text);
    expect(beginStart(folder)).toBe(false);
  });

  it('is an ordinary one where nothing can be counted', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'unfinished-starts'));
    for (let count = 0; count < 6; count += 1) expect(beginStart(folder)).toBe(false);
    expect(() => finishStart(folder)).not.toThrow();
    expect(beginStart(join(folder, 'not', 'there'))).toBe(false);
  });
});
