import { cancelCopy, type RunningCopy } from '../../state/copies';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { ProgressBar } from '../../ui/ProgressBar';

/** How far the copy of a long conversation has come, and a button that gives it up. */
export function CopyStatus({ copy: { id, title, share, isCancelling } }: { readonly copy: RunningCopy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = isCancelling
    ? t('copy.cancelling')
    : t('copy.running', { title: title === '' ? t('conversation.untitled') : title });
  return (
    <div
      data-over-dialogs
      className="pointer-events-auto flex w-full max-w-md animate-rise items-center gap-4 rounded-xl border border-line bg-surface py-2.5 pr-2.5 pl-4 text-sm shadow-floating"
    >
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex justify-between gap-3">
          <span role="status" className="min-w-0 truncate">
            {label}
          </span>
          {share !== undefined && <span className="text-soft tabular-nums">{format.percent(share)}</span>}
        </div>
        <ProgressBar label={label} share={share} />
      </div>
      <Button size="small" disabled={isCancelling} onClick={() => cancelCopy(id)}>
        {t('action.cancel')}
      </Button>
    </div>
  );
}
