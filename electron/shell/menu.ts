import { Menu, type MenuItemConstructorOptions } from 'electron';
import {
  type CommandId,
  type CommandMenu,
  commandIds,
  commandMenus,
  commandOf,
  shortcutsOf,
} from '../../src/shared/domain/commands';
import type { Settings } from '../../src/shared/domain/settings';
import type { Words } from './words';

export interface MenuOptions {
  readonly words: Words;
  readonly isMac: boolean;
  readonly settings: Pick<Settings, 'theme' | 'language'>;
  /** A line was chosen. */
  readonly request: (id: CommandId) => void;
}

type Items = MenuItemConstructorOptions[];

/** The program's menu: on macOS the usual one, elsewhere hidden until Alt is pressed. */
export function setMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}

/** Makes the lines of these commands grey and those of all others usable, also in a menu that is open. */
export function disableMenuLines(ids: readonly CommandId[]): void {
  const menu = Menu.getApplicationMenu();
  for (const id of commandIds) {
    const item = menu?.getMenuItemById(id);
    const isEnabled = !ids.includes(id);
    if (item !== null && item !== undefined && item.enabled !== isEnabled) item.enabled = isEnabled;
  }
}

/** All menus: the commands in their order, and what the system itself does for a program. */
export function menuTemplate(options: MenuOptions): Items {
  const menus = commandMenus.map(menu => menuOf(menu, options));
  const help = menus.pop();
  return [
    ...(options.isMac ? [appMenu(options.words)] : []),
    ...menus,
    windowMenu(options),
    ...(help === undefined ? [] : [help]),
  ];
}

function menuOf(menu: CommandMenu, options: MenuOptions): MenuItemConstructorOptions {
  const { words, isMac } = options;
  const items = commandItems(menu, options);
  const label = words(`commandMenu.${menu}`);
  switch (menu) {
    case 'file': {
      const end: Items = isMac
        ? [{ role: 'close', label: words('native.closeWindow') }]
        : [{ role: 'quit', label: words('native.quit') }];
      return { label, submenu: [...items, { type: 'separator' }, ...end] };
    }
    case 'edit':
      return { label, submenu: [...editItems(words), ...items] };
    case 'help':
      return {
        label,
        role: 'help',
        submenu: isMac ? items : [...items, { type: 'separator' }, { role: 'about', label: words('native.about') }],
      };
    default:
      return { label, submenu: items };
  }
}

function commandItems(menu: CommandMenu, options: MenuOptions): Items {
  const items: Items = [];
  const submenus = new Map<string, Items>();
  for (const id of commandIds) {
    const command = commandOf(id);
    if (command.menu !== menu) continue;
    if (command.startsSection === true && items.length + Number(menu === 'edit') > 0) items.push({ type: 'separator' });
    if (command.submenu === undefined) {
      items.push(commandItem(id, options));
      continue;
    }
    const known = submenus.get(command.submenu);
    const lines = known ?? [];
    if (known === undefined) {
      submenus.set(command.submenu, lines);
      items.push({ label: options.words(`commandSubmenu.${command.submenu}`), submenu: lines });
    }
    lines.push(commandItem(id, options));
  }
  return items;
}

/**
 * One command. Its shortcut is shown but left to the page: on Windows and Linux it is not registered at all, and on macOS a page that has
 * taken a key for itself keeps it from the menu. So nothing happens twice.
 */
function commandItem(id: CommandId, { words, isMac, settings, request }: MenuOptions): MenuItemConstructorOptions {
  const [shortcut] = shortcutsOf(id, isMac);
  const choice = choiceOf(id, settings);
  return {
    id,
    label: words(`command.${id}`),
    // Esc as a menu's key would close nothing else any more.
    ...(shortcut !== undefined && shortcut !== 'Escape' && { accelerator: shortcut, registerAccelerator: false }),
    ...(choice !== undefined && { type: 'radio', checked: choice }),
    click: () => request(id),
  };
}

/** Whether a command names the present choice; undefined when it names none. */
function choiceOf(id: CommandId, { theme, language }: MenuOptions['settings']): boolean | undefined {
  const [group, value] = id.split('.');
  if (group === 'theme') return value === theme;
  return group === 'language' ? value === language : undefined;
}

function editItems(words: Words): Items {
  return [
    { role: 'undo', label: words('native.undo') },
    { role: 'redo', label: words('native.redo') },
    { type: 'separator' },
    { role: 'cut', label: words('native.cut') },
    { role: 'copy', label: words('native.copy') },
    { role: 'paste', label: words('native.paste') },
    { role: 'pasteAndMatchStyle', label: words('native.pastePlain') },
    { role: 'delete', label: words('native.delete') },
    { role: 'selectAll', label: words('native.selectAll') },
  ];
}

function windowMenu({ words, isMac }: MenuOptions): MenuItemConstructorOptions {
  return {
    label: words('native.window'),
    role: 'window',
    submenu: [
      { role: 'minimize', label: words('native.minimise') },
      ...(isMac
        ? ([
            { role: 'zoom', label: words('native.zoomWindow') },
            { type: 'separator' },
            { role: 'front', label: words('native.allToFront') },
          ] as const)
        : ([{ role: 'close', label: words('native.closeWindow') }] as const)),
    ],
  };
}

function appMenu(words: Words): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: words('native.about') },
      { type: 'separator' },
      { role: 'services', label: words('native.services') },
      { type: 'separator' },
      { role: 'hide', label: words('native.hideApp') },
      { role: 'hideOthers', label: words('native.hideOthers') },
      { role: 'unhide', label: words('native.showAll') },
      { type: 'separator' },
      { role: 'quit', label: words('native.quitApp') },
    ],
  };
}
