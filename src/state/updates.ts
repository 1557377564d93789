import { create } from 'zustand';
import { call } from '../bridge';
import type { UpdateState } from '../shared/domain/update';
import { showToast } from './toasts';
import { useUi } from './ui';

/** How it stands with newer versions; undefined until main was asked. */
export const useUpdates = create<{ readonly state: UpdateState | undefined }>(() => ({ state: undefined }));

function applyUpdate(state: UpdateState): void {
  useUpdates.setState({ state });
}

/** Takes over what main tells by itself. What it found is said once, unless the user is looking at it. */
export function noteUpdate(state: UpdateState): void {
  applyUpdate(state);
  const { dialog } = useUi.getState();
  const isSeen = dialog?.kind === 'settings' && dialog.tab === 'updates';
  if (state.kind !== 'available' || isSeen || state.release.version === toldVersion) return;
  toldVersion = state.release.version;
  showToast({ kind: 'update-available', version: state.release.version });
}

let toldVersion: string | undefined;

/** Asks main how it stands; what follows comes by itself. */
export async function loadUpdate(): Promise<void> {
  applyUpdate(await call('update.state', {}));
}

export type UpdateAction = 'check' | 'download' | 'cancel' | 'restart';

export async function performUpdate(action: UpdateAction): Promise<void> {
  await call(`update.${action}`, {});
}
