import type { TFunction } from 'i18next';
import type { Answer } from '../shared/domain/answer';
import { costOf } from '../shared/domain/cost';
import { figuresOf } from '../shared/domain/figures';
import { believedUsage } from '../shared/domain/usage';
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
  const { timings, price } = answer;
  const hasThought = timings.reasoningEndMs !== undefined;
  const usage = believedUsage(answer.usage, hasThought);
  const isPartial = usage?.isPartial === true;
  const figures = figuresOf(timings, isPartial ? undefined : usage);
  // Billed by the moment of the request; the answer may have waited for its turn before.
  const cost = costOf(usage, price, answer.startedAt + (timings.sentMs ?? 0));
  const tokens = (value: number) => `${isPartial ? '≥' : ''}${format.count(value)}`;
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
    figure(usage?.inputTokens, tokens, value => t('figures.input', { value }), t('figures.inputHint')),
    figure(
      usage?.cachedInputTokens || undefined,
      tokens,
      value => t('figures.cached', { value }),
      t('figures.cachedHint'),
    ),
    toldAbove(
      figure(
        usage?.reasoningTokens || undefined,
        tokens,
        value => t('figures.reasoning', { value }),
        t('figures.reasoningHint'),
      ),
    ),
    figure(usage?.outputTokens, tokens, value => t('figures.output', { value }), t('figures.outputHint')),
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
