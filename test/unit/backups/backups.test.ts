import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Backups } from '../../../electron/backups/backups';
import { createDailyBackup } from '../../../electron/backups/dailyBackup';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import { swapHistory } from '../../../electron/store/backups';
import { openCopyPlace } from '../../../electron/store/copyPlace';
import { connect } from '../../../electron/store/db';
import { applicationId } from '../../../electron/store/open';
import type { BackupProgress, BackupRule } from '../../../src/shared/domain/backup';
import { defaultBackupRule } from '../../../src/shared/domain/backup';
import { temporaryFolder } from '../../support/temporaryFolder';
import { makeClock, makeConversation, openReady, send, startMs } from '../store/historyBuilders';

const dayMs = 86_400_000;

function databaseWith(path: string, sql: string): void {
  const connection = connect(path);
  connection.exec(sql);
  connection.pragma('journal_mode=DELETE');
  connection.close();
}

/** Backups of a real history, with the dialogs answered by the test. */
function open(options: { rule?: BackupRule; folder?: string } = {}) {
  const clock = makeClock();
  const { history, folder } = openReady({ wallMs: clock.wallMs, ...(options.folder && { folder: options.folder }) });
  const attachments = openAttachmentFiles({ folder });
  const progress: BackupProgress[] = [];
  const daily: boolean[] = [];
  const failedCopies: string[] = [];
  const prepared: string[] = [];
  const revealed: string[] = [];
  let chosen: string | undefined;
  let onProgress: (step: BackupProgress) => void = () => undefined;
  const backups = new Backups({
    folder,
    place: openCopyPlace(folder, clock.wallMs()),
    backUp: history.backUp,
    changeTimes: history.read.changeTimes,
    liveCount: () => 2,
    rule: () => options.rule ?? defaultBackupRule,
    chooseFolder: async () => chosen,
    reveal: path => revealed.push(path),
    replaceHistory: path => prepared.push(path),
    onProgress: step => {
      progress.push(step);
      onProgress(step);
    },
    onDaily: isRunning => daily.push(isRunning),
    onCopyFailed: name => failedCopies.push(name),
    connections: () => [],
    readBytes: attachments.readBytes,
    whileKept: attachments.whileKept,
    stage: history.write.stageConversation,
    publish: history.write.publishStaged,
    discard: history.write.discardStaged,
    wallMs: clock.wallMs,
  });
  const choose = (path: string | undefined) => {
    chosen = path;
  };
  /** Cancels as soon as a step of that name is told of. */
  const cancelAt = (name: BackupProgress['step'], isMet = (_step: BackupProgress) => true) => {
    onProgress = step => {
      if (step.step === name && isMet(step)) backups.cancel();
    };
  };
  const whenTold = (listener: () => void) => {
    onProgress = listener;
  };
  return {
    backups,
    history,
    whenTold,
    folder,
    clock,
    attachments,
    progress,
    daily,
    failedCopies,
    prepared,
    revealed,
    choose,
    cancelAt,
  };
}

async function made(backups: Backups): Promise<string> {
  const outcome = await backups.make();
  if (outcome.kind !== 'written') throw new Error(`Not written: ${outcome.kind}`);
  return outcome.id;
}

describe('backups that the user sees', () => {
  it('say when they were made, how large they are, that they were read back, and what is in them', async () => {
    const { backups, history, clock, progress, revealed, folder } = open();
    const { id, laneIds } = makeConversation(history, 2);
    send(history, id, laneIds, 'one');
    send(history, id, laneIds, 'two');
    const backupId = await made(backups);
    const [line] = (await backups.list()).backups;
    expect(line).toMatchObject({ id: backupId, kind: 'by-hand', createdAt: clock.wallMs(), place: 'own' });
    expect(line?.facts).toMatchObject({
      isSound: true,
      conversationCount: 1,
      answerCount: 4,
      checkedAt: clock.wallMs(),
    });
    expect(line?.sizeBytes).toBeGreaterThan(10_000);
    expect(progress[0]?.step).toBe('copying');
    expect(progress.some(({ step }) => step === 'checking')).toBe(true);
    backups.reveal();
    expect(revealed).toEqual([join(folder, 'backups', backupId)]);
  });

  it('are found damaged by a look at every page, and are not brought back then', async () => {
    const { backups, history, folder, prepared } = open();
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 0; index < 40; index += 1) send(history, id, laneIds, 'x'.repeat(3_000));
    const backupId = await made(backups);
    const path = join(folder, 'backups', backupId);
    writeFileSync(path, readFileSync(path).fill(0x5a, 30 * 4_096, 50 * 4_096));
    expect((await backups.verify(backupId)).backups[0]?.facts?.isSound).toBe(false);
    await expect(backups.restore(backupId)).rejects.toThrow('E_STORAGE: damaged');
    expect(prepared).toEqual([]);
    expect(existsSync(join(folder, 'history.db.restoring'))).toBe(false);
  });

  it('do not claim to be looked at when the file is another one by now, or when what was noted is damaged', async () => {
    const { backups, history, folder } = open();
    makeConversation(history, 1);
    const backupId = await made(backups);
    writeFileSync(join(folder, 'backups', 'facts.json'), '{"by-hand');
    expect((await backups.list()).backups[0]?.facts).toBeUndefined();
    await backups.verify(backupId);
    writeFileSync(join(folder, 'backups', backupId), 'another file');
    expect((await backups.list()).backups[0]?.facts).toBeUndefined();
  });

  it('can be cancelled, and nothing stays of one that was', async () => {
    const { backups, history, folder } = open();
    makeConversation(history, 1);
    const work = backups.make();
    await expect(backups.make()).rejects.toThrow('E_CONFLICT: backup');
    backups.cancel();
    expect(await work).toEqual({ kind: 'cancelled' });
    expect(readdirSync(join(folder, 'backups'))).toEqual([]);
    expect((await backups.make()).kind).toBe('written');
  });

  it('are kept as the rule says, those made by hand beside them', async () => {
    const { backups, history, clock } = open({ rule: { dailyCount: 2, weeklyCount: 0 } });
    makeConversation(history, 1);
    const byHand = await made(backups);
    for (let day = 0; day < 4; day += 1) {
      clock.advance(dayMs);
      expect((await backups.daily()).kind).toBe('written');
    }
    const { backups: lines } = await backups.list();
    expect(lines.map(({ kind }) => kind)).toEqual(['daily', 'daily', 'by-hand']);
    expect(lines.at(-1)?.id).toBe(byHand);
  });

  it('that nobody asked for make way for one that was asked for', async () => {
    const { backups, history } = open();
    makeConversation(history, 1);
    const daily = backups.daily();
    const byHand = await made(backups);
    expect((await daily).kind).toBe('recent');
    const { backups: lines } = await backups.list();
    expect(lines.map(({ id }) => id)).toEqual([byHand]);
  });

  it('that nobody asked for are made up for after what they made way for, while the program runs', async () => {
    const { backups, history, clock } = open();
    makeConversation(history, 1);
    const backupId = await made(backups);
    clock.advance(2 * dayMs);
    const daily = backups.daily();
    expect((await backups.verify(backupId)).backups.map(({ kind }) => kind)).toEqual(['by-hand']);
    expect((await daily).kind).toBe('written');
    clock.advance(2 * dayMs);
    const last = backups.daily();
    const verified = backups.verify(backupId);
    backups.close();
    await verified;
    expect((await last).kind).toBe('cancelled');
    expect((await backups.list()).backups.map(({ kind }) => kind)).toEqual(['daily', 'by-hand']);
  });

  it('are asked for by name only, and by none that leads out of their folder', async () => {
    const { backups } = open();
    for (const id of ['history-1.db', '../history.db', 'history.db', 'by-hand-1.db/../../history.db']) {
      await expect(backups.verify(id)).rejects.toThrow('E_NOT_FOUND: backup');
      await expect(backups.restore(id)).rejects.toThrow('E_NOT_FOUND: backup');
      expect(() => backups.loss(id)).toThrow('E_NOT_FOUND: backup');
    }
  });
});

describe('bringing a backup back', () => {
  it('says before what it costs, then leaves the history that stood there as a backup of its own', async () => {
    const { backups, history, folder, clock, prepared } = open();
    const kept = makeConversation(history, 1);
    const gone = makeConversation(history, 1);
    send(history, kept.id, kept.laneIds, 'before');
    send(history, gone.id, gone.laneIds, 'deleted later');
    const backupId = await made(backups);
    clock.advance(dayMs);
    send(history, kept.id, kept.laneIds, 'after');
    clock.advance(1_000);
    const fresh = makeConversation(history, 1);
    send(history, fresh.id, fresh.laneIds, 'only now');
    await history.write.removeConversations([gone.id]);
    expect(backups.loss(backupId)).toEqual({
      newCount: 1,
      changedCount: 1,
      returningCount: 1,
      firstAt: clock.wallMs() - 1_000,
      lastAt: clock.wallMs(),
      liveCount: 2,
    });

    await backups.restore(backupId);
    const [preparedPath = ''] = prepared;
    history.close();
    const name = swapHistory(folder, preparedPath, clock.wallMs());
    const again = open({ folder });
    expect(again.history.read.detail(kept.id).turns.map(({ prompt }) => prompt)).toEqual(['before']);
    expect(again.history.read.summary(gone.id)).toBeDefined();
    expect(() => again.history.read.detail(fresh.id)).toThrow('E_NOT_FOUND');

    // And back again: nothing was lost.
    const lines = (await again.backups.list()).backups;
    expect(lines.find(({ id }) => id === name)).toMatchObject({ kind: 'before-restore' });
    await again.backups.restore(name);
    again.history.close();
    swapHistory(folder, again.prepared[0] ?? '', clock.wallMs() + 1);
    const third = open({ folder });
    expect(third.history.read.detail(kept.id).turns.map(({ prompt }) => prompt)).toEqual(['before', 'after']);
    expect(third.history.read.detail(fresh.id).turns).toHaveLength(1);
  });

  it('keeps the present history when the copy cannot be put in its place', async () => {
    const { backups, history, folder, prepared } = open();
    const { id } = makeConversation(history, 1);
    await backups.restore(await made(backups));
    history.close();
    rmSync(prepared[0] ?? '');
    expect(() => swapHistory(folder, prepared[0] ?? '', 1)).toThrow();
    expect(open({ folder }).history.read.detail(id).lanes).toHaveLength(1);
  });

  it('goes on over what an earlier one left, and says in words that what stood here cannot be kept', async () => {
    const { backups, folder, prepared, history } = open();
    const made = (await backups.make()) as { readonly id: string };
    mkdirSync(join(folder, 'history.db.restoring'));
    await backups.restore(made.id);
    history.close();
    rmSync(join(folder, 'backups'), { recursive: true });
    writeFileSync(join(folder, 'backups'), 'no folder');
    expect(() => swapHistory(folder, prepared[0] ?? '', startMs)).toThrow(
      expect.objectContaining({ code: 'E_STORAGE', reason: 'backup-folder' }),
    );
    expect(openReady({ folder }).history.isInPlace()).toBe(true);
  });

  it('refuses one of a newer program and one of something else', async () => {
    const { backups, folder } = open();
    const other = temporaryFolder();
    const { history } = openReady({ folder: other });
    history.close();
    mkdirSync(join(folder, 'backups'), { recursive: true });
    const path = join(folder, 'backups', 'history-5.db');
    const bytes = readFileSync(join(other, 'history.db'));
    // Fields of the header: https://sqlite.org/fileformat.html, user version at 60, application id at 68.
    const newer = Buffer.from(bytes);
    newer.writeUInt32BE(9_999, 60);
    writeFileSync(path, newer);
    await expect(backups.restore('history-5.db')).rejects.toThrow('E_STORAGE: newer-version');
    const foreign = Buffer.from(bytes);
    foreign.writeUInt32BE(1, 68);
    writeFileSync(path, foreign);
    await expect(backups.restore('history-5.db')).rejects.toThrow('E_STORAGE: damaged');
  });
});

describe('a file in the folder of backups that is none', () => {
  const id = 'history-5.db';
  it.each<[name: string, reason: string, make: (path: string) => void]>([
    ['an empty file', 'damaged', path => writeFileSync(path, '')],
    ['prose', 'damaged', path => writeFileSync(path, 'Dear diary. '.repeat(1_000))],
    ['a database of another program', 'damaged', path => databaseWith(path, 'CREATE TABLE a (x)')],
    [
      'a database that says to be ours and is not',
      'damaged',
      path => databaseWith(path, `PRAGMA application_id=${applicationId}; PRAGMA user_version=5; CREATE TABLE a (x)`),
    ],
    [
      'one that says to be an old one of ours and is not',
      'damaged',
      path => databaseWith(path, `PRAGMA application_id=${applicationId}; PRAGMA user_version=2; CREATE TABLE a (x)`),
    ],
    [
      'one of a newer version',
      'newer-version',
      path => databaseWith(path, `PRAGMA application_id=${applicationId}; PRAGMA user_version=99; CREATE TABLE a (x)`),
    ],
  ])('(%s) is refused in words, whatever is wanted of it, and changes nothing', async (_name, reason, make) => {
    const { backups, folder, history } = open();
    const { id: conversationId } = makeConversation(history, 1);
    mkdirSync(join(folder, 'backups'));
    make(join(folder, 'backups', id));
    const refused = { code: 'E_STORAGE', reason };
    expect(() => backups.contents(id)).toThrow(expect.objectContaining(refused));
    await expect(backups.copyOut(id, [conversationId])).rejects.toMatchObject(refused);
    await expect(backups.restore(id)).rejects.toMatchObject({ code: 'E_STORAGE' });
    expect(() => backups.loss(id)).toThrow(expect.objectContaining({ code: 'E_STORAGE', reason: 'damaged' }));
    expect(readdirSync(join(folder, 'backups')).filter(name => name.includes('unfinished'))).toEqual([]);
    expect(readdirSync(folder).filter(name => name.includes('restoring'))).toEqual([]);
  });

  it.each([
    ['an empty file', (path: string) => writeFileSync(path, '')],
    ['a database of another program', (path: string) => databaseWith(path, 'CREATE TABLE a (x)')],
  ])('(%s) is not called sound by a look at every page', async (_name, make) => {
    const { backups, folder } = open();
    mkdirSync(join(folder, 'backups'));
    make(join(folder, 'backups', id));
    expect((await backups.verify(id)).backups[0]?.facts?.isSound).toBe(false);
  });
});

describe('copies in a second folder', () => {
  it('are made at once and with every backup, attached files too, and serve when the first folder is lost', async () => {
    const { backups, history, folder, attachments, choose, clock } = open();
    const second = temporaryFolder();
    const { id, laneIds } = makeConversation(history, 1);
    const attachment = await attachments.save('notes.txt', Buffer.from('attached words'));
    history.write.addAttachment(attachment);
    send(history, id, laneIds, 'with a file', { turn: { attachments: [attachment] } });
    const backupId = await made(backups);
    choose(second);
    const overview = await backups.chooseCopies();
    expect(overview?.copies).toEqual({ path: second, isThere: true });
    expect(overview?.backups).toMatchObject([{ id: backupId, place: 'both', facts: { isSound: true } }]);
    clock.advance(dayMs);
    await backups.daily();
    expect((await backups.list()).backups.map(({ place }) => place)).toEqual(['both', 'both']);

    rmSync(join(folder, 'backups'), { recursive: true });
    rmSync(join(folder, 'attachments'), { recursive: true });
    const lines = (await backups.list()).backups;
    expect(lines.map(({ place }) => place)).toEqual(['copies', 'copies']);
    await backups.restore(backupId);
    expect((await attachments.readBytes(attachment)).toString()).toBe('attached words');
  });

  it('that is written by itself is told of while it is, and one that has nothing to do is not', async () => {
    const { backups, history, daily, clock, whenTold } = open();
    makeConversation(history, 1);
    const seen: Promise<boolean>[] = [];
    whenTold(() => seen.push(backups.list().then(({ isDailyRunning }) => isDailyRunning)));
    expect((await backups.daily()).kind).toBe('written');
    whenTold(() => undefined);
    expect(daily).toEqual([true, false]);
    expect(new Set(await Promise.all(seen))).toEqual(new Set([true]));
    expect((await backups.list()).isDailyRunning).toBe(false);
    expect((await backups.daily()).kind).toBe('recent');
    clock.advance(2 * dayMs);
    expect((await backups.make()).kind).toBe('written');
    expect(daily).toEqual([true, false]);
  });

  it('wait for a disk that is not there, without filling its mount point, and are made up for later', async () => {
    const { backups, history, failedCopies, choose } = open();
    makeConversation(history, 1);
    const second = join(temporaryFolder(), 'disk');
    mkdirSync(second);
    choose(second);
    await backups.chooseCopies();
    rmSync(second, { recursive: true });
    await made(backups);
    expect(failedCopies).toEqual([second]);
    expect(existsSync(second)).toBe(false);
    expect((await backups.list()).copies?.isThere).toBe(false);
    mkdirSync(second);
    expect((await backups.daily()).kind).toBe('recent');
    expect((await backups.list()).backups[0]?.place).toBe('both');
  });

  it('go on when a wrong clock left a backup far in the future', async () => {
    const { backups, history, folder, choose } = open();
    makeConversation(history, 1);
    const second = temporaryFolder();
    choose(second);
    await made(backups);
    const [name = ''] = readdirSync(join(folder, 'backups'));
    copyFileSync(join(folder, 'backups', name), join(folder, 'backups', `history-${startMs + 1_000 * dayMs}.db`));
    await backups.chooseCopies();
    const id = await made(backups);
    expect((await backups.list()).backups.find(line => line.id === id)?.place).toBe('both');
  });

  it('stay when no more are wanted', async () => {
    const { backups, history, choose } = open();
    makeConversation(history, 1);
    const second = temporaryFolder();
    await made(backups);
    choose(second);
    await backups.chooseCopies();
    expect((await backups.forgetCopies()).copies).toBeUndefined();
    const [own = ''] = readdirSync(second);
    expect(readdirSync(join(second, own)).some(name => name.startsWith('by-hand-'))).toBe(true);
  });
});

describe('single conversations of a backup', () => {
  it('come here as copies, with everything in them, and leave what is here as it is', async () => {
    const { backups, history, attachments } = open();
    const { id, laneIds } = makeConversation(history, 2);
    const attachment = await attachments.save('notes.txt', Buffer.from('attached words'));
    history.write.addAttachment(attachment);
    send(history, id, laneIds, 'first', { turn: { attachments: [attachment] } });
    send(history, id, laneIds, 'second');
    const backupId = await made(backups);
    await history.write.removeConversations([id]);
    expect(backups.contents(backupId)).toMatchObject([{ id, promptCount: 2, now: 'gone' }]);
    const [copyId] = await backups.copyOut(backupId, [id]);
    const copy = history.read.detail(copyId ?? id);
    expect(copyId).not.toBe(id);
    expect(copy.turns.map(({ prompt }) => prompt)).toEqual(['first', 'second']);
    expect(copy.turns[0]?.attachments).toMatchObject([{ name: 'notes.txt', sha256: attachment.sha256 }]);
    expect(copy.answers.map(({ text }) => text)).toHaveLength(4);
    expect(history.read.summary(id)).toBeUndefined();
  });

  it('are none when one of them is not in the backup', async () => {
    const { backups, history } = open();
    const { id } = makeConversation(history, 1);
    const backupId = await made(backups);
    const later = makeConversation(history, 1);
    await expect(backups.copyOut(backupId, [id, later.id])).rejects.toThrow('E_NOT_FOUND');
    expect(history.read.conversationIds()).toHaveLength(2);
  });

  it('are read from a backup of an older version too, which stays as it is', async () => {
    const { backups, history, folder } = open();
    mkdirSync(join(folder, 'backups'), { recursive: true });
    const path = join(folder, 'backups', 'before-migration-from-1-5.db');
    copyFileSync(resolve(import.meta.dirname, '../../fixtures/databases/v1.sqlite'), path);
    // As VACUUM INTO leaves it: one file, without a log of its own.
    const database = connect(path);
    database.pragma('journal_mode=DELETE');
    database.close();
    const before = readFileSync(path);
    const listed = backups.contents('before-migration-from-1-5.db');
    expect(listed.length).toBeGreaterThan(0);
    await backups.copyOut(
      'before-migration-from-1-5.db',
      listed.slice(0, 1).map(({ id }) => id),
    );
    expect(history.read.conversationIds()).toHaveLength(1);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(folder, 'backups'))).toEqual(['before-migration-from-1-5.db']);
  });
});

describe('long work with backups that is cancelled', () => {
  it('leaves what was known of a backup that was being looked at', async () => {
    const { backups, history, cancelAt, progress } = open();
    makeConversation(history, 1);
    const id = await made(backups);
    const before = await backups.list();
    progress.length = 0;
    cancelAt('checking');
    expect(await backups.verify(id)).toEqual(before);
    expect(progress).toEqual([{ step: 'checking', doneBytes: 0, totalBytes: 0 }]);
  });

  it.each(['checking', 'restoring'] as const)('changes nothing when a restore is at its step "%s"', async step => {
    const { backups, history, cancelAt, folder, prepared, progress } = open();
    makeConversation(history, 1);
    const id = await made(backups);
    progress.length = 0;
    cancelAt(step);
    await expect(backups.restore(id)).rejects.toThrow('E_CANCELLED');
    expect(progress.at(-1)?.step).toBe(step);
    expect(prepared).toEqual([]);
    expect(readdirSync(folder).filter(name => name.includes('restoring'))).toEqual([]);
    cancelAt(step, () => false);
    await backups.restore(id);
    expect(prepared).toHaveLength(1);
  });

  it('brings no conversation here when some of them were copied out already', async () => {
    const { backups, history, cancelAt, progress } = open();
    const ids = [1, 2, 3].map(() => {
      const { id, laneIds } = makeConversation(history, 1);
      send(history, id, laneIds, 'kept');
      return id;
    });
    const backupId = await made(backups);
    progress.length = 0;
    cancelAt('copying-out', step => step.step === 'copying-out' && step.doneCount === 2);
    await expect(backups.copyOut(backupId, ids)).rejects.toThrow('E_CANCELLED');
    expect(progress.at(-1)).toEqual({ step: 'copying-out', doneCount: 2, totalCount: 3 });
    expect(new Set(history.read.conversationIds())).toEqual(new Set(ids));
    expect(history.write.purgeOne()).toBe(false);
  });

  it('leaves no half copy in the second folder, and is no failure', async () => {
    const { backups, history, cancelAt, choose, failedCopies } = open();
    makeConversation(history, 1);
    const id = await made(backups);
    const place = temporaryFolder();
    choose(place);
    cancelAt('second-copy');
    const overview = await backups.chooseCopies();
    expect(overview?.copies?.path).toBe(place);
    expect(overview?.backups.find(backup => backup.id === id)?.place).toBe('own');
    expect(readdirSync(place, { recursive: true }).filter(name => String(name).includes('.db'))).toEqual([]);
    expect(failedCopies).toEqual([]);
  });
});

describe('a daily backup that cannot be written', () => {
  const told: string[] = [];
  const failures: string[] = [];
  const dailyOf = (backups: Pick<Backups, 'daily'>) => {
    told.length = 0;
    failures.length = 0;
    return createDailyBackup({
      backups,
      notices: { add: (kind, detail) => void told.push([kind, detail].filter(Boolean).join(' ')) },
      log: { write: () => undefined, failure: where => void failures.push(where) },
    });
  };

  it.each([
    ['a file', (path: string) => writeFileSync(path, 'no folder')],
    ['a link to a disk that is gone', (path: string) => symlinkSync('/nowhere/at/all', path)],
    ['a link to itself', (path: string) => symlinkSync(path, path)],
  ])('because %s is in the place of its folder is told once, and by hand in words', async (_, make) => {
    const { backups, folder } = open();
    const daily = dailyOf(backups);
    make(join(folder, 'backups'));
    expect(await daily()).toBeUndefined();
    expect(await daily()).toBeUndefined();
    expect(told).toEqual(['daily-backup-failed']);
    expect(failures).toHaveLength(2);
    await expect(backups.make()).rejects.toMatchObject({ code: 'E_STORAGE', reason: 'backup-folder' });
    rmSync(join(folder, 'backups'));
    expect(await daily()).toMatchObject({ kind: 'written' });
    rmSync(join(folder, 'backups'), { recursive: true });
    make(join(folder, 'backups'));
    await daily();
    expect(told).toHaveLength(2);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)(
    'because its folder is on another disk, which is full or cannot be written to, is told as such',
    async ({ skip }) => {
      const { backups, folder } = open();
      const path = join(folder, 'backups');
      mkdirSync(path);
      const on = async (options: string, work: () => Promise<void>) => {
        try {
          execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
        } catch {
          skip('needs the right to mount a small file system');
        }
        try {
          await work();
        } finally {
          execFileSync('umount', ['-l', path], { stdio: 'ignore' });
        }
      };
      await on('size=64k', async () => expect(await backups.make()).toMatchObject({ kind: 'no-space' }));
      await on('ro,size=256m', async () => {
        await expect(backups.make()).rejects.toMatchObject({ code: 'E_STORAGE', reason: 'backup-folder' });
      });
      expect(await backups.make()).toMatchObject({ kind: 'written' });
    },
  );

  it('for want of room is told with the room that it needs', async () => {
    await dailyOf({ daily: async () => ({ kind: 'no-space', neededBytes: 12_300_000 }) })();
    expect(told).toEqual(['daily-backup-no-space 13']);
  });
});
