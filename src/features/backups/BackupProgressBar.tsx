import { cancelBackup, useBackups } from '../../state/backups';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';

/** How far long work with backups has come, and a button that ends it. Looking at pages has no share that anybody knows. */
export function BackupProgressBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const work = useBackups(state => state.work);
  const progress = useBackups(state => state.progress);
  const isCancelling = work === 'cancelling';
  const isByCount = progress?.step === 'copying-out';
  const [done, total] = isByCount
    ? [progress.doneCount, progress.totalCount]
    : [progress?.doneBytes ?? 0, progress?.totalBytes ?? 0];
  const share = total === 0 ? undefined : done / total;
  const shownDone = isByCount
    ? t('transfer.progress', { done: format.count(done), total: format.count(total) })
    : format.bytes(done);
  const step = progress?.step ?? 'copying';
  const label = isCancelling ? t('backup.cancelling') : t(`backup.step.${step}`);
  return (
    <>
      <div className="flex min-w-56 flex-1 flex-col gap-1.5">
        <div className="flex justify-between gap-3 text-xs text-soft">
          <span role="status">{label}</span>
          {share !== undefined && <span className="tabular-nums">{shownDone}</span>}
        </div>
        <ProgressBar label={label} share={share} />
      </div>
      <Button disabled={isCancelling} onClick={cancelBackup}>
        {t('action.cancel')}
      </Button>
    </>
  );
}
