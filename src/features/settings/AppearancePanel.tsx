import type { Language, Theme } from '../../shared/domain/settings';
import { updateSettings, useApp } from '../../state/app';
import { useTranslation } from '../../state/translation';
import { Choice } from '../../ui/Choice';
import { Select } from '../../ui/Select';
import { SettingRow } from './SettingRow';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const languages: readonly Language[] = ['system', 'en', 'zh-CN', 'it'];

/** How the program looks and which language it speaks. */
export function AppearancePanel() {
  const { t } = useTranslation();
  const { theme, language } = useApp(state => state.settings);
  const version = useApp(state => state.version);
  return (
    <>
      <SettingRow name={t('appearance.theme')}>
        <Choice
          label={t('appearance.theme')}
          value={theme}
          options={themes.map(value => ({ value, label: t(`theme.${value}`) }))}
          onValue={value => void updateSettings({ theme: value })}
        />
      </SettingRow>
      <SettingRow name={t('appearance.language')}>
        <Select
          className="max-w-64"
          aria-label={t('appearance.language')}
          value={language}
          options={languages.map(value => ({ value, label: t(`language.${value}`) }))}
          onValue={value => void updateSettings({ language: value })}
        />
      </SettingRow>
      <p className="pt-4 text-xs text-faint">{t('app.version', { version })}</p>
    </>
  );
}
