import { type Session, type WebContents, WebContentsView } from 'electron';
import { CallError } from '../../src/shared/domain/errors';

export interface HiddenViewOptions {
  readonly session: Session;
  readonly hasScripts: boolean;
}

const openViews = new Set<WebContentsView>();

/**
 * Runs work in a page that nobody sees: sandboxed, without preload and without a window, so that it counts nowhere as one. It is closed
 * whatever happens, also when the work takes longer than `timeoutMs` (E_INTERNAL `hidden-page`) or is aborted (E_CANCELLED).
 */
export async function withHiddenView<Result>(
  { session, hasScripts }: HiddenViewOptions,
  signal: AbortSignal,
  timeoutMs: number,
  work: (contents: WebContents) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const view = new WebContentsView({
    webPreferences: {
      session,
      javascript: hasScripts,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Painted without a window, also for pictures of what is higher than any screen.
      offscreen: true,
      backgroundThrottling: false,
    },
  });
  // Without a window nothing else refers to it, and what is collected is closed.
  openViews.add(view);
  const { webContents } = view;
  webContents.setAudioMuted(true);
  let end: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_resolve, reject) => {
    end = reject;
  });
  broken.catch(() => undefined);
  const timer = setTimeout(() => end(new CallError('E_INTERNAL', 'hidden-page')), timeoutMs);
  const abort = () => end(new CallError('E_CANCELLED'));
  signal.addEventListener('abort', abort);
  webContents.once('render-process-gone', () => end(new CallError('E_INTERNAL', 'hidden-page')));
  try {
    return await Promise.race([work(webContents), broken]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    if (!webContents.isDestroyed()) webContents.close();
    openViews.delete(view);
  }
}
