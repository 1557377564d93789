import { app, type BrowserWindow, powerMonitor } from 'electron';
import { watchHeartbeat } from './heartbeat';
import type { Log } from './log';

export interface LifecycleOptions {
  readonly log: Log;
  /** The one window that is there already. */
  readonly firstWindow: Pick<BrowserWindow, 'on'>;
  /** Opens the window, or brings the one that is open to the front. */
  readonly showWindow: () => void;
  /** Gets ready for the end. False when it must not come yet: whoever was asked quits anew. */
  readonly beginQuit: () => boolean;
  /** The system ends the program: it is not asked whether it may. */
  readonly endAnyway: () => void;
  /** Saves everything and closes what is open; called once. Longer than three seconds is not waited for, but for the user's word. */
  readonly shutDown: (farewell: Farewell) => Promise<void>;
  /** The machine slept: sockets that look alive are dead. May be called several times. */
  readonly afterSleep: () => void;
  /** The machine is about to sleep: writes what is only in memory. */
  readonly beforeSleep: () => void;
}

/** How the program ends. */
export interface Farewell {
  /** Aborted once the system ends the program: nobody can be asked then. */
  readonly ending: AbortSignal;
  /** Waits for an answer of the user, however long that takes. */
  readonly waitFor: <Result>(question: Promise<Result>) => Promise<Result>;
}

const shutDownTimeoutMs = 3_000;

/** Ties the program's life to that of the system: quit, signals, sleep, a second start, errors that nobody caught. */
export function followLifecycle(options: LifecycleOptions): void {
  const { log } = options;
  let phase: 'running' | 'shutting-down' | 'shut-down' = 'running';
  const ending = new AbortController();
  let questionCount = 0;
  let answeredMs = Number.NEGATIVE_INFINITY;
  const farewell: Farewell = {
    ending: ending.signal,
    waitFor: async question => {
      questionCount += 1;
      try {
        return await question;
      } finally {
        questionCount -= 1;
        answeredMs = performance.now();
      }
    },
  };
  const isAsking = () => questionCount > 0 || performance.now() - answeredMs < shutDownTimeoutMs;

  app.on('second-instance', () => options.showWindow());
  app.on('activate', () => options.showWindow());
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', event => {
    if (phase === 'shut-down') return;
    event.preventDefault();
    if (phase === 'shutting-down' || !options.beginQuit()) return;
    phase = 'shutting-down';
    void bounded(options.shutDown(farewell), shutDownTimeoutMs, isAsking)
      .catch(error => log.failure('shut down', error))
      .finally(() => {
        phase = 'shut-down';
        app.quit();
      });
  });
  const endNow = () => {
    ending.abort();
    options.endAnyway();
    app.quit();
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endNow);
  // Node opens its debugger at this one; where a fuse forbids that, the system would end the program on the spot, with nothing saved.
  if (app.isPackaged && process.platform !== 'win32') process.on('SIGUSR1', () => log.write('SIGUSR1 ignored'));
  // The user logs out or the machine is switched off. Windows tells a window so, and waits for nothing but what is done at once.
  options.firstWindow.on('session-end', endNow);
  app.on('browser-window-created', (_event, window) => window.on('session-end', endNow));
  powerMonitor.on('shutdown', endNow);

  powerMonitor.on('suspend', options.beforeSleep);
  powerMonitor.on('resume', options.afterSleep);
  app.on('child-process-gone', (_event, details) =>
    log.write(`process gone: ${details.type} ${details.reason} ${details.exitCode}`),
  );
}

export interface PageCare {
  readonly log: Log;
  readonly nowMs: () => number;
  /** The page died again and again: asks the user whether to load it once more. False quits. */
  readonly askToGoOn: () => Promise<boolean>;
}

/** Reloads a page whose process died or hangs; the streams go on in main meanwhile. Asks the user when it dies over and over. */
export function keepPageAlive(window: BrowserWindow, { log, nowMs, askToGoOn }: PageCare): void {
  let deaths: number[] = [];
  const askUser = async () => {
    if (!(await askToGoOn())) app.quit();
    else if (!window.isDestroyed()) {
      deaths = [];
      window.webContents.reload();
    }
  };
  window.webContents.on('render-process-gone', (_event, details) => {
    log.write(`page gone: ${details.reason} ${details.exitCode}`);
    if (details.reason === 'clean-exit' || window.isDestroyed()) return;
    deaths.push(nowMs());
    if (deaths.filter(deathMs => nowMs() - deathMs < 60_000).length <= 3) window.webContents.reload();
    else void askUser().catch(error => log.failure('question', error));
  });
  const { webContents } = window;
  const heartbeat = watchHeartbeat({
    ask: () => webContents.executeJavaScript('1'),
    isExpected: () =>
      !webContents.isDestroyed() &&
      !webContents.isCrashed() &&
      !webContents.isLoadingMainFrame() &&
      // Held at a breakpoint.
      !webContents.isDevToolsOpened(),
    onSilent: () => {
      log.write('page hangs');
      webContents.forcefullyCrashRenderer();
    },
    every: (run, intervalMs) => {
      const timer = setInterval(run, intervalMs);
      return () => clearInterval(timer);
    },
  });
  webContents.on('render-process-gone', heartbeat.reset);
  webContents.on('did-finish-load', heartbeat.reset);
  window.once('closed', heartbeat.end);
}

/** The work, or the end of the time that it may take; that begins anew while `isAsking`. */
function bounded(work: Promise<void>, timeoutMs: number, isAsking: () => boolean): Promise<void> {
  const timeOut = new Promise<void>(resolve => {
    const look = () => setTimeout(() => (isAsking() ? look() : resolve()), timeoutMs);
    look();
  });
  return Promise.race([work, timeOut]);
}
