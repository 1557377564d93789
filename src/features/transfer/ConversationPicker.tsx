import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../shared/domain/ids';
import { loadMoreConversations, useConversations } from '../../state/conversations';
import { useFormat } from '../../state/format';
import { inputClass } from '../../ui/Field';
import { VirtualList } from '../../ui/VirtualList';

interface ConversationPickerProps {
  readonly picked: ReadonlySet<ConversationId>;
  readonly onPicked: (picked: ReadonlySet<ConversationId>) => void;
}

const linePx = 40;

/** Some of all conversations, newest first. More are read as one scrolls. */
export function ConversationPicker({ picked, onPicked }: ConversationPickerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const byId = useConversations(state => state.byId);
  const [wanted, setWanted] = useState('');
  const shown = useMemo(() => {
    const needle = wanted.trim().toLocaleLowerCase();
    return Object.values(byId)
      .filter(({ title }) => title.toLocaleLowerCase().includes(needle))
      .sort((a, b) => b.updatedAt - a.updatedAt);
  }, [byId, wanted]);
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
      {shown.length === 0 ? (
        <p className="p-4 text-sm text-soft">{t('export.nothingFound')}</p>
      ) : (
        <VirtualList
          data={shown}
          className="min-h-0 flex-1"
          onScroll={offset => {
            if ((shown.length - 20) * linePx < offset + innerHeight) void loadMoreConversations();
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
