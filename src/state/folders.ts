import { create } from 'zustand';
import { call } from '../bridge';
import type { ConversationCounts } from '../shared/domain/conversationView';
import { type Folder, maxFolderNameCharacters } from '../shared/domain/folder';
import type { FolderId } from '../shared/domain/ids';
import { visibleName } from '../shared/domain/visibleName';
import { toggleFolder } from './sidebar';
import { showFailure, showToast } from './toasts';

export interface FoldersData {
  /** In their order. */
  readonly folders: readonly Folder[];
  readonly counts: ConversationCounts;
}

export const useFolders = create<FoldersData>()(() => ({
  folders: [],
  counts: { archived: 0, removed: 0, byFolder: {} },
}));

export function folderName({ folders }: FoldersData, id: FolderId | undefined): string | undefined {
  return folders.find(folder => folder.id === id)?.name;
}

let timer: ReturnType<typeof setTimeout> | undefined;
const countDelayMs = 150;

/** Asks again how many conversations stand where they are not all shown; many changes at once are one question. */
export function refreshCounts(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    call('conversation.counts', {})
      .then(counts => useFolders.setState({ counts }))
      // The counts are an extra: the lists themselves say what is there.
      .catch(() => undefined);
  }, countDelayMs);
}

let creating: { readonly name: string; readonly made: Promise<Folder | undefined> } | undefined;

/** Makes a folder; the same again while it is being made, as by a double click, makes no second one. Undefined when it was refused. */
export function createFolder(name: string): Promise<Folder | undefined> {
  if (creating?.name === name) return creating.made;
  const made = makeFolder(name).finally(() => {
    if (creating?.made === made) creating = undefined;
  });
  creating = { name, made };
  return made;
}

async function makeFolder(name: string): Promise<Folder | undefined> {
  try {
    const folder = await call('folder.create', { name: shortName(name) });
    toggleFolder(folder.id, true);
    return folder;
  } catch (failure) {
    showFailure(failure);
    return undefined;
  }
}

export async function renameFolder(id: FolderId, name: string): Promise<void> {
  const short = visibleName(shortName(name));
  if (short === '' || short === folderName(useFolders.getState(), id)) return;
  await attempt(() => call('folder.rename', { id, name: short }));
}

/** Puts a folder where another one stands. */
export async function moveFolder(id: FolderId, toIndex: number): Promise<void> {
  const { folders } = useFolders.getState();
  const moved = folders.find(folder => folder.id === id);
  const index = Math.min(folders.length - 1, Math.max(0, toIndex));
  if (moved === undefined || folders[index]?.id === id) return;
  const order = folders.filter(folder => folder.id !== id).toSpliced(index, 0, moved);
  useFolders.setState({ folders: order });
  const isDone = await attempt(() => call('folder.reorder', { ids: order.map(folder => folder.id) }));
  if (!isDone) useFolders.setState({ folders });
}

/** Its conversations stay; a toast offers to bring the folder back with them. */
export async function removeFolder({ id, name }: Folder): Promise<void> {
  if (await attempt(() => call('folder.remove', { id }))) showToast({ kind: 'folder-removed', id, name });
}

export async function restoreFolder(id: FolderId): Promise<void> {
  if (await attempt(() => call('folder.restore', { id }))) toggleFolder(id, true);
}

function shortName(name: string): string {
  return name.trim().slice(0, maxFolderNameCharacters);
}

async function attempt(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}
