/** What has become of the shortcut of the quick-ask window. `taken`: the system refused it, as when another program has it. */
export type QuickAskShortcutState = 'off' | 'working' | 'taken';

/** What the window system offers and how it stands, as the page may know it. */
export interface DesktopState {
  readonly quickAskShortcut: QuickAskShortcutState;
  /** Programs cannot take keys for themselves here; the desktop asks its user, or refuses. */
  readonly isWayland: boolean;
  /** The sign in the tray could not be made. */
  readonly isTrayFailing: boolean;
  /** Languages that the checker has dictionaries for; empty where the system checks by itself. */
  readonly spellCheckLanguages: readonly string[];
  /** Languages whose dictionary could not be had. */
  readonly missingDictionaries: readonly string[];
}
