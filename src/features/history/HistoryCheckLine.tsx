import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app';
import { Spinner } from '../../ui/Spinner';

/** A check that is over sooner needs no words. */
const slowMs = 1_000;

/** Says that the history is being looked at after an end that was not a clean one; everything can be used meanwhile. */
export function HistoryCheckLine() {
  const { t } = useTranslation();
  const isChecking = useApp(state => state.isCheckingHistory);
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isChecking) return undefined;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isChecking]);
  // The region is there before its words, so that they are read out.
  return (
    <div role="status">
      {isChecking && isSlow && (
        <p title={t('history.checkingText')} className="flex items-center gap-2 px-2.5 py-1.5 text-xs text-soft">
          <Spinner size={12} /> <span className="min-w-0 flex-1">{t('history.checking')}</span>
        </p>
      )}
    </div>
  );
}
