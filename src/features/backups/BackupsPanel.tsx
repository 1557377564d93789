import { FolderOpen, ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { makeBackup, readBackups, revealBackups, useBackups } from '../../state/backups';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { ReadFailed } from '../../ui/ReadFailed';
import { Spinner } from '../../ui/Spinner';
import { BackupCopies } from './BackupCopies';
import { BackupProgressBar } from './BackupProgressBar';
import { BackupRow } from './BackupRow';
import { BackupRuleFields } from './BackupRuleFields';
import { MadeWords } from './MadeWords';

/** Backups of the history: what there is, one more, how many are kept, and where else. */
export function BackupsPanel() {
  const { t } = useTranslation();
  const overview = useBackups(state => state.overview);
  const hasFailed = useBackups(state => state.hasFailed);
  const work = useBackups(state => state.work);
  useEffect(() => void readBackups(), []);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-3">
        <p className="text-sm text-soft">{t('backup.about')}</p>
        <div className="flex flex-wrap items-center gap-2">
          {work === 'none' ? (
            <>
              <Button look="primary" onClick={() => void makeBackup()}>
                <ShieldCheck size={15} /> {t('backup.make')}
              </Button>
              <Button onClick={revealBackups}>
                <FolderOpen size={15} /> {t('backup.reveal')}
              </Button>
            </>
          ) : (
            <BackupProgressBar />
          )}
        </div>
        <MadeWords />
      </div>
      {hasFailed && (
        <ReadFailed
          text={t('backup.failed')}
          tryAgainLabel={t('action.tryAgain')}
          onTryAgain={() => void readBackups()}
          className="rounded-xl border border-line p-4"
        />
      )}
      {overview === undefined ? (
        !hasFailed && <Spinner />
      ) : overview.backups.length === 0 ? (
        <p className="rounded-xl border border-line p-4 text-sm text-soft">{t('backup.none')}</p>
      ) : (
        <ul aria-label={t('settings.backups')} className="flex flex-col rounded-xl border border-line">
          {overview.backups.map(backup => (
            <BackupRow key={backup.id} backup={backup} />
          ))}
        </ul>
      )}
      <div>
        <BackupRuleFields />
        <BackupCopies />
      </div>
    </div>
  );
}
