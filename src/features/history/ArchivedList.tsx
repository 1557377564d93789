import { useEffect, useMemo } from 'react';
import { archivedRows } from '../../state/conversationList';
import { loadMoreConversations, pagesOf, useConversations } from '../../state/conversations';
import { useToday } from '../../state/today';
import { useTranslation } from '../../state/translation';
import { ConversationTree } from './ConversationTree';

const loadMoreArchived = () => void loadMoreConversations({ kind: 'archived' });

/** Conversations that were put away and are kept for good. */
export function ArchivedList() {
  const { t } = useTranslation();
  const lists = useConversations(state => state.lists);
  const { hasMore } = pagesOf({ lists }, { kind: 'archived' });
  const todayMs = useToday();
  const rows = useMemo(
    () => archivedRows({ byId: useConversations.getState().byId, lists }, todayMs),
    [lists, todayMs],
  );
  useEffect(loadMoreArchived, []);

  if (rows.length === 0) {
    return <p className="px-5 py-6 text-sm text-faint">{t(hasMore ? 'history.loading' : 'archive.empty')}</p>;
  }
  return (
    <ConversationTree label={t('archive.title')} rows={rows} isFixed hasMore={hasMore} onNearEnd={loadMoreArchived} />
  );
}
