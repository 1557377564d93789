import { useEffect } from 'react';
import { updateSettings, useApp } from '../../state/app';
import { showFailure } from '../../state/toasts';
import { useTranslation } from '../../state/translation';
import { loadUpdate, useUpdates } from '../../state/updates';
import { SettingRow } from './SettingRow';
import { SwitchRow } from './SwitchRow';
import { UpdateStatus } from './UpdateStatus';

/** Newer versions of the program: whether it looks for them, and what it found. */
export function UpdatesPanel() {
  const { t } = useTranslation();
  const version = useApp(state => state.version);
  const isOn = useApp(state => state.settings.isLookingForUpdates);
  const state = useUpdates(updates => updates.state);
  useEffect(() => {
    loadUpdate().catch(showFailure);
  }, []);
  if (state === undefined) return null;
  return (
    <>
      {state.kind !== 'no-channel' && (
        <SwitchRow
          name={t('update.automatic')}
          text={t('update.automaticText')}
          isOn={isOn}
          onChange={isLookingForUpdates => void updateSettings({ isLookingForUpdates })}
        />
      )}
      <SettingRow name={t('update.version', { version })}>
        <UpdateStatus state={state} />
      </SettingRow>
    </>
  );
}
