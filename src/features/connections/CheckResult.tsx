import type { TFunction } from 'i18next';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Connection, ConnectionCheck } from '../../shared/domain/connection';
import { openLink } from '../../state/app';
import { useNow } from '../../state/clock';
import { errorActions, errorWords } from '../../state/errorWords';
import { type Format, useFormat } from '../../state/format';
import { useRegionSearch } from '../../state/regionSearch';
import { useTranslation } from '../../state/translation';
import { openSettings } from '../../state/ui';
import { errorNames } from '../../state/useErrorNames';
import { regionOf, vendorName, vendorOf } from '../../state/vendors';
import { Button } from '../../ui/Button';
import { Spinner } from '../../ui/Spinner';
import { ErrorFacts } from './ErrorFacts';

interface CheckResultProps {
  readonly check: ConnectionCheck;
  readonly connection: Connection;
  /** Goes on with the region that took the key. */
  readonly onRegion: (regionId: string) => void;
}

/** What the check of a connection found, in words, with the button that helps. */
export function CheckResult(props: CheckResultProps) {
  return props.check.outcome === 'ok' ? <GoodResult {...props} /> : <BadResult {...props} />;
}

function balanceWords(balance: ConnectionCheck['balance'], t: TFunction, format: Format): string {
  return balance === undefined ? '' : t('check.balance', { amount: format.balance(balance) });
}

function GoodResult({ check }: CheckResultProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(true);
  const { balance } = check;
  return (
    <p className="flex gap-2.5 rounded-xl bg-accent-soft px-3.5 py-3 text-sm">
      <CircleCheck size={16} className="mt-0.5 shrink-0 text-accent" />
      <span>
        {/* Without the age: it would be read again with every minute. */}
        <span role="status">
          {format.sentences([
            t(check.isListMissing === true ? 'check.noList' : 'check.ok', {
              duration: format.milliseconds(check.durationMs),
            }),
            check.modelCount === undefined ? '' : t('check.models', { count: check.modelCount }),
            balanceWords(balance, t, format),
          ])}
        </span>{' '}
        <span className="text-soft">{format.ago(check.checkedAt, nowMs)}</span>
      </span>
    </p>
  );
}

function BadResult({ check, connection, onRegion }: CheckResultProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow(true);
  const vendor = vendorOf(connection.vendorId);
  const region = regionOf(connection.vendorId, connection.regionId);
  const { balance } = check;
  const error = check.error ?? ({ class: 'unknown', isRetryable: false } as const);
  const names = errorNames(error, format, {
    vendor: vendorName(connection.vendorId, connection.name),
    connection: connection.name,
    model: '',
  });
  const actions = errorActions(error);
  const canAskRegions =
    error.class === 'bad-key' && connection.regionId !== undefined && (vendor?.regions.length ?? 0) > 1;
  return (
    <div className="flex flex-col gap-2.5 rounded-xl bg-danger-soft px-3.5 py-3 text-sm">
      <p className="flex gap-2.5">
        <TriangleAlert size={16} className="mt-0.5 shrink-0 text-danger" />
        <span className="min-w-0 break-words">
          <span role="alert">
            {format.sentences([t(errorWords(error, connection.vendorId), names), balanceWords(balance, t, format)])}
          </span>{' '}
          <span className="text-soft">{format.ago(check.checkedAt, nowMs)}</span>
        </span>
      </p>
      <div className="flex flex-wrap items-center gap-2 pl-6.5 empty:hidden">
        {canAskRegions && <RegionSearch connection={connection} onRegion={onRegion} />}
        {actions.includes('key-page') && region?.keyPage !== undefined && (
          <Button size="small" onClick={() => openLink(region.keyPage ?? '')}>
            {t('error.keyPage')}
          </Button>
        )}
        {actions.includes('billing-page') && region?.billingPage !== undefined && (
          <Button size="small" onClick={() => openLink(region.billingPage ?? '')}>
            {t('error.billingPage')}
          </Button>
        )}
        {actions.includes('network-settings') && (
          <Button size="small" onClick={() => openSettings('network')}>
            {t('error.openNetwork')}
          </Button>
        )}
        {actions.includes('keys-settings') && (
          <Button size="small" onClick={() => openSettings('keys')}>
            {t('error.openKeys')}
          </Button>
        )}
      </div>
      <ErrorFacts error={error} />
    </div>
  );
}

/** Shows the key to the vendor's other sites, on a press and never by itself. */
function RegionSearch({ connection, onRegion }: Pick<CheckResultProps, 'connection' | 'onRegion'>) {
  const { t } = useTranslation();
  const { found, ask } = useRegionSearch(connection);
  if (typeof found === 'object') {
    return (
      <Button size="small" look="primary" onClick={() => onRegion(found.id)}>
        {t('check.useRegion', { region: t(`region.${found.label}` as 'region.china') })}
      </Button>
    );
  }
  if (found === 'none') return <span role="status">{t('check.noRegion')}</span>;
  return (
    <Button size="small" disabled={found === 'asking'} onClick={ask}>
      {found === 'asking' && <Spinner size={12} />} {t('check.askRegions')}
    </Button>
  );
}
