import { Archive, ArchiveRestore, Download, FolderInput, Pin, PinOff, Trash2, X } from 'lucide-react';
import type { ConversationId } from '../../shared/domain/ids';
import { archiveConversations, pinConversations, removeConversations } from '../../state/conversationActions';
import { clearSelection, useSelection } from '../../state/conversationSelection';
import { useConversations } from '../../state/conversations';
import { useSidebar } from '../../state/sidebar';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { IconButton } from '../../ui/IconButton';

/** What can be done with all selected conversations at once. */
export function SelectionBar() {
  const { t } = useTranslation();
  const ids = useSelection(state => state.ids);
  const isArchive = useSidebar(state => state.shown === 'archived');
  const areAllPinned = useConversations(state => [...ids].every(id => state.byId[id]?.isPinned === true));
  if (ids.size === 0) return null;

  /** The lines go elsewhere or are done with, so nothing stays selected. */
  const take = (run: (ids: readonly ConversationId[]) => void) => () => {
    const selected = [...ids];
    clearSelection();
    run(selected);
  };
  return (
    <div
      role="toolbar"
      aria-label={t('selection.label')}
      className="flex shrink-0 animate-rise flex-wrap items-center gap-x-2 gap-y-1 border-t border-line bg-accent-soft py-1.5 pr-2 pl-4"
    >
      <span aria-live="polite" className="flex-1 text-sm font-medium whitespace-nowrap">
        {t('selection.count', { count: ids.size })}
      </span>
      <div className="flex gap-0.5">
        {!isArchive && (
          <IconButton
            size="small"
            label={t(areAllPinned ? 'history.unpin' : 'history.pin')}
            icon={areAllPinned ? <PinOff size={15} /> : <Pin size={15} />}
            onClick={take(selected => void pinConversations(selected, !areAllPinned))}
          />
        )}
        <IconButton
          size="small"
          label={t('history.move')}
          icon={<FolderInput size={15} />}
          onClick={() => openDialog({ kind: 'move-conversations', ids: [...ids] })}
        />
        <IconButton
          size="small"
          label={t('history.export')}
          icon={<Download size={15} />}
          onClick={() => openDialog({ kind: 'export', ids: [...ids] })}
        />
        <IconButton
          size="small"
          label={t(isArchive ? 'history.unarchive' : 'history.archive')}
          icon={isArchive ? <ArchiveRestore size={15} /> : <Archive size={15} />}
          onClick={take(selected => void archiveConversations(selected, !isArchive))}
        />
        <IconButton
          size="small"
          label={t('history.remove')}
          icon={<Trash2 size={15} />}
          onClick={take(selected => void removeConversations(selected))}
        />
        <IconButton size="small" label={t('selection.end')} icon={<X size={15} />} onClick={clearSelection} />
      </div>
    </div>
  );
}
