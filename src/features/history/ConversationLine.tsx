import { Check, Pin } from 'lucide-react';
import { memo } from 'react';
import type { ConversationId } from '../../shared/domain/ids';
import { useSelection } from '../../state/conversationSelection';
import { renameConversation, useConversations } from '../../state/conversations';
import { useOpenConversation } from '../../state/openConversation';
import { useSidebar } from '../../state/sidebar';
import { useTranslation } from '../../state/translation';
import { useUi } from '../../state/ui';
import { classes } from '../../ui/classes';
import { RenamedLine } from './RenamedLine';
import { LineMenuButton, TreeLine, type TreeLineProps } from './TreeLine';

interface ConversationLineProps extends TreeLineProps {
  readonly id: ConversationId;
}

/** One conversation in the list. What is done with it is handled by the tree around it, so that a line costs little while scrolling. */
export const ConversationLine = memo(function ConversationLine(props: ConversationLineProps) {
  const { rowKey, id, level, place, isActive } = props;
  const { t } = useTranslation();
  const summary = useConversations(state => state.byId[id]);
  const isRunning = useConversations(state => state.running[id] !== undefined);
  const isOpen = useOpenConversation(state => state.id === id);
  const isSelected = useSelection(state => state.ids.has(id));
  const isSelecting = useSelection(state => state.ids.size > 0);
  const isRenamed = useSidebar(state => state.renamedKey === rowKey);
  const isTitling = useUi(state => state.titlingIds.includes(id));
  if (summary === undefined) return null;
  const title = summary.title === '' ? t('conversation.untitled') : summary.title;
  const isUnread = summary.hasUnread && !isRunning;
  const isPinned = summary.isPinned && level > 2;
  const hasMarks = isPinned || isRunning || isUnread;
  const indent = level > 2 ? 'pl-7' : 'pl-2.5';

  if (isRenamed) {
    return (
      <RenamedLine
        rowKey={rowKey}
        level={level}
        place={place}
        isSelected={isSelected}
        label={t('history.newTitle')}
        name={summary.title}
        maxCharacters={500}
        onSave={name => void renameConversation(id, name)}
      />
    );
  }
  return (
    <TreeLine
      rowKey={rowKey}
      level={level}
      place={place}
      isActive={isActive}
      isSelected={isSelected}
      isCurrent={isOpen}
      labelledBy={hasMarks ? `${rowKey}-title ${rowKey}-marks` : `${rowKey}-title`}
      className={classes(
        'group relative mb-px flex h-8.5 items-center gap-2 rounded-lg text-sm',
        indent,
        hasMarks ? 'pr-2' : 'pr-4',
        isSelected ? 'bg-accent-soft' : isOpen ? 'bg-hover' : 'hover:bg-hover/60',
      )}
    >
      {isSelecting && (
        <span
          aria-hidden
          className={classes(
            'flex size-4 shrink-0 items-center justify-center rounded border',
            isSelected ? 'border-accent bg-accent text-on-accent' : 'border-strong',
          )}
        >
          {isSelected && <Check size={12} strokeWidth={3} />}
        </span>
      )}
      <bdi
        id={`${rowKey}-title`}
        title={title}
        className={classes(
          'min-w-0 flex-1 truncate',
          (isOpen || isUnread) && 'font-medium',
          summary.title === '' && 'text-soft',
          isTitling && 'animate-pulse',
        )}
      >
        {title}
      </bdi>
      {hasMarks && (
        <span id={`${rowKey}-marks`} className="flex shrink-0 items-center gap-1.5">
          {isPinned && (
            <>
              <Pin aria-hidden size={12} className="text-faint" />
              <span className="sr-only">{t('history.isPinned')}</span>
            </>
          )}
          {isRunning && (
            <>
              <span
                aria-hidden
                title={t('history.running')}
                className="size-2 animate-pulse rounded-full border-2 border-accent"
              />
              <span className="sr-only">{t('history.running')}</span>
            </>
          )}
          {isUnread && (
            <>
              <span aria-hidden title={t('history.unread')} className="size-2 rounded-full bg-accent" />
              <span className="sr-only">{t('history.unread')}</span>
            </>
          )}
        </span>
      )}
      <LineMenuButton rowKey={rowKey} label={t('history.menu')} isActive={isActive} />
    </TreeLine>
  );
});
