import { useState } from 'react';
import { normalizeBaseUrl } from '../../shared/domain/baseUrl';
import type { Connection } from '../../shared/domain/connection';
import type { VendorSpec } from '../../shared/vendors/types';
import { updateConnection } from '../../state/connectionActions';
import { useFailureWords } from '../../state/failureWords';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { Unsaved } from '../../ui/unsaved';
import { AddressField } from './AddressField';

interface ConnectionAddressProps {
  readonly connection: Connection;
  readonly vendor: VendorSpec;
}

const ownAddress = 'own';

/** Where the requests go: a region of the vendor, or an address of the user's own. A new one forgets the key. */
export function ConnectionAddress({ connection, vendor }: ConnectionAddressProps) {
  const { t } = useTranslation();
  const failureWords = useFailureWords();
  const current = connection.regionId ?? ownAddress;
  const [chosen, setChosen] = useState(current);
  const [address, setAddress] = useState(connection.baseUrl);
  const [isPlainAccepted, setPlainAccepted] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const url = normalizeBaseUrl(address);
  const isChanged =
    chosen === ownAddress ? url.ok && url.baseUrl !== connection.baseUrl : chosen !== connection.regionId;
  const hasKey = connection.keyState !== 'missing' && connection.keyState !== 'none-needed';

  const save = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const change =
        chosen === ownAddress
          ? { baseUrl: url.ok ? url.baseUrl : address, ...(isPlainAccepted && { isPlainHttpAccepted: true }) }
          : { regionId: chosen };
      await updateConnection(connection.id, change);
    } catch (refused) {
      setFailure(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="flex flex-col gap-3">
      <Unsaved isChanged={() => chosen !== current || address !== connection.baseUrl} />
      {vendor.regions.length > 0 && (
        <Field label={t('connection.region')} hint={chosen === ownAddress ? undefined : connection.baseUrl}>
          {ids => (
            <Select
              {...ids}
              value={chosen}
              options={[
                ...vendor.regions.map(region => ({
                  value: region.id,
                  label: t(`region.${region.label}` as 'region.china'),
                })),
                { value: ownAddress, label: t('connection.ownAddress') },
              ]}
              onValue={setChosen}
            />
          )}
        </Field>
      )}
      {chosen === ownAddress && (
        <AddressField
          value={address}
          isPlainAccepted={isPlainAccepted}
          onChange={setAddress}
          onPlainAccepted={setPlainAccepted}
        />
      )}
      {isChanged && (
        <div className="flex flex-wrap items-center gap-2">
          <Button look="primary" disabled={isBusy} onClick={() => void save()}>
            {t('connection.saveAddress')}
          </Button>
          {hasKey && <span className="text-xs text-warn">{t('connection.forgetsKey')}</span>}
        </div>
      )}
      {failure !== undefined && (
        <p role="alert" className="text-sm text-danger">
          {failureWords(failure)}
        </p>
      )}
    </section>
  );
}
