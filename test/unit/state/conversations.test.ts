import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationSummary } from '../../../src/shared/domain/conversation';
import type { ConversationView } from '../../../src/shared/domain/conversationView';
import type { ConversationId, FolderId } from '../../../src/shared/domain/ids';
import { applyEvent } from '../../../src/state/connect';
import {
  archiveConversations,
  duplicateConversation,
  moveConversations,
  removeConversations,
} from '../../../src/state/conversationActions';
import {
  applyPage,
  applyStart,
  applySummaries,
  applySummary,
  dropConversations,
  loadMoreConversations,
  pagesOf,
  readMoreConversations,
  useConversations,
} from '../../../src/state/conversations';
import '../../../src/state/i18n';
import { useSelection } from '../../../src/state/conversationSelection';
import { useToasts } from '../../../src/state/toasts';
import { FakeBridge, Refusal, someSummary } from '../../support/pageRows';

const folderId = 'folder-1' as FolderId;
const dated: ConversationView = { kind: 'dated' };
const pinned: ConversationView = { kind: 'pinned' };
const inFolder: ConversationView = { kind: 'folder', folderId };
const archived: ConversationView = { kind: 'archived' };

const line = (id: string, updatedAt: number, fields: Partial<ConversationSummary> = {}) =>
  someSummary({ id: id as ConversationId, updatedAt, ...fields });
const idsOf = (view: ConversationView) => pagesOf(useConversations.getState(), view).ids;
const ids = (...names: string[]) => names as ConversationId[];

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  useToasts.setState({ entries: [] });
  useConversations.setState({ byId: {}, lists: {}, running: {} });
});

describe('the lists', () => {
  it('holds lines back that lie below the last page read, until that page comes', () => {
    applyStart({ conversations: [line('a', 90), line('b', 80)], hasMore: true }, []);
    applySummaries([line('far', 10), line('between', 85)]);
    expect(idsOf(dated)).toEqual(['a', 'between', 'b']);
    applyPage(dated, { conversations: [line('c', 40), line('far', 10)], hasMore: false });
    expect(idsOf(dated)).toEqual(['a', 'between', 'b', 'c', 'far']);
  });

  it('moves a conversation up when a prompt was sent, and leaves every other list as it is', () => {
    applyStart({ conversations: [line('a', 90), line('b', 80)], hasMore: false }, [line('p', 5, { isPinned: true })]);
    const before = pagesOf(useConversations.getState(), pinned);
    applySummary(line('b', 99));
    expect(idsOf(dated)).toEqual(['b', 'a']);
    expect(pagesOf(useConversations.getState(), pinned)).toBe(before);
  });

  it('leaves all lists as they are when only a title or a mark changed', () => {
    applyStart({ conversations: [line('a', 90), line('b', 80)], hasMore: false }, []);
    const { lists } = useConversations.getState();
    applySummary(line('b', 80, { title: 'Named', hasUnread: true, revision: 2 }));
    expect(useConversations.getState().lists).toBe(lists);
    expect(useConversations.getState().byId.b).toMatchObject({ title: 'Named', hasUnread: true });
  });

  it('puts a conversation where it belongs now: pinned, into a folder, archived, and back', () => {
    applyStart({ conversations: [line('a', 90), line('b', 80)], hasMore: false }, []);
    applyPage(inFolder, { conversations: [line('f', 70, { folderId })], hasMore: false });
    applySummary(line('a', 90, { isPinned: true, revision: 2 }));
    expect([idsOf(dated), idsOf(pinned)]).toEqual([['b'], ['a']]);
    applySummary(line('a', 90, { isPinned: true, folderId, revision: 3 }));
    expect([idsOf(pinned), idsOf(inFolder)]).toEqual([['a'], ['a', 'f']]);
    applySummary(line('a', 90, { isPinned: true, folderId, isArchived: true, revision: 4 }));
    expect([idsOf(pinned), idsOf(inFolder), idsOf(archived)]).toEqual([[], ['f'], []]);
    applySummary(line('a', 90, { revision: 5 }));
    expect(idsOf(dated)).toEqual(['a', 'b']);
  });

  it('shows a conversation that arrived with the page of a folder although it was known before', () => {
    applySummary(line('f', 70, { folderId }));
    applyPage(inFolder, { conversations: [line('f', 70, { folderId })], hasMore: false });
    expect(idsOf(inFolder)).toEqual(['f']);
  });

  it('does not bring one back into a page that was read before it was moved', () => {
    applySummary(line('a', 90, { folderId, revision: 5 }));
    applyPage(dated, { conversations: [line('a', 90, { revision: 4 })], hasMore: false });
    expect(idsOf(dated)).toEqual([]);
  });

  it('keeps the order of ids where times are equal, and drops each from its place', () => {
    applyPage(dated, { conversations: ['d', 'c', 'b', 'a'].map(id => line(id, 5)), hasMore: false });
    dropConversations(ids('c'));
    applySummary(line('bb', 5));
    expect(idsOf(dated)).toEqual(['d', 'bb', 'b', 'a']);
  });

  it('asks for the next page behind the last line, once at a time', async () => {
    applyStart({ conversations: [line('a', 90)], hasMore: true }, []);
    bridge.answer('conversation.list', () => ({ conversations: [line('b', 80)], hasMore: false }));
    await Promise.all([loadMoreConversations(), loadMoreConversations()]);
    await loadMoreConversations();
    expect(bridge.callsOf('conversation.list')).toEqual([
      { view: dated, before: { updatedAt: 90, id: 'a' }, limit: 500 },
    ]);
    expect(idsOf(dated)).toEqual(['a', 'b']);
  });

  it('takes over what happened to many in one step', () => {
    applyStart({ conversations: [line('a', 90), line('b', 80), line('c', 70)], hasMore: false }, []);
    const steps = vi.fn();
    const stop = useConversations.subscribe(steps);
    applyEvent({
      name: 'conversations.listed',
      payload: [line('a', 90, { folderId, revision: 2 }), line('b', 80, { folderId, revision: 2 })],
    });
    stop();
    expect(idsOf(dated)).toEqual(['c']);
    expect(steps).toHaveBeenCalledTimes(1);
    applyEvent({ name: 'conversations.removed', payload: ids('c') });
    expect(idsOf(dated)).toEqual([]);
  });
});

describe('a copy', () => {
  it.each([
    ['Tides', [], 'Tides copy'],
    ['Tides', ['Tides copy'], 'Tides copy 2'],
    ['Tides copy', [], 'Tides copy 2'],
    ['Tides copy 2', ['Tides copy'], 'Tides copy 3'],
    ['', [], ''],
    ['x'.repeat(500), [], `${'x'.repeat(450)} copy`],
  ])('of %j beside %j is called %j', async (title, others, copy) => {
    applyStart(
      {
        conversations: [title, ...others].map((text, index) => line(`${index}`, 90 - index, { title: text })),
        hasMore: false,
      },
      [],
    );
    bridge.answer('conversation.duplicate', () => new Refusal('E_STORAGE', 'disk-full'));
    await duplicateConversation('0' as ConversationId);
    expect(bridge.callsOf('conversation.duplicate')).toEqual([{ id: '0', title: copy }]);
  });
});

describe('what is done with many', () => {
  it('is taken back by one undo, each to where it was', async () => {
    applyStart({ conversations: [line('a', 90), line('b', 80)], hasMore: false }, []);
    applySummary(line('c', 70, { folderId: 'folder-2' as FolderId }));
    bridge.answer('conversation.mark', () => []);
    await moveConversations(ids('a', 'b', 'c'), { id: folderId, name: 'Work' });
    expect(bridge.callsOf('conversation.mark')).toEqual([{ marks: ids('a', 'b', 'c').map(id => ({ id, folderId })) }]);
    expect(useToasts.getState().entries.at(-1)?.content).toMatchObject({
      kind: 'conversations-changed',
      change: 'moved',
      count: 3,
      folder: 'Work',
      undo: [
        { id: 'a', folderId: null },
        { id: 'b', folderId: null },
        { id: 'c', folderId: 'folder-2' },
      ],
    });
  });

  it('says nothing when it was refused but why', async () => {
    applyStart({ conversations: [line('a', 90)], hasMore: false }, []);
    bridge.answer('conversation.mark', () => new Refusal('E_STORAGE', 'disk-full'));
    await archiveConversations(ids('a'), true);
    expect(useToasts.getState().entries.map(({ content }) => content)).toEqual([
      { kind: 'failure', code: 'E_STORAGE', reason: 'disk-full' },
    ]);
    expect(idsOf(dated)).toEqual(['a']);
  });

  it('deletes in one step, with one undo', async () => {
    applyStart({ conversations: [line('a', 90), line('b', 80), line('c', 70)], hasMore: false }, []);
    bridge.answer('conversation.removeMany', ({ ids: asked }: { ids: string[] }) => asked);
    await removeConversations(ids('a', 'c'));
    expect(idsOf(dated)).toEqual(['b']);
    expect(useToasts.getState().entries.map(({ content }) => content)).toEqual([
      { kind: 'conversations-removed', ids: ['a', 'c'] },
    ]);
  });
});

it('what is archived alone is no longer among those that are selected', async () => {
  applyStart({ conversations: [line('a', 90), line('b', 80)], hasMore: false }, []);
  useSelection.setState({ ids: new Set(ids('a', 'b')), anchor: undefined, isMode: true });
  bridge.answer('conversation.mark', () => [line('a', 90, { isArchived: true, revision: 2 })]);
  await archiveConversations(ids('a'), true);
  expect([...useSelection.getState().ids]).toEqual(['b']);
});

it('a page that could not be read is asked for again when the user wants it, and not by itself', async () => {
  applyStart({ conversations: [line('a', 90)], hasMore: true }, []);
  bridge.answer('conversation.list', () => new Refusal('E_STORAGE'));
  await loadMoreConversations();
  await loadMoreConversations();
  expect(bridge.callsOf('conversation.list')).toHaveLength(1);
  bridge.answer('conversation.list', () => ({ conversations: [line('b', 80)], hasMore: false }));
  await readMoreConversations(dated);
  expect(idsOf(dated)).toEqual(['a', 'b']);
});
