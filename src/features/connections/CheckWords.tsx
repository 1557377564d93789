import type { Connection } from '../../shared/domain/connection';
import { checkKind } from '../../state/checkingAll';
import { useNow } from '../../state/clock';
import { useConnections } from '../../state/connections';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { Spinner } from '../../ui/Spinner';
import { Facts } from './Facts';

/** What was last found out about a connection, in a few words: the check with its age, the balance, a limit that was learned. */
export function CheckWords({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(true);
  const report = useConnections(state => state.reports[connection.id]);
  const isChecking = useConnections(state => state.checking[connection.id] === true);
  const { check, balance } = report ?? {};
  const kind = checkKind(report ?? {});
  const { learnedMaxConcurrent, limits } = connection;
  return (
    <Facts>
      {isChecking ? (
        <span className="inline-flex items-center gap-1.5">
          <Spinner size={11} /> {t('connection.checking')}
        </span>
      ) : (
        <span className={kind === undefined ? '' : kind === 'fine' ? 'text-accent' : 'text-danger'}>
          {t(
            kind === undefined
              ? 'checkKind.never'
              : check?.isListMissing === true
                ? 'checkKind.noList'
                : `checkKind.${kind}`,
          )}
        </span>
      )}
      {!isChecking && check?.modelCount !== undefined && (
        <span>{t('checkKind.models', { count: check.modelCount })}</span>
      )}
      {!isChecking && check !== undefined && kind === 'fine' && <span>{format.milliseconds(check.durationMs)}</span>}
      {!isChecking && check !== undefined && (
        <time dateTime={new Date(check.checkedAt).toISOString()} title={format.time(check.checkedAt)}>
          {format.ago(check.checkedAt, nowMs)}
        </time>
      )}
      {balance !== undefined && (
        <span className={balance.balance.isEnough ? '' : 'text-danger'} title={format.time(balance.readAt)}>
          {t('connection.balanceAsOf', {
            amount: format.balance(balance.balance),
            time: format.ago(balance.readAt, nowMs),
          })}
        </span>
      )}
      {learnedMaxConcurrent !== undefined && (
        <span className="text-warn">
          {t('limits.learned', { count: learnedMaxConcurrent, limit: limits.maxConcurrent })}
        </span>
      )}
    </Facts>
  );
}
