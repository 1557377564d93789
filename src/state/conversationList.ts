import type { ConversationSummary } from '../shared/domain/conversation';
import type { ConversationCounts, ConversationView } from '../shared/domain/conversationView';
import type { Folder } from '../shared/domain/folder';
import type { ConversationId, FolderId } from '../shared/domain/ids';
import { indexOfPlace } from './conversationOrder';
import { type ConversationsData, pagesOf } from './conversations';

/** A month is named by its first day, `month:2026-10`. */
export type SectionName = 'pinned' | 'folders' | 'today' | 'yesterday' | 'week' | `month:${string}`;

/** One line of the list. `key` is its own among all lines; a pinned conversation of a folder stands in both places. */
export type ListRow =
  | { readonly kind: 'section'; readonly key: string; readonly section: SectionName; readonly isOpen: boolean }
  | {
      readonly kind: 'folder';
      readonly key: string;
      readonly folder: Folder;
      readonly isOpen: boolean;
      readonly count: number;
    }
  | {
      readonly kind: 'conversation';
      readonly key: string;
      readonly id: ConversationId;
      /** The folder below which it stands. */
      readonly folderId: FolderId | undefined;
      readonly section: SectionName;
    }
  /** Stands below an open folder without conversations. */
  | { readonly kind: 'empty-folder'; readonly key: string; readonly folderId: FolderId }
  /** Stands where the next page of a folder comes in, and in other lists where one could not be read. */
  | {
      readonly kind: 'more';
      readonly key: string;
      readonly folderId: FolderId | undefined;
      readonly view: ConversationView;
    };

export interface ListInput {
  readonly conversations: Pick<ConversationsData, 'byId' | 'lists'>;
  readonly folders: readonly Folder[];
  readonly counts: ConversationCounts;
  readonly closedSections: readonly string[];
  readonly openFolderIds: readonly FolderId[];
  /** Midnight at which the present day began. */
  readonly todayMs: number;
}

/** Lines of the list: pinned conversations, folders with what lies in the open ones, and the others by the day of their last prompt. */
export function listRows(input: ListInput): readonly ListRow[] {
  const { conversations, folders } = input;
  const rows: ListRow[] = [];
  const addSection = (section: SectionName, addMembers: () => void) => {
    const isOpen = !input.closedSections.includes(section);
    rows.push({ kind: 'section', key: section, section, isOpen });
    if (isOpen) addMembers();
  };
  const addConversations = (ids: readonly ConversationId[], section: SectionName, folderId?: FolderId) => {
    const place = folderId ?? section;
    for (const id of ids) rows.push({ kind: 'conversation', key: `${place}/${id}`, id, folderId, section });
  };

  const pinned = pagesOf(conversations, { kind: 'pinned' }).ids;
  if (pinned.length > 0) addSection('pinned', () => addConversations(pinned, 'pinned'));
  if (folders.length > 0) {
    addSection('folders', () => {
      for (const folder of folders) {
        const isOpen = input.openFolderIds.includes(folder.id);
        const view = { kind: 'folder', folderId: folder.id } as const;
        const pages = pagesOf(conversations, view);
        const count = Math.max(input.counts.byFolder[folder.id] ?? 0, pages.ids.length);
        rows.push({ kind: 'folder', key: folder.id, folder, isOpen, count: pages.hasMore ? count : pages.ids.length });
        if (!isOpen) continue;
        if (pages.ids.length === 0 && !pages.hasMore) {
          rows.push({ kind: 'empty-folder', key: `${folder.id}/empty`, folderId: folder.id });
        }
        addConversations(pages.ids, 'folders', folder.id);
        if (pages.hasMore) rows.push({ kind: 'more', key: `${folder.id}/more`, folderId: folder.id, view });
      }
    });
  }
  const { ids: dated, hasFailed } = pagesOf(conversations, { kind: 'dated' });
  for (const { section, from, to } of daySections(dated, conversations.byId, input.todayMs)) {
    addSection(section, () => addConversations(dated.slice(from, to), section));
  }
  if (hasFailed) rows.push(failedRow({ kind: 'dated' }));
  return rows;
}

/** Lines of the archive: the conversations alone, by day. */
export function archivedRows(
  conversations: Pick<ConversationsData, 'byId' | 'lists'>,
  todayMs: number,
): readonly ListRow[] {
  const { ids, hasFailed } = pagesOf(conversations, { kind: 'archived' });
  const rows = daySections(ids, conversations.byId, todayMs).flatMap(({ section, from, to }): ListRow[] => [
    { kind: 'section', key: section, section, isOpen: true },
    ...ids
      .slice(from, to)
      .map((id): ListRow => ({ kind: 'conversation', key: `archived/${id}`, id, folderId: undefined, section })),
  ]);
  return hasFailed ? [...rows, failedRow({ kind: 'archived' })] : rows;
}

function failedRow(view: ConversationView): ListRow {
  return { kind: 'more', key: `${view.kind}/more`, folderId: undefined, view };
}

interface DaySection {
  readonly section: SectionName;
  readonly from: number;
  readonly to: number;
}

/** Where each day or month begins and ends in a list that is sorted by time. Looks at a few lines only, however long the list. */
function daySections(
  ids: readonly ConversationId[],
  byId: { readonly [id: string]: ConversationSummary },
  todayMs: number,
): readonly DaySection[] {
  const sections: DaySection[] = [];
  let from = 0;
  while (from < ids.length) {
    const updatedAt = byId[ids[from] ?? '']?.updatedAt ?? 0;
    const { section, beginsAt } = sectionAt(updatedAt, todayMs);
    // No id sorts before the empty one, so that all of that moment belong to the section.
    const to = Math.max(from + 1, indexOfPlace(ids, byId, { updatedAt: beginsAt, id: '' as ConversationId }));
    sections.push({ section, from, to });
    from = to;
  }
  return sections;
}

/** The section of a moment, and the moment at which it begins. Days are counted by the calendar, not in hours. */
function sectionAt(updatedAt: number, todayMs: number): { readonly section: SectionName; readonly beginsAt: number } {
  const today = new Date(todayMs);
  const daysAgo = (days: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() - days).getTime();
  if (updatedAt >= todayMs) return { section: 'today', beginsAt: todayMs };
  if (updatedAt >= daysAgo(1)) return { section: 'yesterday', beginsAt: daysAgo(1) };
  if (updatedAt >= daysAgo(7)) return { section: 'week', beginsAt: daysAgo(7) };
  const day = new Date(updatedAt);
  const month = String(day.getMonth() + 1).padStart(2, '0');
  return {
    section: `month:${String(day.getFullYear()).padStart(4, '0')}-${month}`,
    beginsAt: new Date(day.getFullYear(), day.getMonth(), 1).getTime(),
  };
}

/** The first day of a section that is a month. */
export function monthOf(section: SectionName): Date | undefined {
  const [, year, month] = /^month:(\d+)-(\d+)$/.exec(section) ?? [];
  return year === undefined || month === undefined ? undefined : new Date(Number(year), Number(month) - 1, 1);
}

/** How deep a line lies; sections are the first level. */
export function levelOf(row: ListRow): number {
  if (row.kind === 'section') return 1;
  if (row.kind === 'folder') return 2;
  return row.folderId === undefined ? 2 : 3;
}

/** Where a line stands among those of its level below the same line, counted from 1. */
export interface TreePlace {
  readonly position: number;
  /** -1 while nobody knows, as further pages are not read. */
  readonly size: number;
}

/** Places of all lines by their key. With `hasMore` the list goes on behind its last line. */
export function treePlaces(rows: readonly ListRow[], hasMore: boolean): ReadonlyMap<string, TreePlace> {
  const places = new Map<string, TreePlace>();
  /** The lines that are open at each level. */
  const open: ListRow[][] = [];
  const close = (level: number, isEnd: boolean) => {
    for (const siblings of open.splice(level)) {
      const isCut = siblings.at(-1)?.kind === 'more';
      const size = (isEnd && hasMore) || isCut ? -1 : siblings.length;
      for (const [index, { key }] of siblings.entries()) places.set(key, { position: index + 1, size });
    }
  };
  for (const row of rows) {
    const level = levelOf(row);
    close(level, false);
    while (open.length < level) open.push([]);
    open[level - 1]?.push(row);
  }
  close(0, true);
  return places;
}

/** The conversation of each line, where it is one. */
export function conversationOrder(rows: readonly ListRow[]): readonly (ConversationId | undefined)[] {
  return rows.map(row => (row.kind === 'conversation' ? row.id : undefined));
}
