import type { ModelInfo } from '../shared/domain/model';
import { ownPriceSource } from '../shared/domain/modelOverride';
import { useFormat } from './format';
import { useTranslation } from './translation';

/** What is told about a model beside its name; undefined where nothing is known. */
export interface ModelWords {
  readonly context: string | undefined;
  /** Input and output per million tokens, in the currency of the price. */
  readonly price: string | undefined;
  /** What the price counts, where it comes from and when it was read. */
  readonly priceHint: string | undefined;
  readonly isOwnPrice: boolean;
  readonly thinking: string | undefined;
  readonly retires: string | undefined;
}

/** Words for models, in the language of the page. */
export function useModelWords(): (model: ModelInfo) => ModelWords {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ contextTokens, price, thinking, retiresOn }) => {
    const isOwnPrice = price?.source === ownPriceSource;
    const money = (amount: number) => format.money(amount, price?.currency ?? 'USD');
    const source = price === undefined ? '' : isOwnPrice ? t('pick.yours') : sourceName(price.source);
    return {
      context: contextTokens === undefined ? undefined : t('pick.context', { tokens: format.tokens(contextTokens) }),
      price: price === undefined ? undefined : `${money(price.inputPerMillion)} / ${money(price.outputPerMillion)}`,
      priceHint:
        price === undefined
          ? undefined
          : [
              t('pick.priceHint', { source, day: format.day(price.readOn) }),
              price.cachedInputPerMillion !== undefined &&
                t('pick.cachedHint', { amount: money(price.cachedInputPerMillion) }),
            ]
              .filter(Boolean)
              .join(' '),
      isOwnPrice,
      thinking: thinking === 'none' || thinking === 'unknown' ? undefined : t(`pick.thinking.${thinking}`),
      retires: retiresOn === undefined ? undefined : t('pick.retires', { day: format.day(retiresOn) }),
    };
  };
}

/** The site, which says more than the whole address. */
function sourceName(source: string): string {
  return URL.canParse(source) ? new URL(source).host : source;
}
