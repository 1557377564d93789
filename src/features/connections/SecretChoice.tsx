import { type ReactNode, useState } from 'react';
import { useApp } from '../../state/app';
import { isSecretFailure, useFailureWords } from '../../state/failureWords';
import { keepKeysForSession, protectKeysWith, retryKeyring } from '../../state/secrets';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { isComposingKey } from '../../ui/composing';
import { Field, inputClass } from '../../ui/Field';

interface SecretChoiceProps {
  /** Why a key could not be kept; nothing is asked while it is something else. Undefined shows the choice in any case. */
  readonly failure: unknown;
  readonly onChosen: () => void;
}

/** Asks where keys may be kept, at the moment when one could not be. */
export function SecretChoice({ failure, onChosen }: SecretChoiceProps) {
  return isSecretFailure(failure) ? <SecretOptions onChosen={onChosen} /> : null;
}

const shortestPassphrase = 8;

interface SecretOptionsProps {
  readonly onChosen: () => void;
  /** The keyring is offered elsewhere; these are the ways beside it. */
  readonly isBesideKeyring?: boolean;
}

/** The ways to keep keys where the system's keyring cannot be used. */
export function SecretOptions({ onChosen, isBesideKeyring = false }: SecretOptionsProps) {
  const { t } = useTranslation();
  const failureWords = useFailureWords();
  const secret = useApp(state => state.secret);
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const isLocked = secret.mode === 'passphrase' && secret.state === 'locked';

  const run = async (choose: () => Promise<void>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await choose();
      setPassphrase('');
      onChosen();
    } catch (refused) {
      setFailure(refused);
    } finally {
      setBusy(false);
    }
  };
  const canUse = !isBusy && passphrase.length >= shortestPassphrase;
  const takePassphrase = () => void run(() => protectKeysWith(passphrase));

  return (
    <div className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-4">
      <p className="text-sm text-soft">
        {t(isLocked ? 'keys.unlockText' : isBesideKeyring ? 'keys.otherText' : 'keys.chooseText')}
      </p>
      <Field
        label={t('keys.passphrase')}
        hint={t(isLocked ? 'keys.unlockHint' : 'keys.passphraseHint', { count: shortestPassphrase })}
      >
        {ids => (
          <div className="flex gap-2">
            <input
              {...ids}
              type="password"
              autoComplete="off"
              value={passphrase}
              maxLength={1_000}
              onChange={event => setPassphrase(event.target.value)}
              onKeyDown={event => {
                if (event.key !== 'Enter' || isComposingKey(event.nativeEvent)) return;
                // It may stand inside the form of a connection, which is not what is confirmed here.
                event.preventDefault();
                if (canUse) takePassphrase();
              }}
              className={inputClass}
            />
            <Button className="h-9" disabled={!canUse} onClick={takePassphrase}>
              {t(isLocked ? 'keys.unlock' : 'keys.usePassphrase')}
            </Button>
          </div>
        )}
      </Field>
      {secret.mode !== 'session' && (
        <Option text={t('keys.sessionText')}>
          <Button disabled={isBusy} onClick={() => void run(keepKeysForSession)}>
            {t('keys.useSession')}
          </Button>
        </Option>
      )}
      {!isBesideKeyring && (
        <Option text={t('keys.retryText')}>
          <Button disabled={isBusy} onClick={() => void run(retryKeyring)}>
            {t('keys.retry')}
          </Button>
        </Option>
      )}
      {failure !== undefined && (
        <p role="alert" className="text-sm text-danger">
          {failureWords(failure)}
        </p>
      )}
    </div>
  );
}

function Option({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line pt-4">
      {children}
      <span className="min-w-40 flex-1 text-xs text-faint">{text}</span>
    </div>
  );
}
