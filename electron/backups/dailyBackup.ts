import { CallError } from '../../src/shared/domain/errors';
import type { BackUpOutcome } from '../store/backups';
import { showsDamage } from '../store/integrityCheck';
import type { Backups } from './backups';

interface DailyBackupPorts {
  readonly backups: Pick<Backups, 'daily'>;
  readonly notices: { readonly add: (kind: 'daily-backup-failed' | 'daily-backup-no-space', detail?: string) => void };
  readonly log: {
    readonly write: (message: string) => void;
    readonly failure: (where: string, error: unknown) => void;
  };
}

/**
 * Writes the daily backup when it is due. One that cannot be written is told to the user, once until one could be: whoever believes in
 * backups that are not there loses everything later. Never rejects; undefined when it failed outside of the copy itself.
 */
export function createDailyBackup({
  backups,
  notices,
  log,
}: DailyBackupPorts): () => Promise<BackUpOutcome | undefined> {
  let isTold = false;
  const tell = (...notice: Parameters<DailyBackupPorts['notices']['add']>) => {
    if (!isTold) notices.add(...notice);
    isTold = true;
  };
  return async () => {
    try {
      const outcome = await backups.daily();
      if (outcome.kind === 'written') isTold = false;
      if (outcome.kind === 'no-space' || outcome.kind === 'failed') log.write(`backup: ${outcome.kind}`);
      if (outcome.kind === 'no-space')
        tell('daily-backup-no-space', String(Math.ceil(outcome.neededBytes / 1_000_000)));
      // Damage of the history itself has a notice of its own.
      if (outcome.kind === 'failed' && !(outcome.report.code !== undefined && showsDamage(outcome.report)))
        tell('daily-backup-failed');
      return outcome;
    } catch (error) {
      if (error instanceof CallError && error.code === 'E_CANCELLED') return undefined;
      log.failure('daily backup', error);
      tell('daily-backup-failed');
      return undefined;
    }
  };
}
