import type { TFunction } from 'i18next';
import type { Answer } from '../shared/domain/answer';
import { costOf } from '../shared/domain/cost';
import { figuresOf } from '../shared/domain/figures';
import type { Format } from './format';

/** One figure of an answer, and what it means. */
export interface FigureWords {
  readonly text: string;
  readonly explanation: string;
  /** The head of the reasoning says nearly the same; left out where there is little room. */
  readonly isToldAbove?: boolean;
}

/** How fast an answer came, how many tokens it took and what it cost, in words. Only what is known is told. */
export function figureWords(
  answer: Pick<Answer, 'startedAt' | 'timings' | 'usage' | 'price'>,
  t: TFunction,
  format: Format,
): readonly FigureWords[] {
  const { timings, usage, price } = answer;
  const figures = figuresOf(timings, usage?.isPartial === true ? undefined : usage);
  const hasThought = timings.reasoningEndMs !== undefined;
  const cost = costOf(usage, price, answer.startedAt);
  const shown: (FigureWords | undefined)[] = [
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

function toldAbove(shown: FigureWords | undefined): FigureWords | undefined {
  return shown && { ...shown, isToldAbove: true };
}

function figure(
  value: number | undefined,
  format: (value: number) => string,
  name: (value: string) => string,
  explanation: string,
): FigureWords | undefined {
  return value === undefined ? undefined : { text: name(format(value)), explanation };
}
