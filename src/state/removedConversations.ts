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
/** As many as one call takes. */
const mostIds = 10_000;

/** Reads the list anew; what is shown stays until it is there. */
export async function readRemoved(): Promise<void> {
  await readPage([]);
}

export async function loadMoreRemoved(): Promise<void> {
  const { entries, hasMore, status } = useRemoved.getState();
  if (hasMore && status === 'ready') await readPage(entries);
}

async function readPage(above: readonly RemovedConversation[]): Promise<void> {
  useRemoved.setState({ status: 'loading' });
  try {
    const last = above.at(-1);
    const before = last === undefined ? {} : { before: { removedAt: last.removedAt, id: last.summary.id } };
    const page = await call('conversation.listRemoved', { ...before, limit: pageSize });
    useRemoved.setState({ entries: [...above, ...page.conversations], hasMore: page.hasMore, status: 'ready' });
  } catch {
    useRemoved.setState({ status: 'failed' });
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
}

function inParts(ids: readonly ConversationId[]): readonly ConversationId[][] {
  return Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, part) =>
    ids.slice(part * mostIds, (part + 1) * mostIds),
  );
}
