import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SearchIndex } from '../../../electron/search/searchIndex';
import { runSearch, type SearchQuery } from '../../../electron/search/searchQuery';
import type { SearchFilters, SearchPage } from '../../../src/shared/domain/search';

export const noFilters: SearchFilters = { who: 'all', isReasoningSearched: false, archived: 'any' };

/** The index of a history that a test has open. */
export function openIndex(folder: string, name = 'search.db', turnsPerPart?: number): SearchIndex {
  const index = new SearchIndex({
    historyPath: join(folder, 'history.db'),
    indexPath: join(folder, name),
    turnsPerPart,
  });
  onTestFinished(() => index.close());
  return index;
}

/** Brings the index up to date. */
export function finish(index: SearchIndex): void {
  while (index.catchUp());
  while (index.backfill());
  while (index.catchUp());
}

export async function ask(
  index: SearchIndex,
  text: string,
  filters: Partial<SearchFilters> = {},
  more: Partial<SearchQuery> = {},
): Promise<SearchPage> {
  return runSearch({
    history: index.history,
    index: () => index.index,
    query: { text, filters: { ...noFilters, ...filters }, limit: 50, ...more },
    isCancelled: () => false,
    pause: () => Promise.resolve(),
    nowMs: () => 0,
  });
}

/** What was found, as `part: the words marked in the snippet`. */
export async function findings(
  index: SearchIndex,
  text: string,
  filters: Partial<SearchFilters> = {},
): Promise<readonly string[]> {
  const { hits } = await ask(index, text, filters);
  return hits.map(
    ({ part, snippet }) =>
      `${part}: ${snippet.ranges.map(({ start, end }) => snippet.text.slice(start, end)).join(' ')}`,
  );
}
