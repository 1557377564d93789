import { useTranslation } from '../../state/translation';
import { Spinner } from '../../ui/Spinner';
import { useSlowCheck } from './useSlowCheck';

/** Says that the history is being looked at after an end that was not a clean one; everything can be used meanwhile. */
export function HistoryCheckLine() {
  const { t } = useTranslation();
  const isShown = useSlowCheck();
  // The region is there before its words, so that they are read out.
  return (
    <div role="status">
      {isShown && (
        <p title={t('history.checkingText')} className="flex items-center gap-2 px-2.5 py-1.5 text-xs text-soft">
          <Spinner size={12} /> <span className="min-w-0 flex-1">{t('history.checking')}</span>
        </p>
      )}
    </div>
  );
}
