import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Answer } from '../../shared/domain/answer';
import type { AppError } from '../../shared/domain/errors';
import type { LaneId, TurnId } from '../../shared/domain/ids';
import { errorActions, errorWords } from '../../state/errorWords';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { continueAnswer } from '../../state/turns';
import { useErrorNames } from '../../state/useErrorNames';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { Fold } from '../../ui/Fold';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';
import { ErrorButton } from './ErrorButton';

interface AnswerTroubleProps {
  readonly answer: Answer;
  readonly turnId: TurnId;
  readonly laneId: LaneId;
}

const unknownError: AppError = { class: 'unknown', isRetryable: false };

/** What went wrong with an answer, what helps, and the vendor's own words for those who want them. */
export function AnswerTrouble({ answer, turnId, laneId }: AnswerTroubleProps) {
  const { t } = useTranslation();
  const error = answer.error ?? unknownError;
  const format = useFormat();
  const names = useErrorNames(answer, error);
  const [isOpen, setOpen] = useState(false);
  const isInterrupted = answer.status === 'interrupted';
  const hasWords = answer.text !== '' || answer.reasoning !== '';
  const details = errorDetails(error, answer);
  return (
    <div
      className={classes(
        'flex flex-col gap-2.5 rounded-xl px-3.5 py-3 text-sm',
        isInterrupted ? 'bg-warn-soft' : 'bg-danger-soft',
      )}
    >
      <p className="flex gap-2.5">
        <TriangleAlert
          aria-hidden
          size={16}
          className={classes('mt-0.5 shrink-0', isInterrupted ? 'text-warn' : 'text-danger')}
        />
        <span className="min-w-0 break-words">
          {format.sentences([
            isInterrupted ? t('answer.interrupted') : '',
            t(errorWords(error, answer.vendorId), names),
          ])}
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        {hasWords && (
          <Button size="small" onClick={() => continueAnswer(answer.id)}>
            {t('answer.continue')}
          </Button>
        )}
        {errorActions(error).map(action => (
          <ErrorButton key={action} action={action} answer={answer} turnId={turnId} laneId={laneId} />
        ))}
      </div>
      {details.length > 0 && (
        <Fold title={t('error.details')} isOpen={isOpen} onChange={setOpen}>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-xs text-soft">
            {details.map(([key, value]) => (
              <div key={key} className="contents">
                <dt>{t(key)}</dt>
                <dd className="min-w-0 font-mono break-words whitespace-pre-wrap">{revealHidden(value)}</dd>
              </div>
            ))}
          </dl>
        </Fold>
      )}
    </div>
  );
}

function errorDetails(error: AppError, answer: Answer) {
  const facts = [
    ['error.detail.said', error.detail],
    ['error.detail.status', error.httpStatus?.toString()],
    ['error.detail.code', error.vendorCode],
    ['error.detail.host', error.host],
    ['error.detail.requestId', error.requestId ?? answer.requestId],
  ] as const;
  return facts.filter((fact): fact is readonly [(typeof fact)[0], string] => fact[1] !== undefined && fact[1] !== '');
}
