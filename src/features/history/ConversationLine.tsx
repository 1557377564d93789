import { Download, Ellipsis, Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { memo, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../shared/domain/conversation';
import { pinConversation, removeConversation, useConversations } from '../../state/conversations';
import { closeConversation, openConversation } from '../../state/openingConversation';
import { openDialog } from '../../state/ui';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/IconButton';
import { Menu } from '../../ui/Menu';
import { RenameField } from './RenameField';

interface ConversationLineProps {
  readonly summary: ConversationSummary;
  readonly isOpen: boolean;
}

/** One conversation in the list. */
export const ConversationLine = memo(function ConversationLine({ summary, isOpen }: ConversationLineProps) {
  const { t } = useTranslation();
  const [isRenamed, setRenamed] = useState(false);
  const titleId = useId();
  const isRenaming = useRef(false);
  const isRunning = useConversations(state => (state.running[summary.id] ?? []).length > 0);
  const title = summary.title === '' ? t('conversation.untitled') : summary.title;

  const remove = async () => {
    if ((await removeConversation(summary.id)) && isOpen) closeConversation();
  };

  if (isRenamed) return <RenameField summary={summary} onDone={() => setRenamed(false)} />;
  return (
    <div
      className={classes(
        'group relative mb-px flex h-9 items-center rounded-lg',
        isOpen ? 'bg-hover' : 'hover:bg-hover/60',
      )}
    >
      <button
        type="button"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => void openConversation(summary.id)}
        onDoubleClick={() => setRenamed(true)}
        className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-lg px-2.5 text-left text-sm"
      >
        <span id={titleId} className={classes('min-w-0 flex-1 truncate', isOpen && 'font-medium')}>
          {title}
        </span>
        {isRunning && (
          <>
            <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-accent" />
            <span className="sr-only">{t('history.running')}</span>
          </>
        )}
      </button>
      <div className="flex pr-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 has-data-[state=open]:opacity-100">
        <Menu
          trigger={
            <IconButton
              size="small"
              label={t('history.menu')}
              aria-describedby={titleId}
              icon={<Ellipsis size={15} />}
            />
          }
          onCloseAutoFocus={event => {
            // The field of the new name has taken the focus; the menu must not take it back.
            if (isRenaming.current) event.preventDefault();
            isRenaming.current = false;
          }}
          entries={[
            {
              label: t('history.rename'),
              icon: <Pencil size={14} />,
              onSelect: () => {
                isRenaming.current = true;
                setRenamed(true);
              },
            },
            {
              label: t(summary.isPinned ? 'history.unpin' : 'history.pin'),
              icon: summary.isPinned ? <PinOff size={14} /> : <Pin size={14} />,
              onSelect: () => void pinConversation(summary.id, !summary.isPinned),
            },
            {
              label: t('history.export'),
              icon: <Download size={14} />,
              onSelect: () => openDialog({ kind: 'export', id: summary.id }),
            },
            'separator',
            {
              label: t('history.remove'),
              icon: <Trash2 size={14} />,
              isDanger: true,
              onSelect: () => void remove(),
            },
          ]}
        />
      </div>
    </div>
  );
});
