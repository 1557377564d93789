import { join } from 'node:path';
import { app, BrowserWindow, type Session, session } from 'electron';
import { DocumentPage } from './exports/documentPage';
import { PrintPage } from './exports/printPage';
import type { DesktopCalls } from './ipc/desktopHandlers';
import { createHandlers } from './ipc/handlers';
import type { Push } from './ipc/push';
import { createRouter } from './ipc/router';
import type { Notices } from './notices';
import { buildProgram, openSecrets, type Program } from './program';
import type { Desktop } from './shell/desktop';
import type { Farewell } from './shell/lifecycle';
import type { Log } from './shell/log';
import { oneQuestion } from './shell/oneQuestion';
import { openLink } from './shell/openLink';
import { pageOrigin } from './shell/pageProtocol';
import type { Words } from './shell/words';
import { removePrepared, swapHistory } from './store/backups';
import type { openCopyPlace } from './store/copyPlace';
import type { History } from './store/history';
import type { SettingsStore } from './store/settings';
import type { Clock } from './turns/ports';

export interface ServiceOptions {
  readonly folder: string;
  readonly isCareful: boolean;
  readonly history: History;
  /** Opens the history that took the place of this one; undefined when the user quits. */
  readonly openHistory: () => Promise<History | undefined>;
  readonly settings: SettingsStore;
  readonly copyPlace: ReturnType<typeof openCopyPlace>;
  /** Closes the network of a session and serves the page in it. */
  readonly prepareSession: (own: Session) => void;
  readonly desktop: Desktop;
  readonly push: Push;
  readonly notices: Notices;
  readonly log: Log;
  readonly words: Words;
  /** Where the built main file stands, and beside it the files of threads and processes. */
  readonly mainFolder: string;
  readonly clock: Clock;
  readonly systemLanguages: () => readonly string[];
}

/** What answers the page: the program on the present history, which another one may replace. */
export interface Service {
  readonly handle: ReturnType<typeof createRouter>;
  readonly program: () => Program;
  readonly startBackgroundWork: () => void;
  readonly shutDown: (farewell: Farewell) => Promise<void>;
}

/** Builds the program on a history that is open. */
export function openService(options: ServiceOptions): Service {
  const { folder, settings, copyPlace, desktop, push, notices, log, words, mainFolder, clock } = options;
  const secrets = openSecrets(folder, log);
  const { setAside } = secrets.reading;
  if (setAside !== undefined) {
    notices.add(setAside.isBackupUsed ? 'secrets-restored-from-backup' : 'secrets-set-aside', setAside.fileName);
  }
  const documents = new DocumentPage(options.prepareSession);
  const printing = new PrintPage();

  const build = (newest: History) => {
    // Nobody can ask for a restore before there is a program.
    removePrepared(folder);
    const built = buildProgram({
      folder,
      isCareful: options.isCareful,
      history: newest,
      settings,
      secrets,
      copyPlace,
      documents,
      printing,
      replaceHistory: prepared => void replace(prepared).catch(error => log.failure('replacing the history', error)),
      push,
      notices,
      log,
      words,
      session: session.defaultSession,
      mainFolder,
      clock,
      systemLanguages: options.systemLanguages,
      searchWorkerFile: join(mainFolder, 'searchWorker.cjs'),
      openLink: oneQuestion(
        (url: string) => openLink(BrowserWindow.getFocusedWindow() ?? desktop.mainWindow, url, words),
        false,
      ),
    });
    const handle = createRouter({
      handlers: createHandlers(built.handlerParts, desktopCalls(desktop)),
      pageOrigin,
      nowMs: clock.monotonicMs,
      isOpen: built.isOpen,
      eventsSent: () => push.sent(),
      onFailure: (route, error) => log.failure(`call ${route}`, error),
    });
    return { program: built, handle };
  };
  let running = build(options.history);
  /** What quitting has to wait for: between two histories there is none to be closed. */
  let replacing: Promise<void> = Promise.resolve();
  const startBackgroundWork = () =>
    void running.program.startBackgroundWork().catch(error => log.failure('background work', error));

  /** The history that was closed becomes a backup and another one takes its place; the windows and the keys stay. */
  function replace(preparedPath: string): Promise<void> {
    replacing = (async () => {
      await running.program.shutDown();
      try {
        notices.add('history-restored', swapHistory(folder, preparedPath, clock.wallMs()));
      } catch (error) {
        log.failure('replacing the history', error);
        notices.add('restore-failed');
      }
      const another = await options.openHistory();
      if (another === undefined) {
        app.exit(0);
        return;
      }
      running = build(another);
      desktop.reloadPages();
      startBackgroundWork();
    })();
    return replacing;
  }

  return {
    handle: (caller, route, json) => running.handle(caller, route, json),
    program: () => running.program,
    startBackgroundWork,
    shutDown: async farewell => {
      await replacing;
      await running.program.shutDown(farewell);
      await secrets.close();
      await running.program.installUpdate();
    },
  };
}

function desktopCalls(desktop: Desktop): DesktopCalls {
  return {
    state: () => desktop.state(),
    zoom: step => desktop.zoom(step),
    toggleFullScreen: () => desktop.toggleFullScreen(),
    disableCommands: ids => desktop.disableCommands(ids),
    noteUnsaved: isUnsaved => desktop.noteUnsaved(isUnsaved),
    pauseQuickAsk: isPaused => desktop.pauseQuickAsk(isPaused),
    hideQuickAsk: () => desktop.hideQuickAsk(),
    openConversation: id => desktop.openConversation(id),
  };
}
