import { useMemo } from 'react';
import { listRows } from '../../state/conversationList';
import { loadMoreConversations, pagesOf, useConversations } from '../../state/conversations';
import { useFolders } from '../../state/folders';
import { useSidebar } from '../../state/sidebar';
import { useToday } from '../../state/today';
import { useTranslation } from '../../state/translation';
import { ConversationTree } from './ConversationTree';

const loadMoreDated = () => void loadMoreConversations({ kind: 'dated' });

/** All conversations: pinned ones, folders, the others by date. */
export function ConversationList() {
  const { t } = useTranslation();
  const lists = useConversations(state => state.lists);
  const folders = useFolders(state => state.folders);
  const counts = useFolders(state => state.counts);
  const closedSections = useSidebar(state => state.closedSections);
  const openFolderIds = useSidebar(state => state.openFolderIds);
  const { hasMore } = pagesOf({ lists }, { kind: 'dated' });
  const todayMs = useToday();
  const rows = useMemo(() => {
    const { byId } = useConversations.getState();
    return listRows({ conversations: { byId, lists }, folders, counts, closedSections, openFolderIds, todayMs });
  }, [lists, folders, counts, closedSections, openFolderIds, todayMs]);

  if (rows.length === 0) {
    return (
      <div className="px-5 py-6 text-sm text-faint">
        <p>{t('history.empty')}</p>
        <p className="mt-1">{t('history.emptyText')}</p>
      </div>
    );
  }
  return <ConversationTree label={t('history.label')} rows={rows} hasMore={hasMore} onNearEnd={loadMoreDated} />;
}
