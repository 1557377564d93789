import { useTranslation } from '../../state/translation';
import { Spinner } from '../../ui/Spinner';
import { useSlowCheck } from './useSlowCheck';

/** Stands for the line of the same meaning while the list is hidden. */
export function HistoryCheckSign() {
  const { t } = useTranslation();
  const isShown = useSlowCheck();
  return (
    <div role="status" className="shrink-0 text-faint">
      {isShown && (
        <p title={`${t('history.checking')} ${t('history.checkingText')}`} className="flex px-1">
          <Spinner size={13} /> <span className="sr-only">{t('history.checking')}</span>
        </p>
      )}
    </div>
  );
}
