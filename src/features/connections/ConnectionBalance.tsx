import { useState } from 'react';
import type { Connection } from '../../shared/domain/connection';
import { openLink } from '../../state/app';
import { readBalance } from '../../state/connectionActions';
import { useConnections } from '../../state/connections';
import { useFormat } from '../../state/format';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { regionOf } from '../../state/vendors';
import { Button } from '../../ui/Button';
import { Spinner } from '../../ui/Spinner';
import { BalanceWords } from './BalanceWords';

/** What is left of the account's money, a way to ask again and one to pay in. */
export function ConnectionBalance({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reading = useConnections(state => state.reports[connection.id]?.balance);
  const [status, setStatus] = useState<'idle' | 'asking' | 'unknown'>('idle');
  const billingPage = regionOf(connection.vendorId, connection.regionId)?.billingPage;
  const ask = async () => {
    setStatus('asking');
    try {
      setStatus((await readBalance(connection.id)) ? 'idle' : 'unknown');
    } catch (failure) {
      setStatus('idle');
      showFailure(failure);
    }
  };
  return (
    <>
      <Button disabled={status === 'asking'} onClick={() => void ask()}>
        {status === 'asking' && <Spinner />} {t('connection.readBalance')}
      </Button>
      {billingPage !== undefined && (
        <Button look="quiet" onClick={() => openLink(billingPage)}>
          {t('error.billingPage')}
        </Button>
      )}
      <span aria-hidden className="text-xs text-soft">
        {status === 'unknown' ? t('connection.noBalance') : <BalanceWords connection={connection} />}
      </span>
      {/* With the time itself in the place of the age, which would be read again with every minute. */}
      <span role="status" className="sr-only">
        {status === 'unknown'
          ? t('connection.noBalance')
          : reading !== undefined &&
            t('connection.balanceAsOf', {
              amount: format.balance(reading.balance),
              time: format.time(reading.readAt),
            })}
      </span>
    </>
  );
}
