import { ListChecks } from 'lucide-react';
import { cancelChecks, checkAll, checkSummary, useCheckRun } from '../../state/checkingAll';
import { useConnections } from '../../state/connections';
import { useFormat } from '../../state/format';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { Spinner } from '../../ui/Spinner';

/** Checks all connections: how far it is, a way to break it off, and what it came to. */
export function CheckAllBar() {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, ids, doneCount } = useCheckRun();
  const reports = useConnections(state => state.reports);
  const isRunning = status === 'running';
  const summary = status === 'done' ? checkSummary(ids, reports) : [];
  const words = isRunning
    ? t('checkAll.progress', { done: doneCount, count: ids.length })
    : status === 'cancelled'
      ? t('checkAll.cancelled', { done: doneCount, count: ids.length })
      : format.list(summary.map(({ kind, count }) => t(`checkAll.${kind}`, { count })));
  return (
    <>
      {isRunning ? (
        <Button onClick={() => void cancelChecks().catch(showFailure)}>
          <Spinner /> {t('action.cancel')}
        </Button>
      ) : (
        <Button onClick={() => void checkAll()}>
          <ListChecks size={15} /> {t('checkAll.start')}
        </Button>
      )}
      <p role="status" className="text-xs text-soft">
        {words}
      </p>
    </>
  );
}
