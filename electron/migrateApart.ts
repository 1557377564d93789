import { statSync } from 'node:fs';
import type { MigrationState } from './shell/migrationWindow';
import type { StartDiskProcess } from './store/diskTask';
import { unfinishedBackupPath } from './store/migrate';
import { historyPaths, type OpenProblem } from './store/open';

export interface MigrateApartOptions {
  readonly folder: string;
  readonly nowMs: number;
  /** Version that the history has now. */
  readonly fromVersion: number;
  readonly start: StartDiskProcess;
  /** Shows how far it has come, until `close`. `onStop` is called when the user stops it. */
  readonly openWindow: (onStop: () => void) => {
    readonly show: (state: MigrationState) => void;
    readonly close: () => void;
  };
}

const watchIntervalMs = 300;

/**
 * Migrates the history in a process of its own while a window shows how far it has come. `stopped`: the user ended it, and the history is as
 * it was. A process that dies says nothing about the history, which is one transaction behind: that is a problem to be shown.
 */
export async function migrateApart(options: MigrateApartOptions): Promise<'migrated' | 'stopped' | OpenProblem> {
  const { folder, nowMs, fromVersion, start, openWindow } = options;
  const { database, backups } = historyPaths(folder);
  const child = start({ kind: 'migrate', folder, nowMs });
  let step: MigrationState['step'] | undefined;
  let isStopped = false;
  const window = openWindow(() => {
    isStopped = true;
    child.kill();
  });
  const show = () => {
    if (step === undefined) return;
    window.show({ step, share: step === 'copying' ? copiedShare() : undefined });
  };
  const copiedShare = () => {
    const total = sizeOf(database) + sizeOf(`${database}-wal`);
    return total === 0 ? undefined : Math.min(1, sizeOf(unfinishedBackupPath(backups, fromVersion, nowMs)) / total);
  };
  const watch = setInterval(show, watchIntervalMs);
  try {
    return await new Promise(resolve => {
      child.onMessage(message => {
        if (message.kind === 'step') {
          step = message.step;
          show();
        } else if (message.kind === 'migrated') resolve(message.problem ?? 'migrated');
      });
      child.onExit(() =>
        resolve(isStopped ? 'stopped' : { kind: 'migration-failed', fromVersion, detail: 'The migration broke off.' }),
      );
    });
  } finally {
    clearInterval(watch);
    window.close();
    child.kill();
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
