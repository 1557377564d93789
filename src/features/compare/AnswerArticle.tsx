import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isLive } from '../../shared/domain/answer';
import type { AnswerId, LaneId, TurnId } from '../../shared/domain/ids';
import { openLink } from '../../state/app';
import { useModelName } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useAnswer } from '../../state/shownConversation';
import { useUi } from '../../state/ui';
import { Markdown } from '../../ui/markdown/Markdown';
import { useHeldHeight } from '../../ui/useHeldHeight';
import { AnswerActions } from './AnswerActions';
import { AnswerEnd } from './AnswerEnd';
import { AnswerFigures } from './AnswerFigures';
import { AnswerProgress } from './AnswerProgress';
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
 * One answer: reasoning, text, how it stands, figures and what can be done with it. It is drawn again with each streamed word; its parts
 * only when something of theirs changes. The foot keeps its height from the first moment, so that nothing jumps at the end.
 */
export function AnswerArticle({ answerId, turnId, laneId, variantIds, number }: AnswerArticleProps) {
  const { t } = useTranslation();
  const headingId = useId();
  const article = useRef<HTMLElement>(null);
  const answer = useAnswer(answerId);
  const labels = useMarkdownLabels();
  const lane = useOpenConversation(state => state.lanes[laneId]);
  const model = useModelName(answer?.connectionId ?? '', answer?.modelId ?? '');
  const isReasoningRead = useUi(state => state.folds[answerId] === 'answer') && answer?.text === '';
  useHeldHeight(article, answer?.status === 'thinking');
  if (answer === undefined) return null;
  const isRunning = isLive(answer.status);
  const isByOther =
    lane !== undefined && (lane.modelId !== answer.modelId || lane.connectionId !== answer.connectionId);
  const text = isReasoningRead ? answer.reasoning : answer.text;
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
      {answer.reasoning !== '' && !isReasoningRead && (
        <Reasoning
          answerId={answer.id}
          text={answer.reasoning}
          isThinking={answer.status === 'thinking'}
          isAll={answer.status === 'done' && answer.text === ''}
          startedAt={answer.startedAt}
          firstTokenMs={answer.timings.firstTokenMs}
          reasoningEndMs={answer.timings.reasoningEndMs}
          tokens={answer.usage?.reasoningTokens}
          labels={labels}
        />
      )}
      {text !== '' && (
        <div className="answer-text min-w-0 text-base" data-answer-text>
          <Markdown text={text} isStreaming={isRunning} onLink={openLink} labels={labels} />
        </div>
      )}
      {isRunning ? <AnswerProgress answer={answer} /> : <AnswerEnd answer={answer} turnId={turnId} laneId={laneId} />}
      <footer className="flex min-h-14 flex-col gap-0.5 @min-[44rem]:min-h-7 @min-[44rem]:flex-row @min-[44rem]:items-center @min-[44rem]:gap-4">
        <AnswerActions
          answerId={answer.id}
          turnId={turnId}
          laneId={laneId}
          variantIds={variantIds}
          hasText={text !== ''}
          hasReasoning={answer.reasoning !== ''}
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
