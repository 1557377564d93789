import { useApp } from '../../state/app';
import { readState } from '../../state/start';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';

/** The moment before the state of the program is known; says so when it cannot be read. */
export function Starting() {
  const { t } = useTranslation();
  const hasFailed = useApp(state => state.status === 'failed');
  if (!hasFailed) return null;
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-4 text-sm">
      <p>{t('start.failed')}</p>
      <Button onClick={() => void readState()}>{t('action.tryAgain')}</Button>
    </div>
  );
}
