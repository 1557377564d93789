import type { Answer } from '../../shared/domain/answer';
import type { AnswerId, LaneId, TurnId } from '../../shared/domain/ids';
import { useFormat } from '../../state/format';
import { setOutputLimit, useRaisedLimit } from '../../state/outputLimit';
import { useAnswer } from '../../state/shownConversation';
import { useTranslation } from '../../state/translation';
import { askAgain, continueAnswer } from '../../state/turns';
import { openDialog, setFold, useUi } from '../../state/ui';
import { Button } from '../../ui/Button';
import { AnswerTrouble } from './AnswerTrouble';
import { RetryButton } from './RetryButton';

interface AnswerEndProps {
  readonly answerId: AnswerId;
  readonly turnId: TurnId;
  readonly laneId: LaneId;
}

interface EndWordsProps {
  readonly answer: Answer;
  readonly turnId: TurnId;
  readonly laneId: LaneId;
}

/** How an answer ended, when that needs words. */
export function AnswerEnd({ answerId, turnId, laneId }: AnswerEndProps) {
  const answer = useAnswer(answerId);
  return answer === undefined ? null : <EndWords answer={answer} turnId={turnId} laneId={laneId} />;
}

function EndWords({ answer, turnId, laneId }: EndWordsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const limit = useRaisedLimit(answer, laneId);
  const isReasoningRead = useUi(state => state.folds[answer.id] === 'answer');
  const hasWords = answer.text !== '' || answer.reasoning !== '';
  const settings = (
    <Button size="small" onClick={() => openDialog({ kind: 'lane-settings', laneId })}>
      {t('lane.settings')}
    </Button>
  );
  const goOn = (
    <Button size="small" onClick={() => continueAnswer(answer.id)}>
      {t('answer.continue')}
    </Button>
  );
  const retry = <RetryButton answer={answer} turnId={turnId} laneId={laneId} />;
  const raise = limit !== undefined && (
    <Button
      size="small"
      onClick={() =>
        void setOutputLimit(laneId, limit).then(isTaken => {
          if (!isTaken) return;
          if (answer.text !== '') continueAnswer(answer.id);
          else askAgain({ turnId, laneId, answerId: answer.id });
        })
      }
    >
      {t('answer.raiseLimit', { limit: format.count(limit) })}
    </Button>
  );
  const notices = answer.notices.map(notice => <Note key={notice} text={t(`notice.${notice}`)} />);

  if (answer.status === 'failed') return <AnswerTrouble answer={answer} turnId={turnId} laneId={laneId} />;
  if (answer.status === 'interrupted') {
    return (
      <>
        {notices}
        {answer.error === undefined ? (
          <Note text={t('answer.interruptedByQuit')} isWarning>
            {hasWords && goOn}
            {retry}
          </Note>
        ) : (
          <AnswerTrouble answer={answer} turnId={turnId} laneId={laneId} />
        )}
      </>
    );
  }
  if (answer.status === 'stopped') {
    return (
      <>
        {notices}
        <Note text={t(hasWords ? 'answer.stopped' : 'answer.stoppedEmpty')}>{hasWords ? goOn : retry}</Note>
      </>
    );
  }
  return (
    <>
      {notices}
      {answer.finishReason === 'length' &&
        (answer.text === '' ? (
          <Note text={t('answer.lengthWithoutText')} isWarning>
            {raise}
            {settings}
            {retry}
          </Note>
        ) : (
          <Note text={t('answer.lengthReached')}>
            {raise}
            {goOn}
          </Note>
        ))}
      {answer.finishReason === 'content-filter' && <Note text={t('answer.contentFilter')} isWarning />}
      {answer.finishReason !== 'length' && answer.finishReason !== 'content-filter' && answer.text === '' && (
        <Note
          text={t(
            answer.reasoning === ''
              ? 'answer.empty'
              : isReasoningRead
                ? 'answer.reasoningIsAnswer'
                : 'answer.onlyReasoning',
          )}
          isWarning={!isReasoningRead}
        >
          {answer.reasoning !== '' && (
            <Button size="small" onClick={() => setFold(answer.id, isReasoningRead ? 'open' : 'answer')}>
              {t(isReasoningRead ? 'answer.showAsReasoning' : 'answer.showAsAnswer')}
            </Button>
          )}
          {retry}
        </Note>
      )}
    </>
  );
}

interface NoteProps {
  readonly text: string;
  readonly isWarning?: boolean;
  readonly children?: React.ReactNode;
}

function Note({ text, isWarning = false, children }: NoteProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <p className={isWarning ? 'mr-auto text-warn' : 'mr-auto text-soft'}>{text}</p>
      {children}
    </div>
  );
}
