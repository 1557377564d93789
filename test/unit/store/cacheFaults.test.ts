import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../electron/shell/log';
import { beginStart } from '../../../electron/shell/unfinishedStarts';
import { openWindowState } from '../../../electron/shell/windowState';
import { createBallast } from '../../../electron/store/ballast';
import { openConnectionReports } from '../../../electron/store/connectionReports';
import { openModelLists } from '../../../electron/store/modelLists';
import type { ConnectionId } from '../../../src/shared/domain/ids';
import { temporaryFolder } from '../../support/temporaryFolder';

const id = '019c1400-0000-7000-8000-000000000001' as ConnectionId;

describe.skipIf(process.platform === 'win32')('what is only kept for speed', () => {
  it.each<[name: string, make: (file: string) => void]>([
    ['a folder', file => mkdirSync(file)],
    ['a pipe that nobody writes to', file => execFileSync('mkfifo', [file])],
    ['JSON without end', file => writeFileSync(file, '['.repeat(4_000_000))],
    ['null', file => writeFileSync(file, 'null')],
    ['a prototype', file => writeFileSync(file, '{"__proto__":{"listedAt":1,"models":[]}}')],
  ])('is forgotten when its file is %s, and the start goes on', (_name, make) => {
    const folder = temporaryFolder();
    make(join(folder, 'model-lists.json'));
    make(join(folder, 'connection-reports.json'));
    expect(openModelLists(folder, () => 0).get(id)).toBeUndefined();
    expect(openConnectionReports(folder).all()).toEqual({});
  });

  it('holds nothing up as a note, the ballast or the state of the window either, when a pipe stands in its place', () => {
    const folder = temporaryFolder();
    for (const name of ['unfinished-starts', 'ballast', 'window.json']) execFileSync('mkfifo', [join(folder, name)]);
    expect(beginStart(folder)).toBe(false);
    createBallast(folder).lay();
    expect(openWindowState(folder, () => undefined).state().zoomFactor).toBe(1);
  });

  it('keeps each currency of a balance', () => {
    const folder = temporaryFolder();
    const others = [{ amount: 3.1, currency: 'CNY' }];
    const reading = { balance: { amount: 5.2, currency: 'USD', isEnough: true, others }, readAt: 1 };
    openConnectionReports(folder).add(id, { balance: reading });
    expect(openConnectionReports(folder).all()[id]?.balance).toEqual(reading);
  });

  it('is no report when its moment cannot be, and of another version’s error only what is known is read', () => {
    const read = (report: object) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'connection-reports.json'), JSON.stringify({ [id]: report }));
      return openConnectionReports(folder).all();
    };
    const check = { outcome: 'failed', durationMs: 1, checkedAt: 1 };
    expect(read({ check: { ...check, checkedAt: 1e300 } })).toEqual({});
    expect(read({ check: { ...check, error: { class: 'made-later', isRetryable: false } } })[id]?.check).toMatchObject({
      error: { class: 'unknown' },
    });
  });

  it('holds nothing up as a log either', () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'couplet.log')]);
    const log = createLog(join(folder, 'couplet.log'), '/home/nobody', () => 0);
    expect(() => log.write('a line')).not.toThrow();
  });
});
