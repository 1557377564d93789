import { BrowserWindow, nativeTheme, screen } from 'electron';
import { pageUrl } from './pageProtocol';
import { placeWindow, smallestWindow, type WindowStateFile } from './windowState';

export interface WindowOptions {
  readonly preloadFile: string;
  readonly stateFile: WindowStateFile;
  /** The window is not shown before. */
  readonly mayShow?: Promise<void>;
}

/** What every page of the program may and may not do. */
export function pagePreferences(preloadFile: string): Electron.WebPreferences {
  return {
    preload: preloadFile,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // Whether it does anything is up to the session, see followSpellCheck.
    spellcheck: true,
    // Compiled code is kept from the first start on, not from the third one.
    v8CacheOptions: 'bypassHeatCheck',
    // Streams are shown also while another window covers this one.
    backgroundThrottling: false,
  };
}

export function paperColour(): string {
  return nativeTheme.shouldUseDarkColors ? '#17181a' : '#fbfaf8';
}

/**
 * Opens the program's window where it was left: sandboxed, isolated, without Node. Shown when the page has painted, so that nothing
 * flashes.
 */
export function createWindow({ preloadFile, stateFile, mayShow }: WindowOptions): BrowserWindow {
  const { bounds, isMaximised, isFullScreen, zoomFactor } = stateFile.state();
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const window = new BrowserWindow({
    title: 'Couplet',
    ...placeWindow(
      bounds,
      [primary, ...others].map(display => display.workArea),
    ),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    backgroundColor: paperColour(),
    autoHideMenuBar: true,
    fullscreen: isFullScreen,
    webPreferences: pagePreferences(preloadFile),
  });
  window.once('ready-to-show', async () => {
    await mayShow;
    if (window.isDestroyed()) return;
    if (isMaximised) window.maximize();
    window.show();
  });
  // The zoom belongs to the address, so it is set anew whenever the page comes.
  window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(zoomFactorNow()));
  const zoomFactorNow = () => stateFile.state().zoomFactor;
  window.webContents.setZoomFactor(zoomFactor);
  // The title stays ours: a page must not be able to pretend to be something else.
  window.on('page-title-updated', event => event.preventDefault());
  rememberState(window, stateFile);
  void window.loadURL(pageUrl);
  return window;
}

function rememberState(window: BrowserWindow, stateFile: WindowStateFile): void {
  const remember = () => {
    if (window.isDestroyed() || window.isMinimized() || !window.isVisible()) return;
    const isMaximised = window.isMaximized();
    const isFullScreen = window.isFullScreen();
    stateFile.change({
      isMaximised,
      isFullScreen,
      ...(!isMaximised && !isFullScreen && { bounds: window.getNormalBounds() }),
    });
  };
  for (const event of ['resize', 'move'] as const) window.on(event as 'resize', remember);
  for (const event of ['maximize', 'unmaximize', 'enter-full-screen', 'leave-full-screen'] as const) {
    window.on(event as 'maximize', remember);
  }
  window.on('close', () => {
    remember();
    stateFile.save();
  });
}
