import { useState } from 'react';
import type { SecretStatus } from '../../shared/domain/secret';
import { useFailureWords } from '../../state/failureWords';
import { retryKeyring } from '../../state/secrets';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { Spinner } from '../../ui/Spinner';

/** Asks the keyring of the system again: it opens, or protects anew what is protected weakly. */
export function KeyringButton({ state }: Pick<SecretStatus, 'state'>) {
  const { t } = useTranslation();
  const failureWords = useFailureWords();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const ask = () => {
    setBusy(true);
    setFailure(undefined);
    retryKeyring()
      .catch(setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <div className="mt-2 flex flex-wrap items-center gap-3">
      <Button look="primary" size="small" disabled={isBusy} onClick={ask}>
        {isBusy && <Spinner size={12} />}
        {t(state === 'locked' ? 'keys.open' : state === 'weak' ? 'keys.rewrap' : 'keys.retry')}
      </Button>
      {failure !== undefined && (
        <span role="alert" className="text-danger">
          {failureWords(failure)}
        </span>
      )}
    </div>
  );
}
