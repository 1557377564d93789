import type { SendKey, Settings } from '../../shared/domain/settings';
import { updateSettings, useApp } from '../../state/app';
import { useFormat } from '../../state/format';
import { useTranslation } from '../../state/translation';
import { openDialog } from '../../state/ui';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/Choice';
import { Toggle } from '../../ui/Toggle';
import { SettingRow } from './SettingRow';

const sendKeys: readonly SendKey[] = ['enter', 'mod-enter'];
const pasteLengths = [2_000, 4_000, 10_000, 40_000];
const folds: readonly Settings['reasoningFold'][] = ['auto', 'open', 'closed'];

/** How prompts are sent and reasoning is shown. */
export function SendingPanel() {
  const { t } = useTranslation();
  const format = useFormat();
  const isMac = useApp(state => state.platform === 'darwin');
  const { sendKey, reasoningFold, longPaste } = useApp(state => state.settings);
  return (
    <>
      <SettingRow name={t('sending.key')} text={t('sending.keyText')}>
        <Choice
          label={t('sending.key')}
          value={sendKey}
          options={sendKeys.map(value => ({
            value,
            label: t(value === 'mod-enter' && isMac ? 'sendKey.command-enter' : `sendKey.${value}`),
          }))}
          onValue={value => void updateSettings({ sendKey: value })}
        />
      </SettingRow>
      <SettingRow name={t('sending.longPaste')} text={t('sending.longPasteText')}>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Toggle
            label={t('sending.longPaste')}
            isOn={longPaste.isFile}
            onChange={isFile => void updateSettings({ longPaste: { ...longPaste, isFile } })}
          />
          {longPaste.isFile && (
            <Choice
              label={t('sending.longPasteFrom')}
              value={String(longPaste.fromCharacters)}
              options={pasteLengths.map(length => ({
                value: String(length),
                label: t('sending.characters', { count: length, shown: format.count(length) }),
              }))}
              onValue={value => void updateSettings({ longPaste: { isFile: true, fromCharacters: Number(value) } })}
            />
          )}
        </div>
      </SettingRow>
      <SettingRow name={t('prompts.title')} text={t('prompts.text')}>
        <Button onClick={() => openDialog({ kind: 'prompts' })}>{t('prompts.manage')}</Button>
      </SettingRow>
      <SettingRow name={t('sending.reasoning')} text={t('sending.reasoningText')}>
        <Choice
          label={t('sending.reasoning')}
          value={reasoningFold}
          options={folds.map(value => ({ value, label: t(`fold.${value}`) }))}
          onValue={value => void updateSettings({ reasoningFold: value })}
        />
      </SettingRow>
    </>
  );
}
