import type { KeyboardEvent } from 'react';
import { removeConversations } from '../../state/conversationActions';
import { conversationOrder, type ListRow, levelOf } from '../../state/conversationList';
import {
  clearSelection,
  selectAll,
  selectRange,
  toggleSelected,
  useSelection,
} from '../../state/conversationSelection';
import { readMoreConversations } from '../../state/conversations';
import { moveFolder, removeFolder, useFolders } from '../../state/folders';
import { showConversation } from '../../state/openingConversation';
import { toggleFolder, toggleSection, useSidebar } from '../../state/sidebar';
import { openDialog } from '../../state/ui';

export interface TreeKeyContext {
  readonly rows: readonly ListRow[];
  readonly active: number;
  /** Sections cannot be folded. */
  readonly isFixed: boolean;
  /** Makes a line the active one, brings it into sight and puts the focus on it. */
  readonly go: (index: number) => void;
  readonly openMenu: (row: ListRow) => void;
  readonly pageLines: number;
}

/** The keys of the list, as those of any tree; and the ones for conversations. True when the key was one of them. */
export function takeTreeKey(event: KeyboardEvent, context: TreeKeyContext): boolean {
  const { rows, active, go } = context;
  const row = rows[active];
  const isMod = event.ctrlKey || event.metaKey;
  if (row === undefined) return false;
  if (event.altKey) return event.key.startsWith('Arrow') && moveByKey(event.key, row);
  if (isMod) {
    if (event.key.toLowerCase() !== 'a') return false;
    selectAll(conversationOrder(rows).filter(id => id !== undefined));
    return true;
  }
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      step(event.key === 'ArrowDown' ? 1 : -1, event.shiftKey, context);
      return true;
    case 'PageDown':
      go(Math.min(rows.length - 1, active + context.pageLines));
      return true;
    case 'PageUp':
      go(Math.max(0, active - context.pageLines));
      return true;
    case 'Home':
      go(0);
      return true;
    case 'End':
      go(rows.length - 1);
      return true;
    case 'ArrowRight':
      if (!fold(row, true, context)) go(Math.min(rows.length - 1, active + 1));
      return true;
    case 'ArrowLeft':
      if (!fold(row, false, context)) go(parentOf(rows, active));
      return true;
    case 'Enter':
      if (row.kind === 'conversation') void showConversation(row.id);
      else toggle(row, context);
      return true;
    case ' ':
      if (row.kind === 'conversation') toggleSelected(row.id);
      else toggle(row, context);
      return true;
    case 'F2':
      if (row.kind !== 'conversation' && row.kind !== 'folder') return false;
      useSidebar.setState({ renamedKey: row.key });
      return true;
    case 'Delete':
      return removeByKey(row, context);
    case 'm':
    case 'M':
      if (row.kind !== 'conversation') return false;
      openDialog({ kind: 'move-conversations', ids: concerned(row.id) });
      return true;
    case 'F10':
    case 'ContextMenu':
      if (event.key === 'F10' && !event.shiftKey) return false;
      context.openMenu(row);
      return true;
    case 'Escape':
      if (useSelection.getState().ids.size === 0) return false;
      clearSelection();
      return true;
    default:
      return false;
  }
}

/** The selected conversations when this one is among them, else it alone. */
function concerned(id: Extract<ListRow, { kind: 'conversation' }>['id']) {
  const { ids } = useSelection.getState();
  return ids.has(id) ? [...ids] : [id];
}

/** Opens or closes a section or a folder, a section only where it can be folded; tries to read again what could not be read. */
export function toggle(row: ListRow, { isFixed }: Pick<TreeKeyContext, 'isFixed'>): void {
  if (row.kind === 'section' && !isFixed) toggleSection(row.section, !row.isOpen);
  if (row.kind === 'folder') toggleFolder(row.folder.id, !row.isOpen);
  if (row.kind === 'more') void readMoreConversations(row.view);
}

function fold(row: ListRow, isOpen: boolean, context: TreeKeyContext): boolean {
  const canFold = row.kind === 'folder' || (row.kind === 'section' && !context.isFixed);
  if (!canFold || row.isOpen === isOpen) return false;
  toggle(row, context);
  return true;
}

function step(by: 1 | -1, isSelecting: boolean, { rows, active, go }: TreeKeyContext): void {
  const index = active + by;
  const [from, to] = [rows[active], rows[index]];
  if (to === undefined) return;
  go(index);
  if (!isSelecting) return;
  if (to.kind === 'conversation') {
    selectRange(conversationOrder(rows), index, from?.kind === 'conversation' ? from.id : to.id);
  }
}

function parentOf(rows: readonly ListRow[], index: number): number {
  const row = rows[index];
  for (let above = index - 1; above >= 0 && row !== undefined; above--) {
    const other = rows[above];
    if (other !== undefined && levelOf(other) < levelOf(row)) return above;
  }
  return index;
}

function moveByKey(key: string, row: ListRow): boolean {
  if (row.kind !== 'folder' || (key !== 'ArrowUp' && key !== 'ArrowDown')) return false;
  const index = useFolders.getState().folders.findIndex(({ id }) => id === row.folder.id);
  void moveFolder(row.folder.id, index + (key === 'ArrowDown' ? 1 : -1));
  return true;
}

/** The focus goes to the next line that stays. */
function removeByKey(row: ListRow, { rows, active, go }: TreeKeyContext): boolean {
  if (row.kind === 'folder') {
    go(Math.max(0, active - 1));
    void removeFolder(row.folder);
    return true;
  }
  if (row.kind !== 'conversation') return false;
  const ids = concerned(row.id);
  const stays = (other: ListRow | undefined) => other?.kind === 'conversation' && !ids.includes(other.id);
  const next = rows.findIndex((other, index) => index > active && stays(other));
  const before = rows.findLastIndex((other, index) => index < active && stays(other));
  go(next >= 0 ? next : Math.max(0, before));
  clearSelection();
  void removeConversations(ids);
  return true;
}
