import { beforeEach, describe, expect, it, vi } from 'vitest';
import { restoreRemoved, useRemoved } from '../../../src/state/removedConversations';
import { useToasts } from '../../../src/state/toasts';
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
