import { useId, useRef } from 'react';
import { isLive } from '../../shared/domain/answer';
import type { AnswerId, LaneId, TurnId } from '../../shared/domain/ids';
import { useModelName } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useAnswerState } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { useUi } from '../../state/ui';
import { useHeldHeight } from '../../ui/useHeldHeight';
import { AnswerActions } from './AnswerActions';
import { AnswerEnd } from './AnswerEnd';
import { AnswerFigures } from './AnswerFigures';
import { AnswerProgress } from './AnswerProgress';
import { AnswerWords } from './AnswerWords';
import { Reasoning } from './Reasoning';
import { useMarkdownLabels } from './useMarkdownLabels';

interface AnswerArticleProps {
  readonly answerId: AnswerId;
  readonly turnId: TurnId;
  /** The lane it is shown in; a copied answer was given in another one. */
  readonly laneId: LaneId;
  readonly variantIds: readonly AnswerId[];
  readonly number: number;
}

/**
 * One answer: reasoning, text, how it stands, figures and what can be done with it. Only its words are drawn again while they
 * stream. The foot keeps its height from the first moment, so that nothing jumps at the end.
 */
export function AnswerArticle({ answerId, turnId, laneId, variantIds, number }: AnswerArticleProps) {
  const { t } = useTranslation();
  const headingId = useId();
  const article = useRef<HTMLElement>(null);
  const answer = useAnswerState(answerId);
  const labels = useMarkdownLabels();
  const lane = useOpenConversation(state => state.lanes[laneId]);
  const model = useModelName(answer?.connectionId ?? '', answer?.modelId ?? '');
  const isReasoningRead = useUi(state => state.folds[answerId] === 'answer') && answer?.hasText === false;
  useHeldHeight(article, answer?.status === 'thinking');
  if (answer === undefined) return null;
  const isRunning = isLive(answer.status);
  const isByOther =
    lane !== undefined && (lane.modelId !== answer.modelId || lane.connectionId !== answer.connectionId);
  const hasWords = isReasoningRead ? answer.hasReasoning : answer.hasText;
  return (
    <article
      ref={article}
      data-status={answer.status}
      data-answer-id={answer.id}
      data-anchor={turnId}
      aria-labelledby={headingId}
      aria-busy={isRunning}
      className="flex min-w-0 flex-col gap-2 px-5 pt-1 pb-5"
    >
      <h3 id={headingId} className="sr-only">
        {t('answer.label', { model, number })}
      </h3>
      {isByOther && <p className="text-xs text-faint">{t('answer.byModel', { model })}</p>}
      {answer.hasReasoning && !isReasoningRead && (
        <Reasoning
          answerId={answer.id}
          isThinking={answer.status === 'thinking'}
          isAll={answer.status === 'done' && !answer.hasText}
          startedAt={answer.startedAt}
          firstTokenMs={answer.timings.firstTokenMs}
          reasoningEndMs={answer.timings.reasoningEndMs}
          tokens={answer.usage?.reasoningTokens || undefined}
          labels={labels}
        />
      )}
      {hasWords && (
        <div className="answer-text min-w-0 text-base" data-answer-text>
          <AnswerWords
            answerId={answerId}
            part={isReasoningRead ? 'reasoning' : 'text'}
            isStreaming={isRunning}
            labels={labels}
          />
        </div>
      )}
      {isRunning ? (
        <AnswerProgress answer={answer} />
      ) : (
        <AnswerEnd answerId={answerId} turnId={turnId} laneId={laneId} />
      )}
      <footer className="flex min-h-14 flex-col gap-0.5 @min-[44rem]:min-h-7 @min-[44rem]:flex-row @min-[44rem]:items-center @min-[44rem]:gap-4">
        <AnswerActions
          answerId={answer.id}
          turnId={turnId}
          laneId={laneId}
          variantIds={variantIds}
          hasText={hasWords}
          hasReasoning={answer.hasReasoning}
          isRunning={isRunning}
          otherModel={isByOther ? model : undefined}
        />
        <AnswerFigures
          status={answer.status}
          startedAt={answer.startedAt}
          timings={answer.timings}
          usage={answer.usage}
          price={answer.price}
        />
      </footer>
    </article>
  );
}
