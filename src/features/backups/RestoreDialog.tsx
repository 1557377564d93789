import { useEffect, useState } from 'react';
import type { BackupLoss } from '../../shared/domain/backup';
import { findBackup, readLoss, restoreBackup, useBackups } from '../../state/backups';
import { useFailureWords } from '../../state/failureWords';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { openSettings } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Modal } from '../../ui/Modal';
import { Spinner } from '../../ui/Spinner';
import { BackupProgressBar } from './BackupProgressBar';
import { LossWords } from './LossWords';

/** What bringing a backup back means, before it is done. */
export function RestoreDialog({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useFailureWords();
  const backup = useBackups(state => findBackup(state, id));
  const [loss, setLoss] = useState<BackupLoss>();
  const [failure, setFailure] = useState<unknown>();
  const [isRunning, setRunning] = useState(false);
  useEffect(() => {
    readLoss(id).then(setLoss, setFailure);
  }, [id]);
  const close = () => {
    if (!isRunning) openSettings('backups');
  };
  const run = async () => {
    setRunning(true);
    setFailure(undefined);
    try {
      // The page is loaded anew when it is done, so there is nothing to go back to.
      await restoreBackup(id);
    } catch (refusal) {
      setRunning(false);
      setFailure(refusal);
    }
  };
  return (
    <Modal
      title={t('restore.title')}
      description={backup === undefined ? '' : t('restore.of', { time: format.time(backup.createdAt) })}
      closeLabel={t('action.close')}
      width="medium"
      onClose={close}
      footer={
        isRunning ? (
          <BackupProgressBar />
        ) : (
          <>
            <Button onClick={close}>{t('action.cancel')}</Button>
            <Button look="danger" disabled={loss === undefined} onClick={() => void run()}>
              {t('restore.run')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-3 px-6 pb-6 text-sm">
        {loss === undefined && failure === undefined && <Spinner />}
        {loss !== undefined && <LossWords loss={loss} />}
        {loss !== undefined && <p className="text-soft">{t('restore.kept')}</p>}
        {isRunning && <p className="text-soft">{t('restore.running')}</p>}
        {failure !== undefined && (
          <p role="alert" className="text-danger">
            {format.sentences([words(failure), t('restore.nothingChanged')])}
          </p>
        )}
      </div>
    </Modal>
  );
}
