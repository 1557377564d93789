import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';

interface PartFailedProps {
  /** The whole page failed, so that only loading it again helps. */
  readonly isWhole?: boolean;
  readonly onTryAgain: () => void;
}

/** Stands where something could not be drawn: says that nothing is lost, and offers to try again. */
export function PartFailed({ isWhole = false, onTryAgain }: PartFailedProps) {
  const { t } = useTranslation();
  return (
    <div
      role="alert"
      className="flex h-full flex-1 flex-col items-center justify-center gap-4 px-6 text-center text-sm"
    >
      <p className="max-w-md">{t(isWhole ? 'shell.pageFailed' : 'shell.partFailed')}</p>
      <Button onClick={onTryAgain}>{t(isWhole ? 'action.loadAgain' : 'action.tryAgain')}</Button>
    </div>
  );
}
