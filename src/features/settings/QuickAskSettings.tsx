import { useCallback } from 'react';
import { updateSettings, useApp } from '../../state/app';
import { useDesktop } from '../../state/desktop';
import { useLaneSets } from '../../state/laneSets';
import { useTranslation } from '../../state/translation';
import { Field } from '../../ui/Field';
import { Select } from '../../ui/Select';
import { ShortcutRecorder } from './ShortcutRecorder';
import { SwitchRow } from './SwitchRow';

/** The small window that a key brings from anywhere. */
export function QuickAskSettings() {
  const { t } = useTranslation();
  const { isQuickAskOn, quickAskShortcut, quickAskSetId } = useApp(state => state.settings);
  const desktop = useDesktop(({ state }) => state);
  const sets = useLaneSets();
  const keep = useCallback((shortcut: string) => void updateSettings({ quickAskShortcut: shortcut }), []);
  return (
    <SwitchRow
      name={t('desktop.quickAsk')}
      text={t('desktop.quickAskText')}
      isOn={isQuickAskOn}
      onChange={isOn => void updateSettings({ isQuickAskOn: isOn })}
    >
      {isQuickAskOn && (
        <div className="mt-3 flex flex-col gap-4">
          <div className="flex flex-col items-start gap-1.5">
            <span className="text-sm font-medium">{t('desktop.shortcut')}</span>
            <ShortcutRecorder label={t('desktop.shortcut')} shortcut={quickAskShortcut} onShortcut={keep} />
            {desktop?.quickAskShortcut === 'taken' ? (
              <p role="alert" className="text-xs text-danger">
                {t('desktop.shortcutTaken')}
              </p>
            ) : (
              <p className="text-xs text-faint">{t('desktop.shortcutHint')}</p>
            )}
            {desktop?.isWayland === true && <p className="text-xs text-warn">{t('desktop.shortcutWayland')}</p>}
          </div>
          <Field label={t('quickAsk.lanes')} hint={sets.length === 0 ? t('desktop.noSets') : undefined}>
            {ids => (
              <Select
                {...ids}
                className="max-w-72"
                value={sets.some(set => set.id === quickAskSetId) ? quickAskSetId : ''}
                options={[
                  { value: '', label: t('quickAsk.usualLanes') },
                  ...sets.map(set => ({ value: set.id, label: set.name })),
                ]}
                onValue={value => void updateSettings({ quickAskSetId: value })}
              />
            )}
          </Field>
        </div>
      )}
    </SwitchRow>
  );
}
