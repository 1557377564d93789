import { Search } from 'lucide-react';
import { useState } from 'react';
import { commandIds, commandMenus, commandOf, shortcutsOf } from '../../shared/domain/commands';
import { fuzzyScore } from '../../shared/domain/fuzzy';
import { useApp } from '../../state/app';
import { useShortcutText } from '../../state/shortcutWords';
import { useTranslation } from '../../state/translation';
import { closeDialog } from '../../state/ui';
import { inputClass } from '../../ui/Field';
import { Modal } from '../../ui/Modal';
import { Keys } from './ShortcutKeys';

interface ShortcutLine {
  readonly key: string;
  readonly label: string;
  readonly shortcuts: readonly string[];
}

/** All shortcuts, by the menus that their commands stand in; also those of the composer, which no menu has. */
export function ShortcutsDialog() {
  const { t } = useTranslation();
  const isMac = useApp(state => state.platform === 'darwin');
  const sendKey = useApp(state => state.settings.sendKey);
  const textOf = useShortcutText();
  const [typed, setTyped] = useState('');

  const writing: readonly ShortcutLine[] = [
    { key: 'send', label: t('shortcuts.send'), shortcuts: [sendKey === 'enter' ? 'Return' : 'CmdOrCtrl+Return'] },
    { key: 'newLine', label: t('shortcuts.newLine'), shortcuts: [sendKey === 'enter' ? 'Shift+Return' : 'Return'] },
  ];
  const groups = [
    { key: 'writing', heading: t('shortcuts.writing'), lines: writing },
    ...commandMenus.map(menu => ({
      key: menu,
      heading: t(`commandMenu.${menu}`),
      lines: commandIds
        .filter(id => commandOf(id).menu === menu && shortcutsOf(id, isMac).length > 0)
        .map(id => ({ key: id, label: t(`command.${id}`), shortcuts: shortcutsOf(id, isMac) })),
    })),
  ];
  const shown = groups
    .map(group => ({ ...group, lines: group.lines.filter(line => fits(line, typed, textOf)) }))
    .filter(group => group.lines.length > 0);

  return (
    <Modal title={t('shortcuts.title')} closeLabel={t('action.close')} width="large" isTall onClose={closeDialog}>
      <div className="sticky top-0 z-1 bg-paper px-6 pt-1 pb-3">
        <div className="relative">
          <Search size={15} className="pointer-events-none absolute top-2.5 left-3 text-faint" />
          <input
            type="search"
            aria-label={t('shortcuts.search')}
            placeholder={t('shortcuts.search')}
            value={typed}
            maxLength={100}
            // biome-ignore lint/a11y/noAutofocus: whoever opens the list looks for something.
            autoFocus
            onChange={event => setTyped(event.target.value)}
            className={`${inputClass} pl-9`}
          />
        </div>
      </div>
      {shown.length === 0 && (
        <p role="status" className="px-6 py-4 text-sm text-soft">
          {t('shortcuts.nothing')}
        </p>
      )}
      <div className="px-6 pb-6 sm:columns-2 sm:gap-10">
        {shown.map(group => (
          <section key={group.key} className="mb-5 break-inside-avoid">
            <h3 className="pb-1 text-xs font-medium text-faint">{group.heading}</h3>
            <dl>
              {group.lines.map(line => (
                <div
                  key={line.key}
                  className="flex min-h-9 items-center gap-3 border-b border-line py-1 text-sm last:border-0"
                >
                  <dt className="min-w-0 flex-1">{line.label}</dt>
                  <dd className="flex flex-wrap justify-end gap-2">
                    {line.shortcuts.map(shortcut => (
                      <Keys key={shortcut} shortcut={shortcut} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function fits({ label, shortcuts }: ShortcutLine, typed: string, textOf: (shortcut: string) => string): boolean {
  return fuzzyScore(label, typed) > 0 || shortcuts.some(shortcut => fuzzyScore(textOf(shortcut), typed) > 0);
}
