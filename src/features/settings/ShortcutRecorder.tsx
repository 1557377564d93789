import { useEffect, useState } from 'react';
import { pressedShortcut } from '../../shared/domain/shortcut';
import { useApp } from '../../state/app';
import { pauseQuickAsk } from '../../state/desktop';
import { useShortcutText } from '../../state/shortcutWords';
import { useTranslation } from '../../state/translation';
import { Button } from '../../ui/Button';
import { isComposingKey } from '../../ui/composing';

interface ShortcutRecorderProps {
  readonly label: string;
  readonly shortcut: string;
  readonly onShortcut: (shortcut: string) => void;
}

/** Shows a shortcut and takes another one: pressed, it waits for keys. Esc or leaving it keeps the present one. */
export function ShortcutRecorder({ label, shortcut, onShortcut }: ShortcutRecorderProps) {
  const { t } = useTranslation();
  const isMac = useApp(state => state.platform === 'darwin');
  const text = useShortcutText()(shortcut);
  const [isListening, setListening] = useState(false);

  useEffect(() => {
    if (!isListening) return;
    pauseQuickAsk(true);
    // Before anything else in the page: the keys that are chosen must not do what they usually do.
    const onKeyDown = (event: KeyboardEvent) => {
      if (isComposingKey(event) || event.key === 'Tab') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape') setListening(false);
      const pressed = pressedShortcut(event, isMac);
      if (pressed === undefined) return;
      setListening(false);
      onShortcut(pressed);
    };
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      removeEventListener('keydown', onKeyDown, { capture: true });
      pauseQuickAsk(false);
    };
  }, [isListening, isMac, onShortcut]);

  return (
    <Button
      aria-label={`${label}: ${isListening ? t('desktop.pressKeys') : text}`}
      aria-pressed={isListening}
      className="min-w-44 aria-pressed:border-accent aria-pressed:bg-accent-soft"
      onClick={() => setListening(true)}
      onBlur={() => setListening(false)}
    >
      {isListening ? t('desktop.pressKeys') : text}
    </Button>
  );
}
