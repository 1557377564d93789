import { beforeEach, describe, expect, it } from 'vitest';
import type { ConversationSummary } from '../../../src/shared/domain/conversation';
import type { ConversationId, FolderId } from '../../../src/shared/domain/ids';
import { archivedRows, type ListInput, listRows, treePlaces } from '../../../src/state/conversationList';
import { applyPage, applyStart, useConversations } from '../../../src/state/conversations';
import { someSummary } from '../../support/pageRows';

const today = new Date(2026, 10, 24);
const at = (daysAgo: number, hour = 12) => new Date(2026, 10, 24 - daysAgo, hour).getTime();
const folderId = 'folder-1' as FolderId;
const folder = { id: folderId, name: 'Work' };
const noCounts = { archived: 0, removed: 0, byFolder: {} };

const line = (id: string, updatedAt: number, fields: Partial<ConversationSummary> = {}) =>
  someSummary({ id: id as ConversationId, updatedAt, ...fields });

function start(dated: readonly ConversationSummary[], pinned: readonly ConversationSummary[] = [], hasMore = false) {
  const byTime = dated.toSorted((a, b) => b.updatedAt - a.updatedAt);
  applyStart({ conversations: byTime, hasMore }, pinned);
}

function drawn(input: Partial<ListInput> = {}) {
  const rows = listRows({
    conversations: useConversations.getState(),
    folders: [],
    counts: noCounts,
    closedSections: [],
    openFolderIds: [],
    todayMs: today.getTime(),
    ...input,
  });
  return rows.map(row => {
    if (row.kind === 'section') return `# ${row.section}${row.isOpen ? '' : ' …'}`;
    if (row.kind === 'folder') return `${row.folder.name} (${row.count})`;
    return row.kind === 'conversation' ? row.id : row.kind;
  });
}

beforeEach(() => useConversations.setState({ byId: {}, lists: {}, running: {} }));

describe('listRows', () => {
  it('groups by the day of the last prompt and then by month, newest first', () => {
    start([
      line('long-ago', at(400)),
      line('old', at(40)),
      line('yesterday', at(1, 23)),
      line('morning', at(0, 0)),
      line('noon', at(0, 12)),
      line('week', at(7, 0)),
      line('this-month', at(8, 23)),
    ]);
    expect(drawn()).toEqual([
      '# today',
      'noon',
      'morning',
      '# yesterday',
      'yesterday',
      '# week',
      'week',
      '# month:2026-11',
      'this-month',
      '# month:2026-10',
      'old',
      '# month:2025-10',
      'long-ago',
    ]);
  });

  it('counts days by the calendar where one has 23 or 25 hours', () => {
    // Whatever the time zone: the first moment of a day and the last one of the day before stand on two sides.
    for (const day of [new Date(2026, 2, 30), new Date(2026, 9, 26), new Date(2026, 10, 2)]) {
      const midnight = day.getTime();
      const before = new Date(day.getFullYear(), day.getMonth(), day.getDate() - 1).getTime();
      start([line('first', midnight), line('last', midnight - 1), line('dawn', before), line('eve', before - 1)]);
      expect(drawn({ todayMs: midnight })).toEqual([
        '# today',
        'first',
        '# yesterday',
        'last',
        'dawn',
        '# week',
        'eve',
      ]);
    }
  });

  it('puts one from the future, when the clock was set back, under today', () => {
    start([line('future', at(-3)), line('now', at(0))]);
    expect(drawn()).toEqual(['# today', 'future', 'now']);
  });

  it('puts pinned conversations on top, whatever their day', () => {
    start([line('a', at(0))], [line('p', at(90), { isPinned: true })]);
    expect(drawn()).toEqual(['# pinned', 'p', '# today', 'a']);
  });

  it('shows what lies in an open folder, and a pinned one there too', () => {
    start([line('a', at(0))], [line('p', at(3), { isPinned: true, folderId })]);
    applyPage(
      { kind: 'folder', folderId },
      {
        conversations: [line('f', at(1), { folderId }), line('p', at(3), { isPinned: true, folderId })],
        hasMore: false,
      },
    );
    const closed = ['# pinned', 'p', '# folders', 'Work (2)', '# today', 'a'];
    expect(drawn({ folders: [folder] })).toEqual(closed);
    expect(drawn({ folders: [folder], openFolderIds: [folderId] })).toEqual(closed.toSpliced(4, 0, 'f', 'p'));
  });

  it('says how many lie in a folder that was not read yet, and asks for them when it is opened', () => {
    const counts = { ...noCounts, byFolder: { [folderId]: 250 } };
    expect(drawn({ folders: [folder], counts, openFolderIds: [folderId] })).toEqual([
      '# folders',
      'Work (250)',
      'more',
    ]);
  });

  it('says that an open folder is empty', () => {
    applyPage({ kind: 'folder', folderId }, { conversations: [], hasMore: false });
    expect(drawn({ folders: [folder], openFolderIds: [folderId] })).toEqual(['# folders', 'Work (0)', 'empty-folder']);
  });

  it('leaves the lines of a folded section out', () => {
    start([line('a', at(0)), line('b', at(1))]);
    expect(drawn({ closedSections: ['today'] })).toEqual(['# today …', '# yesterday', 'b']);
  });

  it('draws ten thousand lines with a few looks at them', () => {
    const many = Array.from({ length: 10_000 }, (_none, index) => line(`c${index}`, at(0, 20) - index * 3_600_000));
    start(many);
    let looks = 0;
    const { byId, lists } = useConversations.getState();
    const counted = new Proxy(byId, {
      get: (table, id: string) => {
        looks += 1;
        return table[id];
      },
    });
    const rows = listRows({
      conversations: { byId: counted, lists },
      folders: [],
      counts: noCounts,
      closedSections: [],
      openFolderIds: [],
      todayMs: today.getTime(),
    });
    expect(rows.filter(row => row.kind === 'conversation')).toHaveLength(10_000);
    expect(looks).toBeLessThan(400);
  });
});

describe('archivedRows', () => {
  it('has the archived conversations alone, by day', () => {
    start([line('a', at(0))]);
    applyPage(
      { kind: 'archived' },
      { conversations: [line('x', at(0), { isArchived: true, folderId, isPinned: true })], hasMore: false },
    );
    expect(archivedRows(useConversations.getState(), today.getTime()).map(row => row.key)).toEqual([
      'today',
      'archived/x',
    ]);
  });
});

describe('the place of a line among its siblings', () => {
  const places = (hasMore: boolean, input: Partial<ListInput> = {}) => {
    const rows = listRows({
      conversations: useConversations.getState(),
      folders: [folder, { id: 'folder-2' as FolderId, name: 'Home' }],
      counts: noCounts,
      closedSections: [],
      openFolderIds: [folderId],
      todayMs: today.getTime(),
      ...input,
    });
    const found = treePlaces(rows, hasMore);
    return rows.map(({ key }) => {
      const { position, size } = found.get(key) ?? {};
      return `${key} ${position}/${size}`;
    });
  };

  it('is counted below each section and each folder by itself', () => {
    start([line('a', at(0)), line('b', at(0, 1)), line('c', at(1))], [line('p', at(3), { isPinned: true })]);
    applyPage({ kind: 'folder', folderId }, { conversations: [line('f', at(2), { folderId })], hasMore: false });
    expect(places(false)).toEqual([
      'pinned 1/4',
      'pinned/p 1/1',
      'folders 2/4',
      'folder-1 1/2',
      'folder-1/f 1/1',
      'folder-2 2/2',
      'today 3/4',
      'today/a 1/2',
      'today/b 2/2',
      'yesterday 4/4',
      'yesterday/c 1/1',
    ]);
  });

  it('is of an unknown number where further pages are not read', () => {
    start([line('a', at(0)), line('c', at(1))], [], true);
    applyPage({ kind: 'folder', folderId }, { conversations: [line('f', at(2), { folderId })], hasMore: true });
    expect(places(true)).toEqual([
      'folders 1/-1',
      'folder-1 1/2',
      'folder-1/f 1/-1',
      'folder-1/more 2/-1',
      'folder-2 2/2',
      'today 2/-1',
      'today/a 1/1',
      'yesterday 3/-1',
      'yesterday/c 1/-1',
    ]);
  });
});

it('a list whose next page could not be read ends with a line that says so', () => {
  start([line('a', at(0))], [], true);
  const { lists } = useConversations.getState();
  const failed = (key: string) => ({
    ...(lists.dated ?? { ids: [], cursor: undefined, hasMore: true, isLoading: false }),
    hasFailed: true,
    ...(key === 'archived' && { ids: [] }),
  });
  useConversations.setState({ lists: { ...lists, dated: failed('dated'), archived: failed('archived') } });
  expect(drawn()).toEqual(['# today', 'a', 'more']);
  expect(archivedRows(useConversations.getState(), today.getTime())).toMatchObject([
    { kind: 'more', view: { kind: 'archived' } },
  ]);
});
