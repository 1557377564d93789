import { chooseCopies, forgetCopies, useBackups } from '../../state/backups';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';

/** A second place for every backup, such as another disk. */
export function BackupCopies() {
  const { t } = useTranslation();
  const copies = useBackups(state => state.overview?.copies);
  const isBusy = useBackups(state => state.work !== 'none');
  return (
    <div className="flex flex-col gap-2 py-4">
      <p className="text-sm font-medium">{t('backup.copies')}</p>
      <p className="text-sm text-soft">{t('backup.copiesText')}</p>
      {copies !== undefined && (
        <p className="text-sm">
          <span className="break-all">{copies.path}</span>
          {!copies.isThere && <span className="ml-2 text-danger">{t('backup.copiesGone')}</span>}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button disabled={isBusy} onClick={() => void chooseCopies()}>
          {t(copies === undefined ? 'backup.chooseCopies' : 'backup.chooseOtherCopies')}
        </Button>
        {copies !== undefined && (
          <Button look="quiet" disabled={isBusy} onClick={() => void forgetCopies()}>
            {t('backup.forgetCopies')}
          </Button>
        )}
      </div>
    </div>
  );
}
