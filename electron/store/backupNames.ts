import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupKind, BackupRule } from '../../src/shared/domain/backup';
import { namesIn } from './unfinishedFiles';

/** A copy of the history that was read back after it was written, or the history that stood here before another was brought back. */
export interface Backup {
  readonly fileName: string;
  readonly kind: BackupKind;
  /** Milliseconds since 1970 UTC. */
  readonly createdAt: number;
  readonly sizeBytes: number;
}

const kinds: Readonly<Record<string, BackupKind>> = {
  history: 'daily',
  'by-hand': 'by-hand',
  'before-migration-from': 'before-migration',
  'before-restore': 'before-restore',
};

export const backupNamePattern = /^(history|by-hand|before-restore|before-migration-from)-(?:\d{1,6}-)?(\d{1,16})\.db$/;

const dayMs = 24 * 60 * 60 * 1000;
/** Of those that the user asked for; and of those that a restore left. */
const keptByHand = 3;
const keptBeforeRestore = 2;

/** Backups that stand in a folder, newest first. None where there is no such folder, or where something else stands in its place. */
export function backupsIn(folder: string): readonly Backup[] {
  return namesIn(folder)
    .flatMap((fileName): Backup[] => {
      const [, prefix = '', createdAt] = backupNamePattern.exec(fileName) ?? [];
      const kind = kinds[prefix];
      if (kind === undefined) return [];
      const file = statSync(join(folder, fileName), { throwIfNoEntry: false });
      if (file?.isFile() !== true) return [];
      return [{ fileName, kind, createdAt: Number(createdAt), sizeBytes: file.size }];
    })
    .sort((first, second) => second.createdAt - first.createdAt);
}

/**
 * Backups that may go, given all of them, newest first. By the rule the newest of each day and of each week stays; beside it the last ones
 * that were made by hand, the last ones that a restore left, and the last one before a migration.
 */
export function expired(backups: readonly Backup[], rule: BackupRule): readonly Backup[] {
  const kept = new Set<Backup>();
  const keepNewestPer = (periodMs: number, count: number) => {
    const periods = new Set<number>();
    for (const backup of backups) {
      const period = Math.floor(backup.createdAt / periodMs);
      const isRotated = backup.kind === 'daily' || backup.kind === 'by-hand';
      if (!isRotated || periods.has(period) || periods.size >= count) continue;
      periods.add(period);
      kept.add(backup);
    }
  };
  const keepLast = (kind: BackupKind, count: number) => {
    for (const backup of backups.filter(one => one.kind === kind).slice(0, count)) kept.add(backup);
  };
  // Whatever the rule says, never none.
  keepNewestPer(dayMs, Math.max(1, rule.dailyCount));
  keepNewestPer(7 * dayMs, rule.weeklyCount);
  keepLast('by-hand', keptByHand);
  keepLast('before-restore', keptBeforeRestore);
  keepLast('before-migration', 1);
  return backups.filter(backup => !kept.has(backup));
}
