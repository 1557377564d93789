import { create } from 'zustand';
import { call } from '../bridge';
import type {
  BackedUpConversation,
  BackupLine,
  BackupLoss,
  BackupOutcome,
  BackupOverview,
  BackupProgress,
} from '../shared/domain/backup';
import type { ConversationId } from '../shared/domain/ids';
import { openConversation } from './openingConversation';
import { showFailure } from './toasts';
import { readListAgain } from './transfer';

export interface BackupsData {
  /** Undefined until they were read. */
  readonly overview: BackupOverview | undefined;
  /** The last reading of them failed. */
  readonly hasFailed: boolean;
  readonly work: 'none' | 'daily' | 'making' | 'cancelling' | 'copying' | 'restoring' | 'copying-out';
  /** The one that is being looked at page by page. */
  readonly verifyingId: string | undefined;
  readonly progress: BackupProgress | undefined;
  /** How the last one that was asked for ended. */
  readonly made: BackupOutcome | undefined;
}

export const useBackups = create<BackupsData>()(() => ({
  overview: undefined,
  hasFailed: false,
  work: 'none',
  verifyingId: undefined,
  progress: undefined,
  made: undefined,
}));

let readings = 0;

export async function readBackups(): Promise<void> {
  readings += 1;
  const reading = readings;
  useBackups.setState({ hasFailed: false });
  try {
    const overview = await call('backup.list', {});
    // A later one may have been answered earlier.
    if (reading !== readings) return;
    useBackups.setState({ overview });
    if (overview.isDailyRunning && useBackups.getState().work === 'none') useBackups.setState({ work: 'daily' });
  } catch {
    if (reading === readings) useBackups.setState({ hasFailed: true });
  }
}

/** The daily one began by itself, or is over: then the list has one more. A cancelled one is over too. */
export function applyDailyBackup(isRunning: boolean): void {
  const { work, overview } = useBackups.getState();
  if (isRunning && work === 'none') useBackups.setState({ work: 'daily' });
  if (isRunning || (work !== 'daily' && work !== 'cancelling')) return;
  useBackups.setState({ work: 'none', progress: undefined });
  if (overview !== undefined) void readBackups();
}

export function applyBackupProgress(progress: BackupProgress): void {
  useBackups.setState({ progress });
}

export async function makeBackup(): Promise<void> {
  if (useBackups.getState().work !== 'none') return;
  useBackups.setState({ work: 'making', progress: undefined, made: undefined });
  try {
    useBackups.setState({ made: await call('backup.make', {}) });
  } catch (failure) {
    showFailure(failure);
  } finally {
    useBackups.setState({ work: 'none', progress: undefined });
  }
  await readBackups();
}

export function cancelBackup(): void {
  useBackups.setState({ work: 'cancelling' });
  call('backup.cancel', {}).catch(showFailure);
}

/** Ends the look into a backup; what was known of it stays. */
export function cancelVerifying(): void {
  call('backup.cancel', {}).catch(showFailure);
}

export async function verifyBackup(id: string): Promise<void> {
  if (useBackups.getState().verifyingId !== undefined) return;
  useBackups.setState({ verifyingId: id });
  try {
    useBackups.setState({ overview: await call('backup.verify', { id }) });
  } catch (failure) {
    showFailure(failure);
  } finally {
    useBackups.setState({ verifyingId: undefined });
  }
}

export function revealBackups(): void {
  call('backup.reveal', {}).catch(showFailure);
}

/** Asks for a folder; the newest backup is copied there at once. */
export async function chooseCopies(): Promise<void> {
  if (useBackups.getState().work !== 'none') return;
  useBackups.setState({ work: 'copying', progress: undefined });
  try {
    const overview = await call('backup.chooseCopies', {});
    if (overview !== undefined) useBackups.setState({ overview });
  } catch (failure) {
    showFailure(failure);
  } finally {
    useBackups.setState({ work: 'none', progress: undefined });
  }
}

export async function forgetCopies(): Promise<void> {
  try {
    useBackups.setState({ overview: await call('backup.forgetCopies', {}) });
  } catch (failure) {
    showFailure(failure);
  }
}

export function findBackup({ overview }: BackupsData, id: string): BackupLine | undefined {
  return overview?.backups.find(backup => backup.id === id);
}

export function readLoss(id: string): Promise<BackupLoss> {
  return call('backup.loss', { id });
}

/** Resolves when the program is about to swap the histories; the page is loaded anew then. */
export async function restoreBackup(id: string): Promise<void> {
  useBackups.setState({ work: 'restoring', progress: { step: 'checking', doneBytes: 0, totalBytes: 0 } });
  try {
    await call('backup.restore', { id });
  } catch (failure) {
    useBackups.setState({ work: 'none', progress: undefined });
    throw failure;
  }
}

export function readBackedUp(id: string): Promise<readonly BackedUpConversation[]> {
  return call('backup.contents', { id });
}

/** Brings copies of conversations out of a backup and opens the first. */
export async function copyOut(id: string, conversationIds: readonly ConversationId[]): Promise<void> {
  const progress = { step: 'copying-out', doneCount: 0, totalCount: conversationIds.length } as const;
  useBackups.setState({ work: 'copying-out', progress });
  let ids: readonly ConversationId[];
  try {
    ({ ids } = await call('backup.copyOut', { id, conversationIds: [...conversationIds] }));
  } finally {
    useBackups.setState({ work: 'none', progress: undefined });
  }
  await readListAgain();
  const [first] = ids;
  if (first !== undefined) await openConversation(first);
}
