import i18next from 'i18next';
import { call } from '../bridge';
import type { ConversationSummary } from '../shared/domain/conversation';
import type { ConversationMark, Folder } from '../shared/domain/folder';
import type { ConversationId, FolderId } from '../shared/domain/ids';
import { numberedName } from '../shared/domain/numberedName';
import { useApp } from './app';
import { dropSelected } from './conversationSelection';
import { applySummaries, applySummary, dropConversations, removeConversation, useConversations } from './conversations';
import { whileCopying } from './copies';
import { refreshCounts } from './folders';
import { useOpenConversation } from './openConversation';
import { openConversation } from './openingConversation';
import { showFailure, showToast } from './toasts';
import { openSettings, useUi } from './ui';

type Ids = readonly ConversationId[];

/** Pins or unpins; a toast is for many at once only, because one is seen to move. */
export async function pinConversations(ids: Ids, isPinned: boolean): Promise<void> {
  await mark(ids, { isPinned }, ids.length > 1 ? (isPinned ? 'pinned' : 'unpinned') : undefined);
}

export async function archiveConversations(ids: Ids, isArchived: boolean): Promise<void> {
  await mark(ids, { isArchived }, isArchived ? 'archived' : 'unarchived');
  // They stand in another list now, where nobody sees that they are selected.
  dropSelected(ids.filter(id => useConversations.getState().byId[id]?.isArchived === isArchived));
}

/** Into a folder, or out of any. */
export async function moveConversations(ids: Ids, folder: Folder | undefined): Promise<void> {
  const { byId } = useConversations.getState();
  const moved = ids.filter(id => byId[id]?.folderId !== folder?.id);
  await mark(moved, { folderId: folder?.id ?? null }, folder === undefined ? 'moved-out' : 'moved', folder?.name);
}

export async function markUnread(ids: Ids, hasUnread: boolean): Promise<void> {
  await mark(ids, { hasUnread });
}

/** Takes back what a toast told of. */
export async function undoMarks(marks: readonly ConversationMark[]): Promise<void> {
  await send(marks);
}

type MarkChange = {
  readonly isPinned?: boolean;
  readonly isArchived?: boolean;
  readonly folderId?: FolderId | null;
  readonly hasUnread?: boolean;
};

async function mark(
  ids: Ids,
  change: MarkChange,
  told?: 'pinned' | 'unpinned' | 'archived' | 'unarchived' | 'moved' | 'moved-out',
  folder?: string,
): Promise<void> {
  const { byId } = useConversations.getState();
  const before = ids.flatMap(id => byId[id] ?? []);
  if (before.length === 0) return;
  const isDone = await send(before.map(({ id }) => ({ id, ...change })));
  if (!isDone || told === undefined) return;
  showToast({
    kind: 'conversations-changed',
    change: told,
    count: before.length,
    title: before[0]?.title ?? '',
    folder,
    undo: before.map(summary => inverse(summary, change)),
  });
}

/** What brings a conversation back to how it was. */
function inverse(summary: ConversationSummary, change: MarkChange): ConversationMark {
  return {
    id: summary.id,
    ...(change.isPinned !== undefined && { isPinned: summary.isPinned }),
    ...(change.isArchived !== undefined && { isArchived: summary.isArchived }),
    ...(change.folderId !== undefined && { folderId: summary.folderId ?? null }),
    ...(change.hasUnread !== undefined && { hasUnread: summary.hasUnread }),
  };
}

async function send(marks: readonly ConversationMark[]): Promise<boolean> {
  try {
    applySummaries(await call('conversation.mark', { marks: marks.map(one => ({ ...one })) }));
    refreshCounts();
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

/** Deletes one or many; one toast brings all of them back. */
export async function removeConversations(ids: Ids): Promise<void> {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    await removeConversation(only);
    refreshCounts();
    return;
  }
  try {
    const removed = await call('conversation.removeMany', { ids: [...ids] });
    dropConversations(removed);
    refreshCounts();
    showToast({ kind: 'conversations-removed', ids: removed });
  } catch (failure) {
    showFailure(failure);
  }
}

/** Brings deleted ones back. Answers whether that worked. */
export async function restoreConversations(ids: Ids): Promise<boolean> {
  try {
    applySummaries(await call('conversation.restoreMany', { ids: [...ids] }));
    refreshCounts();
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

/**
 * A full copy, opened unless the user has gone elsewhere while it was written. Its title says that it is one, and of several copies which.
 */
export async function duplicateConversation(id: ConversationId): Promise<void> {
  try {
    const { byId } = useConversations.getState();
    const titles = new Set(Object.values(byId).map(({ title }) => title));
    const title = copyTitle(byId[id]?.title ?? '', titles);
    const openId = useOpenConversation.getState().id;
    const made = await whileCopying(id, title, () => call('conversation.duplicate', { id, title }));
    if (made === undefined) return;
    const { conversation, cutCount } = made;
    applySummary(conversation);
    refreshCounts();
    const isStillHere = useOpenConversation.getState().id === openId && useUi.getState().dialog === undefined;
    if (isStillHere) await openConversation(conversation.id);
    const ready = isStillHere ? undefined : { id: conversation.id, title: conversation.title };
    showToast({ kind: 'conversation-copied', cutCount, ready });
  } catch (failure) {
    showFailure(failure);
  }
}

const maxTitleCharacters = 500;

/** Of the conversations only those are told apart that the page knows: a title need not be the only one. */
function copyTitle(title: string, titles: ReadonlySet<string>): string {
  if (title === '') return '';
  const mark = i18next.t('history.copyTitle', { title: '' });
  const isCopy = title.replace(/ \d{1,4}$/, '').endsWith(mark);
  const wanted = isCopy ? title : i18next.t('history.copyTitle', { title: title.slice(0, maxTitleCharacters - 50) });
  return numberedName(wanted, candidate => titles.has(candidate));
}

/** Asks the model that was chosen for titles; where none is, leads to where one is chosen. */
export async function suggestTitle(id: ConversationId): Promise<void> {
  if (useApp.getState().settings.titles.model === undefined) {
    openSettings('titles');
    return;
  }
  setTitling(id, true);
  try {
    const result = await call('conversation.suggestTitle', { id });
    if (result.isSet) showToast({ kind: 'title-suggested', id, title: result.title, before: result.before });
    else showToast({ kind: 'title-failed', error: result.error });
  } catch (failure) {
    showFailure(failure);
  } finally {
    setTitling(id, false);
  }
}

/** Takes a suggested title back: the one before it stands again, or none where there was none. */
export async function takeBackTitle(id: ConversationId, title: string, before: string): Promise<void> {
  try {
    applySummary(await call('conversation.takeBackTitle', { id, title, before }));
  } catch (failure) {
    showFailure(failure);
  }
}

function setTitling(id: ConversationId, isAsked: boolean): void {
  const others = useUi.getState().titlingIds.filter(known => known !== id);
  useUi.setState({ titlingIds: isAsked ? [...others, id] : others });
}
