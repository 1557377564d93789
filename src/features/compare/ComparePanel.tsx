import type { ComponentProps } from 'react';
import type { ConversationId } from '../../shared/domain/ids';
import { useOpenConversation } from '../../state/openConversation';
import { openConversation } from '../../state/openingConversation';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { ReadFailed } from '../../ui/ReadFailed';
import { Spinner } from '../../ui/Spinner';
import { FoundMarks } from './FoundMarks';
import { LaneArea } from './LaneArea';
import { LaneComposerSlot } from './LaneComposerSlot';
import { SelectionQuote } from './SelectionQuote';
import { SetAsideBar } from './SetAsideBar';

interface ComparePanelProps {
  readonly id: ConversationId;
  readonly laneComposer: ComponentProps<typeof LaneComposerSlot.Provider>['value'];
}

/** The lanes of the open conversation, or what stands in their way. */
export function ComparePanel({ id, laneComposer }: ComparePanelProps) {
  const { t } = useTranslation();
  const status = useOpenConversation(state => state.status);
  const isStale = useOpenConversation(state => state.isStale);
  if (status === 'ready') {
    return (
      <>
        <LaneComposerSlot value={laneComposer}>
          <LaneArea key={id} />
        </LaneComposerSlot>
        {isStale && (
          <ReadFailed
            text={t('conversation.stale')}
            tryAgainLabel={t('action.tryAgain')}
            className="shrink-0 justify-center border-t border-line bg-warn-soft px-4 py-1.5"
            onTryAgain={() => void openConversation(id)}
          />
        )}
        <SetAsideBar id={id} />
        <SelectionQuote />
        <FoundMarks />
      </>
    );
  }
  return (
    <div className="flex flex-1 items-center justify-center gap-3 text-sm text-soft">
      {status === 'failed' ? (
        <>
          <span role="alert">{t('conversation.openFailed')}</span>
          <Button size="small" onClick={() => void openConversation(id)}>
            {t('action.tryAgain')}
          </Button>
        </>
      ) : (
        <span role="status" className="flex items-center gap-2">
          <Spinner /> {t('conversation.opening')}
        </span>
      )}
    </div>
  );
}
