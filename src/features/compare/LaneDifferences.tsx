import type { TFunction } from 'i18next';
import { effortWords } from '../../state/effortWords';
import type { LaneDifference } from '../../state/names';
import { useTranslation } from '../../state/translation';

/** What sets a lane apart from another one with the same model, in words. */
export function LaneDifferences({ differences }: { readonly differences: readonly LaneDifference[] }) {
  const { t } = useTranslation();
  const words = differences.flatMap(difference => inWords(difference, t) ?? []);
  const text = words.length === 0 ? t('difference.none') : words.join(' · ');
  return (
    <span className="min-w-0 shrink-9999 truncate" title={text}>
      {text}
    </span>
  );
}

function inWords({ field, value }: LaneDifference, t: TFunction): string | undefined {
  if (value === undefined) return undefined;
  switch (field) {
    case 'thinking':
      return t(value === 'off' ? 'difference.thinkingOff' : 'difference.thinkingOn');
    case 'systemPrompt':
      return t('difference.systemPrompt');
    case 'effort':
      return t('difference.effort', { value: effortWords(value, t) });
    default:
      return t(`difference.${field}`, { value: Number(value) });
  }
}
