import { type BackupRule, defaultBackupRule } from './backup';
import type { Arrangement } from './conversation';
import type { LaneSet } from './laneSet';
import type { ModelInfo } from './model';

export type Theme = 'system' | 'light' | 'dark';
export type Language = 'system' | 'en' | 'zh-CN' | 'it';
export type SendKey = 'enter' | 'mod-enter';
export type Motion = 'system' | 'reduced';

/** What concerns the window system. All of it takes effect at once. */
interface DesktopSettings {
  /** `reduced` keeps things still whatever the system says. */
  readonly motion: Motion;
  /** Tell when answers have ended while no window is looked at. */
  readonly isNotifying: boolean;
  readonly isNotifyingSilently: boolean;
  /** The first words of an answer stand in the notification. */
  readonly isNotifyingWithText: boolean;
  /** Closing the window leaves the program running behind a sign in the tray. */
  readonly isTrayShown: boolean;
  readonly isQuickAskOn: boolean;
  /** Written as in `isGlobalShortcut`. */
  readonly quickAskShortcut: string;
  /** Lane set that the quick-ask window asks; the lanes of new conversations when empty or gone. */
  readonly quickAskSetId: string;
  readonly isSpellChecked: boolean;
  /** Asks once a day whether there is a newer version. */
  readonly isLookingForUpdates: boolean;
  /** Language tags as the checker names them; the language of the program when empty. */
  readonly spellCheckLanguages: readonly string[];
}

/** Settings of the whole program, as the page may read them. */
export interface Settings extends DesktopSettings {
  readonly theme: Theme;
  readonly language: Language;
  readonly sendKey: SendKey;
  /** Reasoning folds: open while thinking and closed after, or as the user last left them. */
  readonly reasoningFold: 'auto' | 'open' | 'closed';
  /** Pasted text of this many characters or more becomes an attached file. */
  readonly longPaste: { readonly isFile: boolean; readonly fromCharacters: number };
  /** How many backups of the history are kept. */
  readonly backups: BackupRule;
  /** Prompts that come with the program and were put out of sight. */
  readonly hiddenStarters: readonly string[];
  readonly proxy: ProxySettings;
  /** Models that a new conversation starts with. */
  readonly defaultLanes: readonly LaneChoice[];
  /** Lanes that were saved under a name. */
  readonly laneSets: readonly LaneSet[];
  /** Who names conversations that the user has not named. */
  readonly titles: TitleSettings;
  /** How the lanes of a new conversation stand: as they were last put. */
  readonly arrangement: Arrangement;
  /** The user's own corrections to the model tables, by `vendorId/modelId`. */
  readonly modelOverrides: { readonly [key: string]: ModelOverride };
  /** Models that stand on top of the list, in the order in which they were chosen. */
  readonly favouriteModels: readonly LaneChoice[];
  /** Models that are left out of the list. */
  readonly hiddenModels: readonly LaneChoice[];
  /** Models that lanes were opened with, the last one first. */
  readonly recentModels: readonly LaneChoice[];
}

/** Titles are the first words of a conversation, or what a model makes of its first turn. The model stays chosen while it is not used. */
export interface TitleSettings {
  readonly by: 'first-words' | 'model';
  readonly model?: LaneChoice | undefined;
}

export type ModelOverride = Partial<Pick<ModelInfo, 'contextTokens' | 'price'>>;

/** `url` holds no password; a password is a secret of its own. */
export type ProxySettings =
  | { readonly mode: 'system' }
  | { readonly mode: 'none' }
  | { readonly mode: 'custom'; readonly url: string };

export interface LaneChoice {
  readonly connectionId: string;
  readonly modelId: string;
}

export const defaultSettings: Settings = {
  motion: 'system',
  isNotifying: true,
  isNotifyingSilently: false,
  isNotifyingWithText: false,
  isTrayShown: false,
  isQuickAskOn: false,
  quickAskShortcut: 'CmdOrCtrl+Shift+Space',
  quickAskSetId: '',
  isSpellChecked: false,
  isLookingForUpdates: false,
  spellCheckLanguages: [],
  theme: 'system',
  language: 'system',
  sendKey: 'enter',
  reasoningFold: 'auto',
  longPaste: { isFile: true, fromCharacters: 4_000 },
  backups: defaultBackupRule,
  hiddenStarters: [],
  proxy: { mode: 'system' },
  defaultLanes: [],
  laneSets: [],
  titles: { by: 'first-words' },
  arrangement: { layout: 'columns', scrolling: 'shared' },
  modelOverrides: {},
  favouriteModels: [],
  hiddenModels: [],
  recentModels: [],
};
