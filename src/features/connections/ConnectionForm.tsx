import { type FormEvent, useEffect, useRef, useState } from 'react';
import { cleanApiKey } from '../../shared/domain/apiKey';
import { normalizeBaseUrl } from '../../shared/domain/baseUrl';
import type { Connection, ConnectionCheck } from '../../shared/domain/connection';
import type { VendorSpec } from '../../shared/vendors/types';
import { useFailureWords } from '../../state/failureWords';
import { saveAndCheck } from '../../state/savingConnection';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { Field, inputClass } from '../../ui/Field';
import { focusWhenShown } from '../../ui/focusWhenShown';
import { Select } from '../../ui/Select';
import { Spinner } from '../../ui/Spinner';
import { Unsaved } from '../../ui/unsaved';
import { AddressField } from './AddressField';
import { CheckResult } from './CheckResult';
import { KeyField } from './KeyField';
import { SecretChoice } from './SecretChoice';

interface ConnectionFormProps {
  readonly vendor: VendorSpec;
  /** What was pasted before the vendor was known. */
  readonly firstKey?: string | undefined;
  readonly firstRegionId?: string | undefined;
  readonly onBack: () => void;
  /** The check went well. */
  readonly onReady: (connection: Connection) => void;
}

/** A new connection: region or address, key, and what the check found. */
export function ConnectionFormFields({ vendor, firstKey, firstRegionId, onBack, onReady }: ConnectionFormProps) {
  const { t } = useTranslation();
  const failureWords = useFailureWords();
  const isOwnAddress = vendor.kind === 'custom' || vendor.kind === 'local';
  const [regionId, setRegionId] = useState(firstRegionId ?? vendor.regions[0]?.id);
  const [firstAddress] = useState(isOwnAddress ? (vendor.regions[0]?.baseUrl ?? '') : '');
  const [address, setAddress] = useState(firstAddress);
  const [isPlainAccepted, setPlainAccepted] = useState(false);
  const [name, setName] = useState('');
  const [key, setKey] = useState(firstKey ?? '');
  const [connection, setConnection] = useState<Connection>();
  const [check, setCheck] = useState<ConnectionCheck>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const frame = useRef<HTMLFormElement>(null);
  const submitButton = useRef<HTMLButtonElement>(null);
  useEffect(
    () =>
      focusWhenShown(() =>
        firstKey === undefined
          ? (frame.current?.querySelector<HTMLElement>('input') ?? null)
          : submitButton.current?.disabled === true
            ? null
            : submitButton.current,
      ),
    [firstKey],
  );

  const cleaned = cleanApiKey(key, vendor.key);
  const isKeyMissing = vendor.needsKey && key.trim() === '';
  const url = isOwnAddress ? normalizeBaseUrl(address) : undefined;
  const isAddressFine = url === undefined || (url.ok && (isPlainAccepted || !url.isPlainHttp || url.isLoopback));
  const isFilledIn = !isKeyMissing && (key.trim() === '' || cleaned.ok) && isAddressFine;

  const save = async (region = regionId) => {
    setBusy(true);
    setCheck(undefined);
    setFailure(undefined);
    setRegionId(region);
    let made = connection;
    try {
      const form = {
        vendorId: vendor.id,
        regionId: isOwnAddress ? undefined : region,
        baseUrl: url?.ok === true ? url.baseUrl : undefined,
        isPlainHttpAccepted: isPlainAccepted,
        name,
        key: cleaned.ok ? cleaned.key : '',
      };
      const found = await saveAndCheck(form, connection?.id, saved => {
        made = saved;
        setConnection(saved);
      });
      setCheck(found);
      if (found.outcome === 'ok' && made !== undefined) {
        setKey('');
        onReady(made);
      }
    } catch (refused) {
      setFailure(refused);
    } finally {
      setBusy(false);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isFilledIn && !isBusy) void save();
  };
  const isDone = check?.outcome === 'ok';
  /** What stands in the way may be over soon, or lie with the network of this moment; a refused key is no use. */
  const canUseAnyway =
    connection !== undefined &&
    check?.outcome === 'failed' &&
    check.error?.class !== 'bad-key' &&
    check.error?.class !== 'no-key';

  return (
    <form ref={frame} onSubmit={submit} className="flex flex-col gap-4">
      <Unsaved isChanged={() => !isDone && (key !== '' || name !== '' || address !== firstAddress)} />
      <p className="text-sm font-medium">{vendor.kind === 'custom' ? t('vendorKind.customName') : vendor.name}</p>
      {!isOwnAddress && vendor.regions.length > 1 && (
        <Field label={t('connection.region')} hint={t('connection.regionHint')}>
          {ids => (
            <Select
              {...ids}
              value={regionId ?? ''}
              options={vendor.regions.map(region => ({
                value: region.id,
                label: t(`region.${region.label}` as 'region.china'),
              }))}
              onValue={setRegionId}
            />
          )}
        </Field>
      )}
      {isOwnAddress && (
        <AddressField
          value={address}
          isPlainAccepted={isPlainAccepted}
          onChange={setAddress}
          onPlainAccepted={setPlainAccepted}
        />
      )}
      {vendor.kind === 'custom' && (
        <Field label={t('connection.name')}>
          {ids => (
            <input
              {...ids}
              value={name}
              maxLength={200}
              placeholder={t('connection.namePlaceholder')}
              onChange={event => setName(event.target.value)}
              className={inputClass}
            />
          )}
        </Field>
      )}
      <KeyField vendor={vendor} regionId={regionId} value={key} isSaved={isDone} onChange={setKey} />
      {failure !== undefined && (
        <p role="alert" className="text-sm text-danger">
          {failureWords(failure)}
        </p>
      )}
      <SecretChoice
        failure={failure}
        onChosen={() => {
          // The question goes, and the keyboard with it.
          submitButton.current?.focus();
          void save();
        }}
      />
      {check !== undefined && connection !== undefined && (
        <CheckResult check={check} connection={connection} onRegion={region => void save(region)} />
      )}
      <div className="flex flex-wrap gap-2">
        {!isDone && (
          <Button ref={submitButton} type="submit" look="primary" disabled={!isFilledIn} aria-busy={isBusy}>
            {isBusy && <Spinner />} {t(isBusy ? 'connection.checking' : 'connection.saveAndCheck')}
          </Button>
        )}
        {canUseAnyway && <Button onClick={() => onReady(connection)}>{t('connection.useAnyway')}</Button>}
        {!isDone && (
          <Button look="quiet" onClick={onBack}>
            {t('connection.otherVendor')}
          </Button>
        )}
      </div>
    </form>
  );
}
