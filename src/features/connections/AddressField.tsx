import { normalizeBaseUrl } from '../../shared/domain/baseUrl';
import { useTranslation } from '../../state/translation';
import { Field, inputClass } from '../../ui/Field';

interface AddressFieldProps {
  readonly value: string;
  readonly isPlainAccepted: boolean;
  readonly onChange: (value: string) => void;
  readonly onPlainAccepted: (isAccepted: boolean) => void;
}

/** A base address of the user's own. Says at once what is wrong with it, and what it will become. */
export function AddressField({ value, isPlainAccepted, onChange, onPlainAccepted }: AddressFieldProps) {
  const { t } = useTranslation();
  const url = normalizeBaseUrl(value);
  const isTyped = value.trim() !== '';
  const suggestion = url.ok ? undefined : url.suggestion;
  return (
    <div className="flex flex-col gap-2">
      <Field
        label={t('connection.address')}
        error={isTyped && !url.ok ? t(`address.${url.reason}`) : undefined}
        hint={
          url.ok && (url.isInternationalHost || url.baseUrl !== value.trim())
            ? t('connection.addressBecomes', { address: url.baseUrl })
            : t('connection.addressHint')
        }
      >
        {ids => (
          <input
            {...ids}
            value={value}
            spellCheck={false}
            autoComplete="off"
            placeholder={t('connection.addressPlaceholder')}
            onChange={event => onChange(event.target.value)}
            className={`${inputClass} font-mono`}
          />
        )}
      </Field>
      {isTyped && suggestion !== undefined && (
        <button
          type="button"
          className="self-start text-xs font-medium text-accent"
          onClick={() => onChange(suggestion)}
        >
          {t('connection.addressSuggestion', { address: suggestion })}
        </button>
      )}
      {url.ok && url.isPlainHttp && !url.isLoopback && (
        <label className="flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2.5 text-sm">
          <input
            type="checkbox"
            checked={isPlainAccepted}
            onChange={event => onPlainAccepted(event.target.checked)}
            className="mt-1 accent-(--accent)"
          />
          {t('connection.plainHttp', { host: url.asciiHost })}
        </label>
      )}
    </div>
  );
}
