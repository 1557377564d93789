import { Copy, RefreshCw } from 'lucide-react';
import { memo } from 'react';
import type { AnswerId, LaneId, TurnId } from '../../shared/domain/ids';
import { useTranslation } from '../../state/translation';
import { askAgain, chooseAnswer } from '../../state/turns';
import { IconButton } from '../../ui/IconButton';
import { AnswerMenu } from './AnswerMenu';
import { copyAnswer } from './copyAnswer';
import { Stepper } from './Stepper';

interface AnswerActionsProps {
  readonly answerId: AnswerId;
  readonly turnId: TurnId;
  readonly laneId: LaneId;
  readonly variantIds: readonly AnswerId[];
  readonly hasText: boolean;
  readonly hasReasoning: boolean;
  readonly isRunning: boolean;
  /** Name of the model that gave this answer, when it is not the lane's. */
  readonly otherModel: string | undefined;
}

/** What can be done with an answer: the usual at hand, the rest in a menu. */
export const AnswerActions = memo(function AnswerActions(props: AnswerActionsProps) {
  const { answerId, turnId, laneId, variantIds, hasText, hasReasoning, isRunning, otherModel } = props;
  const { t } = useTranslation();
  const place = variantIds.indexOf(answerId);
  return (
    <div className="-ml-1.5 flex h-7 items-center gap-0.5">
      {hasText && (
        <IconButton
          size="small"
          label={t('answer.copy')}
          icon={<Copy size={14} />}
          onClick={() => void copyAnswer(answerId, 'markdown')}
        />
      )}
      {!isRunning && (
        <IconButton
          size="small"
          label={otherModel === undefined ? t('answer.regenerate') : t('answer.regenerateWith', { model: otherModel })}
          icon={<RefreshCw size={14} />}
          onClick={() => askAgain({ turnId, laneId, answerId })}
        />
      )}
      <AnswerMenu
        answerId={answerId}
        turnId={turnId}
        laneId={laneId}
        hasText={hasText}
        hasReasoning={hasReasoning}
        isRunning={isRunning}
        isByOther={otherModel !== undefined}
      />
      {variantIds.length > 1 && (
        <Stepper
          label={t('answer.variants')}
          family={variantIds[0] ?? answerId}
          position={place + 1}
          count={variantIds.length}
          previousLabel={t('answer.previousVariant')}
          nextLabel={t('answer.nextVariant')}
          onStep={step => {
            const id = variantIds[place + step];
            if (id !== undefined) chooseAnswer(turnId, laneId, id);
          }}
        />
      )}
    </div>
  );
});
