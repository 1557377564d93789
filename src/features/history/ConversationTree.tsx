import { type KeyboardEvent, type MouseEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { type ConversationView, viewKey } from '../../shared/domain/conversationView';
import type { FolderId } from '../../shared/domain/ids';
import { conversationOrder, type ListRow, levelOf, type TreePlace, treePlaces } from '../../state/conversationList';
import { clearSelection, selectRange, toggleSelected, useSelection } from '../../state/conversationSelection';
import { loadMoreConversations, pagesOf, useConversations } from '../../state/conversations';
import { folderName, useFolders } from '../../state/folders';
import { useOpenConversation } from '../../state/openConversation';
import { showConversation } from '../../state/openingConversation';
import { useSidebar } from '../../state/sidebar';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';
import { isComposingKey } from '../../ui/composing';
import { useKeptFocus } from '../../ui/useKeptFocus';
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList';
import { ConversationLine } from './ConversationLine';
import { FolderLine } from './FolderLine';
import { focusRow } from './focusRow';
import { LineMenu, type MenuTarget } from './LineMenu';
import { SectionLine } from './SectionLine';
import { TreeLine, type TreeLineProps } from './TreeLine';
import { takeTreeKey, toggle } from './treeKeys';
import type { Dragged } from './treeTarget';
import { useRowDrag } from './useRowDrag';

const linePx = 35;
/** The next page is asked for this far before the end comes into sight. */
const nearEndLines = 100;

interface ConversationTreeProps {
  readonly label: string;
  readonly rows: readonly ListRow[];
  /** Sections cannot be folded. */
  readonly isFixed?: boolean;
  /** Further lines are not read yet. */
  readonly hasMore: boolean;
  readonly onNearEnd: () => void;
}

/** The lines of a list as a tree. Only those in sight are in the page; one of them is reached by Tab, the others by the arrow keys. */
export function ConversationTree({ label, rows, isFixed = false, hasMore, onNearEnd }: ConversationTreeProps) {
  const list = useRef<VirtualListHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const tree = useRef<HTMLElement>(null);
  const openId = useOpenConversation(state => state.id);
  const [activeKey, setActiveKey] = useState<string>();
  const [menu, setMenu] = useState<MenuTarget>();
  const latestRows = useRef(rows);
  latestRows.current = rows;
  const rowOf = useCallback((key: string) => latestRows.current.find(row => row.key === key), []);
  const { drag, onPointerDown, takesClick } = useRowDrag(tree, rowOf);

  /** The line that had the keyboard last, and where it stood then. */
  const stood = useRef<{ readonly row: ListRow | undefined; readonly index: number }>({ row: undefined, index: 0 });
  const active = useMemo(() => {
    const known = rows.findIndex(row => row.key === activeKey);
    if (known >= 0) {
      stood.current = { row: rows[known], index: known };
      return known;
    }
    const open = rows.findIndex(row => row.kind === 'conversation' && row.id === openId);
    return open >= 0 ? open : 0;
  }, [rows, activeKey, openId]);
  const places = useMemo(() => treePlaces(rows, hasMore), [rows, hasMore]);
  const kept = useMemo(() => [active], [active]);

  useEffect(() => {
    tree.current = frame.current?.querySelector<HTMLElement>('[role="tree"]') ?? null;
  }, []);

  // A conversation that was opened from elsewhere is brought into sight; at the start the list stands at its top.
  const shownId = useRef(openId);
  useEffect(() => {
    if (shownId.current === openId) return;
    shownId.current = openId;
    const index = latestRows.current.findIndex(row => row.kind === 'conversation' && row.id === openId);
    if (index >= 0) list.current?.scrollToIndex(index, { align: 'nearest' });
  }, [openId]);

  // A first page that does not fill the window would never be scrolled.
  const isShort = rows.length * linePx < innerHeight;
  useEffect(() => {
    if (isShort && rows.length >= 0) onNearEnd();
  }, [isShort, rows.length, onNearEnd]);

  const go = (index: number) => {
    const row = rows[index];
    if (row === undefined) return;
    setActiveKey(row.key);
    list.current?.scrollToIndex(index, { align: 'nearest' });
    focusRow(row.key);
  };
  // The keyboard goes with a line that was pinned or filed and stands elsewhere now, else to what took its place.
  useKeptFocus(frame, () => {
    const { row: gone, index: before } = stood.current;
    const kept = rows.findIndex(row => row.key === gone?.key);
    const isSame = (row: ListRow) => row.kind === 'conversation' && gone?.kind === 'conversation' && row.id === gone.id;
    const index = kept >= 0 ? kept : rows.findIndex(isSame);
    go(index >= 0 ? index : Math.min(before, rows.length - 1));
  });
  const openMenu = (row: ListRow, at?: { readonly x: number; readonly y: number }) => {
    if (row.kind !== 'conversation' && row.kind !== 'folder') return;
    const box = tree.current?.querySelector(`[data-row="${CSS.escape(row.key)}"]`)?.getBoundingClientRect();
    setActiveKey(row.key);
    setMenu({
      rowKey: row.key,
      of: row.kind === 'folder' ? { folder: row.folder } : { conversationId: row.id },
      x: at?.x ?? (box?.right ?? 0) - 28,
      y: at?.y ?? (box?.bottom ?? 0) - 4,
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposingKey(event.nativeEvent) || (event.target as HTMLElement).closest('button, input') !== null) return;
    const pageLines = Math.max(1, Math.floor((tree.current?.clientHeight ?? 0) / linePx) - 1);
    if (takeTreeKey(event, { rows, active, isFixed, go, openMenu, pageLines })) event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    if (takesClick()) return;
    const element = event.target as HTMLElement;
    const row = rowOf(element.closest<HTMLElement>('[data-row]')?.dataset.row ?? '');
    if (row === undefined || element.closest('input') !== null) return;
    if (element.closest('[data-menu-button]') !== null) {
      openMenu(row);
      return;
    }
    setActiveKey(row.key);
    if (row.kind !== 'conversation') {
      toggle(row, { isFixed });
      return;
    }
    if (event.shiftKey) selectRange(conversationOrder(rows), rows.indexOf(row), openId);
    else if (event.ctrlKey || event.metaKey || useSelection.getState().isMode) toggleSelected(row.id);
    else {
      clearSelection();
      void showConversation(row.id);
    }
  };
  const onDoubleClick = (event: MouseEvent) => {
    const element = event.target as HTMLElement;
    const row = rowOf(element.closest<HTMLElement>('[data-row]')?.dataset.row ?? '');
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && element.closest('button, input') === null;
    if (row?.kind === 'conversation' && isPlain && useSelection.getState().ids.size === 0) {
      useSidebar.setState({ renamedKey: row.key });
    }
  };
  const onContextMenu = (event: MouseEvent) => {
    const row = rowOf((event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row ?? '');
    if (row === undefined) return;
    event.preventDefault();
    // A menu that was asked for by key has no place of its own.
    openMenu(row, event.button === 2 ? { x: event.clientX, y: event.clientY } : undefined);
  };

  return (
    <div ref={frame} className="h-full" onPointerDown={onPointerDown}>
      <VirtualList
        ref={list}
        data={rows}
        itemSize={linePx}
        keepMounted={kept}
        role="tree"
        aria-label={label}
        aria-multiselectable
        areLinesClipped
        className="bg-sunken px-2 pb-3 outline-none select-none"
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onContextMenu={onContextMenu}
        onFocus={event => {
          const key = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row;
          if (key !== undefined) setActiveKey(key);
        }}
        onScroll={offset => {
          if ((rows.length - nearEndLines) * linePx < offset + innerHeight) onNearEnd();
        }}
      >
        {(row, index) => (
          <Line
            key={row.key}
            row={row}
            place={places.get(row.key)}
            isFixed={isFixed}
            isActive={index === active}
            isTarget={drag !== undefined && drag.target === row.key}
          />
        )}
      </VirtualList>
      {menu !== undefined && <LineMenu target={menu} onClose={() => setMenu(undefined)} />}
      {drag !== undefined && <Ghost dragged={drag.dragged} x={drag.x} y={drag.y} />}
    </div>
  );
}

interface LineProps {
  readonly row: ListRow;
  readonly place: TreePlace | undefined;
  readonly isFixed: boolean;
  readonly isActive: boolean;
  readonly isTarget: boolean;
}

/** Remembered: while the list is scrolled, every line in sight is asked for again in every frame. */
const Line = memo(function Line({ row, place, isFixed, isActive, isTarget }: LineProps) {
  const { t } = useTranslation();
  const line = { rowKey: row.key, level: levelOf(row), place, isActive };
  switch (row.kind) {
    case 'section':
      return <SectionLine {...line} section={row.section} isOpen={row.isOpen} isFixed={isFixed} isTarget={isTarget} />;
    case 'folder':
      return <FolderLine {...line} folder={row.folder} isOpen={row.isOpen} count={row.count} isTarget={isTarget} />;
    case 'conversation':
      return <ConversationLine {...line} id={row.id} />;
    case 'empty-folder':
      return (
        <TreeLine {...line} className="flex h-8.5 items-center rounded-lg pr-2 pl-7 text-xs text-faint">
          {t('folder.empty')}
        </TreeLine>
      );
    case 'more':
      return <NextPage {...line} view={row.view} />;
  }
});

/** Reads the next page of a list as soon as its end comes near; where that failed, using the line tries again. */
function NextPage({ view, ...line }: TreeLineProps & { readonly view: ConversationView }) {
  const { t } = useTranslation();
  const known = useConversations(state => pagesOf(state, view).ids.length);
  const hasFailed = useConversations(state => pagesOf(state, view).hasFailed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more after each page, for as long as this line is in sight.
  useEffect(() => {
    void loadMoreConversations(view);
  }, [viewKey(view), known]);
  return (
    <TreeLine
      {...line}
      className={classes(
        'flex h-8.5 items-center rounded-lg text-xs text-faint',
        line.level > 2 ? 'pl-7' : 'pl-2.5',
        hasFailed && 'hover:bg-hover/60',
      )}
    >
      {hasFailed ? <span className="truncate">{t('history.moreFailed')}</span> : t('history.loading')}
    </TreeLine>
  );
}

/** What is being dragged, at the pointer. */
function Ghost({ dragged, x, y }: { readonly dragged: Dragged; readonly x: number; readonly y: number }) {
  const { t } = useTranslation();
  const title = useConversations(state =>
    dragged.kind === 'conversations' ? state.byId[dragged.ids[0] ?? '']?.title : undefined,
  );
  const folder = useFolders(state => (dragged.kind === 'folder' ? folderName(state, dragged.key as FolderId) : ''));
  const words =
    dragged.kind === 'folder'
      ? folder
      : dragged.ids.length > 1
        ? t('selection.count', { count: dragged.ids.length })
        : title === undefined || title === ''
          ? t('conversation.untitled')
          : title;
  return createPortal(
    <div
      aria-hidden
      className="pointer-events-none fixed z-50 max-w-64 truncate rounded-lg bg-surface px-2.5 py-1.5 text-sm shadow-floating"
      style={{ left: x + 12, top: y + 8 }}
    >
      {words}
    </div>,
    document.body,
  );
}
