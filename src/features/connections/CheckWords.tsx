import { useTranslation } from 'react-i18next';
import type { Connection } from '../../shared/domain/connection';
import { checkKind } from '../../state/checkingAll';
import { useNow } from '../../state/clock';
import { useConnections } from '../../state/connections';
import { useFormat } from '../../state/format';
import { Spinner } from '../../ui/Spinner';

/** What the last check found, in a few words with its age; or that none was made. */
export function CheckWords({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(true);
  const report = useConnections(state => state.reports[connection.id]);
  const isChecking = useConnections(state => state.checking[connection.id] === true);
  if (isChecking) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <Spinner size={11} /> {t('connection.checking')}
      </span>
    );
  }
  const kind = checkKind(report ?? {});
  if (kind === undefined || report?.check === undefined) return <span>{t('checkKind.never')}</span>;
  const { checkedAt, modelCount, isListMissing, durationMs } = report.check;
  return (
    <span className="inline-flex flex-wrap gap-x-1.5">
      <span className={kind === 'fine' ? 'text-accent' : 'text-danger'}>
        {t(isListMissing === true ? 'checkKind.noList' : `checkKind.${kind}`)}
      </span>
      {modelCount !== undefined && <span>{t('checkKind.models', { count: modelCount })}</span>}
      {kind === 'fine' && <span>{format.milliseconds(durationMs)}</span>}
      <time dateTime={new Date(checkedAt).toISOString()} title={format.time(checkedAt)}>
        {format.ago(checkedAt, nowMs)}
      </time>
    </span>
  );
}
