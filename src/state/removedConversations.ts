import { create } from 'zustand';
import { call } from '../bridge';
import type { ConversationContents, RemovedConversation } from '../shared/domain/conversationView';
import type { ConversationId } from '../shared/domain/ids';
import { restoreConversations } from './conversationActions';
import { refreshCounts } from './folders';
import { showFailure, showToast } from './toasts';

export interface RemovedData {
  readonly entries: readonly RemovedConversation[];
  readonly hasMore: boolean;
  readonly status: 'loading' | 'ready';
}

/** Deleted conversations that can be brought back, the last one first; read when they are looked at. */
export const useRemoved = create<RemovedData>()(() => ({ entries: [], hasMore: false, status: 'loading' }));

const pageSize = 100;

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
    useRemoved.setState({ entries: [...above, ...page.conversations], hasMore: page.hasMore });
  } catch (failure) {
    showFailure(failure);
  } finally {
    useRemoved.setState({ status: 'ready' });
  }
}

export async function restoreRemoved(ids: readonly ConversationId[]): Promise<void> {
  if (await restoreConversations(ids)) forget(ids);
}

/** What is lost with conversations that are deleted for good. */
export function readContents(ids: readonly ConversationId[]): Promise<ConversationContents> {
  return call('conversation.contents', { ids: [...ids] });
}

/** Deletes for good; whoever calls has asked the user. */
export async function eraseRemoved(ids: readonly ConversationId[]): Promise<void> {
  try {
    const { count } = await call('conversation.erase', { ids: [...ids] });
    forget(ids);
    refreshCounts();
    showToast({ kind: 'conversations-erased', count });
  } catch (failure) {
    showFailure(failure);
  }
}

function forget(ids: readonly ConversationId[]): void {
  useRemoved.setState(({ entries }) => ({ entries: entries.filter(({ summary }) => !ids.includes(summary.id)) }));
}
