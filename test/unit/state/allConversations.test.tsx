// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationView } from '../../../src/shared/domain/conversationView';
import type { ConversationId, FolderId } from '../../../src/shared/domain/ids';
import { loadMoreOfAll, useAllConversations } from '../../../src/state/allConversations';
import { applyStart } from '../../../src/state/conversations';
import { useFolders } from '../../../src/state/folders';
import { FakeBridge, Refusal, someSummary } from '../../support/pageRows';

let bridge: FakeBridge;
let root: Root;
const host = document.createElement('div');
const folderId = 'folder-1' as FolderId;
const line = (id: string, updatedAt: number, fields = {}) =>
  someSummary({ id: id as ConversationId, updatedAt, ...fields });

function Picker() {
  const { conversations, hasMore } = useAllConversations();
  return <p>{[...conversations.map(({ id }) => id), ...(hasMore ? ['more'] : [])].join(' ')}</p>;
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  const folders = [
    { id: folderId, name: 'Full' },
    { id: 'folder-2' as FolderId, name: 'Empty' },
  ];
  useFolders.setState({ folders, counts: { archived: 1, removed: 0, byFolder: { [folderId]: 1 } } });
  applyStart({ conversations: [line('a', 90)], hasMore: true }, [line('pinned', 60, { isPinned: true })]);
  bridge.answer('conversation.list', ({ view }: { view: ConversationView }) => {
    if (view.kind === 'folder') return { conversations: [line('filed', 95, { folderId })], hasMore: false };
    if (view.kind === 'archived') {
      return { conversations: [line('archived', 70, { isArchived: true })], hasMore: false };
    }
    return { conversations: [line('b', 80)], hasMore: false };
  });
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

describe('all conversations', () => {
  it('are shown as they are read, wherever they lie, newest first', async () => {
    act(() => root.render(<Picker />));
    expect(host.textContent).toBe('a pinned more');
    await act(async () => {
      expect(await loadMoreOfAll()).toBe(true);
    });
    expect(host.textContent).toBe('filed a b archived pinned');
    expect(await loadMoreOfAll()).toBe(false);
  });

  it('are asked for once at a time, and not in folders that are empty', async () => {
    await Promise.all([loadMoreOfAll(), loadMoreOfAll()]);
    expect(bridge.callsOf('conversation.list')).toMatchObject([
      { view: { kind: 'dated' } },
      { view: { kind: 'folder', folderId } },
      { view: { kind: 'archived' } },
    ]);
  });

  it('say so when none could be read, so that nobody asks for ever', async () => {
    bridge.answer('conversation.list', () => new Refusal('E_STORAGE'));
    expect(await loadMoreOfAll()).toBe(false);
  });
});
