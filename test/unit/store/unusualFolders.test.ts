import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBackups, restoreBackup } from '../../../electron/store/backups';
import { openHistory } from '../../../electron/store/history';
import { migrations } from '../../../electron/store/migrations/list';
import { salvageHistory } from '../../../electron/store/salvage';
import { readSecretFile, writeSecretFile } from '../../../electron/store/secretFile';
import { openSettings } from '../../../electron/store/settings';
import { temporaryFolder } from '../../support/temporaryFolder';
import { makeConversation, openReady, send, startMs } from './historyBuilders';

/** Everything that the program does with its folder, over three starts. */
async function useAll(folder: string): Promise<readonly string[]> {
  const first = openReady({ folder }).history;
  const { id, laneIds } = makeConversation(first, 1);
  send(first, id, laneIds, 'kept');
  expect(await first.backUp()).toMatchObject({ kind: 'written' });
  expect(await first.check()).toEqual({ problems: [] });
  first.close();
  openSettings({ folder, nowMs: startMs }).update({ theme: 'dark' });
  expect(openSettings({ folder, nowMs: startMs }).settings().theme).toBe('dark');
  await writeSecretFile(folder, { version: 1, dataKeys: [], secrets: [] });
  expect(readSecretFile(folder, startMs)).toEqual({ content: { version: 1, dataKeys: [], secrets: [] } });
  await salvageHistory(folder, migrations, startMs);
  openReady({ folder }).history.close();
  await restoreBackup(folder, listBackups(folder)[0]?.fileName ?? '', startMs + 1_000);
  const last = openReady({ folder }).history;
  return last.read.detail(id).turns.map(({ prompt }) => prompt);
}

describe.skipIf(process.platform === 'win32')('the data', () => {
  it.each([
    ['with percent signs', '100 % of %2e%2e'],
    ['with marks of addresses', 'a#b?mode=ro&x=1'],
    ['with a line end', 'two\nlines'],
    ['with quotes and a semicolon', `it's "here"; DROP TABLE turns --`],
    ['in other scripts', '数据 данные 🌓 e\u0301'],
    ['that looks like an address', 'file::memory:'],
    ['with blanks at its ends', ' blank '],
    ['with a name as long as names may be', 'n'.repeat(200)],
  ])('keeps everything in a folder %s', async (_name, name) => {
    expect(await useAll(join(temporaryFolder(), name))).toEqual(['kept']);
  });

  it('keeps everything in a folder that is a link to another one', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    expect(await useAll(join(folder, 'link'))).toEqual(['kept']);
    expect(openReady({ folder: join(folder, 'real') }).history.read.page(undefined, 1).conversations).toHaveLength(1);
  });

  it('explains a folder whose path is too long', () => {
    const folder = join(temporaryFolder(), ...Array.from({ length: 5 }, () => 'd'.repeat(200)));
    const outcome = openHistory({ folder, wallMs: () => startMs });
    if (outcome.kind === 'ready') outcome.history.close();
    expect(outcome.kind).toBe('unreadable');
    expect(openHistory({ folder: join(folder, '\0'), wallMs: () => startMs }).kind).toBe('unreadable');
  });

  it('explains a link to itself in the place of the folder or of a file', () => {
    const folder = temporaryFolder();
    symlinkSync('loop', join(folder, 'loop'));
    expect(openHistory({ folder: join(folder, 'loop'), wallMs: () => startMs }).kind).toBe('unreadable');
    symlinkSync('history.db', join(folder, 'history.db'));
    expect(openHistory({ folder, wallMs: () => startMs }).kind).toBe('unreadable');
    symlinkSync('settings.json', join(folder, 'settings.json'));
    expect(() => openSettings({ folder, nowMs: startMs })).toThrow('E_STORAGE: unreadable');
  });
});
