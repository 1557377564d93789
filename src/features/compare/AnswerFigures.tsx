import type { TFunction } from 'i18next';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, isLive } from '../../shared/domain/answer';
import { costOf } from '../../shared/domain/cost';
import { figuresOf } from '../../shared/domain/figures';
import { useNow } from '../../state/clock';
import { type Format, useFormat } from '../../state/format';
import { classes } from '../../ui/classes';

type AnswerFiguresProps = Pick<Answer, 'status' | 'startedAt' | 'timings' | 'usage' | 'price'>;

/** How fast an answer came, how many tokens it took and what it cost. Only what is known is shown. */
export const AnswerFigures = memo(function AnswerFigures(answer: AnswerFiguresProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isRunning = isLive(answer.status) && answer.status !== 'queued';
  const now = useNow(isRunning);
  const shown = [...shownFigures(answer, t, format)];
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

interface Figure {
  readonly text: string;
  readonly explanation: string;
  /** The head of the reasoning says nearly the same; left out where there is little room. */
  readonly isToldAbove?: boolean;
}

function shownFigures(answer: AnswerFiguresProps, t: TFunction, format: Format): readonly Figure[] {
  const { timings, usage, price } = answer;
  const figures = figuresOf(timings, usage);
  const hasThought = timings.reasoningEndMs !== undefined;
  const cost = costOf(usage, price, answer.startedAt);
  const shown: (Figure | undefined)[] = [
    figure(figures.timeToFirstTokenMs, format.seconds, value => t('figures.first', { value }), t('figures.firstHint')),
    hasThought
      ? toldAbove(
          figure(
            figures.timeToFirstTextMs,
            format.seconds,
            value => t('figures.text', { value }),
            t('figures.textHint'),
          ),
        )
      : undefined,
    figure(figures.textTokensPerSecond, format.rate, value => t('figures.rate', { value }), t('figures.rateHint')),
    figure(usage?.inputTokens, format.count, value => t('figures.input', { value }), t('figures.inputHint')),
    figure(
      usage?.cachedInputTokens || undefined,
      format.count,
      value => t('figures.cached', { value }),
      t('figures.cachedHint'),
    ),
    toldAbove(
      figure(
        usage?.reasoningTokens || undefined,
        format.count,
        value => t('figures.reasoning', { value }),
        t('figures.reasoningHint'),
      ),
    ),
    figure(usage?.outputTokens, format.count, value => t('figures.output', { value }), t('figures.outputHint')),
    cost === undefined || price === undefined
      ? undefined
      : {
          text: format.money(cost, price.currency),
          explanation: t('figures.costHint', { day: price.readOn, source: price.source }),
        },
  ];
  return shown.filter(entry => entry !== undefined);
}

function toldAbove(shown: Figure | undefined): Figure | undefined {
  return shown && { ...shown, isToldAbove: true };
}

function figure(
  value: number | undefined,
  format: (value: number) => string,
  name: (value: string) => string,
  explanation: string,
): Figure | undefined {
  return value === undefined ? undefined : { text: name(format(value)), explanation };
}
