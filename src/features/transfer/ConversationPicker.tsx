import { useEffect, useMemo, useState } from 'react';
import type { ConversationId } from '../../shared/domain/ids';
import { loadMoreOfAll, useAllConversations } from '../../state/allConversations';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { inputClass } from '../../ui/Field';
import { ReadFailed } from '../../ui/ReadFailed';
import { VirtualList } from '../../ui/VirtualList';

interface ConversationPickerProps {
  readonly picked: ReadonlySet<ConversationId>;
  readonly onPicked: (picked: ReadonlySet<ConversationId>) => void;
}

const linePx = 40;

/** Some of all conversations, newest first. More are read as one scrolls, or while too few of those that are known fit the filter. */
export function ConversationPicker({ picked, onPicked }: ConversationPickerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { conversations, hasMore } = useAllConversations();
  const [wanted, setWanted] = useState('');
  const shown = useMemo(() => {
    const needle = wanted.trim().toLocaleLowerCase();
    return conversations.filter(({ title }) => title.toLocaleLowerCase().includes(needle));
  }, [conversations, wanted]);
  const isShort = shown.length * linePx < innerHeight;
  const [pageCount, setPageCount] = useState(0);
  /** The last reading brought nothing although there is more. */
  const [hasFailed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more after each page that was read, for as long as too few fit.
  useEffect(() => {
    if (!isShort || !hasMore) return undefined;
    let isWanted = true;
    void loadMoreOfAll().then(isRead => {
      if (!isWanted) return;
      if (isRead) setPageCount(count => count + 1);
      setFailed(!isRead);
    });
    return () => {
      isWanted = false;
    };
  }, [isShort, hasMore, pageCount]);
  const toggle = (id: ConversationId) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    onPicked(next);
  };
  return (
    <div className="flex h-full flex-col">
      <div className="flex items-center gap-3 border-b border-line p-3">
        <input
          type="search"
          className={inputClass}
          aria-label={t('export.filter')}
          placeholder={t('export.filter')}
          value={wanted}
          onChange={event => setWanted(event.target.value)}
        />
        <span className="shrink-0 text-xs text-soft tabular-nums">{t('export.picked', { count: picked.size })}</span>
      </div>
      {hasFailed && (
        <ReadFailed
          text={t('export.listFailed')}
          tryAgainLabel={t('action.tryAgain')}
          onTryAgain={() => {
            setFailed(false);
            setPageCount(count => count + 1);
          }}
          className="border-b border-line px-4 py-2"
        />
      )}
      {shown.length === 0 ? (
        <p role="status" className="p-4 text-sm text-soft">
          {t(hasMore && !hasFailed ? 'history.loading' : 'export.nothingFound')}
        </p>
      ) : (
        <VirtualList
          data={shown}
          className="min-h-0 flex-1"
          onScroll={offset => {
            if (hasMore && (shown.length - 20) * linePx < offset + innerHeight) void loadMoreOfAll();
          }}
        >
          {({ id, title, updatedAt }) => (
            <label key={id} className="flex h-10 cursor-pointer items-center gap-3 px-4 text-sm hover:bg-hover">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={picked.has(id)}
                onChange={() => toggle(id)}
              />
              <span className="min-w-0 flex-1 truncate">{title === '' ? t('conversation.untitled') : title}</span>
              <span className="shrink-0 text-xs text-faint">{format.time(updatedAt)}</span>
            </label>
          )}
        </VirtualList>
      )}
    </div>
  );
}
