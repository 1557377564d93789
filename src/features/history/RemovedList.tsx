import { RotateCcw, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type RemovedConversation, removedKeptDays } from '../../shared/domain/conversationView';
import { useFolders } from '../../state/folders';
import {
  askToEraseAll,
  loadMoreRemoved,
  readRemoved,
  restoreRemoved,
  useRemoved,
} from '../../state/removedConversations';
import { useToday } from '../../state/today';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { focusWhenShown } from '../../ui/focusWhenShown';
import { IconButton } from '../../ui/IconButton';
import { ReadFailed } from '../../ui/ReadFailed';
import { useKeptFocus } from '../../ui/useKeptFocus';
import { VirtualList } from '../../ui/VirtualList';

const dayMs = 24 * 60 * 60 * 1_000;
const linePx = 52;
const nearEndLines = 40;

/** Deleted conversations, until their thirty days are over. */
export function RemovedList() {
  const { t } = useTranslation();
  const { entries, status } = useRemoved();
  const removedCount = useFolders(state => state.counts.removed);
  // Read anew when one is deleted meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count says that the list has changed.
  useEffect(() => {
    void readRemoved();
  }, [removedCount]);

  const failed = status === 'failed' && (
    <ReadFailed
      text={t('removed.failed')}
      tryAgainLabel={t('action.tryAgain')}
      onTryAgain={() => void readRemoved()}
      className="px-5 py-3"
    />
  );
  if (entries.length === 0) {
    if (failed !== false) return failed;
    return (
      <p className="px-5 py-6 text-sm text-faint">
        {status === 'loading' ? t('history.loading') : t('removed.empty', { count: removedKeptDays })}
      </p>
    );
  }
  return (
    <div className="flex h-full flex-col">
      <div className="flex items-start justify-between gap-2 px-4.5 pb-2">
        <p className="py-1 text-xs text-faint">{t('removed.text', { count: removedKeptDays })}</p>
        <Button size="small" look="quiet" onClick={() => void askToEraseAll()}>
          {t('removed.eraseAll')}
        </Button>
      </div>
      {failed}
      <RemovedLines entries={entries} />
    </div>
  );
}

function RemovedLines({ entries }: { readonly entries: readonly RemovedConversation[] }) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  /** The line whose button has the keyboard, the last place it had, and which button it is. */
  const focused = useRef({ id: '', place: 0, button: 0 });
  const place = entries.findIndex(({ summary }) => summary.id === focused.current.id);
  if (place >= 0) focused.current.place = place;
  useKeptFocus(list, () => {
    const next = entries[Math.min(focused.current.place, entries.length - 1)]?.summary.id ?? '';
    const line = () => list.current?.querySelector(`[data-removed-id="${CSS.escape(next)}"]`);
    focusWhenShown(() => line()?.querySelectorAll('button')[focused.current.button] ?? null);
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: the lines stand in boxes of the virtual list.
    <div
      ref={list}
      role="list"
      aria-label={t('removed.title')}
      className="min-h-0 flex-1"
      onFocus={event => {
        const target: HTMLElement = event.target;
        const line = target.closest<HTMLElement>('[data-removed-id]');
        const id = line?.dataset.removedId ?? '';
        const button = [...(line?.querySelectorAll<HTMLElement>('button') ?? [])].indexOf(target);
        focused.current = { id, place: entries.findIndex(({ summary }) => summary.id === id), button };
      }}
    >
      <VirtualList
        data={entries}
        itemSize={linePx}
        className="bg-sunken px-2 pb-3"
        onScroll={offset => {
          if ((entries.length - nearEndLines) * linePx < offset + innerHeight) void loadMoreRemoved();
        }}
      >
        {entry => <RemovedLine key={entry.summary.id} entry={entry} />}
      </VirtualList>
    </div>
  );
}

function RemovedLine({ entry: { summary, removedAt } }: { readonly entry: RemovedConversation }) {
  const { t } = useTranslation();
  const todayMs = useToday();
  const title = summary.title === '' ? t('conversation.untitled') : summary.title;
  const daysLeft = Math.max(0, Math.ceil((removedAt + removedKeptDays * dayMs - todayMs) / dayMs) - 1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the list.
    <div
      role="listitem"
      data-removed-id={summary.id}
      className="group flex h-13 items-center gap-1 rounded-lg pr-1 pl-2.5 hover:bg-hover/60"
    >
      <div className="min-w-0 flex-1">
        <bdi title={title} className="block truncate text-sm">
          {title}
        </bdi>
        <p className="truncate text-xs text-faint">{t('removed.daysLeft', { count: daysLeft })}</p>
      </div>
      <IconButton
        size="small"
        label={t('removed.restore', { title })}
        icon={<RotateCcw size={14} />}
        onClick={() => void restoreRemoved([summary.id])}
      />
      <IconButton
        size="small"
        label={t('removed.erase', { title })}
        icon={<Trash2 size={14} />}
        onClick={() => openDialog({ kind: 'erase-conversations', ids: [summary.id] })}
      />
    </div>
  );
}
