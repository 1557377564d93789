import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DocumentPage } from '../../../electron/exports/documentPage';
import { Exports } from '../../../electron/exports/exports';
import type { PrintPage } from '../../../electron/exports/printPage';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import { defaultExportOptions } from '../../../src/shared/domain/transfer';
import { createGate } from '../../support/gate';
import { temporaryFolder } from '../../support/temporaryFolder';
import { makeLaneInput, openReady, startMs } from '../store/historyBuilders';

/** Exports of a real history with one conversation, to the path that the user chose. */
function exportsTo(
  path: string,
  given?: ReturnType<typeof openReady>,
  { chooseFile = () => Promise.resolve(path), beforeReading = () => Promise.resolve() } = {},
) {
  const { history, folder } = given ?? openReady();
  const conversationId = history.write.createConversation([makeLaneInput()]);
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
    dialogs: { chooseFile, chooseFolder: () => Promise.resolve(undefined) },
    documents: {} as DocumentPage,
    printing: {} as PrintPage,
    copyPicture: () => Promise.resolve(),
    reveal: () => undefined,
    onProgress: () => undefined,
  });
  return {
    close: () => exports.close(),
    run: () => exports.run({ ids: [conversationId], format: 'json', options: defaultExportOptions }),
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
