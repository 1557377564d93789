import { useFormat } from '../../state/format';
import { useTransfer } from '../../state/transfer';
import { useTranslation } from '../../state/translation';
import { ProgressBar } from '../../ui/ProgressBar';

/** How far an export or an import has come; without a share while nothing is counted yet. */
export function TransferProgressBar({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const progress = useTransfer(state => state.progress);
  const share = progress === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
  return (
    <div className="flex min-w-40 flex-1 flex-col gap-1.5">
      <div className="flex justify-between gap-3 text-xs text-soft">
        <span>{label}</span>
        {progress !== undefined && progress.total > 1 && (
          <span className="tabular-nums">
            {t('transfer.progress', { done: format.count(progress.done), total: format.count(progress.total) })}
          </span>
        )}
      </div>
      <ProgressBar label={label} share={share} />
    </div>
  );
}
