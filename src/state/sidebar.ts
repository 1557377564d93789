import { create } from 'zustand';
import type { FolderId } from '../shared/domain/ids';
import { narrowWindow, useUi } from './ui';

export const sidebarWidth = { min: 200, usual: 272, max: 520 } as const;

/** How the user left the list of conversations; remembered by this machine. */
export interface SidebarData {
  readonly widthPx: number;
  /** Put away although there would be room for it. */
  readonly isCollapsed: boolean;
  /** Sections that are folded, by their name. */
  readonly closedSections: readonly string[];
  readonly openFolderIds: readonly FolderId[];
  /** Which list is shown. */
  readonly shown: 'conversations' | 'archived' | 'removed';
  /** The line whose name is being changed, by the key of its row. */
  readonly renamedKey: string | undefined;
}

const storageKey = 'couplet.sidebar';

export const useSidebar = create<SidebarData>()(() => ({
  widthPx: sidebarWidth.usual,
  isCollapsed: false,
  closedSections: [],
  openFolderIds: [],
  shown: 'conversations',
  renamedKey: undefined,
  ...readKept(),
}));

useSidebar.subscribe(({ widthPx, isCollapsed, closedSections, openFolderIds }) => {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ widthPx, isCollapsed, closedSections, openFolderIds }));
  } catch {
    // Without storage the list looks as usual at the next start.
  }
});

export function resizeSidebar(widthPx: number): void {
  useSidebar.setState({ widthPx: Math.round(Math.min(sidebarWidth.max, Math.max(sidebarWidth.min, widthPx))) });
}

/** Puts the list away, or brings it back: over the page where there is no room beside it. */
export function showSidebar(isShown: boolean): void {
  if (isNarrow()) useUi.setState({ isListShown: isShown });
  else useSidebar.setState({ isCollapsed: !isShown });
}

export function toggleSidebar(): void {
  showSidebar(isNarrow() ? !useUi.getState().isListShown : useSidebar.getState().isCollapsed);
}

export function showList(shown: SidebarData['shown']): void {
  useSidebar.setState({ shown, renamedKey: undefined });
}

export function toggleSection(section: string, isOpen: boolean): void {
  const others = useSidebar.getState().closedSections.filter(name => name !== section);
  useSidebar.setState({ closedSections: isOpen ? others : [...others.slice(-100), section] });
}

export function toggleFolder(id: FolderId, isOpen: boolean): void {
  const others = useSidebar.getState().openFolderIds.filter(known => known !== id);
  useSidebar.setState({ openFolderIds: isOpen ? [...others, id] : others });
}

function isNarrow(): boolean {
  return matchMedia(narrowWindow).matches;
}

function readKept(): Partial<SidebarData> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const { widthPx, isCollapsed, closedSections, openFolderIds } = kept as { [field: string]: unknown };
    const texts = (value: unknown) => (Array.isArray(value) ? value.filter(text => typeof text === 'string') : []);
    return {
      ...(typeof widthPx === 'number' && {
        widthPx: Math.min(sidebarWidth.max, Math.max(sidebarWidth.min, widthPx)),
      }),
      isCollapsed: isCollapsed === true,
      closedSections: texts(closedSections),
      openFolderIds: texts(openFolderIds) as FolderId[],
    };
  } catch {
    return {};
  }
}
