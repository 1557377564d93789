import { join } from 'node:path';
import { app, BrowserWindow, dialog, Notification, type Session } from 'electron';
import { eventChannel } from '../../src/shared/contract/channels';
import type { Event } from '../../src/shared/contract/events';
import type { CommandId } from '../../src/shared/domain/commands';
import type { DesktopState } from '../../src/shared/domain/desktop';
import type { AnswerId, ConversationId } from '../../src/shared/domain/ids';
import type { Settings } from '../../src/shared/domain/settings';
import { offerContextMenu } from './contextMenu';
import { FinishedTurns } from './finishedTurns';
import type { Log } from './log';
import { disableMenuLines, setMenu } from './menu';
import { type Notice, Notifier } from './notifications';
import { QuickAsk } from './quickAsk';
import { createSpellCheck, type SpellCheck } from './spellCheck';
import { ProgramTray } from './tray';
import { type Leaving, UnsavedForms } from './unsavedForms';
import { createWindow } from './window';
import { type WindowStateFile, zoomed } from './windowState';
import type { Words } from './words';

export interface DesktopOptions {
  readonly preloadFile: string;
  readonly resourcesFolder: string;
  /** The window that was made before all this, and where it stands. */
  readonly firstWindow: BrowserWindow;
  readonly stateFile: WindowStateFile;
  readonly session: Session;
  readonly words: Words;
  readonly language: () => string;
  readonly settings: () => Settings;
  readonly log: Log;
  readonly nowMs: () => number;
  /** Undefined when the conversation is gone. */
  readonly title: (id: ConversationId) => string | undefined;
  readonly text: (id: AnswerId) => string | undefined;
  /** To be called for each main window that is made. */
  readonly careFor: (window: BrowserWindow) => void;
  /** The user was asked whether what was typed may be lost, and stays. */
  readonly onStay: () => void;
  /** The page of the main window is gone, or is loaded anew. */
  readonly onPageGone: () => void;
}

/** An ended answer is on the disk a moment after the page was told; and lanes that end together are one piece of news. */
const newsDelayMs = 250;

/** What the quick-ask window must know; the rest is for the main window alone. */
const eventsForAll: ReadonlySet<Event['name']> = new Set([
  'settings.changed',
  'languages.changed',
  'connections.changed',
  'secret.changed',
  'desktop.changed',
]);

/** The windows of the program, and what stands around them: menus, tray, notifications, the quick-ask key, the spelling checker. */
export class Desktop {
  readonly #options: DesktopOptions;
  readonly #stateFile: WindowStateFile;
  readonly #spellCheck: SpellCheck;
  readonly #tray: ProgramTray;
  readonly #quickAsk: QuickAsk;
  readonly #notifier: Notifier;
  readonly #turns: FinishedTurns;
  readonly #unsaved: UnsavedForms;
  /** Kept until the user has done with them: a notification that is forgotten cannot be clicked. */
  readonly #shown = new Set<Notification>();
  #main: BrowserWindow | undefined;
  /** One that was not is shown once its page is painted. */
  #wasMainShown = false;
  /** The window was closed and only hidden. */
  #isInTray = false;
  readonly #waiting: Event[] = [];
  #isQuitting = false;
  /** Commands that the page cannot carry out now. */
  #disabled: readonly CommandId[] = [];
  /** What the menu was made of. */
  #menu = '';

  constructor(options: DesktopOptions) {
    const { words, log, settings } = options;
    this.#options = options;
    this.#stateFile = options.stateFile;
    this.#spellCheck = createSpellCheck(options.session, isMac, () => this.#tellState());
    this.#tray = new ProgramTray({
      folder: join(options.resourcesFolder, 'tray'),
      words,
      log,
      actions: () => ({
        open: () => this.showWindow(),
        newConversation: () => this.#request('conversation.new'),
        quickAsk: this.#quickAsk.isOn ? () => this.#quickAsk.toggle() : undefined,
        quit: () => app.quit(),
      }),
    });
    this.#quickAsk = new QuickAsk({
      preloadFile: options.preloadFile,
      zoomFactor: () => this.#stateFile.state().zoomFactor,
      isQuitting: () => this.#isQuitting,
      onChange: () => this.#tellState(),
      onCreated: window => offerContextMenu(window.webContents, words),
    });
    this.#notifier = new Notifier({
      words,
      settings,
      isLookedAt: () => BrowserWindow.getFocusedWindow() !== null,
      title: options.title,
      text: options.text,
      show: notice => this.#notify(notice),
      mark: count => this.#mark(count),
      nowMs: options.nowMs,
    });
    this.#turns = new FinishedTurns({
      onFinished: turn =>
        setTimeout(() => {
          // Answers that are cut off by quitting are no news, and the history is closed then.
          if (!this.#isQuitting) this.#notifier.turnFinished(turn);
        }, newsDelayMs),
      onLiveCount: count => this.#tray.showLiveCount(count),
    });
    this.#unsaved = new UnsavedForms({
      ask: (leaving, signal) => this.#askToLeave(leaving, signal),
      onKept: options.onStay,
      log,
    });
    this.#takeOver(options.firstWindow);
    app.on('will-quit', () => {
      this.#quickAsk.close();
      this.#tray.remove();
    });
  }

  /** Takes over settings, in the language of the moment. The first time before a window is shown. */
  follow(settings: Settings): void {
    // On macOS it is there without a window too; elsewhere it is a part of the window.
    if (isMac || this.#wasMainShown) this.#followMenu();
    this.#spellCheck.follow(settings, this.#options.language());
    this.#quickAsk.follow(settings);
    this.#tray.follow(settings.isTrayShown);
    // Nothing else would bring the window back.
    if (this.#isInTray && !this.#tray.isThere) this.showWindow();
  }

  /** Setting a menu closes the one that is open, so it is set only when it says something else. */
  #followMenu(): void {
    const { words, language } = this.#options;
    const settings = this.#options.settings();
    const menu = [language(), settings.language, settings.theme].join();
    if (menu !== this.#menu) {
      setMenu({ words, isMac, settings, request: id => this.#request(id) });
      disableMenuLines(this.#disabled);
    }
    this.#menu = menu;
  }

  /** Tells the pages what happened. */
  send(event: Event): void {
    this.#turns.note(event);
    for (const window of BrowserWindow.getAllWindows()) {
      if (window.isDestroyed() || window.webContents.isCrashed()) continue;
      if (this.#quickAsk.owns(window) && !eventsForAll.has(event.name)) continue;
      window.webContents.send(eventChannel, event);
    }
  }

  /** Opens the window, or brings the one that is open to the front, from wherever it is. */
  showWindow(): BrowserWindow {
    this.#isInTray = false;
    const open = this.#main;
    if (open === undefined || open.isDestroyed()) return this.#createMain();
    if (open.isMinimized()) open.restore();
    if (this.#wasMainShown) open.show();
    open.focus();
    return open;
  }

  /** Shows every page anew, with what main has now. */
  reloadPages(): void {
    for (const window of BrowserWindow.getAllWindows()) {
      if (!window.isDestroyed()) window.webContents.reload();
    }
  }

  get mainWindow(): BrowserWindow | undefined {
    return this.#main;
  }

  state(): DesktopState {
    return {
      quickAskShortcut: this.#quickAsk.shortcutState,
      isWayland: process.platform === 'linux' && process.env.XDG_SESSION_TYPE === 'wayland',
      isTrayFailing: this.#tray.hasFailed,
      spellCheckLanguages: this.#spellCheck.languages(),
      missingDictionaries: this.#spellCheck.missingDictionaries(),
    };
  }

  zoom(step: 'in' | 'out' | 'reset'): void {
    const zoomFactor = zoomed(this.#stateFile.state().zoomFactor, step);
    this.#stateFile.change({ zoomFactor });
    this.#main?.webContents.setZoomFactor(zoomFactor);
  }

  toggleFullScreen(): void {
    this.#main?.setFullScreen(!this.#main.isFullScreen());
  }

  /** The lines of these commands are grey in the menus, the others not. */
  disableCommands(ids: readonly CommandId[]): void {
    this.#disabled = ids;
    disableMenuLines(ids);
  }

  /** Whether a form of the page holds something that was typed and not saved. */
  noteUnsaved(isUnsaved: boolean): void {
    this.#unsaved.note(isUnsaved);
  }

  /** Gets ready for the end of the program. False when the user is asked first, who then has it quit anew. */
  beginQuit(): boolean {
    if (!this.#unsaved.mayLeave('quit', () => app.quit())) return false;
    this.#isQuitting = true;
    this.#stateFile.save();
    return true;
  }

  /** The system ends the program, whatever is open: nobody is asked. */
  endAnyway(): void {
    this.#unsaved.ignore();
  }

  pauseQuickAsk(isPaused: boolean): void {
    this.#quickAsk.pause(isPaused);
  }

  hideQuickAsk(): void {
    this.#quickAsk.hide();
  }

  /** Shows a conversation in the main window, wherever that is. */
  openConversation(conversationId: ConversationId): void {
    this.showWindow();
    this.#tellMain({ name: 'conversation.wanted', payload: { conversationId } });
  }

  #createMain(): BrowserWindow {
    const { preloadFile } = this.#options;
    return this.#takeOver(createWindow({ preloadFile, stateFile: this.#stateFile }));
  }

  /** Makes a window the main one. It may have begun to load its page. */
  #takeOver(window: BrowserWindow): BrowserWindow {
    const { resourcesFolder, words, careFor } = this.#options;
    this.#main = window;
    this.#wasMainShown = false;
    careFor(window);
    offerContextMenu(window.webContents, words);
    window.once('show', () => {
      this.#wasMainShown = true;
      // Both take as long as the list of conversations, and are seen after it.
      if (!isMac) window.setIcon(join(resourcesFolder, 'icon.png'));
      this.#followMenu();
    });
    // Until its page says more, everything can be asked for: the page is waited for, and a command may be what opens the window.
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#forgetPage();
    });
    window.webContents.on('render-process-gone', () => this.#forgetPage());
    window.webContents.on('did-finish-load', () => {
      for (const event of this.#waiting.splice(0)) window.webContents.send(eventChannel, event);
    });
    window.webContents.on('zoom-changed', (_event, direction) => this.zoom(direction));
    window.on('focus', () => this.#notifier.lookedAt());
    window.on('close', event => {
      if (this.#isQuitting) return;
      if (!this.#tray.isThere) {
        if (!this.#unsaved.mayLeave('close', () => window.close())) event.preventDefault();
        return;
      }
      event.preventDefault();
      this.#isInTray = true;
      hide(window);
      this.#explainTray();
    });
    window.on('closed', () => {
      this.#main = undefined;
      this.#forgetPage();
      // A hidden window must not keep a program alive that nobody sees.
      this.#quickAsk.close();
    });
    return window;
  }

  /** What the page said of itself is true no longer. */
  #forgetPage(): void {
    this.disableCommands([]);
    this.noteUnsaved(false);
    this.#options.onPageGone();
  }

  /** Over the window, wherever that was, so that the user sees what would be lost. */
  async #askToLeave(leaving: Leaving, signal: AbortSignal): Promise<boolean> {
    const { words } = this.#options;
    const { response } = await dialog.showMessageBox(this.showWindow(), {
      type: 'question',
      title: app.getName(),
      message: words('native.unsavedForm'),
      detail: words('native.unsavedFormDetail'),
      buttons: [
        words('native.keepEditing'),
        words(leaving === 'quit' ? 'native.discardAndQuit' : 'native.discardAndClose'),
      ],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal,
    });
    return response === 1;
  }

  #request(id: CommandId): void {
    this.showWindow();
    this.#tellMain({ name: 'command.requested', payload: { id } });
  }

  /** Tells the main window alone. A page that is still being loaded is told once it listens. */
  #tellMain(event: Event): void {
    const contents = this.#main?.webContents;
    if (contents === undefined) return;
    if (contents.isLoading()) this.#waiting.push(event);
    else contents.send(eventChannel, event);
  }

  #tellState(): void {
    this.send({ name: 'desktop.changed', payload: this.state() });
  }

  #notify({ title, body, isSilent, conversationId }: Notice): void {
    this.#showNotification({ title, body, silent: isSilent }, () => this.openConversation(conversationId));
  }

  #showNotification(content: Electron.NotificationConstructorOptions, onClick: () => void): void {
    if (!Notification.isSupported()) return;
    const notification = new Notification(content);
    const forget = () => this.#shown.delete(notification);
    notification.on('click', () => {
      forget();
      onClick();
    });
    notification.on('close', forget);
    notification.on('failed', forget);
    this.#shown.add(notification);
    // Some systems never say that one is gone.
    for (const oldest of this.#shown) if (this.#shown.size > 50) this.#shown.delete(oldest);
    notification.show();
  }

  #mark(count: number): void {
    app.setBadgeCount(count);
    if (count === 0) this.#main?.flashFrame(false);
    else if (!isMac && this.#main?.isVisible() === true) this.#main.flashFrame(true);
  }

  #explainTray(): void {
    if (this.#stateFile.state().isTrayExplained) return;
    this.#stateFile.change({ isTrayExplained: true });
    const { words } = this.#options;
    this.#showNotification({ title: words('native.trayStays'), body: words('native.trayStaysDetail') }, () =>
      this.showWindow(),
    );
  }
}

const isMac = process.platform === 'darwin';

/** On macOS a window that is hidden in full screen leaves a black screen behind. */
function hide(window: BrowserWindow): void {
  if (!isMac || !window.isFullScreen()) {
    window.hide();
    return;
  }
  window.once('leave-full-screen', () => window.hide());
  window.setFullScreen(false);
}
