import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { NetworkTest } from '../../shared/contract/networkRoutes';
import type { ProxySettings } from '../../shared/domain/settings';
import { errorWords } from '../../state/errorWords';
import { useFormat } from '../../state/format';
import { testProxy } from '../../state/network';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { errorNames } from '../../state/useErrorNames';
import { Button } from '../../ui/Button';
import { Spinner } from '../../ui/Spinner';

/** Tries the way to the network and says which site was reached, through what and how fast, or what stands in the way. */
export function ProxyTest({ proxy }: { readonly proxy: ProxySettings }) {
  const { t } = useTranslation();
  const [found, setFound] = useState<NetworkTest>();
  const [isBusy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    setFound(undefined);
    try {
      setFound(await testProxy(proxy));
    } catch (failure) {
      showFailure(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-3">
      <div>
        <Button disabled={isBusy} onClick={() => void test()}>
          {isBusy && <Spinner />} {t(isBusy ? 'network.testing' : 'network.test')}
        </Button>
      </div>
      {found !== undefined && <Finding found={found} />}
    </div>
  );
}

function Finding({ found }: { readonly found: NetworkTest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { host, proxy, durationMs, error } = found;
  if (error === undefined) {
    const duration = format.milliseconds(durationMs);
    return (
      <p role="status" className="flex gap-2.5 rounded-xl bg-accent-soft px-3.5 py-3 text-sm">
        <CircleCheck size={16} className="mt-0.5 shrink-0 text-accent" />
        {proxy === undefined
          ? t('network.reached', { host, duration })
          : t('network.reachedThrough', { host, proxy, duration })}
      </p>
    );
  }
  const names = errorNames(error, format, { vendor: host, connection: host, model: '' });
  return (
    <div role="alert" className="flex gap-2.5 rounded-xl bg-danger-soft px-3.5 py-3 text-sm">
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-danger" />
      <div className="flex min-w-0 flex-col gap-1 break-words">
        <p>{t(errorWords(error), names)}</p>
        <p className="text-xs text-soft">
          {proxy === undefined ? t('network.triedStraight', { host }) : t('network.triedThrough', { host, proxy })}
        </p>
      </div>
    </div>
  );
}
