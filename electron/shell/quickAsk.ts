import { BrowserWindow, globalShortcut, screen } from 'electron';
import type { QuickAskShortcutState } from '../../src/shared/domain/desktop';
import type { Settings } from '../../src/shared/domain/settings';
import { pageUrl } from './pageProtocol';
import { pagePreferences, paperColour } from './window';

export interface QuickAskOptions {
  readonly preloadFile: string;
  readonly zoomFactor: () => number;
  readonly isQuitting: () => boolean;
  readonly onChange: () => void;
  readonly onCreated: (window: BrowserWindow) => void;
}

const size = { width: 680, height: 208 };

/**
 * The small window that a key brings from anywhere. It is made when it is first asked for, and only hidden afterwards, so that what was
 * typed stays.
 */
export class QuickAsk {
  readonly #options: QuickAskOptions;
  #window: BrowserWindow | undefined;
  #isOn = false;
  #isPaused = false;
  #shortcut = '';
  #registered: string | undefined;
  #shortcutState: QuickAskShortcutState = 'off';

  constructor(options: QuickAskOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  get shortcutState(): QuickAskShortcutState {
    return this.#shortcutState;
  }

  owns(window: BrowserWindow): boolean {
    return window === this.#window;
  }

  follow({ isQuickAskOn, quickAskShortcut }: Pick<Settings, 'isQuickAskOn' | 'quickAskShortcut'>): void {
    this.#isOn = isQuickAskOn;
    this.#shortcut = quickAskShortcut;
    if (!isQuickAskOn) this.#destroyWindow();
    this.#register();
  }

  /** While a shortcut is being chosen, the present one is an ordinary one. */
  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#register();
  }

  toggle(): void {
    if (!this.#isOn) return;
    if (this.#window?.isVisible() === true) this.hide();
    else this.#show();
  }

  hide(): void {
    this.#window?.hide();
  }

  /** Lets go of the shortcut and of the window. */
  close(): void {
    this.#isOn = false;
    this.#register();
    this.#destroyWindow();
  }

  #destroyWindow(): void {
    if (this.#window?.isDestroyed() === false) this.#window.destroy();
    this.#window = undefined;
  }

  #register(): void {
    const wanted = this.#isOn && !this.#isPaused ? this.#shortcut : undefined;
    if (wanted === this.#registered && wanted !== undefined) return;
    if (this.#registered !== undefined) globalShortcut.unregister(this.#registered);
    this.#registered = undefined;
    if (wanted !== undefined && this.#take(wanted)) this.#registered = wanted;
    const state = wanted === undefined ? 'off' : this.#registered === undefined ? 'taken' : 'working';
    if (state === this.#shortcutState || this.#isPaused) return;
    this.#shortcutState = state;
    this.#options.onChange();
  }

  #take(shortcut: string): boolean {
    try {
      return globalShortcut.register(shortcut, () => this.toggle());
    } catch {
      // The system does not know this key.
      return false;
    }
  }

  #show(): void {
    const window = this.#window ?? this.#create();
    this.#place(window);
    window.show();
    window.focus();
  }

  #create(): BrowserWindow {
    const window = new BrowserWindow({
      title: 'Couplet',
      ...size,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      show: false,
      backgroundColor: paperColour(),
      ...(process.platform === 'darwin' && { type: 'panel' as const }),
      webPreferences: pagePreferences(this.#options.preloadFile),
    });
    this.#window = window;
    if (process.platform === 'darwin') window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    window.removeMenu();
    window.on('page-title-updated', event => event.preventDefault());
    window.on('close', event => {
      if (this.#options.isQuitting()) return;
      event.preventDefault();
      window.hide();
    });
    window.on('closed', () => {
      if (this.#window === window) this.#window = undefined;
    });
    // The next time it is asked for it is made anew; what was typed is kept by the page.
    window.webContents.on('render-process-gone', () => this.#destroyWindow());
    this.#options.onCreated(window);
    void window.loadURL(`${pageUrl}?view=quick-ask`);
    return window;
  }

  /** In the upper half of the screen that the user looks at. */
  #place(window: BrowserWindow): void {
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const factor = this.#options.zoomFactor();
    const width = Math.min(Math.round(size.width * factor), workArea.width);
    const height = Math.min(Math.round(size.height * factor), workArea.height);
    window.setBounds({
      x: Math.round(workArea.x + (workArea.width - width) / 2),
      y: Math.round(workArea.y + (workArea.height - height) * 0.28),
      width,
      height,
    });
  }
}
