import { create } from 'zustand';
import { call } from '../bridge';
import type { ConversationPage } from '../shared/contract/conversationListRoutes';
import type { ConversationSummary } from '../shared/domain/conversation';
import { type ConversationView, viewKey, viewKeysOf } from '../shared/domain/conversationView';
import type { AnswerId, ConversationId } from '../shared/domain/ids';
import { visibleName } from '../shared/domain/visibleName';
import { comparePlaces, insertId, type Place, removeId } from './conversationOrder';
import { showFailure, showToast } from './toasts';

/** What is known of one list: the pages read so far, in order. */
export interface ListPages {
  readonly ids: readonly ConversationId[];
  /** Last line of the newest page read; undefined while nothing was read. */
  readonly cursor: Place | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  /** The next page could not be read; nothing asks for it by itself. */
  readonly hasFailed: boolean;
}

export interface ConversationsData {
  /**
   * Every line known, of all lists. This table alone is changed in place, its lines never: copying ten thousand entries for each change would
   * take longer than a frame. So watch a line (`state.byId[id]`), not the table.
   */
  readonly byId: { readonly [id: string]: ConversationSummary };
  /** Lists by `viewKey`; one that was never opened is not there. */
  readonly lists: { readonly [key: string]: ListPages };
  /** Live answers by conversation, as far as events told of them. */
  readonly running: { readonly [conversationId: string]: readonly AnswerId[] };
}

const unreadList: ListPages = { ids: [], cursor: undefined, hasMore: true, isLoading: false, hasFailed: false };

export const useConversations = create<ConversationsData>()(() => ({ byId: {}, lists: {}, running: {} }));

/** Pages read so far of a view; none when it was never opened. */
export function pagesOf({ lists }: Pick<ConversationsData, 'lists'>, view: ConversationView): ListPages {
  return lists[viewKey(view)] ?? unreadList;
}

/** Small at first, so that it is there at once; whoever scrolls on gets more at a time. */
const pageSizes = { first: 100, next: 500 };

/** Forgets all lists and takes over what the program tells at the start: the first page by date, and all pinned ones. */
export function applyStart(dated: ConversationPage, pinned: readonly ConversationSummary[]): void {
  useConversations.setState({ byId: {}, lists: {} });
  applyPage({ kind: 'dated' }, dated);
  applyPage({ kind: 'pinned' }, { conversations: pinned, hasMore: false });
}

/** Adds one page below what is there of a list. */
export function applyPage(view: ConversationView, page: ConversationPage): void {
  const key = viewKey(view);
  const before = pagesOf(useConversations.getState(), view);
  const last = page.conversations.at(-1);
  const cursor = last === undefined ? before.cursor : { updatedAt: last.updatedAt, id: last.id };
  useConversations.setState(({ lists }) => ({
    lists: { ...lists, [key]: { ...before, cursor, hasMore: page.hasMore, isLoading: false, hasFailed: false } },
  }));
  applySummaries(page.conversations, key);
}

/** Reads the next page of a list as one comes near its end, unless that has failed. */
export async function loadMoreConversations(view: ConversationView = { kind: 'dated' }): Promise<void> {
  if (!pagesOf(useConversations.getState(), view).hasFailed) await readMoreConversations(view);
}

/** Reads the next page of a list because the user wants it. */
export async function readMoreConversations(view: ConversationView): Promise<void> {
  const { cursor, hasMore, isLoading } = pagesOf(useConversations.getState(), view);
  if (!hasMore || isLoading) return;
  setReading(view, { isLoading: true, hasFailed: false });
  try {
    const before = cursor === undefined ? {} : { before: { updatedAt: cursor.updatedAt, id: cursor.id } };
    applyPage(
      view,
      await call('conversation.list', {
        view,
        ...before,
        limit: cursor === undefined ? pageSizes.first : pageSizes.next,
      }),
    );
  } catch {
    // The list says so where it ends.
    setReading(view, { isLoading: false, hasFailed: true });
  }
}

function setReading(view: ConversationView, reading: Pick<ListPages, 'isLoading' | 'hasFailed'>): void {
  useConversations.setState(state => ({
    lists: { ...state.lists, [viewKey(view)]: { ...pagesOf(state, view), ...reading } },
  }));
}

export function applySummary(summary: ConversationSummary): void {
  applySummaries([summary]);
}

/**
 * Takes over lines and moves them to where they stand now. `pageKey` names the list whose page they are: they go into it even where they were
 * known before.
 */
export function applySummaries(summaries: readonly ConversationSummary[], pageKey?: string): void {
  const { lists } = useConversations.getState();
  const byId = useConversations.getState().byId as { [id: string]: ConversationSummary };
  const edited = new Map<string, ConversationId[]>();
  const edit = (key: string): ConversationId[] | undefined => {
    const known = edited.get(key);
    if (known !== undefined) return known;
    const pages = lists[key];
    if (pages === undefined) return undefined;
    const copy = [...pages.ids];
    edited.set(key, copy);
    return copy;
  };
  for (const summary of summaries) {
    const known = byId[summary.id];
    const next = newer(known, summary);
    const keysBefore = known === undefined ? [] : viewKeysOf(known);
    const keys = viewKeysOf(next);
    const isElsewhere = (key: string) => known?.updatedAt !== next.updatedAt || !keysBefore.includes(key);
    for (const key of keysBefore) {
      if (known === undefined || (keys.includes(key) && !isElsewhere(key))) continue;
      const ids = edit(key);
      if (ids !== undefined) removeId(ids, byId, known);
    }
    byId[next.id] = next;
    for (const key of keys) {
      if (!isElsewhere(key) && key !== pageKey) continue;
      if (!isReached(lists[key], next)) continue;
      const ids = edit(key);
      if (ids !== undefined) insertId(ids, byId, next);
    }
  }
  commit(lists, edited);
}

export function dropConversations(dropped: readonly ConversationId[]): void {
  const { lists } = useConversations.getState();
  const byId = useConversations.getState().byId as { [id: string]: ConversationSummary };
  const edited = new Map<string, ConversationId[]>();
  for (const id of dropped) {
    const known = byId[id];
    if (known === undefined) continue;
    for (const key of viewKeysOf(known)) {
      const ids = edited.get(key) ?? [...(lists[key]?.ids ?? [])];
      edited.set(key, ids);
      removeId(ids, byId, known);
    }
    delete byId[id];
  }
  commit(lists, new Map([...edited].filter(([key]) => lists[key] !== undefined)));
}

/** Tells everybody who watches. Lists that did not change stay the same object. */
function commit(lists: ConversationsData['lists'], edited: ReadonlyMap<string, readonly ConversationId[]>): void {
  if (edited.size === 0) {
    useConversations.setState({});
    return;
  }
  const changed = Object.fromEntries(
    Array.from(edited, ([key, ids]) => [key, { ...(lists[key] ?? unreadList), ids }] as const),
  );
  useConversations.setState({ lists: { ...lists, ...changed } });
}

/** Lines that lie below the last page read would stand beside strangers, so they wait for their page. */
function isReached(pages: ListPages | undefined, place: Place): boolean {
  if (pages === undefined) return false;
  if (!pages.hasMore) return true;
  return pages.cursor !== undefined && comparePlaces(place, pages.cursor) <= 0;
}

/** Notes that an answer runs or has ended, for the marks in the list. */
export function markRunning(conversationId: ConversationId, answerId: AnswerId, isRunning: boolean): void {
  const running = useConversations.getState().running;
  const known = running[conversationId] ?? [];
  if (known.includes(answerId) === isRunning) return;
  const next = isRunning ? [...known, answerId] : known.filter(id => id !== answerId);
  const { [conversationId]: _before, ...others } = running;
  useConversations.setState({ running: next.length === 0 ? others : { ...others, [conversationId]: next } });
}

export async function renameConversation(id: ConversationId, title: string): Promise<void> {
  const trimmed = visibleName(title.trim().slice(0, 500));
  const summary = useConversations.getState().byId[id];
  if (summary === undefined || trimmed === '' || trimmed === summary.title) return;
  try {
    applySummary(await call('conversation.update', { id, revision: summary.revision, title: trimmed }));
  } catch (failure) {
    showFailure(failure);
  }
}

/** Takes a conversation out of the list; a toast offers to bring it back. */
export async function removeConversation(id: ConversationId): Promise<boolean> {
  const summary = useConversations.getState().byId[id];
  if (summary === undefined) return false;
  try {
    await call('conversation.remove', { id, revision: summary.revision });
    dropConversations([id]);
    showToast({ kind: 'conversation-removed', id, title: summary.title });
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

/** Brings a deleted conversation back. Answers whether that worked. */
export async function restoreConversation(id: ConversationId): Promise<boolean> {
  try {
    applySummary(await call('conversation.restore', { id }));
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

function newer(known: ConversationSummary | undefined, summary: ConversationSummary): ConversationSummary {
  return known !== undefined && known.revision > summary.revision ? known : summary;
}
