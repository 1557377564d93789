import { existsSync, openSync, readdirSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openData } from '../../electron/openData';
import type { RecoveryChoice, RecoveryQuestion } from '../../electron/shell/recovery';
import { listBackups } from '../../electron/store/backups';
import { markDamaged } from '../../electron/store/damageMark';
import { connect } from '../../electron/store/db';
import { temporaryFolder } from '../support/temporaryFolder';
import { makeClock, makeConversation, openReady, send } from './store/historyBuilders';

const dayMs = 86_400_000;

/** Opens with a user who gives these answers, one after the other, and then quits. */
async function openWith(folder: string, ...choices: readonly RecoveryChoice[]) {
  const questions: RecoveryQuestion[] = [];
  const told: string[] = [];
  const left = [...choices];
  const history = await openData({
    folder,
    ask: async question => {
      questions.push(question);
      return left.shift();
    },
    wallMs: makeClock().wallMs,
    onDiskFull: () => undefined,
    onRecovered: (kind, detail) => told.push(`${kind} ${detail}`),
    log: () => undefined,
  });
  return { history, questions, told };
}

/** A closed history with a prompt, and one backup for each day; the newest one holds all of them. */
async function folderWithBackups(days: number) {
  const clock = makeClock();
  const { history, folder } = openReady({ wallMs: clock.wallMs });
  const { id, laneIds } = makeConversation(history, 1);
  for (let day = 0; day < days; day += 1) {
    send(history, id, laneIds, `day ${day}`);
    await history.backUp();
    clock.advance(dayMs);
  }
  history.close();
  return { folder, id, file: join(folder, 'history.db') };
}

/** Overwrites the page on which a table begins. */
function wound(file: string, table: string): void {
  const database = connect(file, { isReadOnly: true });
  const sql = 'SELECT rootpage AS page FROM sqlite_schema WHERE name = :table';
  const { page } = database.get<{ page: number }>(sql, { table }) ?? { page: 0 };
  database.close();
  writeSync(openSync(file, 'r+'), Buffer.alloc(4_096, 0x5a), 0, 4_096, (page - 1) * 4_096);
}

describe('opening the data', () => {
  it('changes nothing when the user quits at the question', async () => {
    const { folder, file } = await folderWithBackups(1);
    writeFileSync(file, 'damaged');
    const before = readdirSync(folder).sort();
    const { history, questions } = await openWith(folder);
    expect(history).toBeUndefined();
    expect(questions.map(({ message, choices }) => [message, choices])).toEqual([
      ['native.historyDamaged', ['use-backup', 'start-empty']],
    ]);
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(readFileSync(file, 'utf8')).toBe('damaged');
  });

  it('goes on with the newest backup when asked to, the bad file being kept', async () => {
    const { folder, id, file } = await folderWithBackups(2);
    truncateSync(file, 0);
    const [newest] = listBackups(folder);
    const { history, questions, told } = await openWith(folder, 'use-backup');
    expect(history?.read.detail(id).turns.map(({ prompt }) => prompt)).toEqual(['day 0', 'day 1']);
    history?.close();
    expect(questions[0]?.backupAt).toBe(newest?.createdAt);
    expect(told).toEqual([`history-backup-used ${newest?.fileName}`]);
    expect(readdirSync(folder).some(name => name.startsWith('history.db.bad-'))).toBe(true);
  });

  it('takes an older backup when the newest one is damaged too', async () => {
    const { folder, id, file } = await folderWithBackups(2);
    writeFileSync(file, 'damaged');
    const [newest] = listBackups(folder);
    writeFileSync(join(folder, 'backups', newest?.fileName ?? ''), 'damaged as well');
    const { history, questions } = await openWith(folder, 'use-backup');
    expect(questions).toHaveLength(1);
    expect(history?.read.detail(id).turns.map(({ prompt }) => prompt)).toEqual(['day 0']);
    history?.close();
  });

  it('asks again, and never begins anew by itself, when no backup is sound', async () => {
    const { folder, file } = await folderWithBackups(1);
    writeFileSync(file, 'damaged');
    for (const { fileName } of listBackups(folder)) writeFileSync(join(folder, 'backups', fileName), 'damaged');
    const { history, questions } = await openWith(folder, 'use-backup');
    expect(history).toBeUndefined();
    expect(questions).toHaveLength(2);
    expect(questions[0]?.failure).toBeUndefined();
    expect(questions[1]?.failure).toContain('backup');
    expect(readFileSync(file, 'utf8')).toBe('damaged');
  });

  it('begins anew only when the user says so', async () => {
    const { folder, file } = await folderWithBackups(1);
    writeFileSync(file, 'damaged');
    const { history, told } = await openWith(folder, 'start-empty');
    expect(told).toEqual([expect.stringMatching(/^history-set-aside history\.db\.bad-/)]);
    expect(history?.read.page(undefined, 10).conversations).toEqual([]);
    history?.close();
    expect(readdirSync(folder).some(name => name.startsWith('history.db.bad-'))).toBe(true);
  });

  it('builds a history from what can be read when the user says so', async () => {
    const { folder, id, file } = await folderWithBackups(1);
    wound(file, 'settings_meta');
    const { history, questions } = await openWith(folder, 'salvage');
    expect(questions.map(({ message, choices }) => [message, choices])).toEqual([
      ['native.historyDamaged', ['salvage', 'use-backup', 'start-empty']],
    ]);
    expect(history?.read.page(undefined, 10).conversations.map(summary => summary.id)).toEqual([id]);
    expect((await history?.check())?.problems).toEqual([]);
    history?.close();
    expect(readdirSync(folder).some(name => name.startsWith('history.db.bad-'))).toBe(true);
  });

  it('asks at the next start when damage was found in use, until the user decides', async () => {
    const { folder, id } = await folderWithBackups(1);
    markDamaged(folder, 0);
    for (const attempt of [1, 2]) {
      const { history, questions } = await openWith(folder);
      expect([attempt, history, questions.map(({ message, choices }) => [message, choices])]).toEqual([
        attempt,
        undefined,
        [['native.historyPartlyDamaged', ['go-on', 'salvage', 'use-backup']]],
      ]);
    }
    const decided = await openWith(folder, 'salvage');
    expect(decided.history?.read.detail(id).turns).toHaveLength(1);
    decided.history?.close();
    const later = await openWith(folder);
    expect(later.questions).toEqual([]);
    later.history?.close();
  });

  it('goes on as it is when the user says so, and loses no count of answers that were cut off', async () => {
    const { folder, id } = await folderWithBackups(1);
    const { history } = openReady({ folder });
    const [lane] = history.read.lanes(id);
    send(history, id, lane === undefined ? [] : [lane.id], 'cut', { answer: { status: 'answering' } });
    history.close();
    markDamaged(folder, 0);
    const { history: same, questions } = await openWith(folder, 'go-on');
    expect(questions).toHaveLength(1);
    expect(same?.interruptedCount).toBe(1);
    same?.close();
    expect(readdirSync(folder).some(name => name.startsWith('history.db.bad-'))).toBe(false);
  });

  it('asks nothing where there never was a history', async () => {
    const folder = temporaryFolder();
    const { history, questions } = await openWith(folder);
    expect(questions).toEqual([]);
    expect(existsSync(join(folder, 'history.db'))).toBe(true);
    history?.close();
  });
});
