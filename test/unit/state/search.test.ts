import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationId } from '../../../src/shared/domain/ids';
import type { SearchHit } from '../../../src/shared/domain/search';
import { loadMoreHits, noWishes, readMoreHits, searchAgain, searchFilters, useSearch } from '../../../src/state/search';
import { groupHits, shownHits } from '../../../src/state/searchGroups';
import { FakeBridge, Refusal } from '../../support/pageRows';

const nowMs = new Date(2026, 4, 20, 12).getTime();

describe('the filters of a search', () => {
  it('are those of the user and nothing else', () => {
    expect(searchFilters(noWishes, nowMs)).toEqual({ who: 'all', isReasoningSearched: false, archived: 'any' });
    expect(searchFilters({ ...noWishes, modelId: 'kimi-k3', who: 'theirs' }, nowMs)).toMatchObject({
      modelId: 'kimi-k3',
      who: 'theirs',
    });
  });

  it('take days as whole days of this place, the last one included', () => {
    const own = { ...noWishes, period: 'own' as const, from: '2026-05-01', to: '2026-05-03' };
    const { fromMs, toMs } = searchFilters(own, nowMs);
    expect([fromMs, toMs]).toEqual([new Date(2026, 4, 1).getTime(), new Date(2026, 4, 4).getTime() - 1]);
    expect(searchFilters({ ...own, from: '', to: '' }, nowMs)).toEqual(searchFilters(noWishes, nowMs));
  });

  it('count back from now', () => {
    expect(searchFilters({ ...noWishes, period: 'week' }, nowMs).fromMs).toBe(nowMs - 7 * 86_400_000);
  });
});

const hit = (conversationId: string, part: SearchHit['part'], date: number): SearchHit => ({
  part,
  conversationId: conversationId as ConversationId,
  title: conversationId.toUpperCase(),
  isArchived: false,
  date,
  snippet: { text: '', ranges: [], isCutBefore: false, isCutAfter: false },
  offset: 0,
  matchCount: 1,
});

describe('hits by conversation', () => {
  it('stand in the order of the newest hit, the title first, and are numbered through', () => {
    const groups = groupHits([
      hit('a', 'answer', 9),
      hit('b', 'prompt', 8),
      hit('a', 'prompt', 7),
      hit('a', 'title', 6),
    ]);
    expect(groups.map(({ title, firstIndex, hits }) => [title, firstIndex, hits.map(({ part }) => part)])).toEqual([
      ['A', 0, ['title', 'answer', 'prompt']],
      ['B', 3, ['prompt']],
    ]);
  });
});

it('an index that is made anew is asked once more, and one that stays damaged is said to have failed', async () => {
  const bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('search.query', () => new Refusal('E_STORAGE', 'index-rebuilt'));
  useSearch.setState({ text: 'moon' });
  searchAgain();
  await vi.waitFor(() => expect(useSearch.getState().state).toBe('failed'));
  expect(bridge.callsOf('search.query')).toHaveLength(2);
});

describe('further hits', () => {
  let bridge: FakeBridge;
  const first = [hit('a', 'answer', 9), hit('b', 'prompt', 8)];

  beforeEach(() => {
    bridge = new FakeBridge();
    vi.stubGlobal('window', { api: bridge.api });
    useSearch.setState({ text: 'moon', state: 'done', hits: first, cursor: 5, marked: 1, hasMoreFailed: false });
  });

  it('leave the mark on the hit that it was on, also where they belong to a conversation above', async () => {
    bridge.answer('search.query', () => ({ hits: [hit('a', 'prompt', 7)], cursor: undefined }));
    await loadMoreHits();
    const { hits, marked } = useSearch.getState();
    expect(shownHits(hits)[marked]).toBe(first[1]);
  });

  it('that cannot be read leave those that are there usable, and are read when the user wants them', async () => {
    bridge.answer('search.query', () => new Refusal('E_STORAGE'));
    await loadMoreHits();
    expect(useSearch.getState()).toMatchObject({ state: 'done', hits: first, hasMoreFailed: true });
    await loadMoreHits();
    expect(bridge.callsOf('search.query')).toHaveLength(1);
    bridge.answer('search.query', () => ({ hits: [hit('c', 'prompt', 7)], cursor: undefined }));
    await readMoreHits();
    expect(useSearch.getState()).toMatchObject({ state: 'done', hasMoreFailed: false, hits: { length: 3 } });
  });
});
