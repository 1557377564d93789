import { useEffect } from 'react';
import type { Motion } from '../../shared/domain/settings';
import { updateSettings, useApp } from '../../state/app';
import { readDesktop, useDesktop } from '../../state/desktop';
import { useTranslation } from '../../state/translation';
import { Choice } from '../../ui/Choice';
import { QuickAskSettings } from './QuickAskSettings';
import { SettingRow } from './SettingRow';
import { SpellCheckSettings } from './SpellCheckSettings';
import { SwitchRow } from './SwitchRow';

const motions: readonly Motion[] = ['system', 'reduced'];

/** How the program lives beside others on this computer. Everything takes effect at once. */
export function DesktopPanel() {
  const { t } = useTranslation();
  const settings = useApp(state => state.settings);
  const platform = useApp(state => state.platform);
  const isTrayFailing = useDesktop(({ state }) => state?.isTrayFailing === true);
  useEffect(() => void readDesktop(), []);
  return (
    <>
      <SwitchRow
        name={t('desktop.notify')}
        text={t('desktop.notifyText')}
        isOn={settings.isNotifying}
        onChange={isNotifying => void updateSettings({ isNotifying })}
      />
      <SwitchRow
        name={t('desktop.notifySilently')}
        isOn={settings.isNotifyingSilently}
        isDisabled={!settings.isNotifying}
        onChange={isNotifyingSilently => void updateSettings({ isNotifyingSilently })}
      />
      <SwitchRow
        name={t('desktop.notifyWithText')}
        text={t('desktop.notifyWithTextText')}
        isOn={settings.isNotifyingWithText}
        isDisabled={!settings.isNotifying}
        onChange={isNotifyingWithText => void updateSettings({ isNotifyingWithText })}
      />
      <SwitchRow
        name={t(platform === 'darwin' ? 'desktop.menuBar' : 'desktop.tray')}
        text={t(platform === 'linux' ? 'desktop.trayTextLinux' : 'desktop.trayText')}
        isOn={settings.isTrayShown}
        onChange={isTrayShown => void updateSettings({ isTrayShown })}
      >
        {settings.isTrayShown && isTrayFailing && (
          <p role="status" className="mt-2 text-sm text-danger">
            {t('desktop.trayFailing')}
          </p>
        )}
      </SwitchRow>
      <QuickAskSettings />
      <SpellCheckSettings />
      <SettingRow name={t('desktop.motion')} text={t('desktop.motionText')}>
        <Choice
          label={t('desktop.motion')}
          value={settings.motion}
          options={motions.map(value => ({ value, label: t(`motion.${value}`) }))}
          onValue={motion => void updateSettings({ motion })}
        />
      </SettingRow>
    </>
  );
}
