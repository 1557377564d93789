import type { Connection } from '../../shared/domain/connection';
import { useNow } from '../../state/clock';
import { useConnections } from '../../state/connections';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';

/** What is left of the account's money, and when that was read; nothing where the vendor does not tell it. */
export function BalanceWords({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(true);
  const reading = useConnections(state => state.reports[connection.id]?.balance);
  if (reading === undefined) return null;
  return (
    <span className={reading.balance.isEnough ? '' : 'text-danger'} title={format.time(reading.readAt)}>
      {t('connection.balanceAsOf', {
        amount: format.balance(reading.balance),
        time: format.ago(reading.readAt, nowMs),
      })}
    </span>
  );
}
