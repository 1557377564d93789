import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import { freeBytes } from '../../../electron/store/ballast';
import { openHistory } from '../../../electron/store/history';
import { migrations } from '../../../electron/store/migrations/list';
import { openDatabase } from '../../../electron/store/open';
import { openSettings } from '../../../electron/store/settings';
import type { Answer } from '../../../src/shared/domain/answer';
import type { LaneId } from '../../../src/shared/domain/ids';
import { mountedDisk } from '../../support/mountedDisk';
import { makeConversation, openReady, send, startMs } from './historyBuilders';

vi.hoisted(() => {
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= 'not-needed';
});

/** Takes all but so many bytes. */
function fill(folder: string, leftBytes = 0): void {
  const size = freeBytes(folder) - leftBytes;
  if (size > 0) writeFileSync(join(folder, 'filler'), Buffer.alloc(size, 1));
}

const layBallast = (folder: string) => writeFileSync(join(folder, 'ballast'), Buffer.alloc(1024 * 1024, 1));

describe('a full disk', () => {
  it('while an answer streams gives the ballast back, saves the answer, and says so', ({ skip }) => {
    const folder = mountedDisk(skip, 'size=8m');
    const onDiskFull = vi.fn();
    const { history } = openReady({ folder, onDiskFull });
    const { id, laneIds } = makeConversation(history, 1);
    const { answers } = send(history, id, laneIds, 'Hello', { answer: { status: 'answering', text: '' } });
    const answer = answers.get(laneIds[0] as LaneId) as Answer;
    layBallast(folder);
    fill(folder);
    // More than fits into what a write-ahead log keeps of its own.
    const text = '天空'.repeat(60_000);
    history.write.saveAnswer({ ...answer, status: 'done', text });
    expect(onDiskFull).toHaveBeenCalledOnce();
    expect(existsSync(join(folder, 'ballast'))).toBe(false);
    expect(history.read.answer(answer.id)).toMatchObject({ status: 'done', text });
  });

  it('without ballast refuses the write, keeps what was there, and takes the write once there is room', async ({
    skip,
  }) => {
    const folder = mountedDisk(skip, 'size=16m');
    const onDiskFull = vi.fn();
    const { history } = openReady({ folder, onDiskFull });
    const { id, laneIds } = makeConversation(history, 2);
    const { turn } = send(history, id, laneIds, 'kept');
    fill(folder);
    const prompt = 'x'.repeat(3_000_000);
    const sendLong = () => send(history, id, laneIds, prompt, { answer: { text: 'short' } });
    expect(sendLong).toThrow('E_STORAGE: disk-full');
    expect(onDiskFull).toHaveBeenCalledOnce();
    // Reads go on, nothing of the refused turn is there, and no transaction was left open.
    const detail = history.read.detail(id);
    expect(detail.turns.map(({ prompt: sent }) => sent)).toEqual(['kept']);
    expect(detail.lanes.map(({ headTurnId }) => headTurnId)).toEqual([turn.id, turn.id]);
    rmSync(join(folder, 'filler'));
    sendLong();
    expect(history.read.detail(id).turns).toHaveLength(2);
    expect(await history.check()).toEqual({ problems: [] });
  });

  it('at the start of a new history says how much is needed, and the next start begins anew', ({ skip }) => {
    const folder = mountedDisk(skip, 'size=4m');
    fill(folder, 8_192);
    expect(openHistory({ folder, wallMs: () => startMs })).toMatchObject({
      kind: 'no-space',
      neededBytes: expect.any(Number),
    });
    rmSync(join(folder, 'filler'));
    openReady({ folder });
  });

  it('before a migration leaves the history as it is, and says how much is needed', ({ skip }) => {
    const folder = mountedDisk(skip, 'size=12m');
    openReady({ folder }).history.close();
    const size = statSync(join(folder, 'history.db')).size;
    const version = (migrations.at(-1)?.version ?? 0) + 1;
    const next = { version, name: 'next', up: () => expect.unreachable('must not begin') };
    const outcome = openDatabase({ folder, migrations: [...migrations, next], nowMs: startMs });
    expect(outcome).toEqual({
      kind: 'no-space',
      neededBytes: 2 * size + 16 * 1024 * 1024,
      freeBytes: expect.any(Number),
    });
    expect(openReady({ folder }).history.read.page(undefined, 1).conversations).toEqual([]);
  });

  it('leaves settings, connections and attachments as they were', async ({ skip }) => {
    const folder = mountedDisk(skip, 'size=4m');
    const settings = openSettings({ folder, nowMs: startMs });
    settings.update({ theme: 'dark' });
    fill(folder);
    const image = Buffer.alloc(100_000, 7);
    image.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x64\0\0\0\x64', 'latin1');
    await expect(openAttachmentFiles({ folder }).save('a.png', image)).rejects.toThrow('E_STORAGE: disk-full');
    const modelOverrides = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`vendor/model-${index}`, { contextTokens: 1_000 }]),
    );
    expect(() => settings.update({ theme: 'light', modelOverrides })).toThrow('E_STORAGE: disk-full');
    expect(settings.settings().theme).toBe('dark');
    const again = openSettings({ folder, nowMs: startMs });
    expect([again.settings().theme, again.notices]).toEqual(['dark', []]);
    rmSync(join(folder, 'filler'));
    expect(again.update({ theme: 'light', modelOverrides }).theme).toBe('light');
  });
});

describe('closing on a full disk', () => {
  it('ends all the same, and the next start looks at the file', ({ skip }) => {
    const folder = mountedDisk(skip, 'size=8m');
    const { history } = openReady({ folder });
    const { id } = makeConversation(history, 1);
    history.write.saveComposerDraft(id, 'kept');
    fill(folder);
    // Lets the log grow to the last byte, so that not even a flag fits.
    expect(() => history.write.saveComposerDraft(id, 'y'.repeat(4_000_000))).toThrow('disk-full');
    history.close();
    rmSync(join(folder, 'filler'));
    const again = openReady({ folder }).history;
    expect(again.read.detail(id).draft).toBe('kept');
  });
});

describe('a read-only file system', () => {
  it('stops the history, and refuses changes of the settings', ({ skip }) => {
    const folder = mountedDisk(skip, 'size=8m');
    openReady({ folder }).history.close();
    const settings = openSettings({ folder, nowMs: startMs });
    settings.update({ theme: 'dark' });
    mkdirSync(join(folder, 'empty'));
    execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'ignore' });
    expect(openHistory({ folder, wallMs: () => startMs }).kind).toBe('read-only');
    expect(() => settings.update({ theme: 'light' })).toThrow('E_STORAGE: read-only');
    expect(settings.settings().theme).toBe('dark');
    expect(openHistory({ folder: join(folder, 'empty'), wallMs: () => startMs }).kind).toBe('read-only');
    expect(openHistory({ folder: join(folder, 'new', 'folder'), wallMs: () => startMs }).kind).not.toBe('ready');
  });
});
