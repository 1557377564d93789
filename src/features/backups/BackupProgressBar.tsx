import { useTranslation } from 'react-i18next';
import { cancelBackup, useBackups } from '../../state/backups';
import { useFormat } from '../../state/format';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';

/** How far a backup has come. Looking at its pages has no share that anybody knows. */
export function BackupProgressBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const work = useBackups(state => state.work);
  const progress = useBackups(state => state.progress);
  const isCancelling = work === 'cancelling';
  const share =
    progress === undefined || progress.totalBytes === 0 ? undefined : progress.doneBytes / progress.totalBytes;
  const step = progress?.step ?? 'copying';
  const label = isCancelling ? t('backup.cancelling') : t(`backup.step.${step}`);
  return (
    <>
      <div className="flex min-w-56 flex-1 flex-col gap-1.5">
        <div className="flex justify-between gap-3 text-xs text-soft">
          <span role="status">{label}</span>
          {share !== undefined && <span className="tabular-nums">{format.bytes(progress?.doneBytes ?? 0)}</span>}
        </div>
        <ProgressBar label={label} share={share} />
      </div>
      {work !== 'copying' && (
        <Button disabled={isCancelling} onClick={cancelBackup}>
          {t('action.cancel')}
        </Button>
      )}
    </>
  );
}
