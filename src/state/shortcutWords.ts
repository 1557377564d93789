import { useCallback } from 'react';
import { type CommandId, shortcutsOf } from '../shared/domain/commands';
import { shortcutKeys } from '../shared/domain/shortcut';
import { useApp } from './app';
import { useTranslation } from './translation';

/** How the keys of a shortcut are called on this system and in the language of the page, key by key. */
export function useShortcutWords(): (shortcut: string) => readonly string[] {
  const { t } = useTranslation();
  const isMac = useApp(state => state.platform === 'darwin');
  return useCallback(
    shortcut =>
      shortcutKeys(shortcut, isMac).map(key => {
        if (key === 'Enter') return t('shortcuts.enterKey');
        if (key === 'Shift') return t('shortcuts.shiftKey');
        return key === 'Space' ? t('shortcuts.spaceKey') : key;
      }),
    [t, isMac],
  );
}

/** The same in one word. */
export function useShortcutText(): (shortcut: string) => string {
  const words = useShortcutWords();
  const isMac = useApp(state => state.platform === 'darwin');
  return useCallback(shortcut => words(shortcut).join(isMac ? '' : '+'), [words, isMac]);
}

/** The same for the first shortcut of a command; empty where it has none. */
export function useCommandShortcut(): (id: CommandId) => string {
  const textOf = useShortcutText();
  const isMac = useApp(state => state.platform === 'darwin');
  return useCallback(
    id => {
      const [shortcut] = shortcutsOf(id, isMac);
      return shortcut === undefined ? '' : textOf(shortcut);
    },
    [textOf, isMac],
  );
}
