import {
  Archive,
  ArchiveRestore,
  CheckSquare,
  Copy,
  Download,
  FolderInput,
  Mail,
  MailOpen,
  Pencil,
  Pin,
  PinOff,
  Sparkles,
  Trash2,
} from 'lucide-react';
import type { ConversationId } from '../../shared/domain/ids';
import {
  archiveConversations,
  duplicateConversation,
  markUnread,
  pinConversations,
  removeConversations,
  suggestTitle,
} from '../../state/conversationActions';
import { startSelecting } from '../../state/conversationSelection';
import { useConversations } from '../../state/conversations';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import type { MenuProps } from '../../ui/Menu';

/** What can be done with one conversation of the list. */
export function useConversationEntries(id: ConversationId, onRename: () => void): MenuProps['entries'] {
  const { t } = useTranslation();
  const summary = useConversations(state => state.byId[id]);
  if (summary === undefined) return [];
  const { isPinned, isArchived, hasUnread } = summary;
  return [
    { label: t('history.rename'), icon: <Pencil size={14} />, shortcut: 'F2', onSelect: onRename },
    {
      label: t('history.suggestTitle'),
      icon: <Sparkles size={14} />,
      onSelect: () => void suggestTitle(id),
    },
    {
      label: t('history.duplicate'),
      icon: <Copy size={14} />,
      onSelect: () => void duplicateConversation(id),
    },
    'separator',
    {
      label: t(isPinned ? 'history.unpin' : 'history.pin'),
      icon: isPinned ? <PinOff size={14} /> : <Pin size={14} />,
      isDisabled: isArchived,
      onSelect: () => void pinConversations([id], !isPinned),
    },
    {
      label: t('history.move'),
      icon: <FolderInput size={14} />,
      shortcut: 'M',
      onSelect: () => openDialog({ kind: 'move-conversations', ids: [id] }),
    },
    {
      label: t(hasUnread ? 'history.markRead' : 'history.markUnread'),
      icon: hasUnread ? <MailOpen size={14} /> : <Mail size={14} />,
      onSelect: () => void markUnread([id], !hasUnread),
    },
    {
      label: t('history.export'),
      icon: <Download size={14} />,
      onSelect: () => openDialog({ kind: 'export', ids: [id] }),
    },
    { label: t('history.select'), icon: <CheckSquare size={14} />, onSelect: () => startSelecting(id) },
    'separator',
    {
      label: t(isArchived ? 'history.unarchive' : 'history.archive'),
      icon: isArchived ? <ArchiveRestore size={14} /> : <Archive size={14} />,
      onSelect: () => void archiveConversations([id], !isArchived),
    },
    {
      label: t('history.remove'),
      icon: <Trash2 size={14} />,
      shortcut: t('history.deleteKey'),
      isDanger: true,
      onSelect: () => void removeConversations([id]),
    },
  ];
}
