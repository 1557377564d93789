import { useState } from 'react';
import { useTranslation } from '../../state/translation';
import { Field, inputClass } from '../../ui/Field';

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: number | undefined;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly isWhole?: boolean;
  readonly onChange: (value: number | undefined) => void;
}

/** A number or nothing. What is out of bounds is said and not taken. */
export function NumberField({ label, hint, value, min, max, step = 1, isWhole = false, onChange }: NumberFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value?.toString() ?? '');
  const [isWrong, setWrong] = useState(false);
  return (
    <Field label={label} hint={hint} error={isWrong ? t('field.between', { min, max }) : undefined}>
      {ids => (
        <input
          {...ids}
          type="number"
          inputMode={isWhole ? 'numeric' : 'decimal'}
          min={min}
          max={max}
          step={step}
          value={text}
          placeholder={t('laneSettings.vendorDefault')}
          onChange={event => {
            setText(event.target.value);
            const typed = event.target.value === '' ? undefined : Number(event.target.value);
            // What is no number to the browser, such as "0,7" in some languages, reads as nothing.
            const isNumber = !event.target.validity.badInput;
            const isRight =
              isNumber &&
              (typed === undefined ||
                (Number.isFinite(typed) && typed >= min && typed <= max && (!isWhole || Number.isInteger(typed))));
            setWrong(!isRight);
            if (isRight) onChange(typed);
          }}
          className={`${inputClass} tabular-nums`}
        />
      )}
    </Field>
  );
}
