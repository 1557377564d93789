import { join } from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import type { Log } from './log';
import type { Words } from './words';

interface TrayActions {
  readonly open: () => void;
  readonly newConversation: () => void;
  /** Undefined while the quick-ask window is switched off. */
  readonly quickAsk: (() => void) | undefined;
  readonly quit: () => void;
}

export interface TrayOptions {
  /** Folder of the icons. */
  readonly folder: string;
  readonly words: Words;
  readonly actions: () => TrayActions;
  readonly log: Log;
}

/** The sign of the program in the tray, with a menu; there only while it is wanted. */
export class ProgramTray {
  readonly #options: TrayOptions;
  #tray: Tray | undefined;
  #liveCount = 0;
  #hasFailed = false;
  readonly #paint = () => this.#tray?.setImage(this.#icon());

  constructor(options: TrayOptions) {
    this.#options = options;
  }

  /** Whether the program can still be reached when its window is hidden. */
  get isThere(): boolean {
    return this.#tray !== undefined;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Shows or removes the sign, and renews the words of its menu. */
  follow(isWanted: boolean): void {
    if (!isWanted) {
      this.remove();
      this.#hasFailed = false;
      return;
    }
    if (this.#tray === undefined) this.#make();
    this.#renewMenu();
  }

  showLiveCount(count: number): void {
    if (count === this.#liveCount) return;
    this.#liveCount = count;
    this.#renewMenu();
  }

  remove(): void {
    nativeTheme.off('updated', this.#paint);
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #make(): void {
    try {
      this.#tray = new Tray(this.#icon());
      this.#tray.setToolTip('Couplet');
      this.#tray.on('click', () => this.#options.actions().open());
      nativeTheme.on('updated', this.#paint);
      this.#hasFailed = false;
    } catch (error) {
      this.#hasFailed = true;
      this.#options.log.failure('tray', error);
    }
  }

  /** macOS colours a template by itself; elsewhere the bar is as dark as the system, whatever theme the program has. */
  #icon(): Electron.NativeImage {
    // Older runtimes do not tell the one from the other.
    const bar: boolean | undefined = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
    const isLight = process.platform !== 'darwin' && (bar ?? nativeTheme.shouldUseDarkColors);
    return nativeImage.createFromPath(join(this.#options.folder, isLight ? 'trayLight.png' : 'trayTemplate.png'));
  }

  #renewMenu(): void {
    if (this.#tray === undefined) return;
    const { words, actions } = this.#options;
    const { open, newConversation, quickAsk, quit } = actions();
    const running = this.#liveCount > 0 ? words('native.running', { count: String(this.#liveCount) }) : '';
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words('native.openWindow'), click: open },
        { label: words('command.conversation.new'), click: newConversation },
        ...(quickAsk === undefined ? [] : [{ label: words('native.quickAsk'), click: quickAsk }]),
        { type: 'separator' },
        { label: running === '' ? words('native.nothingRunning') : running, enabled: false },
        { type: 'separator' },
        { label: words('native.quit'), click: quit },
      ]),
    );
  }
}
