import { type FormEvent, useState } from 'react';
import type { Connection } from '../../shared/domain/connection';
import type { ModelInfo } from '../../shared/domain/model';
import { ownPriceSource } from '../../shared/domain/modelOverride';
import type { Currency, Price } from '../../shared/domain/price';
import type { ModelOverride } from '../../shared/domain/settings';
import { setOverride } from '../../state/modelChoices';
import { useModelWords } from '../../state/modelWords';
import { useTranslation } from '../../state/translation';
import { regionOf, vendorOf } from '../../state/vendors';
import { Button } from '../../ui/Button';
import { Field, inputClass } from '../../ui/Field';
import { revealHidden } from '../../ui/markdown/hiddenCharacters';
import { Select } from '../../ui/Select';
import { Unsaved } from '../../ui/unsaved';

interface ModelValuesProps {
  readonly connection: Connection;
  readonly model: ModelInfo;
  readonly onDone: () => void;
}

const currencies: readonly Currency[] = ['USD', 'CNY'];
const maxContext = 100_000_000;
const maxPrice = 1_000_000;

/** The user's own context size and price for a model, in place of those of the tables. An empty field leaves the table's value. */
export function ModelValues({ connection, model, onDone }: ModelValuesProps) {
  const { t } = useTranslation();
  const modelWords = useModelWords();
  const { replaced } = model;
  const isOwnPrice = model.price?.source === ownPriceSource;
  const [context, setContext] = useState(
    replaced !== undefined && 'contextTokens' in replaced ? textOf(model.contextTokens) : '',
  );
  const [currency, setCurrency] = useState<Currency>(
    model.price?.currency ?? regionOf(connection.vendorId, connection.regionId)?.currency ?? 'USD',
  );
  const own = isOwnPrice ? model.price : undefined;
  const [input, setInput] = useState(textOf(own?.inputPerMillion));
  const [cached, setCached] = useState(textOf(own?.cachedInputPerMillion));
  const [output, setOutput] = useState(textOf(own?.outputPerMillion));
  const typed = JSON.stringify([context, currency, input, cached, output]);
  const [first] = useState(typed);
  const isPriceTyped = [input, cached, output].some(text => text.trim() !== '');
  const isContextWrong =
    context.trim() !== '' && !(Number.isInteger(Number(context)) && isBetween(context, 1, maxContext));
  const wrongPrice = (text: string, isNeeded: boolean) =>
    text.trim() === '' ? isNeeded && isPriceTyped : !isBetween(text, 0, maxPrice);
  const isWrong = isContextWrong || wrongPrice(input, true) || wrongPrice(output, true) || wrongPrice(cached, false);
  const before = modelWords({ ...model, ...replaced });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    const override: ModelOverride = {
      ...(context.trim() !== '' && { contextTokens: Number(context) }),
      ...(isPriceTyped && { price: ownPrice(currency, input, cached, output) }),
    };
    const isTaken = await setOverride(
      connection.vendorId,
      model.id,
      Object.keys(override).length === 0 ? undefined : override,
    );
    if (isTaken) onDone();
  };
  const reset = async () => {
    if (await setOverride(connection.vendorId, model.id, undefined)) onDone();
  };
  const priceField = (name: 'input' | 'cached' | 'output', text: string, onText: (text: string) => void) => (
    <Field
      label={t(`modelValues.${name}`, { currency })}
      error={wrongPrice(text, name !== 'cached') ? t('field.between', { min: 0, max: maxPrice }) : undefined}
    >
      {ids => (
        <input
          {...ids}
          inputMode="decimal"
          value={text}
          onChange={event => onText(event.target.value)}
          className={`${inputClass} tabular-nums`}
        />
      )}
    </Field>
  );

  return (
    <form
      onSubmit={event => void submit(event)}
      aria-label={t('models.values', { name: model.name })}
      className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-4"
    >
      <Unsaved isChanged={() => typed !== first} />
      <div>
        <p className="text-sm font-medium break-words">{revealHidden(model.name)}</p>
        <p className="text-xs text-faint">
          {t('modelValues.text', { vendor: vendorOf(connection.vendorId)?.name ?? connection.name })}
        </p>
      </div>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field
          label={t('modelValues.context')}
          hint={
            before.context === undefined ? t('modelValues.unknown') : t('modelValues.table', { value: before.context })
          }
          error={isContextWrong ? t('field.between', { min: 1, max: maxContext }) : undefined}
        >
          {ids => (
            <input
              {...ids}
              inputMode="numeric"
              value={context}
              onChange={event => setContext(event.target.value)}
              className={`${inputClass} tabular-nums`}
            />
          )}
        </Field>
        <Field
          label={t('modelValues.currency')}
          hint={before.price === undefined ? t('modelValues.unknown') : t('modelValues.table', { value: before.price })}
        >
          {ids => (
            <Select
              {...ids}
              value={currency}
              options={currencies.map(value => ({ value, label: t(`currency.${value}`) }))}
              onValue={setCurrency}
            />
          )}
        </Field>
        {priceField('input', input, setInput)}
        {priceField('output', output, setOutput)}
        {priceField('cached', cached, setCached)}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={isWrong}>
          {t('action.save')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('action.cancel')}
        </Button>
        {replaced !== undefined && (
          <Button className="ml-auto" onClick={() => void reset()}>
            {t('modelValues.reset')}
          </Button>
        )}
      </div>
    </form>
  );
}

function ownPrice(currency: Currency, input: string, cached: string, output: string): Price {
  return {
    currency,
    inputPerMillion: numberOf(input),
    ...(cached.trim() !== '' && { cachedInputPerMillion: numberOf(cached) }),
    outputPerMillion: numberOf(output),
    source: ownPriceSource,
    readOn: new Date().toISOString().slice(0, 10),
  };
}

/** A comma is taken for a point, as half of the world writes it. */
function numberOf(text: string): number {
  return Number(text.trim().replace(',', '.'));
}

function isBetween(text: string, min: number, max: number): boolean {
  const value = numberOf(text);
  return text.trim() !== '' && Number.isFinite(value) && value >= min && value <= max;
}

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
