import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, ipcMain, type Session, session } from 'electron';
import { callChannel } from '../src/shared/contract/channels';
import type { createRouter } from './ipc/router';
import { guardAllContents, guardSession } from './shell/guards';
import { createLog, type Log } from './shell/log';
import { servePage, servePageFrom } from './shell/pageProtocol';
import { forgetDictionaries } from './shell/spellCheck';
import { createWindow } from './shell/window';
import { openWindowState, type WindowStateFile } from './shell/windowState';

/** What answers the page. */
type Handle = ReturnType<typeof createRouter>;

/** The window whose page is on its way while the rest of the program is loaded. */
export interface Opening {
  /** Not shown before `reveal`. */
  readonly window: BrowserWindow;
  readonly stateFile: WindowStateFile;
  readonly log: Log;
  /** Closes the network of a session and serves the page in it. */
  readonly prepareSession: (own: Session) => void;
  /** Calls of pages, which have been waiting so far, go there from now on. */
  readonly answerWith: (handle: Promise<Handle>) => void;
  /** Comes when the window's page is on its way, which waits for this process: what takes time here is begun after that. */
  readonly asked: Promise<void>;
  /** Comes when the page is busy with its own code and asks for nothing for a while. */
  readonly codeServed: Promise<void>;
  /** Nothing has to be asked before the window comes: it is shown as soon as its page is painted. */
  readonly reveal: () => void;
  /** Something has to be asked or shown before: a window that was not revealed goes, and another one is made in its time. */
  readonly withdraw: () => void;
}

/** A page that never comes does not hold up the program. */
const longestWaitMs = 150;
/** The files that a page asks for at once are on their way within it. */
const siblingsMs = 8;

/** Set by the development server alone; a package never reads it. */
const developmentServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;

/**
 * Makes the window and begins to load its page, behind all that guards it and before anything else is loaded: the page's process starts and
 * paints on its own, and what it asks for is answered once it can be. To be called once the program is ready. `mainFolder` is where the built
 * main file stands; page and preload are found from there.
 */
export function open(mainFolder: string): Opening {
  const folder = app.getPath('userData');
  const log = createLog(join(folder, 'couplet.log'), homedir(), Date.now);
  const [asked, noteAsked] = pageMoment(0);
  const [codeServed, noteCodeServed] = pageMoment(siblingsMs);
  const noteServed = (file: string) => {
    noteAsked();
    if (file.endsWith('.js')) noteCodeServed();
  };
  const prepareSession = (own: Session) => {
    guardSession(own, developmentServer);
    if (developmentServer === undefined) servePage(join(mainFolder, '../renderer'), own.protocol, noteServed);
    else servePageFrom(developmentServer, own.protocol);
  };
  prepareSession(session.defaultSession);
  guardAllContents(!app.isPackaged);
  forgetDictionaries(session.defaultSession);

  let answerWith: Opening['answerWith'] = () => undefined;
  const answering = new Promise<Handle>(resolve => {
    answerWith = resolve;
  });
  // Whoever loads the rest tells of a failure.
  answering.catch(() => undefined);
  ipcMain.handle(callChannel, async ({ senderFrame }, route: unknown, json: unknown) => {
    const caller = { isMainFrame: senderFrame?.parent === null, url: senderFrame?.url ?? '' };
    return (await answering)(caller, route, json);
  });

  const [mayShow, show] = newSignal();
  const stateFile = openWindowState(folder, log.write);
  const window = createWindow({ preloadFile: preloadFile(mainFolder), stateFile, mayShow });
  let isRevealed = false;
  return {
    window,
    stateFile,
    log,
    prepareSession,
    answerWith: handle => answerWith(handle),
    asked,
    codeServed,
    reveal: () => {
      isRevealed = true;
      show();
    },
    withdraw: () => {
      if (isRevealed || window.isDestroyed()) return;
      // Without a listener the program would end with this window.
      app.once('window-all-closed', () => undefined);
      window.destroy();
    },
  };
}

function newSignal(): readonly [Promise<void>, () => void] {
  let send = () => {};
  const sent = new Promise<void>(resolve => {
    send = resolve;
  });
  return [sent, () => send()];
}

/** A moment of the page's start, so long after it was noted; not waited for when it does not come. */
function pageMoment(delayMs: number): readonly [Promise<void>, () => void] {
  const [sent, send] = newSignal();
  setTimeout(send, longestWaitMs);
  return [sent, () => setTimeout(send, delayMs)];
}

/** What stands between page and main process, found from where the built main file stands. */
export function preloadFile(mainFolder: string): string {
  return join(mainFolder, '../preload/preload.cjs');
}
