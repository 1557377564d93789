import { CircleCheck, RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { LocalEngine } from '../../shared/contract/appState';
import type { Connection } from '../../shared/domain/connection';
import type { VendorSpec } from '../../shared/vendors/types';
import { connectLocal, findLocalEngines } from '../../state/connectionActions';
import { useFormat } from '../../state/format';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { offeredVendors } from '../../state/vendors';
import { Button } from '../../ui/Button';
import { Spinner } from '../../ui/Spinner';

interface LocalEnginesProps {
  /** What the button of an engine says. */
  readonly useWords: string;
  /** A connection to the engine is there. */
  readonly onUse: (connection: Connection) => Promise<void>;
}

const shownModels = 4;

/** Looks on the usual ports of this computer, says what answered on which, and how to start what did not. */
export function LocalEngines({ useWords, onUse }: LocalEnginesProps) {
  const { t } = useTranslation();
  const [engines, setEngines] = useState<readonly LocalEngine[]>();
  const [isBusy, setBusy] = useState(false);

  const look = useCallback(() => {
    setEngines(undefined);
    findLocalEngines().then(setEngines, failure => {
      setEngines([]);
      showFailure(failure);
    });
  }, []);
  useEffect(look, [look]);

  const use = async (engine: LocalEngine) => {
    setBusy(true);
    try {
      await onUse(await connectLocal(engine));
    } catch (failure) {
      showFailure(failure);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="flex flex-col gap-3">
      <p role="status" className="text-sm text-soft">
        {engines === undefined
          ? t('localDoor.looking')
          : engines.length === 0
            ? t('localDoor.nothing')
            : t('localDoor.found', { count: engines.length })}
      </p>
      <ul className="flex flex-col gap-2">
        {offeredVendors('local').map(vendor => (
          <EngineLine
            key={vendor.id}
            vendor={vendor}
            engine={engines?.find(({ vendorId }) => vendorId === vendor.id)}
            isLooking={engines === undefined}
            isBusy={isBusy}
            useWords={useWords}
            onUse={engine => void use(engine)}
          />
        ))}
      </ul>
      <p className="text-xs text-faint">{t('localDoor.loadingHint')}</p>
      <div>
        <Button disabled={engines === undefined} onClick={look}>
          <RefreshCw size={14} /> {t('localDoor.again')}
        </Button>
      </div>
    </div>
  );
}

interface EngineLineProps {
  readonly vendor: VendorSpec;
  readonly engine: LocalEngine | undefined;
  readonly isLooking: boolean;
  readonly isBusy: boolean;
  readonly useWords: string;
  readonly onUse: (engine: LocalEngine) => void;
}

function EngineLine({ vendor, engine, isLooking, isBusy, useWords, onUse }: EngineLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const place = new URL(vendor.regions[0]?.baseUrl ?? '').host;
  return (
    <li className="flex min-h-16 items-center gap-4 rounded-xl border border-line bg-surface px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-sm font-medium">{vendor.name}</span>
          <span className="font-mono text-xs text-faint">{place}</span>
        </p>
        {isLooking ? (
          <p className="text-xs text-faint">{t('localDoor.looking')}</p>
        ) : engine === undefined ? (
          <p className="text-xs text-soft">
            {format.sentences([t('localDoor.silent'), t(`localDoor.start.${vendor.id}` as 'localDoor.start.ollama')])}
          </p>
        ) : engine.modelIds.length === 0 ? (
          <p className="text-xs text-warn">
            {t(vendor.id === 'ollama' ? 'localDoor.empty.ollama' : 'localDoor.empty.other')}
          </p>
        ) : (
          <p className="flex items-center gap-1.5 truncate text-xs text-soft">
            <CircleCheck size={13} className="shrink-0 text-accent" />
            <span className="truncate">
              {format.sentences([
                t('check.models', { count: engine.modelIds.length }),
                format.list(engine.modelIds.slice(0, shownModels)),
              ])}
            </span>
          </p>
        )}
      </div>
      {isLooking && <Spinner />}
      {engine !== undefined && (
        <Button look="primary" disabled={isBusy || engine.modelIds.length === 0} onClick={() => onUse(engine)}>
          {useWords}
        </Button>
      )}
    </li>
  );
}
