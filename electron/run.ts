import { join } from 'node:path';
import { app, nativeTheme, session } from 'electron';
import type { Settings } from '../src/shared/domain/settings';
import { diskProcesses } from './diskProcesses';
import { Push } from './ipc/push';
import { migrateApart } from './migrateApart';
import { Notices } from './notices';
import { openData } from './openData';
import { type Opening, preloadFile } from './opening';
import type { Service } from './service';
import { Desktop } from './shell/desktop';
import { followLifecycle, keepPageAlive } from './shell/lifecycle';
import type { Log } from './shell/log';
import { openMigrationWindow } from './shell/migrationWindow';
import { askRecovery, askToReload } from './shell/recovery';
import { explainAndExit } from './shell/startProblem';
import { followSystemLanguages } from './shell/systemLanguages';
import { noteUncaughtErrors } from './shell/uncaughtErrors';
import { finishStart } from './shell/unfinishedStarts';
import { askToBringIn } from './shell/unsavedQuestion';
import { paperColour } from './shell/window';
import { chooseLanguage, createWords } from './shell/words';
import { openCopyPlace } from './store/copyPlace';
import { offerRescued, rescuePlaces } from './store/lastAnswers';
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

/** A window that stood for so long has shown what it shows at a start. */
const standingMs = 5_000;
/** Once the window is painted, the page draws its first conversation in peace. */
const firstDrawingMs = 500;
/** A page that has nothing to paint does not hold up the rest. */
const longestDrawingMs = 5_000;

/**
 * Opens the data, builds the parts and shows the window that was opened. `mainFolder` is where the built main file stands; processes, icon and
 * preload are found from there. A careful start opens no conversation by itself and leaves out checks and copies:
 * the ones before it never got through.
 */
export async function run(mainFolder: string, isCareful: boolean, opening: Opening): Promise<void> {
  const folder = app.getPath('userData');
  const { log } = opening;
  if (isCareful) log.write('several starts never got through: a careful one');
  log.write(`start ${app.getVersion()} on ${process.platform} with Electron ${process.versions.electron}`);
  // There may be no program yet, or none any more.
  noteUncaughtErrors({ log, nowMs: clock.monotonicMs, flush: () => service?.program().flush() });
  let service: Service | undefined;
  /** None before there is a history, and between two of them. */
  const reader = () => {
    const program = service?.program();
    return program?.isOpen() === true ? program.handlerParts.read : undefined;
  };
  const systemLanguages = followSystemLanguages(
    () => app.getPreferredSystemLanguages(),
    languages => {
      follow(settings.settings());
      push.event('languages.changed', languages);
    },
  );
  let language = chooseLanguage('system', systemLanguages.current());
  const words = createWords(() => language);

  const opened = readSettings(folder, log);
  if (opened === undefined) {
    finishStart(folder);
    opening.withdraw();
    await explainAndExit('native.settingsUnreadable', { folder });
    return;
  }
  const { settings, copyPlace } = opened;
  const desktop = new Desktop({
    preloadFile: preloadFile(mainFolder),
    resourcesFolder: join(mainFolder, '../../resources'),
    firstWindow: opening.window,
    stateFile: opening.stateFile,
    session: session.defaultSession,
    words,
    language: () => language,
    settings: settings.settings,
    log,
    nowMs: clock.monotonicMs,
    title: id => reader()?.summary(id)?.title,
    text: id => reader()?.answer(id)?.text,
    careFor: window =>
      keepPageAlive(window, { log, nowMs: clock.monotonicMs, askToGoOn: () => askToReload(window, words) }),
    onStay: () => service?.program().noteStay(),
    onPageGone: () => service?.program().forgetPage(),
  });
  const follow = (changed: Settings) => {
    nativeTheme.themeSource = changed.theme;
    language = chooseLanguage(changed.language, systemLanguages.current());
    desktop.follow(changed);
  };
  follow(settings.settings());
  opening.window.setBackgroundColor(paperColour());

  const push = new Push({
    send: event => {
      if (event.name === 'settings.changed') follow(event.payload);
      desktop.send(event);
    },
    setTimer: setTimeout,
    nowMs: clock.monotonicMs,
  });
  const notices = new Notices(notice => push.event('notice.added', notice));
  const startDiskProcess = diskProcesses(mainFolder);
  const open = () =>
    openData({
      folder,
      ask: question => {
        opening.withdraw();
        return askRecovery(question, words, language);
      },
      wallMs: clock.wallMs,
      onDiskFull: () => notices.addDiskFull(),
      onRecovered: (kind, detail) => notices.add(kind, detail),
      log: log.write,
      startDiskProcess,
      migrate: fromVersion =>
        migrateApart({
          folder,
          nowMs: clock.wallMs(),
          fromVersion,
          start: startDiskProcess,
          openWindow: onStop => {
            opening.withdraw();
            return openMigrationWindow(words, language, onStop);
          },
        }),
    });
  await offerRescued({
    folder,
    places: rescuePlaces(),
    ask: (file, count) => {
      opening.withdraw();
      return askToBringIn(file, count, words);
    },
    log: log.write,
  });
  const history = await open();
  if (history === undefined) {
    finishStart(folder);
    app.exit(0);
    return;
  }

  if (isCareful) notices.add('careful-start');
  for (const { kind, detail } of [...settings.notices, ...copyPlace.notices]) notices.add(kind, detail);
  // All the rest is loaded while the window's page is: nothing of it is needed for the page to be shown.
  const serving = opening.codeServed
    .then(() => import('./service'))
    .then(({ openService }) =>
      openService({
        folder,
        isCareful,
        history,
        openHistory: open,
        settings,
        copyPlace,
        prepareSession: opening.prepareSession,
        desktop,
        push,
        notices,
        log,
        words,
        mainFolder,
        clock,
        systemLanguages: systemLanguages.current,
      }),
    );
  // Whoever waits for it below tells of a failure.
  serving.catch(() => undefined);
  opening.answerWith(serving.then(({ handle }) => handle));

  const window = opening.window.isDestroyed() ? desktop.showWindow() : opening.window;
  // Nobody looks at a page whose window is gone.
  const forgetLook = () => service?.program().attention.reset();
  window.once('closed', forgetLook);
  app.on('browser-window-created', (_event, another) => another.once('closed', forgetLook));
  app.on('browser-window-focus', systemLanguages.look);
  followLifecycle({
    log,
    firstWindow: window,
    showWindow: () => desktop.showWindow(),
    beginQuit: () => desktop.beginQuit(),
    endAnyway: () => desktop.endAnyway(),
    shutDown: async farewell => {
      finishStart(folder);
      await (await serving).shutDown(farewell);
    },
    beforeSleep: () => {
      push.flush();
      service?.program().flush();
    },
    afterSleep: () => service?.program().interruptStreams('suspended'),
  });
  let beginBackgroundWork: (() => void) | undefined = () => {
    beginBackgroundWork = undefined;
    void serving.then(({ startBackgroundWork }) => startBackgroundWork());
  };
  window.once('show', () => setTimeout(() => beginBackgroundWork?.(), firstDrawingMs));
  const { webContents } = window;
  const stands = () => {
    setTimeout(() => finishStart(folder), standingMs).unref();
    setTimeout(() => beginBackgroundWork?.(), longestDrawingMs);
  };
  if (webContents.isLoadingMainFrame()) webContents.once('did-finish-load', stands);
  else stands();
  // Nobody watched it so far.
  if (webContents.isCrashed()) webContents.reload();
  opening.reveal();
  service = await serving;
}

interface OpenedSettings {
  readonly settings: SettingsStore;
  readonly copyPlace: ReturnType<typeof openCopyPlace>;
}

function readSettings(folder: string, log: Log): OpenedSettings | undefined {
  const nowMs = clock.wallMs();
  try {
    return { settings: openSettings({ folder, nowMs }), copyPlace: openCopyPlace(folder, nowMs) };
  } catch (error) {
    log.failure('settings', error);
    return undefined;
  }
}
