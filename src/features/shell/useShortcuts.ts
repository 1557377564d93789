import { useEffect } from 'react';
import { commandOfKeys, isCommandEnabled, performCommand, performEscape } from '../../state/commands';
import { isComposingKey } from '../../ui/composing';

/** Keys that work everywhere in the page: the shortcuts of all commands. Menus show them but leave the keys to the page. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A dialog, a menu or a field that took the key for itself has marked it.
      if (event.defaultPrevented || isComposingKey(event)) return;
      if (event.key === 'Escape') {
        performEscape();
        return;
      }
      const id = commandOfKeys(event);
      if (id === undefined || !isCommandEnabled(id)) return;
      event.preventDefault();
      performCommand(id);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
