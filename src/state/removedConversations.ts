import { create } from 'zustand';
import { call } from '../bridge';
import type { ConversationContents, RemovedConversation } from '../shared/domain/conversationView';
import type { ConversationId } from '../shared/domain/ids';
import { restoreConversations } from './conversationActions';
import { refreshCounts } from './folders';
import { showFailure, showToast } from './toasts';
import { openDialog } from './ui';

export interface RemovedData {
  readonly entries: readonly RemovedConversation[];
  readonly hasMore: boolean;
  /** `failed`: the last reading; what was read before stays. */
  readonly status: 'loading' | 'ready' | 'failed';
}

/** Deleted conversations that can be brought back, the last one first; read when they are looked at. */
export const useRemoved = create<RemovedData>()(() => ({ entries: [], hasMore: false, status: 'loading' }));

const pageSize = 100;
/** As many lines as one call answers. */
const mostLines = 500;
/** As many as one call takes. */
const mostIds = 10_000;

/** Counts readings: an answer to an older one is dropped. */
let newest = 0;

/** Reads the list anew, as far down as it was read; what is shown stays until it is there. */
export async function readRemoved(): Promise<void> {
  await readLines([], Math.max(pageSize, useRemoved.getState().entries.length));
}

export async function loadMoreRemoved(): Promise<void> {
  const { entries, hasMore, status } = useRemoved.getState();
  if (hasMore && status === 'ready') await readLines(entries, pageSize);
}

async function readLines(above: readonly RemovedConversation[], count: number): Promise<void> {
  newest += 1;
  const own = newest;
  const end = above.length + count;
  useRemoved.setState({ status: 'loading' });
  try {
    let entries = above;
    let hasMore = true;
    while (hasMore && entries.length < end) {
      const last = entries.at(-1);
      const before = last === undefined ? {} : { before: { removedAt: last.removedAt, id: last.summary.id } };
      const limit = Math.min(mostLines, end - entries.length);
      const page = await call('conversation.listRemoved', { ...before, limit });
      if (own !== newest) return;
      entries = [...entries, ...page.conversations];
      hasMore = page.hasMore && page.conversations.length > 0;
    }
    useRemoved.setState({ entries, hasMore, status: 'ready' });
  } catch {
    if (own === newest) useRemoved.setState({ status: 'failed' });
  }
}

export async function restoreRemoved(ids: readonly ConversationId[]): Promise<void> {
  if (await restoreConversations(ids)) forget(ids);
}

/** Asks whether all deleted conversations are to be deleted for good, those too that the list has not read yet. */
export async function askToEraseAll(): Promise<void> {
  try {
    const ids = await call('conversation.removedIds', {});
    if (ids.length > 0) openDialog({ kind: 'erase-conversations', ids });
    else await readRemoved();
  } catch (failure) {
    showFailure(failure);
  }
}

/** What is lost with conversations that are deleted for good. */
export async function readContents(ids: readonly ConversationId[]): Promise<ConversationContents> {
  const contents = { promptCount: 0, answerCount: 0, attachmentCount: 0 };
  for (const some of inParts(ids)) {
    const { promptCount, answerCount, attachmentCount } = await call('conversation.contents', { ids: some });
    contents.promptCount += promptCount;
    contents.answerCount += answerCount;
    contents.attachmentCount += attachmentCount;
  }
  return contents;
}

/** Deletes for good; whoever calls has asked the user. */
export async function eraseRemoved(ids: readonly ConversationId[]): Promise<void> {
  let erasedCount = 0;
  try {
    for (const some of inParts(ids)) {
      erasedCount += (await call('conversation.erase', { ids: some })).count;
      forget(some);
    }
  } catch (failure) {
    showFailure(failure);
  }
  if (erasedCount === 0) return;
  refreshCounts();
  showToast({ kind: 'conversations-erased', count: erasedCount });
}

function forget(ids: readonly ConversationId[]): void {
  const gone = new Set(ids);
  useRemoved.setState(({ entries }) => ({ entries: entries.filter(({ summary }) => !gone.has(summary.id)) }));
  // What is on its way may hold them still.
  if (useRemoved.getState().status === 'loading') void readRemoved();
}

function inParts(ids: readonly ConversationId[]): readonly ConversationId[][] {
  return Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, part) =>
    ids.slice(part * mostIds, (part + 1) * mostIds),
  );
}
