import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationId } from '../../../src/shared/domain/ids';
import {
  askToEraseAll,
  eraseRemoved,
  loadMoreRemoved,
  readContents,
  readRemoved,
  restoreRemoved,
  useRemoved,
} from '../../../src/state/removedConversations';
import { useToasts } from '../../../src/state/toasts';
import { useUi } from '../../../src/state/ui';
import { createGate } from '../../support/gate';
import { conversationId, FakeBridge, Refusal, someSummary } from '../../support/pageRows';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  useToasts.setState({ entries: [] });
  useRemoved.setState({ entries: [{ summary: someSummary(), removedAt: 1 }], hasMore: false, status: 'ready' });
});

const listed = () => useRemoved.getState().entries.map(({ summary }) => summary.id);

describe('a deleted conversation', () => {
  it('leaves the list of deleted ones when it was brought back', async () => {
    bridge.answer('conversation.restoreMany', () => [someSummary()]);
    await restoreRemoved([conversationId]);
    expect(listed()).toEqual([]);
  });

  it('stays there when it could not be brought back', async () => {
    bridge.answer('conversation.restoreMany', () => new Refusal('E_STORAGE'));
    await restoreRemoved([conversationId]);
    expect(listed()).toEqual([conversationId]);
    expect(useToasts.getState().entries).toHaveLength(1);
  });
});

describe('deleting all of them for good', () => {
  const all = Array.from({ length: 10_001 }, (_, index) => `deleted-${index}` as ConversationId);

  it('is asked of those too that the list has not read yet', async () => {
    useRemoved.setState({ hasMore: true });
    bridge.answer('conversation.removedIds', () => all);
    await askToEraseAll();
    expect(useUi.getState().dialog).toEqual({ kind: 'erase-conversations', ids: all });
  });

  it('concerns as many as there are, in as many calls as that takes', async () => {
    bridge.answer('conversation.contents', () => ({ promptCount: 2, answerCount: 3, attachmentCount: 1 }));
    bridge.answer('conversation.erase', ({ ids }: { ids: readonly string[] }) => ({ count: ids.length }));
    expect(await readContents(all)).toEqual({ promptCount: 4, answerCount: 6, attachmentCount: 2 });
    await eraseRemoved(all);
    expect(bridge.callsOf('conversation.erase')).toEqual([{ ids: all.slice(0, 10_000) }, { ids: all.slice(10_000) }]);
    expect(useToasts.getState().entries.map(({ content }) => content)).toEqual([
      { kind: 'conversations-erased', count: 10_001 },
    ]);
  });
});

describe('the list of deleted conversations', () => {
  const entry = (index: number) => ({
    summary: someSummary({ id: `deleted-${index}` as ConversationId }),
    removedAt: 10_000 - index,
  });
  const page = (from: number, count: number, hasMore = true) => ({
    conversations: Array.from({ length: count }, (_, index) => entry(from + index)),
    hasMore,
  });

  it('is read anew as far down as it was read, so that nobody loses the place', async () => {
    useRemoved.setState({ entries: page(0, 700).conversations, hasMore: true, status: 'ready' });
    bridge.answer('conversation.listRemoved', ({ before, limit }: { before?: { id: string }; limit: number }) =>
      page(before === undefined ? 1 : Number(before.id.slice('deleted-'.length)) + 1, limit),
    );
    await readRemoved();
    expect([listed().length, listed()[0], listed().at(-1)]).toEqual([700, 'deleted-1', 'deleted-700']);
  });

  it('does not show again what was brought back while further lines were on their way', async () => {
    const gate = createGate();
    useRemoved.setState({ entries: page(0, 2).conversations, hasMore: true, status: 'ready' });
    bridge.answer('conversation.listRemoved', async () => {
      await gate.opened;
      return page(2, 2, false);
    });
    const more = loadMoreRemoved();
    bridge.answer('conversation.restoreMany', () => [someSummary({ id: 'deleted-0' as ConversationId })]);
    bridge.answer('conversation.listRemoved', () => page(1, 3, false));
    await restoreRemoved(['deleted-0' as ConversationId]);
    gate.open();
    await more;
    await vi.waitFor(() => expect(useRemoved.getState().status).toBe('ready'));
    expect(listed()).toEqual(['deleted-1', 'deleted-2', 'deleted-3']);
  });
});
