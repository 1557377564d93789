import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';

interface PartFailedProps {
  /** The whole page failed, so that only loading it again helps. */
  readonly isWhole?: boolean;
  /** It stands in a dialog, whose content failed. */
  readonly isDialog?: boolean;
  readonly onTryAgain: () => void;
}

/** Stands where something could not be drawn: says that nothing is lost, and offers to try again. */
export function PartFailed({ isWhole = false, isDialog = false, onTryAgain }: PartFailedProps) {
  const { t } = useTranslation();
  return (
    <div
      role="alert"
      className={
        isDialog
          ? 'flex flex-col items-start gap-4 px-6 pb-6 text-sm'
          : 'flex h-full flex-1 flex-col items-center justify-center gap-4 px-6 text-center text-sm'
      }
    >
      <p className="max-w-md">
        {t(isWhole ? 'shell.pageFailed' : isDialog ? 'shell.dialogFailed' : 'shell.partFailed')}
      </p>
      <Button onClick={onTryAgain}>{t(isWhole ? 'action.loadAgain' : 'action.tryAgain')}</Button>
    </div>
  );
}
