import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { cleanApiKey } from '../../shared/domain/apiKey';
import type { VendorSpec } from '../../shared/vendors/types';
import { openLink, useApp } from '../../state/app';
import { keyReason } from '../../state/failureWords';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { regionOf } from '../../state/vendors';
import { Field, inputClass } from '../../ui/Field';
import { IconButton } from '../../ui/IconButton';

interface KeyFieldProps {
  readonly vendor: VendorSpec;
  readonly regionId: string | undefined;
  readonly value: string;
  /** A key is kept already; what is typed replaces it. */
  readonly isSaved: boolean;
  readonly onChange: (value: string) => void;
}

/** A key goes in here and never comes out: it can be written, and looked at while it is being written, but not read again. */
export function KeyField({ vendor, regionId, value, isSaved, onChange }: KeyFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isShown, setShown] = useState(false);
  const cleaned = cleanApiKey(value, vendor.key);
  const isSession = useApp(state => state.secret.mode === 'session');
  const keyPage = regionOf(vendor.id, regionId)?.keyPage;
  const isTyped = value.trim() !== '';
  const removed = isTyped && cleaned.ok ? cleaned.removed.map(removal => t(`keyRemoved.${removal}`)) : [];
  const keepHint = t(
    vendor.needsKey ? (isSession ? 'connection.keyHintSession' : 'connection.keyHint') : 'connection.keyOptional',
  );
  return (
    <Field
      label={t('connection.key')}
      error={isTyped && !cleaned.ok ? t(keyReason(cleaned.reason)) : undefined}
      hint={
        <>
          {removed.length > 0 && (
            <span role="status" className="block text-soft">
              {t('connection.keyCleaned', { things: format.list(removed) })}
            </span>
          )}
          {isTyped && cleaned.ok && cleaned.isPrefixUnusual && (
            <span className="block text-warn">
              {t('connection.keyUnusual', { prefix: format.list(vendor.key.prefixes) })}
            </span>
          )}
          {keepHint}
          {keyPage !== undefined && (
            <>
              {' '}
              <button type="button" className="font-medium text-accent" onClick={() => openLink(keyPage)}>
                {t('connection.getKey')}
              </button>
            </>
          )}
        </>
      }
    >
      {ids => (
        <div className="relative">
          <input
            {...ids}
            type={isShown && value !== '' ? 'text' : 'password'}
            value={value}
            autoComplete="off"
            spellCheck={false}
            maxLength={200_000}
            placeholder={t(isSaved ? 'connection.keySaved' : 'connection.keyPlaceholder')}
            onChange={event => {
              if (event.target.value === '') setShown(false);
              onChange(event.target.value);
            }}
            className={`${inputClass} pr-10 font-mono`}
          />
          {value !== '' && (
            <IconButton
              size="small"
              label={t(isShown ? 'connection.hideKey' : 'connection.showKey')}
              icon={isShown ? <EyeOff size={14} /> : <Eye size={14} />}
              className="absolute top-1/2 right-1.5 -translate-y-1/2"
              onClick={() => setShown(!isShown)}
            />
          )}
        </div>
      )}
    </Field>
  );
}
