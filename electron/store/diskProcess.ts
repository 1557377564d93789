import type { DiskTask, DiskTaskMessage } from './diskTask';
import { checkIntegrity, copyChecked } from './integrityCheck';
import { migrations } from './migrations/list';
import { openDatabase } from './open';

/**
 * The entry of the process that does one long task on the files of the history, see DiskTask. Whoever started it ends it; listening keeps it
 * alive until then.
 */
process.parentPort.on('message', ({ data }: { readonly data: DiskTask }) => {
  void carryOut(data).then(post);
});

async function carryOut(task: DiskTask): Promise<DiskTaskMessage> {
  switch (task.kind) {
    case 'check':
      return { kind: 'report', report: await checkIntegrity(task.path, { isCounted: task.isCounted }) };
    case 'copy':
      return {
        kind: 'report',
        report: await copyChecked(task.path, task.copyPath, { onCopied: () => post({ kind: 'copied' }) }),
      };
    case 'migrate':
      return migrateHistory(task.folder, task.nowMs);
  }
}

function migrateHistory(folder: string, nowMs: number): DiskTaskMessage {
  const onMigrationStep = (step: Extract<DiskTaskMessage, { kind: 'step' }>['step']) => post({ kind: 'step', step });
  const outcome = openDatabase({ folder, migrations, nowMs, onMigrationStep });
  if (outcome.kind !== 'ready') return { kind: 'migrated', problem: outcome };
  const { connection, isAfterUncleanExit, close } = outcome.database;
  // Who opens it next must still see that the last end was not a clean one.
  if (isAfterUncleanExit) connection.close();
  else close();
  return { kind: 'migrated', problem: undefined };
}

function post(message: DiskTaskMessage): void {
  process.parentPort.postMessage(message);
}
