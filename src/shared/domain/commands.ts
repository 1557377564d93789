/** A menu of the window, and a heading in the lists of commands. */
export type CommandMenu = 'file' | 'edit' | 'view' | 'conversation' | 'lane' | 'help';

/** Commands that belong together behind one line of a menu. */
type CommandSubmenu = 'settings' | 'layout' | 'scrolling' | 'theme' | 'language' | 'focusLane';

export interface CommandDefinition {
  readonly menu: CommandMenu;
  readonly submenu?: CommandSubmenu;
  /** The first is shown; the others work too. Written as in `isShortcut`. */
  readonly shortcuts?: readonly string[];
  /** In place of `shortcuts` on a Mac. */
  readonly macShortcuts?: readonly string[];
  /** A line stands before it in the menu. */
  readonly startsSection?: boolean;
  /** It can be used while a dialog lies over the page. */
  readonly worksInDialogs?: boolean;
}

/**
 * Everything that can be done by a menu, a shortcut or the command palette, in the order of the menus. Adding a command means adding a line
 * here and its name to the three languages; the compiler then asks for what it does, in `state/commands.ts`.
 */
const commands = {
  'conversation.new': { menu: 'file', shortcuts: ['CmdOrCtrl+N'] },
  'conversation.newWithSet': { menu: 'file', shortcuts: ['CmdOrCtrl+Shift+N'] },
  'settings.connections': {
    menu: 'file',
    submenu: 'settings',
    shortcuts: ['CmdOrCtrl+,'],
    startsSection: true,
    worksInDialogs: true,
  },
  'settings.appearance': { menu: 'file', submenu: 'settings', worksInDialogs: true },
  'settings.sending': { menu: 'file', submenu: 'settings', worksInDialogs: true },
  'settings.titles': { menu: 'file', submenu: 'settings', worksInDialogs: true },
  'settings.desktop': { menu: 'file', submenu: 'settings', worksInDialogs: true },
  'settings.network': { menu: 'file', submenu: 'settings', worksInDialogs: true },
  'settings.keys': { menu: 'file', submenu: 'settings', worksInDialogs: true },
  'settings.data': { menu: 'file', submenu: 'settings', worksInDialogs: true },
  'connections.check': { menu: 'file' },
  'transfer.import': { menu: 'file', startsSection: true },
  'transfer.exportAll': { menu: 'file' },

  'answer.copyLast': { menu: 'edit', shortcuts: ['CmdOrCtrl+Shift+C'], startsSection: true },
  'search.open': { menu: 'edit', shortcuts: ['CmdOrCtrl+Shift+F'], startsSection: true, worksInDialogs: true },
  'find.open': { menu: 'edit', shortcuts: ['CmdOrCtrl+F'] },
  'find.next': { menu: 'edit', shortcuts: ['F3'], macShortcuts: ['CmdOrCtrl+G'] },
  'find.previous': { menu: 'edit', shortcuts: ['Shift+F3'], macShortcuts: ['CmdOrCtrl+Shift+G'] },

  'palette.open': { menu: 'view', shortcuts: ['CmdOrCtrl+K'], worksInDialogs: true },
  'sidebar.toggle': { menu: 'view', shortcuts: ['CmdOrCtrl+B'] },
  'layout.columns': { menu: 'view', submenu: 'layout', startsSection: true },
  'layout.grid': { menu: 'view', submenu: 'layout' },
  'layout.tabs': { menu: 'view', submenu: 'layout' },
  'scrolling.shared': { menu: 'view', submenu: 'scrolling' },
  'scrolling.own': { menu: 'view', submenu: 'scrolling' },
  'scrolling.matched': { menu: 'view', submenu: 'scrolling' },
  'theme.system': { menu: 'view', submenu: 'theme', startsSection: true, worksInDialogs: true },
  'theme.light': { menu: 'view', submenu: 'theme', worksInDialogs: true },
  'theme.dark': { menu: 'view', submenu: 'theme', worksInDialogs: true },
  'language.system': { menu: 'view', submenu: 'language', worksInDialogs: true },
  'language.en': { menu: 'view', submenu: 'language', worksInDialogs: true },
  'language.zh-CN': { menu: 'view', submenu: 'language', worksInDialogs: true },
  'language.it': { menu: 'view', submenu: 'language', worksInDialogs: true },
  'zoom.in': {
    menu: 'view',
    shortcuts: ['CmdOrCtrl+Plus', 'CmdOrCtrl+='],
    startsSection: true,
    worksInDialogs: true,
  },
  'zoom.out': { menu: 'view', shortcuts: ['CmdOrCtrl+-'], worksInDialogs: true },
  'zoom.reset': { menu: 'view', shortcuts: ['CmdOrCtrl+0'], worksInDialogs: true },
  'window.fullScreen': {
    menu: 'view',
    shortcuts: ['F11'],
    macShortcuts: ['Control+CmdOrCtrl+F'],
    worksInDialogs: true,
  },

  'conversation.next': { menu: 'conversation', shortcuts: ['Control+Tab', 'Control+PageDown'] },
  'conversation.previous': { menu: 'conversation', shortcuts: ['Control+Shift+Tab', 'Control+PageUp'] },
  'composer.focus': { menu: 'conversation', shortcuts: ['CmdOrCtrl+L'], startsSection: true },
  'prompts.manage': { menu: 'conversation', shortcuts: ['CmdOrCtrl+Shift+P'] },
  'turn.stopAll': { menu: 'conversation', shortcuts: ['Escape'] },
  'turn.regenerateAll': { menu: 'conversation', shortcuts: ['CmdOrCtrl+Shift+R'] },
  'conversation.pin': { menu: 'conversation', startsSection: true },
  'conversation.rename': { menu: 'conversation', shortcuts: ['F2'] },
  'conversation.duplicate': { menu: 'conversation' },
  'conversation.export': { menu: 'conversation', shortcuts: ['CmdOrCtrl+Shift+E'] },
  'conversation.archive': { menu: 'conversation' },
  'conversation.remove': { menu: 'conversation' },

  'lane.add': { menu: 'lane', shortcuts: ['CmdOrCtrl+Shift+L'] },
  'lane.maximise': { menu: 'lane', shortcuts: ['CmdOrCtrl+Shift+M'] },
  'lane.evenWidths': { menu: 'lane' },
  'lane.focus1': { menu: 'lane', submenu: 'focusLane', shortcuts: ['CmdOrCtrl+1'], startsSection: true },
  'lane.focus2': { menu: 'lane', submenu: 'focusLane', shortcuts: ['CmdOrCtrl+2'] },
  'lane.focus3': { menu: 'lane', submenu: 'focusLane', shortcuts: ['CmdOrCtrl+3'] },
  'lane.focus4': { menu: 'lane', submenu: 'focusLane', shortcuts: ['CmdOrCtrl+4'] },
  'lane.focus5': { menu: 'lane', submenu: 'focusLane', shortcuts: ['CmdOrCtrl+5'] },
  'lane.focus6': { menu: 'lane', submenu: 'focusLane', shortcuts: ['CmdOrCtrl+6'] },
  'lane.focus7': { menu: 'lane', submenu: 'focusLane', shortcuts: ['CmdOrCtrl+7'] },
  'lane.focus8': { menu: 'lane', submenu: 'focusLane', shortcuts: ['CmdOrCtrl+8'] },

  'shortcuts.open': { menu: 'help', shortcuts: ['CmdOrCtrl+/'], worksInDialogs: true },
} as const satisfies Readonly<Record<string, CommandDefinition>>;

export type CommandId = keyof typeof commands;

export const commandIds = Object.keys(commands) as readonly CommandId[];

export const commandMenus: readonly CommandMenu[] = ['file', 'edit', 'view', 'conversation', 'lane', 'help'];

export function commandOf(id: CommandId): CommandDefinition {
  return commands[id];
}

/** The shortcuts of a command on this system; the first is the one to show. */
export function shortcutsOf(id: CommandId, isMac: boolean): readonly string[] {
  const { shortcuts = [], macShortcuts } = commandOf(id);
  return isMac ? (macShortcuts ?? shortcuts) : shortcuts;
}
