import { create } from 'zustand';
import { call } from '../bridge';
import type { InputOf } from '../shared/contract/routes';
import type { DesktopState } from '../shared/domain/desktop';
import { showFailure } from './toasts';

/** What the window system offers; undefined until it was asked. */
export const useDesktop = create<{ readonly state: DesktopState | undefined }>()(() => ({ state: undefined }));

export function applyDesktop(state: DesktopState): void {
  useDesktop.setState({ state });
}

export async function readDesktop(): Promise<void> {
  try {
    applyDesktop(await call('desktop.state', {}));
  } catch (failure) {
    showFailure(failure);
  }
}

export function zoom(step: InputOf<'desktop.zoom'>['step']): void {
  call('desktop.zoom', { step }).catch(showFailure);
}

export function toggleFullScreen(): void {
  call('desktop.toggleFullScreen', {}).catch(showFailure);
}

/** While a shortcut is being chosen, the present one must reach the page as ordinary keys. */
export function pauseQuickAsk(isPaused: boolean): void {
  call('desktop.pauseQuickAsk', { isPaused }).catch(showFailure);
}

/** Whether a form holds something that was typed and not saved: the main process asks before the window or the program goes. */
export function noteUnsaved(isUnsaved: boolean): void {
  // Where it cannot be told, the window closes as it did before.
  call('desktop.noteUnsaved', { isUnsaved }).catch(() => undefined);
}
