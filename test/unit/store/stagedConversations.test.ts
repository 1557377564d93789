import { expect, it } from 'vitest';
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

it('a staged conversation is seen nowhere before all of its import is published', () => {
  const { history } = openReady();
  const ids = [sample(), sample()].map(conversation => history.write.stageConversation(conversation, context));
  expect(history.read.conversationIds()).toEqual([]);
  expect(history.read.page(undefined, 10).conversations).toEqual([]);
  history.write.publishStaged(ids);
  expect(history.read.conversationIds()).toHaveLength(2);
});

it('publishing brings nothing into sight when one conversation is gone', () => {
  const { history } = openReady();
  const ids = [sample(), sample()].map(conversation => history.write.stageConversation(conversation, context));
  history.write.discardStaged(ids.slice(1));
  expect(() => history.write.publishStaged(ids)).toThrow('E_CONFLICT');
  expect(history.read.conversationIds()).toEqual([]);
});

it('what a crash leaves of an import is deleted by the next purge', () => {
  const { history } = openReady();
  history.write.stageConversation(sample(), context);
  expect(history.write.purge().conversationCount).toBe(1);
});

it('what a crash leaves of an import is deleted one conversation at a time', () => {
  const { history } = openReady();
  for (const conversation of [sample(), sample()]) history.write.stageConversation(conversation, context);
  expect([1, 2, 3].map(() => history.write.purgeOne())).toEqual([true, true, false]);
  expect(history.write.purge().conversationCount).toBe(0);
});

it('discarding touches no conversation that is published', () => {
  const { history } = openReady();
  const ids = [history.write.stageConversation(sample(), context)];
  history.write.publishStaged(ids);
  history.write.discardStaged(ids);
  expect(history.read.conversationIds()).toEqual(ids);
});

it('an import that is taken back can be brought back for 30 days like any conversation', () => {
  const clock = makeClock();
  const { history } = openReady({ wallMs: clock.wallMs });
  const ids = [history.write.stageConversation(sample(), context)];
  history.write.publishStaged(ids);
  expect(history.write.removeConversations(ids)).toEqual(ids);
  expect(history.write.removeConversations(ids)).toEqual([]);
  const [id] = ids;
  if (id === undefined) throw new Error('nothing was staged');
  expect(history.write.restoreConversation(id).id).toBe(id);
});

it('knows what was imported before, until it is deleted, and our own originals', () => {
  const { history } = openReady();
  const own = makeConversation(history, 1).id;
  const ids = [history.write.stageConversation(sample(), context)];
  expect(history.read.knownOrigins('couplet', ['original', own, 'other'])).toEqual(new Set([own]));
  history.write.publishStaged(ids);
  expect(history.read.knownOrigins('couplet', ['original'])).toEqual(new Set(['original']));
  expect(history.read.knownOrigins('chatgpt', ['original'])).toEqual(new Set());
  history.write.removeConversations(ids);
  expect(history.read.knownOrigins('couplet', ['original'])).toEqual(new Set());
});

it('folders are found by name and made once', () => {
  const { history } = openReady();
  const ids = [sample(), sample()].map(conversation => history.write.stageConversation(conversation, context));
  history.write.publishStaged(ids);
  expect(ids.map(id => history.read.folderName(id))).toEqual(['Work', 'Work']);
});
