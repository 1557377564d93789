/** What a key event says about the keys that are down; the event of the browser, or one made by hand. */
export interface KeyDown {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

interface ShortcutParts {
  readonly control: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

/** Names of keys in a shortcut, by the name the browser gives them. */
const keyNames: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Enter: 'Return',
  '+': 'Plus',
};

/** Signs of keys on the keyboards of a Mac. */
const macSigns: Readonly<Record<string, string>> = {
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Return: '↩',
  Escape: 'esc',
  Tab: '⇥',
  Backspace: '⌫',
  Delete: '⌦',
  Space: '␣',
  PageUp: '⇞',
  PageDown: '⇟',
  Plus: '+',
};

const otherSigns: Readonly<Record<string, string>> = {
  Up: '↑',
  Down: '↓',
  Left: '←',
  Right: '→',
  Return: 'Enter',
  Escape: 'Esc',
  Plus: '+',
};

/** Takes a shortcut apart. It is written as menus want it: `CmdOrCtrl+Shift+M`; the key is the last. */
function parseShortcut(shortcut: string, isMac: boolean): ShortcutParts {
  const words = shortcut.split('+');
  const key = words.at(-1) ?? '';
  const has = (name: string) => words.slice(0, -1).includes(name);
  return {
    control: has('Control') || (has('CmdOrCtrl') && !isMac),
    meta: has('Super') || (has('CmdOrCtrl') && isMac),
    alt: has('Alt'),
    shift: has('Shift'),
    key,
  };
}

/**
 * Whether these keys are that shortcut, on any layout. A letter is the one that is printed on the key; where the layout has other letters
 * (Cyrillic, Greek), the one that stands there on a Latin keyboard. A digit also counts where it needs Shift (French). A sign counts
 * however it is made: "/" is Shift+7 on an Italian keyboard.
 */
export function isShortcut(down: KeyDown, shortcut: string, isMac: boolean): boolean {
  const wanted = parseShortcut(shortcut, isMac);
  if (down.ctrlKey !== wanted.control || down.metaKey !== wanted.meta || down.altKey !== wanted.alt) return false;
  if (/^[A-Z]$/.test(wanted.key)) return down.shiftKey === wanted.shift && letterOf(down) === wanted.key;
  if (/^\d$/.test(wanted.key)) {
    return (
      down.shiftKey === wanted.shift &&
      (down.key === wanted.key || (down.code === `Digit${wanted.key}` && !/^\d$/.test(down.key)))
    );
  }
  const name = keyNames[down.key] ?? down.key;
  if (name !== wanted.key) return false;
  return isSign(name) || down.shiftKey === wanted.shift;
}

function letterOf({ key, code }: KeyDown): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  // A Latin layout with another sign on that key has the letter elsewhere.
  const isOtherScript = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  return isOtherScript ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
}

function isSign(name: string): boolean {
  return name === 'Plus' || (name.length === 1 && !/[\p{L}\d]/u.test(name));
}

/** How a shortcut is written for people, key by key: with the signs of a Mac's keyboard there, with names elsewhere. */
export function shortcutKeys(shortcut: string, isMac: boolean): readonly string[] {
  const { control, meta, alt, shift, key } = parseShortcut(shortcut, isMac);
  if (isMac) {
    return [control && '⌃', alt && '⌥', shift && '⇧', meta && '⌘', macSigns[key] ?? key].filter(sign => sign !== false);
  }
  return [control && 'Ctrl', alt && 'Alt', shift && 'Shift', meta && 'Super', otherSigns[key] ?? key].filter(
    sign => sign !== false,
  );
}

/** The shortcut that is being pressed, or undefined while it is not one that could be taken from all other programs. */
export function pressedShortcut(down: KeyDown, isMac: boolean): string | undefined {
  const key = keyName(down);
  if (key === undefined || !(down.ctrlKey || down.metaKey || down.altKey)) return undefined;
  const words = [
    (isMac ? down.metaKey : down.ctrlKey) && 'CmdOrCtrl',
    isMac && down.ctrlKey && 'Control',
    !isMac && down.metaKey && 'Super',
    down.altKey && 'Alt',
    down.shiftKey && 'Shift',
    key,
  ];
  return words.filter(word => word !== false).join('+');
}

function keyName(down: KeyDown): string | undefined {
  const letter = letterOf(down) ?? (down.altKey ? /^Key([A-Z])$/.exec(down.code)?.[1] : undefined);
  if (letter !== undefined) return letter;
  const digit = /^Digit(\d)$/.exec(down.code)?.[1];
  if (digit !== undefined) return digit;
  if (down.code === 'Space') return 'Space';
  const name = keyNames[down.key] ?? down.key;
  return namedKey.test(name) ? name : undefined;
}

const namedKey = /^(?:F(?:[1-9]|1\d|2[0-4])|Space|Tab|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Return)$/;

/** Whether a text is a shortcut that can be taken from all other programs: at least one key besides Shift, and a key. */
export function isGlobalShortcut(text: string): boolean {
  const words = text.split('+');
  const key = words.pop() ?? '';
  const isKnown = words.every(word => /^(?:CmdOrCtrl|Control|Alt|Shift|Super)$/.test(word));
  return (
    isKnown &&
    new Set(words).size === words.length &&
    words.some(word => word !== 'Shift') &&
    (/^[A-Z\d]$/.test(key) || namedKey.test(key))
  );
}
