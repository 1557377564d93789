import { useState } from 'react';
import { cleanApiKey } from '../../shared/domain/apiKey';
import type { Connection } from '../../shared/domain/connection';
import type { VendorSpec } from '../../shared/vendors/types';
import { removeKey, setKey } from '../../state/connectionActions';
import { checkConnection } from '../../state/connections';
import { useFailureWords } from '../../state/failureWords';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { Unsaved } from '../../ui/unsaved';
import { KeyField } from './KeyField';
import { KeyStateWords } from './KeyStateWords';
import { SecretChoice } from './SecretChoice';

interface ConnectionKeyProps {
  readonly connection: Connection;
  readonly vendor: VendorSpec;
}

/** The key of a connection: how it stands, and a field to set another one. */
export function ConnectionKey({ connection, vendor }: ConnectionKeyProps) {
  const { t } = useTranslation();
  const failureWords = useFailureWords();
  const [key, setTyped] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const hasKey = connection.keyState !== 'missing' && connection.keyState !== 'none-needed';
  const cleaned = cleanApiKey(key, vendor.key);

  const save = async () => {
    if (!cleaned.ok) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await setKey(connection.id, cleaned.key);
      setTyped('');
      checkConnection(connection.id).catch(showFailure);
    } catch (refused) {
      setFailure(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className="flex flex-col gap-2">
      <Unsaved isChanged={() => key !== ''} />
      <p className="text-sm text-soft">
        <KeyStateWords connection={connection} />
      </p>
      <KeyField vendor={vendor} regionId={connection.regionId} value={key} isSaved={hasKey} onChange={setTyped} />
      <div className="flex flex-wrap gap-2">
        <Button disabled={isBusy || key.trim() === '' || !cleaned.ok} onClick={() => void save()}>
          {t(hasKey ? 'connection.replaceKey' : 'connection.saveKey')}
        </Button>
        {hasKey && (
          <Button look="quiet" onClick={() => void removeKey(connection)}>
            {t('connection.removeKey')}
          </Button>
        )}
      </div>
      {failure !== undefined && (
        <p role="alert" className="text-sm text-danger">
          {failureWords(failure)}
        </p>
      )}
      <SecretChoice failure={failure} onChosen={() => void save()} />
    </section>
  );
}
