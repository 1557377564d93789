import { useState } from 'react';
import {
  type Connection,
  defaultConnectTimeoutMs,
  type ConnectionLimits as Limits,
} from '../../shared/domain/connection';
import { updateConnection } from '../../state/connectionActions';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { vendorOf } from '../../state/vendors';
import { Button } from '../../ui/Button';
import { Field, inputClass } from '../../ui/Field';
import { Unsaved } from '../../ui/unsaved';

/** Bounds of the contract, in the unit of the field. */
const fields = [
  { key: 'maxConcurrent', factor: 1, min: 1, max: 64 },
  { key: 'connectTimeoutMs', factor: 1_000, min: 1, max: 120 },
  { key: 'firstByteTimeoutMs', factor: 1_000, min: 1, max: 3_600 },
  { key: 'idleTimeoutMs', factor: 1_000, min: 1, max: 3_600 },
] as const;

type Texts = { readonly [Key in (typeof fields)[number]['key']]: string };

/** How many requests at once, and how long to wait for what; with what the vendor's own limits are. */
export function ConnectionLimits({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const vendor = vendorOf(connection.vendorId);
  const defaults: Limits =
    vendor === undefined ? connection.limits : { ...vendor.limits, connectTimeoutMs: defaultConnectTimeoutMs };
  const [texts, setTexts] = useState<Texts>(() => asTexts(connection.limits));
  const wrong = fields.filter(({ key, min, max }) => !isWithin(Number(texts[key]), min, max));
  const isChanged = fields.some(({ key, factor }) => Number(texts[key]) * factor !== connection.limits[key]);
  const isDefault = fields.every(({ key }) => connection.limits[key] === defaults[key]);

  const save = (limits: Limits) => updateConnection(connection.id, { limits }).catch(showFailure);
  const saveTexts = () => {
    const limits = Object.fromEntries(fields.map(({ key, factor }) => [key, Number(texts[key]) * factor]));
    void save({ ...connection.limits, ...limits });
  };
  const reset = () => {
    setTexts(asTexts(defaults));
    void save(defaults);
  };

  return (
    <div className="flex flex-col gap-4">
      <Unsaved isChanged={() => isChanged} />
      {connection.learnedMaxConcurrent !== undefined && (
        <p className="text-xs text-warn">
          {t('limits.learnedText', {
            count: connection.learnedMaxConcurrent,
            limit: connection.limits.maxConcurrent,
          })}
        </p>
      )}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {fields.map(field => (
          <Field
            key={field.key}
            label={t(`limits.${field.key}`)}
            hint={t('limits.default', { value: defaults[field.key] / field.factor })}
            error={wrong.includes(field) ? t('field.between', { min: field.min, max: field.max }) : undefined}
          >
            {ids => (
              <input
                {...ids}
                type="number"
                min={field.min}
                max={field.max}
                value={texts[field.key]}
                onChange={event => setTexts({ ...texts, [field.key]: event.target.value })}
                className={`${inputClass} tabular-nums`}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button disabled={!isChanged || wrong.length > 0} onClick={saveTexts}>
          {t('limits.save')}
        </Button>
        <Button look="quiet" disabled={isDefault && !isChanged} onClick={reset}>
          {t('limits.reset')}
        </Button>
      </div>
    </div>
  );
}

function asTexts(limits: Limits): Texts {
  return {
    maxConcurrent: String(limits.maxConcurrent),
    connectTimeoutMs: String(limits.connectTimeoutMs / 1_000),
    firstByteTimeoutMs: String(limits.firstByteTimeoutMs / 1_000),
    idleTimeoutMs: String(limits.idleTimeoutMs / 1_000),
  };
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
