import type { BackupLoss } from '../../shared/domain/backup';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';

/** What is taken out of the list, what comes back, and what is stopped. */
export function LossWords({ loss }: { readonly loss: BackupLoss }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { newCount, changedCount, returningCount, liveCount, firstAt, lastAt } = loss;
  const isNothingLost = newCount === 0 && changedCount === 0;
  const lines = [
    newCount > 0 && t('restore.new', { count: newCount, shown: format.count(newCount) }),
    changedCount > 0 && t('restore.changed', { count: changedCount, shown: format.count(changedCount) }),
    firstAt !== undefined &&
      lastAt !== undefined &&
      t('restore.between', { first: format.time(firstAt), last: format.time(lastAt) }),
    returningCount > 0 && t('restore.returning', { count: returningCount, shown: format.count(returningCount) }),
    liveCount > 0 && t('restore.live', { count: liveCount }),
  ].filter(line => line !== false);
  return (
    <>
      {isNothingLost && <p>{t('restore.nothingLost')}</p>}
      {lines.length > 0 && (
        <ul className="ml-5 list-disc space-y-1">
          {lines.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
