import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { LaneChoice } from '../../shared/domain/settings';
import { useApp } from '../../state/app';
import { loadModels, useConnections } from '../../state/connections';
import { hasChoice, setFavourite, setHidden } from '../../state/modelChoices';
import { choiceOf, type ModelRow, modelRows, toggledChoice } from '../../state/modelSearch';
import { useTranslation } from '../../state/translation';
import { isComposingKey } from '../../ui/composing';
import { inputClass } from '../../ui/Field';
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList';
import { ModelLine } from './ModelLine';

interface ModelListProps {
  /** Models picked so far, where several can be; undefined where the first one is taken at once. */
  readonly picked?: readonly LaneChoice[] | undefined;
  readonly maxPicked?: number;
  readonly onPicked?: (picked: readonly LaneChoice[]) => void;
  /** The choice is made. */
  readonly onTake: (choices: readonly LaneChoice[]) => void;
}

/** Lines that a page key goes over. */
const pageLines = 8;

/**
 * All models of all connections, with a search. Arrow keys go through the lines, Enter takes one, Ctrl+Enter picks one of several, Ctrl+D
 * makes a favourite of one, Ctrl+Shift+D hides it. The search field keeps the focus all the time.
 */
export function ModelList({ picked, maxPicked = 1, onPicked, onTake }: ModelListProps) {
  const { t } = useTranslation();
  const id = useId();
  const list = useRef<VirtualListHandle>(null);
  const connections = useConnections(state => state.connections);
  const models = useConnections(state => state.models);
  const { favouriteModels, recentModels, hiddenModels } = useApp(state => state.settings);
  const isMac = useApp(state => state.platform === 'darwin');
  const [search, setSearch] = useState('');
  const [areHiddenShown, setHiddenShown] = useState(false);
  const [markedKey, setMarkedKey] = useState<string>();
  const rows = useMemo(
    () =>
      modelRows({ connections, models }, search, {
        favourites: favouriteModels,
        recent: recentModels,
        hidden: hiddenModels,
        areHiddenShown,
      }),
    [connections, models, search, favouriteModels, recentModels, hiddenModels, areHiddenShown],
  );
  const stops = useMemo(() => rows.flatMap((row, index) => (isStop(row) ? [index] : [])), [rows]);

  useEffect(() => {
    for (const connection of connections) {
      if (connection.isEnabled) void loadModels(connection.id).catch(() => undefined);
    }
  }, [connections]);

  const marked = markedKey === undefined ? -1 : rows.findIndex(row => isStop(row) && rowKey(row) === markedKey);
  const current = marked >= 0 ? marked : (stops[0] ?? -1);
  const currentRow = rows[current];

  const mark = (stop: number | undefined) => {
    const row = stop === undefined ? undefined : rows[stop];
    if (stop === undefined || row === undefined) return;
    setMarkedKey(rowKey(row));
    // The first line shows its heading as well.
    list.current?.scrollToIndex(stop === stops[0] ? 0 : stop, { align: 'nearest' });
  };
  const move = (lines: number) => {
    const at = stops.indexOf(current);
    mark(stops[Math.min(stops.length - 1, Math.max(0, at + lines))]);
  };
  const pick = (row: ModelRow | undefined) => {
    const choice = choiceOf(row);
    if (choice !== undefined && picked !== undefined) onPicked?.(toggledChoice(picked, choice, maxPicked));
  };
  const take = (row: ModelRow | undefined, isByMouse: boolean) => {
    if (row?.kind === 'hidden') {
      setHiddenShown(!areHiddenShown);
      return;
    }
    const choice = choiceOf(row);
    if (picked !== undefined && picked.length > 0) {
      if (isByMouse) pick(row);
      else onTake(picked);
    } else if (choice !== undefined) onTake([choice]);
  };
  const favourite = (row: ModelRow | undefined) => {
    const choice = choiceOf(row);
    if (row?.kind === 'model' && choice !== undefined) void setFavourite(choice, !row.isFavourite);
  };
  const hide = (row: ModelRow | undefined) => {
    const choice = choiceOf(row);
    if (row?.kind === 'model' && choice !== undefined) void setHidden(choice, !row.isHidden);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposingKey(event.nativeEvent)) return;
    const isMod = isMac ? event.metaKey : event.ctrlKey;
    const isAtList = isMod || search === '';
    const run = keyAction(event, isMod, isAtList, {
      move,
      first: () => mark(stops[0]),
      last: () => mark(stops.at(-1)),
      take: () => take(currentRow, false),
      pick: () => pick(currentRow),
      favourite: () => favourite(currentRow),
      hide: () => hide(currentRow),
    });
    if (run === undefined) return;
    event.preventDefault();
    run();
  };

  return (
    <div className="flex h-full flex-col">
      <div className="relative px-6 pt-1 pb-3">
        <Search size={15} className="absolute top-3.75 left-9 text-faint" />
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={current < 0 ? undefined : `${id}-${current}`}
          aria-describedby={`${id}-keys`}
          aria-label={t('pick.search')}
          placeholder={t('pick.search')}
          value={search}
          // biome-ignore lint/a11y/noAutofocus: the dialog is opened in order to search.
          autoFocus
          onChange={event => {
            setSearch(event.target.value);
            setMarkedKey(undefined);
            list.current?.scrollTo(0);
          }}
          onKeyDown={onKeyDown}
          className={`${inputClass} pl-9`}
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('pick.models')}
        aria-multiselectable={picked !== undefined}
        className="min-h-0 flex-1 border-t border-line"
      >
        {rows.length === 0 ? (
          <p className="p-6 text-sm text-soft">{t('pick.nothing')}</p>
        ) : (
          <VirtualList ref={list} data={rows} className="px-3 pb-2">
            {(row, index) => (
              <ModelLine
                key={rowKey(row)}
                id={`${id}-${index}`}
                row={row}
                isMarked={index === current}
                isPicked={picked === undefined ? undefined : isPickedRow(picked, row)}
                areHiddenShown={areHiddenShown}
                onMark={() => setMarkedKey(rowKey(row))}
                onTake={() => take(row, true)}
                onPick={() => pick(row)}
                onFavourite={() => favourite(row)}
                onHide={() => hide(row)}
              />
            )}
          </VirtualList>
        )}
      </div>
      <p id={`${id}-keys`} className="border-t border-line px-6 py-2 text-xs text-faint">
        {t(picked === undefined ? 'pick.keys' : 'pick.keysSeveral', { mod: isMac ? '⌘' : 'Ctrl+' })}
      </p>
    </div>
  );
}

interface KeyActions {
  readonly move: (lines: number) => void;
  readonly first: () => void;
  readonly last: () => void;
  readonly take: () => void;
  readonly pick: () => void;
  readonly favourite: () => void;
  readonly hide: () => void;
}

/** What a key does to the list; undefined where it belongs to the text. */
function keyAction(
  event: KeyboardEvent,
  isMod: boolean,
  isAtList: boolean,
  actions: KeyActions,
): (() => void) | undefined {
  switch (event.key) {
    case 'ArrowDown':
      return () => actions.move(1);
    case 'ArrowUp':
      return () => actions.move(-1);
    case 'PageDown':
      return () => actions.move(pageLines);
    case 'PageUp':
      return () => actions.move(-pageLines);
    case 'Home':
      return isAtList ? actions.first : undefined;
    case 'End':
      return isAtList ? actions.last : undefined;
    case 'Enter':
      return isMod ? actions.pick : actions.take;
    case 'd':
    case 'D':
      if (!isMod) return undefined;
      return event.shiftKey ? actions.hide : actions.favourite;
    default:
      return undefined;
  }
}

function isStop(row: ModelRow): boolean {
  return row.kind === 'model' || row.kind === 'typed' || row.kind === 'hidden';
}

function isPickedRow(picked: readonly LaneChoice[], row: ModelRow): boolean {
  const choice = choiceOf(row);
  return choice !== undefined && hasChoice(picked, choice);
}

function rowKey(row: ModelRow): string {
  switch (row.kind) {
    case 'group':
      return row.group;
    case 'connection':
      return row.connection.id;
    case 'hidden':
      return `${row.connection.id}/hidden`;
    case 'typed':
      return `${row.connection.id}/typed/${row.modelId}`;
    case 'model':
      return `${row.connection.id}/${row.group}/${row.model.id}`;
  }
}
