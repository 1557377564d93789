import { Download, PanelLeft, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { maxLanes } from '../../shared/domain/conversation';
import type { ConversationId } from '../../shared/domain/ids';
import { useConversations } from '../../state/conversations';
import { useOpenConversation } from '../../state/openConversation';
import { useShownLanes } from '../../state/shownConversation';
import { showSidebar } from '../../state/sidebar';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { LaneSetsMenu } from './LaneSetsMenu';
import { LayoutMenu } from './LayoutMenu';

interface TopBarProps {
  readonly id: ConversationId | undefined;
  /** The list of conversations is hidden, so a button must bring it back. */
  readonly isListHidden: boolean;
  /** Beside that button: what the hidden list would tell. */
  readonly listSign: ReactNode;
}

/** Title of the conversation, and what concerns all of its lanes. */
export function TopBar({ id, isListHidden, listSign }: TopBarProps) {
  const { t } = useTranslation();
  const title = useConversations(state => (id === undefined ? undefined : state.byId[id]?.title));
  const isReady = useOpenConversation(state => state.status === 'ready');
  const lanes = useShownLanes();
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 px-3">
      {isListHidden && (
        <>
          <IconButton label={t('history.show')} icon={<PanelLeft size={17} />} onClick={() => showSidebar(true)} />
          {listSign}
        </>
      )}
      <div className="min-w-0 flex-1 px-2">
        {id !== undefined && (
          <h1 className="truncate text-sm font-medium">
            {title === undefined || title === '' ? t('conversation.untitled') : title}
          </h1>
        )}
      </div>
      {isReady && (
        <>
          {lanes.length > 1 && <LayoutMenu />}
          <LaneSetsMenu />
          <IconButton
            label={t('history.export')}
            icon={<Download size={16} />}
            onClick={() => openDialog({ kind: 'export', ids: id === undefined ? [] : [id] })}
          />
          <Button
            size="small"
            look="quiet"
            disabled={lanes.length >= maxLanes}
            title={lanes.length >= maxLanes ? t('lane.limit', { count: maxLanes }) : undefined}
            onClick={() => openDialog({ kind: 'pick-model', purpose: { kind: 'add-lane' } })}
          >
            <Plus size={15} /> {t('lane.add')}
          </Button>
        </>
      )}
    </div>
  );
}
