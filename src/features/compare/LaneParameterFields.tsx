import type { LaneParameters, Thinking } from '../../shared/domain/conversation';
import { effortLabel } from '../../state/effortWords';
import { useFormat } from '../../state/format';
import type { LaneOptions } from '../../state/laneOptions';
import { useTranslation } from '../../state/translation';
import { Choice } from '../../ui/Choice';
import { Field, inputClass } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { NumberField } from './NumberField';

interface LaneParameterFieldsProps {
  readonly options: LaneOptions;
  readonly value: LaneParameters;
  readonly onChange: (value: LaneParameters) => void;
}

/** Only what this model takes. An empty field is not sent, so the vendor's own default holds. */
export function LaneParameterFields({ options, value, onChange }: LaneParameterFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { model, sampling, temperatureRange } = options;
  const set = (change: Partial<LaneParameters>) => onChange({ ...value, ...change });
  const maxOutput = model?.maxOutputTokens;
  return (
    <>
      {options.thinking.length > 0 && (
        <div className="flex flex-col gap-1.5">
          <span className="text-sm font-medium">{t('laneSettings.thinking')}</span>
          <div>
            <Choice<Thinking>
              label={t('laneSettings.thinking')}
              value={value.thinking}
              options={options.thinking.map(thinking => ({ value: thinking, label: t(`thinking.${thinking}`) }))}
              onValue={thinking => set({ thinking })}
            />
          </div>
        </div>
      )}
      {model?.thinking === 'always' && <p className="text-sm text-soft">{t('laneSettings.alwaysThinks')}</p>}
      <div className="grid grid-cols-1 gap-x-5 gap-y-4 sm:grid-cols-2">
        {options.efforts.length > 0 && (
          <Field label={t('laneSettings.effort')}>
            {ids => (
              <Select
                {...ids}
                value={value.effort ?? ''}
                options={[
                  { value: '', label: t('laneSettings.vendorDefault') },
                  ...options.efforts.map(effort => ({ value: effort, label: effortLabel(effort, t) })),
                ]}
                onValue={effort => set({ effort: effort === '' ? undefined : effort })}
              />
            )}
          </Field>
        )}
        <NumberField
          label={t('laneSettings.maxOutput')}
          hint={
            maxOutput === undefined ? undefined : t('laneSettings.maxOutputHint', { tokens: format.count(maxOutput) })
          }
          value={value.maxOutputTokens}
          min={1}
          max={2_000_000}
          isWhole
          onChange={maxOutputTokens => set({ maxOutputTokens })}
        />
        {options.hasThinkingBudget && (
          <NumberField
            label={t('laneSettings.thinkingBudget')}
            value={value.thinkingBudgetTokens}
            min={1}
            max={2_000_000}
            isWhole
            onChange={thinkingBudgetTokens => set({ thinkingBudgetTokens })}
          />
        )}
        {sampling.includes('temperature') && (
          <NumberField
            label={t('laneSettings.temperature')}
            hint={t('laneSettings.range', { min: temperatureRange[0], max: temperatureRange[1] })}
            value={value.temperature}
            min={Math.max(0, temperatureRange[0])}
            max={Math.min(2, temperatureRange[1])}
            step={0.1}
            onChange={temperature => set({ temperature })}
          />
        )}
        {sampling.includes('top_p') && (
          <NumberField
            label={t('laneSettings.topP')}
            hint={t('laneSettings.range', { min: 0, max: 1 })}
            value={value.topP}
            min={0}
            max={1}
            step={0.05}
            onChange={topP => set({ topP })}
          />
        )}
        {sampling.includes('seed') && (
          <NumberField
            label={t('laneSettings.seed')}
            value={value.seed}
            min={0}
            max={2_147_483_647}
            isWhole
            onChange={seed => set({ seed })}
          />
        )}
      </div>
      {sampling.includes('stop') && (
        <Field label={t('laneSettings.stop')} hint={t('laneSettings.stopHint')}>
          {ids => (
            <textarea
              {...ids}
              rows={2}
              value={(value.stop ?? []).join('\n')}
              onChange={event => {
                const stop = event.target.value.split('\n').slice(0, 16);
                set({ stop: event.target.value === '' ? undefined : stop });
              }}
              className={`${inputClass} h-auto resize-none py-2 font-mono`}
            />
          )}
        </Field>
      )}
    </>
  );
}
