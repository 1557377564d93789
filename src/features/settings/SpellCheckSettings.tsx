import { X } from 'lucide-react';
import { updateSettings, useApp } from '../../state/app';
import { useDesktop } from '../../state/desktop';
import { useFormat } from '../../state/format';
import { useLanguageName } from '../../state/languageNames';
import { useTranslation } from '../../state/translation';
import { IconButton } from '../../ui/IconButton';
import { Select } from '../../ui/Select';
import { SwitchRow } from './SwitchRow';

const maxLanguages = 8;
const none: readonly string[] = [];

/** The checker of spelling. Off until wanted: outside of macOS it fetches dictionaries. */
export function SpellCheckSettings() {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useLanguageName();
  const { isSpellChecked, spellCheckLanguages: chosen } = useApp(state => state.settings);
  const isMac = useApp(state => state.platform === 'darwin');
  const available = useDesktop(({ state }) => state?.spellCheckLanguages ?? none);
  const missing = useDesktop(({ state }) => state?.missingDictionaries ?? none);
  const choose = (languages: readonly string[]) => void updateSettings({ spellCheckLanguages: [...languages] });
  const others = available
    .filter(tag => !chosen.includes(tag))
    .map(value => ({ value, label: nameOf(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  return (
    <SwitchRow
      name={t('desktop.spelling')}
      text={t(isMac ? 'desktop.spellingTextMac' : 'desktop.spellingText')}
      isOn={isSpellChecked}
      onChange={isOn => void updateSettings({ isSpellChecked: isOn })}
    >
      {isSpellChecked && !isMac && (
        <div className="mt-3 flex flex-col gap-2">
          <span className="text-sm font-medium">{t('desktop.spellingLanguages')}</span>
          {chosen.length === 0 && <p className="text-xs text-faint">{t('desktop.spellingOwn')}</p>}
          {chosen.length > 0 && (
            <ul className="flex flex-wrap gap-2">
              {chosen.map(tag => (
                <li key={tag} className="flex items-center gap-1 rounded-lg bg-sunken py-0.5 pr-0.5 pl-2.5 text-sm">
                  {nameOf(tag)}
                  <IconButton
                    size="small"
                    label={t('desktop.spellingRemove', { language: nameOf(tag) })}
                    icon={<X size={13} />}
                    onClick={() => choose(chosen.filter(other => other !== tag))}
                  />
                </li>
              ))}
            </ul>
          )}
          {chosen.length < maxLanguages && others.length > 0 && (
            <Select
              aria-label={t('desktop.spellingAdd')}
              className="max-w-72"
              value=""
              options={[{ value: '', label: t('desktop.spellingAdd') }, ...others]}
              onValue={tag => tag !== '' && choose([...chosen, tag])}
            />
          )}
          {missing.length > 0 && (
            <p role="status" className="text-xs text-danger">
              {t('desktop.spellingMissing', { languages: format.list(missing.map(nameOf)) })}
            </p>
          )}
        </div>
      )}
    </SwitchRow>
  );
}
