import { useId } from 'react';
import { updateSettings, useApp } from '../../state/app';
import { useTranslation } from '../../state/translation';
import { Select } from '../../ui/Select';

const steps = { dailyCount: [1, 3, 7, 14, 30], weeklyCount: [0, 4, 8, 26, 52] } as const;

/** How many of the daily copies are kept. */
export function BackupRuleFields() {
  const { t } = useTranslation();
  const rule = useApp(state => state.settings.backups);
  const headId = useId();
  const field = (name: keyof typeof steps) => {
    const values = [...new Set([...steps[name], rule[name]])].sort((one, other) => one - other);
    return (
      // biome-ignore lint/a11y/noLabelWithoutControl: the control is the select inside.
      <label className="flex items-center gap-2 text-sm">
        {t(`backup.${name}`)}
        <Select
          value={String(rule[name])}
          options={values.map(value => ({ value: String(value), label: String(value) }))}
          onValue={value => void updateSettings({ backups: { ...rule, [name]: Number(value) } })}
        />
      </label>
    );
  };
  return (
    <fieldset aria-labelledby={headId} className="flex flex-col gap-2 border-b border-line py-4">
      <p id={headId} className="text-sm font-medium">
        {t('backup.rule')}
      </p>
      <p className="text-sm text-soft">{t('backup.ruleText')}</p>
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {field('dailyCount')}
        {field('weeklyCount')}
      </div>
    </fieldset>
  );
}
