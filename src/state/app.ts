import { create } from 'zustand';
import { call } from '../bridge';
import type { AppNotice } from '../shared/contract/appState';
import type { InputOf } from '../shared/contract/routes';
import { linkProblem } from '../shared/domain/link';
import type { SecretStatus } from '../shared/domain/secret';
import { defaultSettings, type Settings } from '../shared/domain/settings';
import { showFailure, showToast } from './toasts';

export interface AppData {
  readonly status: 'starting' | 'ready' | 'failed';
  readonly version: string;
  readonly platform: string;
  readonly systemLanguages: readonly string[];
  readonly settings: Settings;
  readonly secret: SecretStatus;
  readonly notices: readonly AppNotice[];
  readonly isCheckingHistory: boolean;
}

export const useApp = create<AppData>()(() => ({
  status: 'starting',
  version: '',
  platform: '',
  systemLanguages: [],
  settings: defaultSettings,
  secret: { mode: 'undecided', state: 'starting' },
  notices: [],
  isCheckingHistory: false,
}));

/** Runs at once, or when the page has been read: what main asks for may come before that. */
export function whenReady(run: () => void): void {
  if (useApp.getState().status === 'ready') {
    run();
    return;
  }
  const end = useApp.subscribe(({ status }) => {
    if (status !== 'ready') return;
    end();
    run();
  });
}

/** Runs once, as soon as the state of the program has been read or could not be. */
export function whenStarted(run: () => void): void {
  const end = useApp.subscribe(({ status }) => {
    if (status === 'starting') return;
    end();
    run();
  });
}

/** Changes settings; the page shows them when the main process has saved them. Answers whether that worked. */
export async function updateSettings(patch: InputOf<'settings.update'>): Promise<boolean> {
  try {
    useApp.setState({ settings: await call('settings.update', patch) });
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

export function dismissNotice(id: string): void {
  useApp.setState(state => ({ notices: state.notices.filter(notice => notice.id !== id) }));
  call('app.dismissNotice', { id }).catch(showFailure);
}

/** Asks the main process to open a link outside; it shows the real target first. Of one that it would refuse the user is told why. */
export function openLink(url: string): void {
  const reason = linkProblem(url);
  if (reason !== undefined) {
    showToast({ kind: 'link-refused', url, reason });
    return;
  }
  call('app.openLink', { url }).catch(() => showToast({ kind: 'link-refused', url, reason: 'failed' }));
}
