import { create } from 'zustand';
import { CallFailureError, call } from '../bridge';
import type { SearchChoices, SearchFilters, SearchHit, SearchStatus } from '../shared/domain/search';
import { maxQueryCharacters, searchTerms } from '../shared/domain/searchTerms';
import { shownHits } from './searchGroups';
import { openDialog, useUi } from './ui';

/** Days back from now, or two days of the user's own. */
export type SearchPeriod = 'any' | 'day' | 'week' | 'month' | 'year' | 'own';

/** What the user set; `from` and `to` are days as `2026-01-31`, empty where they are open. */
export interface SearchWishes
  extends Pick<SearchFilters, 'who' | 'isReasoningSearched' | 'archived' | 'modelId' | 'folderId'> {
  readonly period: SearchPeriod;
  readonly from: string;
  readonly to: string;
}

export interface SearchData {
  readonly text: string;
  readonly wishes: SearchWishes;
  readonly state: 'idle' | 'searching' | 'done' | 'failed';
  readonly hits: readonly SearchHit[];
  /** What the hits were searched with: while more is typed they are still those of the text before. */
  readonly hitsText: string;
  readonly cursor: number | undefined;
  readonly isLoadingMore: boolean;
  /** Further hits could not be read; nothing asks for them by itself. */
  readonly hasMoreFailed: boolean;
  /** Place of the marked hit in the order in which hits are shown. */
  readonly marked: number;
  readonly choices: SearchChoices;
  readonly index: SearchStatus;
}

export const noWishes: SearchWishes = {
  who: 'all',
  isReasoningSearched: false,
  archived: 'any',
  period: 'any',
  from: '',
  to: '',
};

export const useSearch = create<SearchData>()(() => ({
  text: '',
  wishes: noWishes,
  state: 'idle',
  hits: [],
  hitsText: '',
  cursor: undefined,
  isLoadingMore: false,
  hasMoreFailed: false,
  marked: 0,
  choices: { modelIds: [], folders: [] },
  index: { state: 'starting', done: 0, total: 0 },
}));

const pageSize = 50;
/** So long after the last key, so that a word typed at one go is one search. */
const typingMs = 120;

let timer: ReturnType<typeof setTimeout> | undefined;
/** Counts searches: an answer to an older one is dropped. */
let newest = 0;

/** Opens the search over all conversations; with a text it begins at once, without one it shows what was searched last. */
export function openSearch(text?: string): void {
  useUi.setState({ isListShown: false });
  openDialog({ kind: 'search' });
  loadChoices();
  void call('search.status', {})
    .then(applySearchStatus)
    .catch(() => undefined);
  if (text !== undefined) useSearch.setState({ text: text.slice(0, maxQueryCharacters), wishes: noWishes });
  search(0);
}

/** Takes over what was typed and searches for it. */
export function typeSearch(text: string): void {
  useSearch.setState({ text: text.slice(0, maxQueryCharacters) });
  search(typingMs);
}

export function wish(change: Partial<SearchWishes>): void {
  useSearch.setState(({ wishes }) => ({ wishes: { ...wishes, ...change } }));
  search(0);
}

export function clearWishes(): void {
  wish({ ...noWishes, modelId: undefined, folderId: undefined });
}

export function searchAgain(): void {
  search(0);
}

/** Takes over how far the index is; what was searched meanwhile is searched again once it is whole. */
export function applySearchStatus(index: SearchStatus): void {
  const before = useSearch.getState().index;
  useSearch.setState({ index });
  const isNowWhole = index.state === 'ready' && before.state === 'indexing';
  if (!isNowWhole || useUi.getState().dialog?.kind !== 'search') return;
  loadChoices();
  search(0);
}

function loadChoices(): void {
  void call('search.choices', {})
    .then(choices => useSearch.setState({ choices }))
    // Without them the other filters do.
    .catch(() => undefined);
}

/** Hits below those that are shown, unless reading them has failed. */
export async function loadMoreHits(): Promise<void> {
  if (!useSearch.getState().hasMoreFailed) await readMoreHits();
}

/** Hits below those that are shown, because the user wants them. */
export async function readMoreHits(): Promise<void> {
  const { cursor, isLoadingMore, state } = useSearch.getState();
  if (cursor === undefined || isLoadingMore || state !== 'done') return;
  const own = newest;
  useSearch.setState({ isLoadingMore: true, hasMoreFailed: false });
  try {
    const page = await ask(cursor);
    if (own === newest) useSearch.setState(state => ({ ...withMoreHits(state, page.hits), cursor: page.cursor }));
  } catch {
    if (own === newest) useSearch.setState({ hasMoreFailed: true });
  } finally {
    if (own === newest) useSearch.setState({ isLoadingMore: false });
  }
}

/** Further hits can belong to conversations that stand above: the mark stays on its hit, and not on its place. */
function withMoreHits({ hits, marked }: SearchData, more: readonly SearchHit[]): Pick<SearchData, 'hits' | 'marked'> {
  const hit = shownHits(hits)[marked];
  const all = [...hits, ...more];
  return { hits: all, marked: hit === undefined ? marked : shownHits(all).indexOf(hit) };
}

function search(delayMs: number): void {
  clearTimeout(timer);
  newest += 1;
  useSearch.setState({ hasMoreFailed: false });
  if (searchTerms(useSearch.getState().text).length === 0) {
    useSearch.setState({ state: 'idle', hits: [], cursor: undefined, isLoadingMore: false, marked: 0 });
    return;
  }
  useSearch.setState({ state: 'searching', isLoadingMore: false });
  const own = newest;
  timer = setTimeout(() => void run(own), delayMs);
}

async function run(own: number, isSecondTry = false): Promise<void> {
  const hitsText = useSearch.getState().text;
  try {
    const page = await ask(undefined);
    if (own !== newest) return;
    useSearch.setState({ state: 'done', hits: page.hits, hitsText, cursor: page.cursor, marked: 0 });
    // Models come into the index with their answers.
    if (useSearch.getState().choices.modelIds.length === 0) loadChoices();
  } catch (failure) {
    if (own !== newest) return;
    const reason = failure instanceof CallFailureError ? failure.reason : undefined;
    // The index was damaged and is made anew: what is in it already can be found. One that is damaged again and again is not waited for.
    if (reason === 'index-rebuilt' && !isSecondTry) await run(own, true);
    else useSearch.setState({ state: 'failed', hits: [], cursor: undefined });
  }
}

function ask(cursor: number | undefined) {
  const { text, wishes } = useSearch.getState();
  return call('search.query', {
    text,
    filters: searchFilters(wishes, Date.now()),
    limit: pageSize,
    ...(cursor !== undefined && { cursor }),
  });
}

const dayMs = 24 * 60 * 60 * 1_000;
const periodDays: { readonly [Period in SearchPeriod]?: number } = { day: 1, week: 7, month: 30, year: 365 };

/** The filters as the main process takes them. Days are those of this machine's time zone. */
export function searchFilters(wishes: SearchWishes, nowMs: number): SearchFilters {
  const { who, isReasoningSearched, archived, modelId, folderId, period, from, to } = wishes;
  const days = periodDays[period];
  const fromMs = days !== undefined ? nowMs - days * dayMs : period === 'own' ? dayStart(from) : undefined;
  const lastDay = period === 'own' ? dayStart(to) : undefined;
  return {
    who,
    isReasoningSearched,
    archived,
    ...(modelId !== undefined && { modelId }),
    ...(folderId !== undefined && { folderId }),
    ...(fromMs !== undefined && { fromMs }),
    ...(lastDay !== undefined && { toMs: nextDay(lastDay) - 1 }),
  };
}

function dayStart(day: string): number | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const startMs = new Date(year, month - 1, date).getTime();
  return Number.isNaN(startMs) ? undefined : startMs;
}

/** A day of a change of the clock is not 24 hours long. */
function nextDay(startMs: number): number {
  const day = new Date(startMs);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}
