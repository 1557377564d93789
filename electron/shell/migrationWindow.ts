import { app, BrowserWindow, type Session, session } from 'electron';
import { paperColour } from './window';
import type { NativeWord, Words } from './words';

/** How far a migration has come. Without a share the bar only shows that something goes on. */
export interface MigrationState {
  readonly step: 'copying' | 'checking' | 'changing';
  /** From 0 to 1. */
  readonly share?: number | undefined;
}

export interface MigrationWindow {
  readonly show: (state: MigrationState) => void;
  readonly close: () => void;
}

const stepWords: Readonly<Record<MigrationState['step'], NativeWord>> = {
  copying: 'native.migrationCopying',
  checking: 'native.migrationChecking',
  changing: 'native.migrationChanging',
};

/** The address of the one link of the window; following it is prevented and means to stop. */
const stopAddress = 'couplet-stop:now';
/** Nothing is shown for a migration that is over sooner. */
const patienceMs = 600;

/**
 * Shows what a migration is doing, from a moment after its begin: a small window of its own, because the page needs the history. `onStop`:
 * the user stopped it or closed the window. Its document comes from here, runs no script and loads nothing.
 */
export function openMigrationWindow(words: Words, language: string, onStop: () => void): MigrationWindow {
  let window: BrowserWindow | undefined;
  let isClosed = false;
  let state: MigrationState = { step: 'copying' };
  let isLoaded = false;

  const update = () => {
    if (window === undefined || window.isDestroyed() || !isLoaded) return;
    const percent = state.share === undefined ? undefined : Math.round(100 * state.share);
    const text = words(stepWords[state.step], { percent: percent === undefined ? '' : ` ${percent}%` });
    window.setProgressBar(state.share ?? 2);
    const call = `show(${JSON.stringify(text)}, ${percent ?? 'undefined'})`;
    void window.webContents.executeJavaScript(`${showSource}; ${call}; undefined`).catch(() => undefined);
  };
  const open = () => {
    if (isClosed) return;
    window = new BrowserWindow({
      title: app.getName(),
      width: 460,
      height: 270,
      useContentSize: true,
      resizable: false,
      maximizable: false,
      fullscreenable: false,
      autoHideMenuBar: true,
      show: false,
      backgroundColor: paperColour(),
      webPreferences: {
        session: closedSession(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
      },
    });
    const { webContents } = window;
    window.on('page-title-updated', event => event.preventDefault());
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('will-navigate', event => {
      event.preventDefault();
      if (event.url === stopAddress) onStop();
    });
    webContents.once('did-finish-load', () => {
      isLoaded = true;
      update();
      window?.show();
    });
    window.once('closed', () => {
      if (!isClosed) onStop();
    });
    void window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(documentOf(words, language))}`);
  };
  // Without a listener the program would end with this window.
  app.on('window-all-closed', () => undefined);
  const timer = setTimeout(open, patienceMs);
  return {
    show: next => {
      state = next;
      update();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      if (window !== undefined && !window.isDestroyed()) window.destroy();
    },
  };
}

let closed: Session | undefined;

/** A session that reaches nothing but the document itself. */
function closedSession(): Session {
  if (closed === undefined) {
    closed = session.fromPartition('couplet-migration');
    closed.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !url.startsWith('data:') }));
    closed.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  }
  return closed;
}

/** Runs in the document when main calls it. */
const showSource = `function show(text, percent) {
  document.getElementById('step').textContent = text;
  const bar = document.getElementById('bar');
  bar.classList.toggle('unknown', percent === undefined);
  bar.firstElementChild.style.width = percent === undefined ? '' : percent + '%';
  if (percent === undefined) bar.removeAttribute('aria-valuenow');
  else bar.setAttribute('aria-valuenow', percent);
}`;

function documentOf(words: Words, language: string): string {
  const text = (key: NativeWord) =>
    words(key).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text('native.migration')}</title>
<style>
:root { color-scheme: light dark; --paper: #fbfaf8; --ink: #1d1d1f; --soft: #5f6065; --line: #dedcd7; --accent: #2f6f5e; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #17181a; --ink: #ececee; --soft: #a4a6ad; --line: #36383d; --accent: #6fc0a8; }
}
html { overflow: hidden; }
body { margin: 0; padding: 26px 30px; font: 14px/1.5 system-ui, 'Noto Sans CJK SC', sans-serif; color: var(--ink);
  background: var(--paper); user-select: none; cursor: default; }
h1 { font-size: 17px; font-weight: 600; margin: 0 0 6px; }
p { margin: 0 0 18px; color: var(--soft); }
#step { margin: 0 0 8px; color: var(--ink); font-variant-numeric: tabular-nums; }
#bar { height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
#bar div { height: 100%; border-radius: 3px; background: var(--accent); transition: width .3s; }
#bar.unknown div { width: 30%; animation: wander 1.6s ease-in-out infinite alternate; }
@keyframes wander { to { margin-left: 70%; } }
@media (prefers-reduced-motion: reduce) { #bar.unknown div { animation: none; width: 100%; opacity: .5; } }
footer { margin-top: 20px; text-align: right; }
a { display: inline-block; padding: 5px 14px; border: 1px solid var(--line); border-radius: 7px; color: var(--ink); text-decoration: none; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
</style>
<h1>${text('native.migration')}</h1>
<p>${text('native.migrationDetail')}</p>
<div id="step" role="status">…</div>
<div id="bar" class="unknown" role="progressbar" aria-label="${text('native.migration')}" aria-valuemin="0" aria-valuemax="100"><div></div></div>
<footer><a href="${stopAddress}" draggable="false">${text('native.migrationStop')}</a></footer>
</html>`;
}
