import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openAttachmentFiles } from '../../../electron/store/attachments';
import { listBackups } from '../../../electron/store/backups';
import { watchPlace } from '../../../electron/store/historyPlace';
import { openSettings } from '../../../electron/store/settings';
import { exportedConversation } from '../../../src/shared/domain/exportedConversation';
import type { ExportedConversation } from '../../../src/shared/domain/exportFormat';
import { type ConnectionId, type ConversationId, newId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import { mountedDisk } from '../../support/mountedDisk';
import { temporaryFolder } from '../../support/temporaryFolder';
import { Stage } from '../turns/stage';
import { StoreHistory } from '../turns/storeHistory';
import { makeConversation, openReady, send, startMs } from './historyBuilders';

vi.hoisted(() => {
  process.env.ELECTRON_OVERRIDE_DIST_PATH ??= 'not-needed';
});

const gone = expect.objectContaining({ code: 'E_STORAGE', reason: 'gone' });

describe('a data folder that is moved away while the program runs', () => {
  it.skipIf(process.platform === 'win32')(
    'is noticed before anything is written, and taken again when it is back',
    () => {
      const folder = join(temporaryFolder(), 'data');
      const { history } = openReady({ folder });
      const { id, laneIds } = makeConversation(history, 1);
      send(history, id, laneIds, 'hello');
      expect([history.isInPlace(), history.writable()]).toEqual([true, undefined]);
      renameSync(folder, `${folder}-elsewhere`);
      expect(history.isInPlace()).toBe(false);
      expect(() => history.writable()).toThrow(gone);
      // What is on the screen can still be read and copied.
      expect(history.read.detail(id).turns.map(({ prompt }) => prompt)).toEqual(['hello']);
      renameSync(`${folder}-elsewhere`, folder);
      expect([history.isInPlace(), history.writable()]).toEqual([true, undefined]);
      history.write.saveComposerDraft(id, 'back');
      history.close();
      expect(openReady({ folder }).history.read.detail(id).draft).toBe('back');
    },
  );

  it.skipIf(process.platform === 'win32')('does not end an answer that streams, nor the program', async () => {
    const folder = join(temporaryFolder(), 'data');
    const history = new StoreHistory(folder);
    const stage = new Stage(history);
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('a');
    await settle();
    rmSync(folder, { recursive: true });
    stage.stream(laneId).text('b').finish();
    await stage.clock.advance(6_000);
    expect(stage.shown(answerIds[0])).toMatchObject({ status: 'done', text: 'ab' });
    const ended = stage.runner.shutdown();
    await stage.clock.advance(2_000);
    await ended;
    history.keepUnsaved(stage.runner.unsaved());
    history.close();
    expect(existsSync(folder)).toBe(false);
  });

  it('refuses changes of the settings with the reason, and keeps what was set', () => {
    const folder = join(temporaryFolder(), 'data');
    openReady({ folder }).history.close();
    const settings = openSettings({ folder, nowMs: startMs });
    settings.update({ theme: 'dark' });
    rmSync(folder, { recursive: true });
    expect(() => settings.update({ theme: 'light' })).toThrow(gone);
    expect(settings.settings().theme).toBe('dark');
    expect(existsSync(folder)).toBe(false);
  });
});

describe.skipIf(process.platform === 'win32')('a history whose files were changed under the running program', () => {
  const opened = () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    send(history, id, laneIds, 'hello');
    return { history, folder, id, path: join(folder, 'history.db') };
  };

  it('is noticed when another file took its name, before anything is written that nobody would find', async () => {
    const { history, folder, path } = opened();
    writeFileSync(`${path}.new`, readFileSync(path));
    renameSync(path, `${path}.mine`);
    renameSync(`${path}.new`, path);
    expect(history.isInPlace()).toBe(false);
    expect(() => history.writable()).toThrow(gone);
    // A copy of what is not in use would be kept as a backup of it.
    await expect(history.backUp({ isByHand: true })).rejects.toThrow(gone);
    expect(listBackups(folder)).toEqual([]);
    renameSync(`${path}.mine`, path);
    expect([history.isInPlace(), history.writable()]).toEqual([true, undefined]);
  });

  it('is noticed when its log was deleted, and what stood only there is brought into the history', () => {
    const { history, folder, id, path } = opened();
    rmSync(`${path}-wal`);
    expect(() => history.writable()).toThrow(gone);
    // As the next start finds it after a crash of the program.
    const copied = temporaryFolder();
    for (const name of ['history.db', 'history.created'])
      writeFileSync(join(copied, name), readFileSync(join(folder, name)));
    expect(
      openReady({ folder: copied })
        .history.read.detail(id)
        .turns.map(({ prompt }) => prompt),
    ).toEqual(['hello']);
  });

  it('is still in place when its log is first made by a write', () => {
    const path = join(temporaryFolder(), 'history.db');
    writeFileSync(path, '');
    const isInPlace = watchPlace({ path, isWal: true, pragma: () => undefined });
    expect(isInPlace()).toBe(true);
    writeFileSync(`${path}-wal`, '');
    expect(isInPlace()).toBe(true);
    rmSync(`${path}-wal`);
    expect(isInPlace()).toBe(false);
  });

  it('takes no import', async () => {
    const { history, path } = opened();
    const conversation: ExportedConversation = exportedConversation(
      history.read.detail(history.read.conversationIds()[0] as ConversationId),
      { connection: () => undefined, folder: undefined },
    );
    const context = {
      origin: { kind: 'couplet', id: 'a' },
      contents: new Map(),
      connectionId: () => newId<ConnectionId>(),
    };
    const staged = await history.write.stageConversation(conversation, context);
    rmSync(path);
    await expect(history.write.publishStaged([staged])).rejects.toThrow(gone);
    await expect(history.write.stageConversation(conversation, context)).rejects.toThrow(gone);
  });
});

it('a disk that takes no further file, though it has room, refuses what needs one, and answers are saved all the same', async ({
  skip,
}) => {
  const folder = mountedDisk(skip, 'size=32m,nr_inodes=40');
  const settings = openSettings({ folder, nowMs: startMs });
  settings.update({ theme: 'dark' });
  const { history } = openReady({ folder });
  const { id, laneIds } = makeConversation(history, 1);
  expect(() => {
    for (let index = 0; index < 100; index += 1) writeFileSync(join(folder, `filler-${index}`), '');
  }).toThrow('ENOSPC');
  send(history, id, laneIds, 'hello');
  history.write.saveComposerDraft(id, 'draft');
  await expect(openAttachmentFiles({ folder }).save('a.txt', Buffer.from('text'))).rejects.toThrow('disk-full');
  expect(() => settings.update({ theme: 'light' })).toThrow('E_STORAGE: disk-full');
  expect(settings.settings().theme).toBe('dark');
  history.close();
  for (const name of readdirSync(folder).filter(name => name.startsWith('filler'))) rmSync(join(folder, name));
  expect(settings.update({ theme: 'light' }).theme).toBe('light');
  const again = openReady({ folder }).history;
  expect(again.read.detail(id)).toMatchObject({ draft: 'draft', turns: [{ prompt: 'hello' }] });
});
