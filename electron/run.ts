import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, nativeTheme, session } from 'electron';
import { callChannel, eventChannel } from '../src/shared/contract/channels';
import type { Settings } from '../src/shared/domain/settings';
import { createHandlers } from './ipc/handlers';
import { Push } from './ipc/push';
import { createRouter } from './ipc/router';
import { Notices } from './notices';
import { openData } from './openData';
import { buildProgram } from './program';
import { guardAllContents, guardSession } from './shell/guards';
import { followLifecycle, keepPageAlive, logUncaughtErrors } from './shell/lifecycle';
import { createLog, type Log } from './shell/log';
import { setMenu } from './shell/menu';
import { openLink } from './shell/openLink';
import { pageOrigin, servePage, servePageFrom } from './shell/pageProtocol';
import { askRecovery, askToReload } from './shell/recovery';
import { explainAndExit } from './shell/startProblem';
import { createWindow } from './shell/window';
import { chooseLanguage, createWords, type Words } from './shell/words';
import { openSettings, type SettingsStore } from './store/settings';
import type { Clock } from './turns/ports';

const clock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer: (run, delayMs) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** Set by the development server alone; a package never reads it. */
const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;

/**
 * Opens the data, builds the parts and shows the window. To be called once the program is ready. `mainFolder` is where the built main file
 * stands; page, preload and icon are found from there.
 */
export async function run(mainFolder: string): Promise<void> {
  const folder = app.getPath('userData');
  const log = createLog(join(folder, 'couplet.log'), homedir(), clock.wallMs);
  log.write(`start ${app.getVersion()} on ${process.platform} with Electron ${process.versions.electron}`);
  logUncaughtErrors(log);
  const systemLanguages = app.getPreferredSystemLanguages();
  let language = chooseLanguage('system', systemLanguages);
  const words = createWords(() => language);

  const settings = readSettings(folder, log);
  if (settings === undefined) {
    await explainAndExit('native.settingsUnreadable', { folder });
    return;
  }
  const follow = ({ theme, language: wanted }: Settings) => {
    nativeTheme.themeSource = theme;
    language = chooseLanguage(wanted, systemLanguages);
    setMenu(words, process.platform === 'darwin');
  };
  follow(settings.settings());

  const push = new Push({
    send: event => {
      if (event.name === 'settings.changed') follow(event.payload);
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(eventChannel, event);
      }
    },
    setTimer: setTimeout,
    nowMs: clock.monotonicMs,
  });
  const notices = new Notices(notice => push.event('notice.added', notice));
  const history = await openData({
    folder,
    ask: question => askRecovery(question, words),
    wallMs: clock.wallMs,
    onDiskFull: () => notices.addDiskFull(),
    log: log.write,
  });
  if (history === undefined) {
    app.exit(0);
    return;
  }

  const program = buildProgram({
    folder,
    history,
    settings,
    push,
    notices,
    log,
    words,
    session: session.defaultSession,
    clock,
    systemLanguages,
    openLink: url => openLink(BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0], url, words),
  });
  const handle = createRouter({
    handlers: createHandlers(program.handlerParts),
    pageOrigin,
    nowMs: clock.monotonicMs,
    isOpen: program.isOpen,
    onFailure: (route, error) => log.failure(`call ${route}`, error),
  });
  ipcMain.handle(callChannel, ({ senderFrame }, route: unknown, json: unknown) =>
    handle({ isMainFrame: senderFrame?.parent === null, url: senderFrame?.url ?? '' }, route, json),
  );

  guardSession(session.defaultSession, developmentServer);
  guardAllContents(!app.isPackaged);
  if (developmentServer === undefined) servePage(join(mainFolder, '../renderer'));
  else servePageFrom(developmentServer);

  // Nobody looks at a page whose window is gone.
  app.on('browser-window-created', (_event, window) => window.once('closed', () => program.attention.reset()));
  followLifecycle({
    log,
    showWindow: () => showWindow(mainFolder, log, words),
    shutDown: program.shutDown,
    beforeSleep: () => push.flush(),
    afterSleep: () => program.interruptStreams('suspended'),
  });
  showWindow(mainFolder, log, words).webContents.once('did-finish-load', () => {
    void program.startBackgroundWork().catch(error => log.failure('background work', error));
  });
}

function readSettings(folder: string, log: Log): SettingsStore | undefined {
  try {
    return openSettings({ folder, nowMs: clock.wallMs() });
  } catch (error) {
    log.failure('settings', error);
    return undefined;
  }
}

function showWindow(mainFolder: string, log: Log, words: Words): BrowserWindow {
  const [open] = BrowserWindow.getAllWindows();
  if (open !== undefined) {
    if (open.isMinimized()) open.restore();
    open.focus();
    return open;
  }
  const window = createWindow({
    preloadFile: join(mainFolder, '../preload/preload.cjs'),
    iconFile: join(mainFolder, '../../resources/icon.png'),
  });
  keepPageAlive(window, { log, nowMs: clock.monotonicMs, askToGoOn: () => askToReload(window, words) });
  return window;
}
