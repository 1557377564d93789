import { expect, it } from 'vitest';
import type { History } from '../../../electron/store/history';
import { exportedConversation } from '../../../src/shared/domain/exportedConversation';
import type { ExportedConversation } from '../../../src/shared/domain/exportFormat';
import { type ConnectionId, newId } from '../../../src/shared/domain/ids';
import { makeClock, makeConversation, openReady, send } from './historyBuilders';

const context = {
  origin: { kind: 'couplet', id: 'original' },
  connectionId: () => newId<ConnectionId>(),
  contents: new Map<string, never>(),
};

function sample(): ExportedConversation {
  const { history } = openReady();
  const { id, laneIds } = makeConversation(history, 2);
  send(history, id, laneIds, 'Hello');
  return exportedConversation(history.read.detail(id), { connection: () => undefined, folder: 'Work' });
}

async function stageTwo(history: History) {
  const first = await history.write.stageConversation(sample(), context);
  return [first, await history.write.stageConversation(sample(), context)];
}

it('a staged conversation is seen nowhere before all of its import is published', async () => {
  const { history } = openReady();
  const ids = await stageTwo(history);
  expect(history.read.conversationIds()).toEqual([]);
  expect(history.read.page(undefined, 10).conversations).toEqual([]);
  await history.write.publishStaged(ids);
  expect(history.read.conversationIds()).toHaveLength(2);
});

it('publishing brings nothing into sight when one conversation is gone', async () => {
  const { history } = openReady();
  const ids = await stageTwo(history);
  await history.write.discardStaged(ids.slice(1));
  await expect(history.write.publishStaged(ids)).rejects.toThrow('E_CONFLICT');
  expect(history.read.conversationIds()).toEqual([]);
});

it('what a crash leaves of an import is deleted by the next purge', async () => {
  const { history, folder } = openReady();
  await history.write.stageConversation(sample(), context);
  history.close();
  expect(openReady({ folder }).history.write.purge().conversationCount).toBe(1);
});

it('what a crash leaves of an import is deleted one conversation at a time', async () => {
  const { history, folder } = openReady();
  await stageTwo(history);
  history.close();
  const again = openReady({ folder }).history;
  expect([1, 2, 3].map(() => again.write.purgeOne())).toEqual([true, true, false]);
  expect(again.write.purge().conversationCount).toBe(0);
});

it('an import that runs while the start tidies up is not taken for what a crash left', async () => {
  const { history } = openReady();
  const ids = await stageTwo(history);
  expect(history.write.purgeOne()).toBe(false);
  expect(history.write.purge().conversationCount).toBe(0);
  await history.write.publishStaged(ids);
  expect(history.read.conversationIds()).toHaveLength(2);
});

it('discarding touches no conversation that is published', async () => {
  const { history } = openReady();
  const ids = [await history.write.stageConversation(sample(), context)];
  await history.write.publishStaged(ids);
  await history.write.discardStaged(ids);
  expect(history.read.conversationIds()).toEqual(ids);
});

it('an import that is taken back can be brought back for 30 days like any conversation', async () => {
  const clock = makeClock();
  const { history } = openReady({ wallMs: clock.wallMs });
  const ids = [await history.write.stageConversation(sample(), context)];
  await history.write.publishStaged(ids);
  expect(await history.write.removeConversations(ids)).toEqual(ids);
  expect(await history.write.removeConversations(ids)).toEqual([]);
  const [id] = ids;
  if (id === undefined) throw new Error('nothing was staged');
  expect(history.write.restoreConversation(id).id).toBe(id);
});

it('knows what was imported before, until it is deleted, and our own originals', async () => {
  const { history } = openReady();
  const own = makeConversation(history, 1).id;
  const ids = [await history.write.stageConversation(sample(), context)];
  expect(await history.read.knownOrigins('couplet', ['original', own, 'other'])).toEqual(new Set([own]));
  await history.write.publishStaged(ids);
  expect(await history.read.knownOrigins('couplet', ['original'])).toEqual(new Set(['original']));
  expect(await history.read.knownOrigins('chatgpt', ['original'])).toEqual(new Set());
  await history.write.removeConversations(ids);
  expect(await history.read.knownOrigins('couplet', ['original'])).toEqual(new Set());
});

it('folders are found by name and made once', async () => {
  const { history } = openReady();
  const ids = await stageTwo(history);
  await history.write.publishStaged(ids);
  expect(ids.map(id => history.read.folderName(id))).toEqual(['Work', 'Work']);
});

function longSample(): ExportedConversation {
  const { history } = openReady();
  const { id, laneIds } = makeConversation(history, 1);
  for (let index = 0; index < 250; index += 1) send(history, id, laneIds, `prompt ${index}`);
  return exportedConversation(history.read.detail(id), { connection: () => undefined, folder: undefined });
}

it('a long conversation is staged in steps between which everything else runs', async () => {
  const { history } = openReady();
  const events: string[] = [];
  let isOver = false;
  const other = () => {
    events.push('other');
    if (!isOver) setImmediate(other);
  };
  setImmediate(other);
  const long = longSample();
  const id = await history.write.stageConversation(long, context, () => events.push('step'));
  isOver = true;
  expect(events.filter(event => event === 'step').length).toBeGreaterThan(9);
  expect(events.join(' ')).not.toContain('step step');
  expect(history.read.conversationIds()).toEqual([]);
  await history.write.publishStaged([id]);
  const detail = history.read.detail(id);
  expect([detail.turns.length, detail.turnLanes.length, detail.answers.length]).toEqual([250, 250, 250]);
  expect(detail.answers.map(answer => answer.text)).toEqual(long.answers.map(answer => answer.text));
});

it('one with long texts is staged in more and smaller steps', async () => {
  const { history } = openReady();
  const { id, laneIds } = makeConversation(history, 1);
  for (let index = 0; index < 20; index += 1) {
    send(history, id, laneIds, `prompt ${index}`, { answer: { text: 'long '.repeat(40_000) } });
  }
  const long = exportedConversation(history.read.detail(id), { connection: () => undefined, folder: undefined });
  let steps = 0;
  await history.write.stageConversation(long, context, () => (steps += 1));
  // Two answers at a time.
  expect(steps).toBeGreaterThan(10);
});

it('nothing stays of a conversation whose staging is cancelled between two steps', async () => {
  const { history } = openReady();
  let steps = 0;
  const check = () => {
    steps += 1;
    if (steps === 7) throw new Error('cancelled');
  };
  await expect(history.write.stageConversation(longSample(), context, check)).rejects.toThrow('cancelled');
  expect(history.write.purgeOne()).toBe(false);
});
