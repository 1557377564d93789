import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../electron/shell/menu';
import { createWords } from '../../../electron/shell/words';
import { type CommandId, commandIds } from '../../../src/shared/domain/commands';

const requested: CommandId[] = [];
const template = (language: 'en' | 'it' | 'zh-CN', isMac: boolean) =>
  menuTemplate({
    words: createWords(() => language),
    isMac,
    settings: { theme: 'dark', language: 'it' },
    request: id => requested.push(id),
  });

function all(items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
}

describe('the menus of the program', () => {
  it('stand in their usual order, that of the program first on a Mac', () => {
    const labels = (isMac: boolean) => template('en', isMac).map(({ label, role }) => label ?? role);
    const common = ['File', 'Edit', 'View', 'Conversation', 'Lane', 'Window', 'Help'];
    expect(labels(false)).toEqual(common);
    expect(labels(true)).toEqual(['appMenu', ...common]);
  });

  it.each([true, false])('hold every command once (Mac: %s)', isMac => {
    const ids = all(template('en', isMac)).flatMap(({ id }) => id ?? []);
    expect(ids.toSorted()).toEqual([...commandIds].sort());
  });

  it.each(['en', 'it', 'zh-CN'] as const)('have words for every line in %s', language => {
    const wordless = all(template(language, true)).filter(
      ({ label, type, role }) => type !== 'separator' && role !== 'appMenu' && (label ?? '') === '',
    );
    expect(wordless).toEqual([]);
  });

  it('show the shortcuts but leave the keys to the page, so that nothing is done twice', () => {
    const withKeys = all(template('en', false)).filter(({ accelerator, role }) => accelerator && !role);
    expect(withKeys.length).toBeGreaterThan(10);
    expect(withKeys.filter(({ registerAccelerator }) => registerAccelerator !== false)).toEqual([]);
    expect(withKeys.filter(({ accelerator }) => accelerator === 'Escape')).toEqual([]);
  });

  it('mark the theme and the language that are set', () => {
    const marked = all(template('en', false)).filter(({ checked }) => checked === true);
    expect(marked.map(({ id }) => id)).toEqual(['theme.dark', 'language.it']);
  });

  it('ask for the command whose line was chosen', () => {
    const item = all(template('en', false)).find(({ id }) => id === 'shortcuts.open');
    (item?.click as (() => void) | undefined)?.();
    expect(requested).toEqual(['shortcuts.open']);
  });

  it('never begin or end with a line, and never show two of them together', () => {
    for (const menu of template('en', false)) {
      const types = (menu.submenu as MenuItemConstructorOptions[]).map(({ type }) => type);
      expect(types[0]).not.toBe('separator');
      expect(types.at(-1)).not.toBe('separator');
      expect(types.some((type, index) => type === 'separator' && types[index + 1] === 'separator')).toBe(false);
    }
  });
});
