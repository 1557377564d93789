import { useBackups } from '../../state/backups';
import { useTranslation } from '../../state/translation';

/** How the backup that was asked for ended. */
export function MadeWords() {
  const { t } = useTranslation();
  const made = useBackups(state => state.made);
  if (made === undefined || made.kind === 'recent') return null;
  const isFailure = made.kind === 'failed' || made.kind === 'no-space';
  const megabytes = made.kind === 'no-space' ? made.megabytes : 0;
  return (
    <p role={isFailure ? 'alert' : 'status'} className={isFailure ? 'text-sm text-danger' : 'text-sm text-soft'}>
      {t(`backup.made.${made.kind}`, { megabytes })}
    </p>
  );
}
