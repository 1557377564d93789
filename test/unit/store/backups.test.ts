import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Backup, expired } from '../../../electron/store/backupNames';
import { backUp, listBackups, restoreBackup } from '../../../electron/store/backups';
import { moveAside } from '../../../electron/store/open';
import { defaultBackupRule } from '../../../src/shared/domain/backup';
import { temporaryFolder } from '../../support/temporaryFolder';
import { makeClock, makeConversation, openReady, send, startMs, tryOpen } from './historyBuilders';

const dayMs = 86_400_000;

describe('backups', () => {
  it('are written once a day while the history is in use, and are sound', async () => {
    const clock = makeClock();
    const { history, folder } = openReady({ wallMs: clock.wallMs });
    const { id, laneIds } = makeConversation(history, 2);
    send(history, id, laneIds, 'in the first copy');
    expect(await history.backUp()).toEqual({ kind: 'written', fileName: `history-${startMs}.db` });
    clock.advance(dayMs - 1);
    expect(await history.backUp()).toEqual({ kind: 'recent' });
    clock.advance(1);
    send(history, id, laneIds, 'in the second copy only');
    expect((await history.backUp()).kind).toBe('written');
    expect(listBackups(folder).map(backup => backup.createdAt)).toEqual([startMs + dayMs, startMs]);
    expect(readdirSync(join(folder, 'backups')).filter(name => name !== 'facts.json')).toHaveLength(2);
  });

  it('are kept, and not written again and again, when a wrong clock left others far in the future', async () => {
    const clock = makeClock();
    const { history, folder } = openReady({ wallMs: clock.wallMs });
    mkdirSync(join(folder, 'backups'));
    for (let week = 0; week < 6; week += 1) {
      writeFileSync(join(folder, 'backups', `history-${startMs + (1_000 + 7 * week) * dayMs}.db`), 'of a wrong clock');
    }
    expect(await history.backUp()).toEqual({ kind: 'written', fileName: `history-${startMs}.db` });
    clock.advance(60_000);
    expect(await history.backUp()).toEqual({ kind: 'recent' });
    expect(readdirSync(join(folder, 'backups'))).toContain(`history-${startMs}.db`);
  });

  it('that were damaged since stand for no day and no week: another is written, and sound ones stay', async () => {
    const clock = makeClock();
    const { folder } = openReady({ wallMs: clock.wallMs });
    const rule = { dailyCount: 2, weeklyCount: 4 };
    const written = async () => (await backUp(folder, { nowMs: clock.wallMs(), rule })).kind;
    expect(await written()).toBe('written');
    clock.advance(dayMs);
    expect(await written()).toBe('written');
    const damage = () => truncateSync(join(folder, 'backups', `history-${clock.wallMs()}.db`), 4_096);
    damage();
    clock.advance(20 * dayMs);
    expect(await written()).toBe('written');
    damage();
    clock.advance(dayMs / 2);
    expect(await written()).toBe('written');
    expect(listBackups(folder).map(({ createdAt }) => (createdAt - startMs) / dayMs)).toEqual([21.5, 21, 1, 0]);
  });

  it('loses no write and holds none up while answers stream', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 8);
    for (let index = 0; index < 30; index += 1) send(history, id, laneIds, 'before '.repeat(300));
    const { answers } = send(history, id, laneIds, 'streaming', { answer: { status: 'answering', text: '' } });
    let isCopied = false;
    const work = Promise.all([history.backUp(), history.check()]).finally(() => {
      isCopied = true;
    });
    let rounds = 0;
    for (; !isCopied || rounds < 5; rounds += 1) {
      for (const answer of answers.values()) history.write.saveDraft({ ...answer, text: 'word '.repeat(rounds + 1) });
      await new Promise(resolve => setImmediate(resolve));
    }
    expect((await work)[0].kind).toBe('written');
    expect((await work)[1]).toEqual({ problems: [] });
    for (const answer of answers.values()) expect(history.read.answer(answer.id)?.text).toBe('word '.repeat(rounds));
    history.close();
    await restoreBackup(folder, `history-${startMs}.db`, startMs);
    expect(openReady({ folder }).history.read.detail(id).turns).toHaveLength(31);
  });

  it('bring back what they hold, the bad file being kept', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const { turn } = send(history, id, laneIds, 'saved');
    await history.backUp();
    history.close();
    const path = join(folder, 'history.db');
    writeFileSync(path, 'damaged');
    writeFileSync(`${path}-wal`, 'old log');
    await restoreBackup(folder, `history-${startMs}.db`, startMs);
    expect(readFileSync(`${path}.bad-20260131T120000Z`, 'utf8')).toBe('damaged');
    expect(readFileSync(`${path}.bad-20260131T120000Z-wal`, 'utf8')).toBe('old log');
    expect(openReady({ folder }).history.read.turn(turn.id)?.prompt).toBe('saved');
  });

  it('are refused when they are damaged or lie elsewhere, and nothing is moved', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 0; index < 40; index += 1) send(history, id, laneIds, 'x'.repeat(3_000));
    await history.backUp();
    history.close();
    const backupPath = join(folder, 'backups', `history-${startMs}.db`);
    const bytes = readFileSync(backupPath);
    writeFileSync(backupPath, bytes.fill(0x5a, 30 * 4_096, 50 * 4_096));
    const before = readFileSync(join(folder, 'history.db'));
    await expect(restoreBackup(folder, `history-${startMs}.db`, startMs)).rejects.toThrow('E_STORAGE: damaged');
    await expect(restoreBackup(folder, '../history.db', startMs)).rejects.toThrow('E_NOT_FOUND');
    await expect(restoreBackup(folder, 'history-1.db', startMs)).rejects.toThrow('E_NOT_FOUND');
    expect(readFileSync(join(folder, 'history.db')).equals(before)).toBe(true);
  });

  it('report a history that cannot be copied, and leave no half of a copy', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 0; index < 40; index += 1) send(history, id, laneIds, 'x'.repeat(3_000));
    history.close();
    const path = join(folder, 'history.db');
    writeFileSync(path, readFileSync(path).fill(0x5a, 30 * 4_096, 50 * 4_096));
    const outcome = await backUp(folder, { nowMs: startMs });
    expect(outcome).toMatchObject({ kind: 'failed', report: { code: 11 } });
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
  });

  it('are kept of three days, four weeks, and before the last migration', () => {
    const make = (daysAgo: number, isBeforeMigration = false): Backup => ({
      fileName: `${daysAgo}${isBeforeMigration ? ' before' : ''}`,
      createdAt: startMs - daysAgo * dayMs,
      sizeBytes: 1,
      kind: isBeforeMigration ? 'before-migration' : 'daily',
    });
    const daily = Array.from({ length: 40 }, (_, daysAgo) => make(daysAgo));
    const all = [...daily, make(5, true), make(30, true)].sort((a, b) => b.createdAt - a.createdAt);
    const gone = new Set(expired(all, defaultBackupRule));
    const kept = all.filter(backup => !gone.has(backup)).map(backup => backup.fileName);
    expect(kept).toContain('5 before');
    expect(kept).not.toContain('30 before');
    expect(kept.slice(0, 3)).toEqual(['0', '1', '2']);
    const ages = kept.filter(name => !name.includes('before')).map(Number);
    expect(ages).toHaveLength(6);
    expect(Math.max(...ages)).toBeGreaterThanOrEqual(15);
    expect(expired([make(0), make(90)], defaultBackupRule)).toEqual([]);
  });

  it('are none where a file stands in the place of their folder, or a folder in the place of one of them', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'backups', 'history-1700000000000.db'), { recursive: true });
    expect(listBackups(folder)).toEqual([]);
    const other = temporaryFolder();
    writeFileSync(join(other, 'backups'), '');
    expect(listBackups(other)).toEqual([]);
  });

  it('leave the history missing, and never a new one in its place, when bringing one back is cut off', async () => {
    const { history, folder } = openReady();
    await history.backUp();
    history.close();
    writeFileSync(join(folder, 'history.db'), 'damaged');
    moveAside(folder, startMs);
    expect(tryOpen(folder)).toEqual({ kind: 'missing' });
    await restoreBackup(folder, `history-${startMs}.db`, startMs);
    openReady({ folder });
  });

  it('are none in a folder that has none', () => {
    expect(listBackups(temporaryFolder())).toEqual([]);
  });
});
