import { useState } from 'react';
import type { ProxySettings } from '../../shared/domain/settings';
import { updateSettings, useApp } from '../../state/app';
import { useTranslation } from '../../state/translation';
import { Choice } from '../../ui/Choice';
import { CustomProxy } from './CustomProxy';
import { ProxyTest } from './ProxyTest';
import { SettingRow } from './SettingRow';

const modes: readonly ProxySettings['mode'][] = ['system', 'none', 'custom'];

/** The way to the network. */
export function NetworkPanel() {
  const { t } = useTranslation();
  const proxy = useApp(state => state.settings.proxy);
  const [mode, setMode] = useState(proxy.mode);
  const choose = (chosen: ProxySettings['mode']) => {
    setMode(chosen);
    if (chosen !== 'custom') void updateSettings({ proxy: { mode: chosen } });
  };
  return (
    <SettingRow name={t('network.proxy')} text={t('network.proxyText')}>
      <div className="flex flex-col gap-4 pt-1">
        <div>
          <Choice
            label={t('network.proxy')}
            value={mode}
            options={modes.map(value => ({ value, label: t(`proxy.${value}`) }))}
            onValue={choose}
          />
        </div>
        <p className="text-xs text-faint">{t(`network.text.${mode}`)}</p>
        {mode === 'custom' ? (
          <CustomProxy savedUrl={proxy.mode === 'custom' ? proxy.url : undefined} />
        ) : (
          <ProxyTest key={mode} proxy={{ mode }} />
        )}
      </div>
    </SettingRow>
  );
}
