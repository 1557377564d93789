import { describe, expect, it } from 'vitest';
import { commandIds, commandMenus, commandOf, shortcutsOf } from '../../../../src/shared/domain/commands';
import english from '../../../../src/shared/locales/command.en.json';
import italian from '../../../../src/shared/locales/command.it.json';
import chinese from '../../../../src/shared/locales/command.zh-CN.json';

describe('the commands', () => {
  it.each([
    ['English', english],
    ['Italian', italian],
    ['Chinese', chinese],
  ])('all have a name in %s, and so have their menus', (_name, table) => {
    const submenus = commandIds.flatMap(id => commandOf(id).submenu ?? []);
    const wanted = [
      ...commandIds.map(id => `command.${id}`),
      ...commandMenus.map(menu => `commandMenu.${menu}`),
      ...[...new Set(submenus)].map(submenu => `commandSubmenu.${submenu}`),
    ];
    expect(Object.keys(table).sort()).toEqual(wanted.sort());
    expect(Object.values(table).filter(text => text.trim() === '')).toEqual([]);
  });

  it.each([
    ['on a Mac', true],
    ['elsewhere', false],
  ])('share no shortcut %s', (_name, isMac) => {
    const all = commandIds.flatMap(id => shortcutsOf(id, isMac));
    expect(all.length).toBe(new Set(all).size);
  });

  it('take no key that a text field needs', () => {
    const taken = ['C', 'V', 'X', 'A', 'Z', 'Y'].map(key => `CmdOrCtrl+${key}`);
    expect(commandIds.flatMap(id => shortcutsOf(id, false)).filter(shortcut => taken.includes(shortcut))).toEqual([]);
  });
});
