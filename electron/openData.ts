import { basename } from 'node:path';
import { CallError } from '../src/shared/domain/errors';
import type { RecoveryChoice, RecoveryQuestion } from './shell/recovery';
import type { Backup } from './store/backupNames';
import { listBackups, restoreBackup } from './store/backups';
import { clearDamageMark, isMarkedDamaged } from './store/damageMark';
import type { StartDiskProcess } from './store/diskTask';
import { type History, openHistory } from './store/history';
import { migrations } from './store/migrations/list';
import { historyPaths, type OpenProblem, outdatedVersion, setAside } from './store/open';
import { salvageHistory } from './store/salvage';

export interface OpenDataOptions {
  readonly folder: string;
  /** Asks the user; undefined when the user quits. */
  readonly ask: (question: RecoveryQuestion) => Promise<RecoveryChoice | undefined>;
  readonly wallMs: () => number;
  readonly onDiskFull: () => void;
  /** What was done with the history that could not be opened, to be told once the window stands. */
  readonly onRecovered?: (kind: Recovered, detail: string) => void;
  readonly log: (message: string) => void;
  readonly startDiskProcess?: StartDiskProcess | undefined;
  /**
   * Brings an older history up to date before it is opened, while the user can see it; `stopped` when the user ended that. Opening it does
   * this too, yet holds everything up meanwhile.
   */
  readonly migrate?: (fromVersion: number) => Promise<'migrated' | 'stopped' | OpenProblem>;
}

type Recovered = 'history-set-aside' | 'history-backup-used' | 'history-salvaged';

/**
 * Opens the history, or asks the user what to do when it cannot be opened; undefined when the user quits. Data that is there is never
 * replaced without that question, and what is set aside is kept.
 */
export async function openData(options: OpenDataOptions): Promise<History | undefined> {
  const { folder } = options;
  let failure: string | undefined;
  for (;;) {
    const opened = isMarkedDamaged(folder) ? markedQuestion(options) : await openOrAsk(options);
    if (opened === undefined) return undefined;
    if (!('choices' in opened)) return opened;
    const choice = await options.ask({ ...opened, ...newestBackup(folder), failure });
    if (choice === undefined) return undefined;
    // What could not be mended is asked about again, with what is wrong then.
    failure = await recover(choice, options).then(
      () => undefined,
      error => String(error),
    );
    if (failure !== undefined) options.log(`recovery failed: ${failure}`);
  }
}

async function openOrAsk(options: OpenDataOptions): Promise<History | RecoveryQuestion | undefined> {
  const { folder, wallMs, onDiskFull, startDiskProcess, log, migrate } = options;
  const fromVersion = migrate === undefined ? undefined : outdatedVersion(folder, migrations);
  if (migrate !== undefined && fromVersion !== undefined) {
    log(`history of version ${fromVersion}: migrating`);
    const migrated = await migrate(fromVersion);
    log(`migration: ${typeof migrated === 'string' ? migrated : migrated.kind}`);
    if (migrated === 'stopped') return undefined;
    if (migrated !== 'migrated') return questionFor(migrated, folder);
  }
  const outcome = openHistory({ folder, wallMs, onDiskFull, startDiskProcess });
  if (outcome.kind === 'ready') return outcome.history;
  log(`history not opened: ${outcome.kind}`);
  return questionFor(outcome, folder);
}

/** Does what was chosen and nothing else: where no backup is sound, the history stays as it is and the user is asked again. */
async function recover(choice: RecoveryChoice, { folder, wallMs, log, onRecovered }: OpenDataOptions): Promise<void> {
  if (choice === 'go-on') {
    clearDamageMark(folder);
    return;
  }
  if (choice === 'start-empty') {
    const kept = setAside(folder, wallMs());
    clearDamageMark(folder);
    onRecovered?.('history-set-aside', basename(kept));
    return;
  }
  if (choice === 'salvage') {
    const { rowCount, lostCount } = await salvageHistory(folder, migrations, wallMs());
    clearDamageMark(folder);
    onRecovered?.('history-salvaged', String(lostCount));
    log(`salvaged ${rowCount} rows, ${lostCount} lost`);
    return;
  }
  for (const { fileName } of usableBackups(folder)) {
    try {
      await restoreBackup(folder, fileName, wallMs());
      clearDamageMark(folder);
      onRecovered?.('history-backup-used', fileName);
      log(`restored ${fileName}`);
      return;
    } catch (error) {
      log(`${fileName} cannot be used: ${String(error)}`);
    }
  }
  throw new CallError('E_NOT_FOUND', 'backup');
}

/** When the backup was written that would be taken first. */
function newestBackup(folder: string): { readonly backupAt?: number } {
  const backupAt = usableBackups(folder)[0]?.createdAt;
  return backupAt === undefined ? {} : { backupAt };
}

/** Newest first; what the user put away by bringing another one back comes last. */
function usableBackups(folder: string): readonly Backup[] {
  return listBackups(folder).toSorted(
    (one, other) => Number(one.kind === 'before-restore') - Number(other.kind === 'before-restore'),
  );
}

/** The history can be opened, yet parts of it cannot be read. */
function markedQuestion({ folder, log }: OpenDataOptions): RecoveryQuestion {
  log('history not opened: damage was found before');
  const choices: RecoveryChoice[] = ['go-on', 'salvage'];
  if (listBackups(folder).length > 0) choices.push('use-backup');
  return {
    message: 'native.historyPartlyDamaged',
    detail: 'native.historyPartlyDamagedDetail',
    values: { folder, file: fileIn(folder) },
    choices,
  };
}

function fileIn(folder: string): string {
  return historyPaths(folder).database.slice(folder.length + 1);
}

function questionFor(problem: OpenProblem, folder: string): RecoveryQuestion {
  const values = { folder, file: fileIn(folder) };
  const hasBackup = listBackups(folder).length > 0;
  const choices: RecoveryChoice[] = hasBackup ? ['use-backup', 'start-empty'] : ['start-empty'];
  switch (problem.kind) {
    case 'missing':
      return { message: 'native.historyMissing', detail: 'native.historyMissingDetail', values, choices };
    case 'newer':
      return { message: 'native.historyNewer', detail: 'native.historyNewerDetail', values, choices: [] };
    case 'read-only':
      return { message: 'native.historyReadOnly', detail: 'native.historyReadOnlyDetail', values, choices: [] };
    case 'no-space': {
      const megabytes = String(Math.ceil(problem.neededBytes / 1024 / 1024));
      const noSpace = { message: 'native.historyNoSpace', detail: 'native.historyNoSpaceDetail' } as const;
      return { ...noSpace, values: { ...values, megabytes }, choices: [] };
    }
    case 'damaged':
      return {
        message: 'native.historyDamaged',
        detail: 'native.historyDamagedDetail',
        values,
        // Without a readable beginning there is no list of tables to go by.
        choices: problem.reason === 'content' ? ['salvage', ...choices] : choices,
        reason: problem.detail,
      };
    case 'migration-failed':
    case 'unreadable':
      return {
        message: 'native.historyUnreadable',
        detail: 'native.historyUnreadableDetail',
        values,
        choices: [],
        reason: problem.detail,
      };
  }
}
