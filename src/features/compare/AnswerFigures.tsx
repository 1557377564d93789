import { Fragment, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, isLive } from '../../shared/domain/answer';
import { useNow } from '../../state/clock';
import { figureWords } from '../../state/figureWords';
import { useFormat } from '../../state/format';

type AnswerFiguresProps = Pick<Answer, 'status' | 'startedAt' | 'timings' | 'usage' | 'price'>;

/** How fast an answer came, how many tokens it took and what it cost. Only what is known is shown. */
export const AnswerFigures = memo(function AnswerFigures(answer: AnswerFiguresProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isRunning = isLive(answer.status) && answer.status !== 'queued';
  const now = useNow(isRunning);
  const shown = [...figureWords(answer, t, format)];
  if (isRunning) {
    const elapsedMs = Math.max(0, now - answer.startedAt - (answer.timings.sentMs ?? 0));
    shown.push({ text: format.seconds(elapsedMs), explanation: t('figures.elapsedHint') });
  }
  return (
    <p className="min-h-5 text-xs text-faint tabular-nums" data-figures>
      {shown.map(({ text, explanation }, index) => (
        <Fragment key={explanation}>
          {index > 0 && <span aria-hidden> · </span>}
          <span title={explanation} className="whitespace-nowrap">
            {text}
          </span>
        </Fragment>
      ))}
    </p>
  );
});
