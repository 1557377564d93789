import { memo } from 'react';
import { type Answer, isLive } from '../../shared/domain/answer';
import { useNow } from '../../state/clock';
import { figureWords } from '../../state/figureWords';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { classes } from '../../ui/classes';

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
    <p className="flex min-h-5 flex-wrap gap-x-2.5 text-xs text-faint tabular-nums" data-figures>
      {shown.map(({ text, explanation, isToldAbove }) => (
        <span
          key={explanation}
          title={explanation}
          className={classes('whitespace-nowrap', isToldAbove === true && '@max-[20rem]:hidden')}
        >
          {text}
        </span>
      ))}
    </p>
  );
});
