import { Columns2, Copy } from 'lucide-react';
import { isLive } from '../../shared/domain/answer';
import type { AnswerId, TurnId } from '../../shared/domain/ids';
import { useModelName } from '../../state/names';
import { useOpenConversation } from '../../state/openConversation';
import { useAnswerState } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { closeDialog, openDialog, useClosedWithout, useUi } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { AnswerFigures } from './AnswerFigures';
import { AnswerWords } from './AnswerWords';
import { copyAnswer } from './copyAnswer';
import { Reasoning } from './Reasoning';
import { useMarkdownLabels } from './useMarkdownLabels';

/** One answer over the whole window, for reading; it goes on growing while it streams. */
export function ReadAnswerDialog({ answerId, turnId }: { readonly answerId: AnswerId; readonly turnId: TurnId }) {
  const { t } = useTranslation();
  const answer = useAnswerState(answerId);
  const labels = useMarkdownLabels();
  const prompt = useOpenConversation(state => state.turns.get(turnId)?.prompt ?? '');
  const model = useModelName(answer?.connectionId ?? '', answer?.modelId ?? '');
  const isReasoningRead = useUi(state => state.folds[answerId] === 'answer') && answer?.hasText === false;
  useClosedWithout(answer);
  if (answer === undefined) return null;
  const isRunning = isLive(answer.status);
  return (
    <Modal
      title={model}
      description={prompt.length > 160 ? `${prompt.slice(0, 160)}…` : prompt}
      closeLabel={t('action.close')}
      width="full"
      onClose={closeDialog}
      footer={
        <>
          <div className="mr-auto">
            <AnswerFigures
              status={answer.status}
              startedAt={answer.startedAt}
              timings={answer.timings}
              usage={answer.usage}
              price={answer.price}
            />
          </div>
          <Button onClick={() => openDialog({ kind: 'compare-answers', answerId, turnId })}>
            <Columns2 size={14} /> {t('answer.compare')}
          </Button>
          <Button onClick={() => void copyAnswer(answerId, 'plain')}>{t('answer.copyPlain')}</Button>
          <Button onClick={() => void copyAnswer(answerId, 'markdown')}>
            <Copy size={14} /> {t('answer.copy')}
          </Button>
        </>
      }
    >
      <div className="mx-auto flex max-w-4xl flex-col gap-3 px-6 pb-10">
        {answer.hasReasoning && !isReasoningRead && (
          <Reasoning
            answerId={answer.id}
            isThinking={answer.status === 'thinking'}
            isAll={false}
            startedAt={answer.startedAt}
            firstTokenMs={answer.timings.firstTokenMs}
            reasoningEndMs={answer.timings.reasoningEndMs}
            tokens={answer.usage?.reasoningTokens || undefined}
            labels={labels}
          />
        )}
        <h3 className="sr-only">{t('answer.text')}</h3>
        <div className="answer-text min-w-0 text-base" data-answer-text>
          <AnswerWords
            answerId={answerId}
            part={isReasoningRead ? 'reasoning' : 'text'}
            isStreaming={isRunning}
            labels={labels}
          />
        </div>
      </div>
    </Modal>
  );
}
