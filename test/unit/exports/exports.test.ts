import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DocumentPage } from '../../../electron/exports/documentPage';
import { Exports } from '../../../electron/exports/exports';
import type { PrintPage } from '../../../electron/exports/printPage';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import type { ConversationId } from '../../../src/shared/domain/ids';
import { defaultExportOptions, type ExportFormat } from '../../../src/shared/domain/transfer';
import { createGate } from '../../support/gate';
import { mountedDisk } from '../../support/mountedDisk';
import { temporaryFolder } from '../../support/temporaryFolder';
import { makeConversation, makeLaneInput, openReady, send, startMs } from '../store/historyBuilders';

/** Exports of a real history with one conversation, to the path that the user chose. */
function exportsTo(
  path: string,
  given?: ReturnType<typeof openReady>,
  { chooseFile = () => Promise.resolve(path), beforeReading = () => Promise.resolve(), document = '# A document' } = {},
) {
  const { history, folder } = given ?? openReady();
  const conversationId = history.write.createConversation([makeLaneInput()]);
  const another = history.write.createConversation([makeLaneInput()]);
  const exports = new Exports({
    dataFolder: folder,
    conversationIds: history.read.conversationIds,
    detail: async (id, check) => {
      await beforeReading();
      return history.read.detailInPieces(id, check);
    },
    title: id => history.read.summary(id)?.title ?? '',
    folderName: history.read.folderName,
    connections: () => [],
    readBytes: openAttachmentFiles({ folder }).readBytes,
    language: () => 'en',
    appVersion: '1.0.0',
    wallMs: () => startMs,
    untitled: () => 'Untitled',
    dialogs: { chooseFile, chooseFolder: () => Promise.resolve(path) },
    documents: { use: (_signal, work) => work(async () => [document]) } as DocumentPage,
    printing: {} as PrintPage,
    copyPicture: () => Promise.resolve(),
    reveal: () => undefined,
    onProgress: () => undefined,
  });
  return {
    close: () => exports.close(),
    run: (format: ExportFormat = 'json', ids: readonly ConversationId[] = [conversationId]) =>
      exports.run({ ids, format, options: defaultExportOptions }),
    both: [conversationId, another],
  };
}

describe('an export', () => {
  it('takes the place of no file of the program, however the path leads there', async () => {
    const opened = openReady();
    const { folder } = opened;
    const secrets = join(folder, 'secrets.json');
    writeFileSync(secrets, 'keys');
    const around = temporaryFolder();
    symlinkSync(folder, join(around, 'link'));
    symlinkSync(secrets, join(around, 'notes.json'));
    mkdirSync(join(folder, 'backups'), { recursive: true });
    const facts = join(folder, 'backups', 'facts.json');
    writeFileSync(facts, 'facts');
    for (const path of [
      secrets,
      join(around, 'link', 'secrets.json'),
      join(around, 'notes.json'),
      join(folder, 'backups', '..', 'secrets.json'),
      facts,
    ]) {
      await expect(exportsTo(path, opened).run()).rejects.toMatchObject({ code: 'E_BAD_REQUEST', reason: 'own-file' });
    }
    expect([readFileSync(secrets, 'utf8'), readFileSync(facts, 'utf8')]).toEqual(['keys', 'facts']);
  });

  it('replaces a file of the user, and may begin a new one anywhere', async () => {
    const opened = openReady();
    const around = temporaryFolder();
    const mine = join(around, 'secrets.json');
    writeFileSync(mine, 'old');
    for (const path of [mine, join(opened.folder, 'new.json'), join(around, 'my..json')]) {
      expect(await exportsTo(path, opened).run()).toMatchObject({ kind: 'done' });
      expect(existsSync(path)).toBe(true);
    }
    expect(readFileSync(mine, 'utf8')).toContain('couplet-conversations');
  });

  it('leaves no half file behind when the program ends meanwhile', async () => {
    const path = join(temporaryFolder(), 'new.json');
    const gate = createGate();
    const { run, close } = exportsTo(path, undefined, { beforeReading: () => gate.opened });
    const running = run();
    await expect.poll(() => readdirSync(dirname(path)).length).toBe(1);
    const closing = close();
    gate.open();
    await closing;
    expect(readdirSync(dirname(path))).toEqual([]);
    expect(await running).toEqual({ kind: 'cancelled' });
  });

  it('that still asks where to holds up the end of the program by nothing', async () => {
    let choose = (_path: string) => {};
    const path = join(temporaryFolder(), 'new.json');
    const asking = () =>
      new Promise<string>(resolve => {
        choose = resolve;
      });
    const { run, close } = exportsTo(path, undefined, { chooseFile: asking });
    const running = run();
    await close();
    choose(path);
    expect(await running).toEqual({ kind: 'cancelled' });
    expect(existsSync(path)).toBe(false);
  });
});

/** Everything that can be exported into one file, and two conversations into a folder. */
const kinds: readonly (readonly [ExportFormat, 1 | 2])[] = [
  ['json', 1],
  ['json', 2],
  ['markdown', 1],
  ['markdown', 2],
];

describe('a place that takes no export is told with its own reason, and nothing is left there', () => {
  it.each<[string, string, (folder: string) => string]>([
    ['a folder', 'target-taken', folder => folder],
    ['a pipe', 'target-taken', folder => made(join(folder, 'pipe'), path => execFileSync('mkfifo', [path]))],
    ['a link to itself', 'target-taken', folder => made(join(folder, 'loop'), path => symlinkSync(path, path))],
    ['a name that is too long', 'target-name', folder => join(folder, `${'长'.repeat(90)}.json`)],
    ['a folder that is gone', 'target-gone', folder => join(folder, 'gone', 'a.json')],
    ['a file in the place of its folder', 'target-gone', folder => join(made(join(folder, 'x'), touch), 'a.json')],
  ])('%s', async (_name, reason, make) => {
    const folder = temporaryFolder();
    const path = make(folder);
    const before = readdirSync(folder);
    const readings: string[] = [];
    const beforeReading = async () => void readings.push('read');
    for (const format of ['json', 'markdown'] as const) {
      await expect(exportsTo(path, undefined, { beforeReading }).run(format)).rejects.toMatchObject({
        code: 'E_STORAGE',
        reason,
      });
      // Before minutes of drawing and writing.
      expect(readings).toEqual([]);
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each(kinds)('a folder that is deleted while %s of %i is written', async (format, count) => {
    const folder = join(temporaryFolder(), 'chosen');
    mkdirSync(folder);
    const beforeReading = async () => rmSync(folder, { recursive: true, force: true });
    const path = count === 2 && format !== 'json' ? folder : join(folder, 'a.out');
    const { run, both } = exportsTo(path, undefined, { beforeReading });
    await expect(run(format, both.slice(0, count))).rejects.toMatchObject({ code: 'E_STORAGE', reason: 'target-gone' });
    expect(existsSync(folder)).toBe(false);
  });

  it.for(kinds)('a disk that is read-only, for %s of %i', async ([format, count], { skip }) => {
    const disk = mountedDisk(skip, 'ro,size=1m');
    const path = count === 2 && format !== 'json' ? disk : join(disk, 'a.out');
    const { run, both } = exportsTo(path);
    await expect(run(format, both.slice(0, count))).rejects.toMatchObject({
      code: 'E_STORAGE',
      reason: 'target-read-only',
    });
  });

  it.for(kinds)('a disk without room, for %s of %i, says how much is needed', async ([format, count], { skip }) => {
    const disk = mountedDisk(skip, 'size=1m');
    const opened = openReady();
    const { id, laneIds } = makeConversation(opened.history, 1);
    for (let index = 0; index < 3; index += 1) {
      send(opened.history, id, laneIds, 'hello', { answer: { text: '月'.repeat(1_000_000) } });
    }
    const path = count === 2 && format !== 'json' ? disk : join(disk, 'a.out');
    const { run, both } = exportsTo(path, opened, { document: '月'.repeat(3_000_000) });
    const ids = format === 'json' ? [id, ...both].slice(0, count) : both.slice(0, count);
    const outcome = await run(format, ids);
    expect(outcome).toMatchObject({ kind: 'no-space' });
    // A sign of Chinese takes three bytes.
    expect(outcome.kind === 'no-space' && outcome.megabytes).toBeGreaterThanOrEqual(9);
    expect(readdirSync(disk)).toEqual([]);
  });

  it('a disk that has room for the words and not for the files says how much both need', async ({ skip }) => {
    const disk = mountedDisk(skip, 'size=1m');
    const opened = openReady();
    const files = openAttachmentFiles({ folder: opened.folder });
    const text = await files.save('a.txt', Buffer.alloc(6_000_000, 'a'));
    opened.history.write.addAttachment(text);
    const { id, laneIds } = makeConversation(opened.history, 1);
    send(opened.history, id, laneIds, 'hello', { turn: { attachments: [text] } });
    const outcome = await exportsTo(join(disk, 'a.json'), opened).run('json', [id]);
    expect(outcome).toMatchObject({ kind: 'no-space', megabytes: 9 });
    expect(readdirSync(disk)).toEqual([]);
  });
});

function made(path: string, make: (path: string) => void): string {
  make(path);
  return path;
}

function touch(path: string): void {
  writeFileSync(path, '');
}
