import { useEffect, useRef, useState } from 'react';
import { cleanApiKey } from '../../shared/domain/apiKey';
import { type KeyOwner, keyOwners } from '../../shared/vendors/keyOwner';
import { keyReason } from '../../state/failureWords';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { isComposingKey } from '../../ui/composing';
import { Field, inputClass } from '../../ui/Field';
import { focusWhenShown } from '../../ui/focusWhenShown';

interface KeyGuessProps {
  /** The user agreed whose key it is. */
  readonly onGuess: (owner: KeyOwner, key: string) => void;
}

/** Takes a key before it is known whose it is, and says whose it seems to be. Nothing is asked of anybody for that. */
export function KeyGuess({ onGuess }: KeyGuessProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => focusWhenShown(() => field.current), []);
  const cleaned = cleanApiKey(text);
  const isTyped = text.trim() !== '';
  const owners = isTyped && cleaned.ok ? keyOwners(text, cleaned.key) : [];
  const [owner] = owners;
  const hint = !isTyped
    ? t('keyGuess.hint')
    : owners.length === 0
      ? t('keyGuess.unknown')
      : owners.length === 1 && owner !== undefined
        ? t('keyGuess.one', { vendor: owner.vendor.name })
        : t('keyGuess.several');
  return (
    <div className="flex flex-col gap-2.5">
      <Field
        label={t('keyGuess.label')}
        hint={<span role="status">{hint}</span>}
        error={isTyped && !cleaned.ok ? t(keyReason(cleaned.reason)) : undefined}
      >
        {ids => (
          <input
            {...ids}
            ref={field}
            type="password"
            value={text}
            autoComplete="off"
            spellCheck={false}
            maxLength={200_000}
            placeholder={t('connection.keyPlaceholder')}
            onChange={event => setText(event.target.value)}
            onKeyDown={event => {
              if (
                event.key === 'Enter' &&
                !isComposingKey(event.nativeEvent) &&
                owners.length === 1 &&
                owner !== undefined
              ) {
                onGuess(owner, text);
              }
            }}
            className={`${inputClass} font-mono`}
          />
        )}
      </Field>
      {owners.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {owners.map(candidate => (
            <Button
              key={candidate.vendor.id}
              look={owners.length === 1 ? 'primary' : 'plain'}
              onClick={() => onGuess(candidate, text)}
            >
              {owners.length === 1 ? t('keyGuess.goOn', { vendor: candidate.vendor.name }) : candidate.vendor.name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
