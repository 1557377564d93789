import { describe, expect, it } from 'vitest';
import {
  isGlobalShortcut,
  isShortcut,
  type KeyDown,
  pressedShortcut,
  shortcutKeys,
} from '../../../../src/shared/domain/shortcut';

function down(key: string, code: string, modifiers = ''): KeyDown {
  return {
    key,
    code,
    ctrlKey: modifiers.includes('c'),
    metaKey: modifiers.includes('m'),
    altKey: modifiers.includes('a'),
    shiftKey: modifiers.includes('s'),
  };
}

describe('keys that are a shortcut', () => {
  it.each([
    ['a letter with Ctrl', down('n', 'KeyN', 'c'), 'CmdOrCtrl+N', true],
    ['the same in capitals', down('N', 'KeyN', 'c'), 'CmdOrCtrl+N', true],
    ['with Shift too much', down('N', 'KeyN', 'cs'), 'CmdOrCtrl+N', false],
    ['with Alt too much, as AltGr makes it', down('n', 'KeyN', 'ca'), 'CmdOrCtrl+N', false],
    ['without Ctrl', down('n', 'KeyN'), 'CmdOrCtrl+N', false],
    ['the letter of the layout, not of the place (Dvorak)', down('n', 'KeyL', 'c'), 'CmdOrCtrl+N', true],
    ['the place of another letter (Dvorak)', down('b', 'KeyN', 'c'), 'CmdOrCtrl+N', false],
    ['the place where the layout is Cyrillic', down('т', 'KeyN', 'c'), 'CmdOrCtrl+N', true],
    ['a slash of its own key', down('/', 'Slash', 'c'), 'CmdOrCtrl+/', true],
    ['a slash as Shift+7 on an Italian keyboard', down('/', 'Digit7', 'cs'), 'CmdOrCtrl+/', true],
    ['a slash of the number pad', down('/', 'NumpadDivide', 'c'), 'CmdOrCtrl+/', true],
    ['the seven of that Italian key', down('7', 'Digit7', 'c'), 'CmdOrCtrl+/', false],
    ['a comma', down(',', 'Comma', 'c'), 'CmdOrCtrl+,', true],
    ['plus as Shift+= on a US keyboard', down('+', 'Equal', 'cs'), 'CmdOrCtrl+Plus', true],
    ['plus of its own key on an Italian keyboard', down('+', 'BracketRight', 'c'), 'CmdOrCtrl+Plus', true],
    ['plus of the number pad', down('+', 'NumpadAdd', 'c'), 'CmdOrCtrl+Plus', true],
    ['minus of the number pad', down('-', 'NumpadSubtract', 'c'), 'CmdOrCtrl+-', true],
    ['zero of the number pad', down('0', 'Numpad0', 'c'), 'CmdOrCtrl+0', true],
    ['a digit', down('1', 'Digit1', 'c'), 'CmdOrCtrl+1', true],
    ['a digit that needs Shift, without it (French)', down('&', 'Digit1', 'c'), 'CmdOrCtrl+1', true],
    ['another digit', down('2', 'Digit2', 'c'), 'CmdOrCtrl+1', false],
    ['a function key', down('F2', 'F2'), 'F2', true],
    ['Tab with Ctrl', down('Tab', 'Tab', 'c'), 'Control+Tab', true],
    ['Tab back', down('Tab', 'Tab', 'cs'), 'Control+Tab', false],
  ])('%s', (_name, keys, shortcut, isIt) => {
    expect(isShortcut(keys, shortcut, false)).toBe(isIt);
  });

  it('are made with Command on a Mac, where Ctrl belongs to the text field', () => {
    expect(isShortcut(down('k', 'KeyK', 'm'), 'CmdOrCtrl+K', true)).toBe(true);
    expect(isShortcut(down('k', 'KeyK', 'c'), 'CmdOrCtrl+K', true)).toBe(false);
    expect(isShortcut(down('k', 'KeyK', 'm'), 'CmdOrCtrl+K', false)).toBe(false);
  });
});

describe('how a shortcut is written', () => {
  it('follows the system', () => {
    const written = (shortcut: string, isMac: boolean) => shortcutKeys(shortcut, isMac).join(' ');
    expect(written('CmdOrCtrl+Shift+M', false)).toBe('Ctrl Shift M');
    expect(written('CmdOrCtrl+Shift+M', true)).toBe('⇧ ⌘ M');
    expect(written('Control+CmdOrCtrl+F', true)).toBe('⌃ ⌘ F');
    expect(written('CmdOrCtrl+Plus', false)).toBe('Ctrl +');
    expect(written('Escape', false)).toBe('Esc');
  });
});

describe('a shortcut that is being chosen', () => {
  it('is taken as pressed, in the form that can be registered', () => {
    expect(pressedShortcut(down(' ', 'Space', 'cs'), false)).toBe('CmdOrCtrl+Shift+Space');
    expect(pressedShortcut(down('k', 'KeyK', 'ca'), false)).toBe('CmdOrCtrl+Alt+K');
    expect(pressedShortcut(down('˚', 'KeyK', 'ma'), true)).toBe('CmdOrCtrl+Alt+K');
    expect(pressedShortcut(down('F9', 'F9', 'c'), false)).toBe('CmdOrCtrl+F9');
  });

  it('is not complete while only modifiers or a plain letter are down', () => {
    expect(pressedShortcut(down('Control', 'ControlLeft', 'c'), false)).toBeUndefined();
    expect(pressedShortcut(down('A', 'KeyA', 's'), false)).toBeUndefined();
    expect(pressedShortcut(down('a', 'KeyA'), false)).toBeUndefined();
  });

  it.each([
    ['CmdOrCtrl+Shift+Space', true],
    ['Alt+F4', true],
    ['Super+K', true],
    ['Shift+A', false],
    ['A', false],
    ['', false],
    ['CmdOrCtrl', false],
    ['CmdOrCtrl+CmdOrCtrl+A', false],
    ['CmdOrCtrl+Nonsense', false],
    ['CmdOrCtrl+a', false],
  ])('%s may be kept in the settings: %s', (shortcut, isFine) => {
    expect(isGlobalShortcut(shortcut)).toBe(isFine);
  });
});
