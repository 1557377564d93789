import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileDurably } from './durableFile';

const markPath = (folder: string) => join(folder, 'history.damaged');

/** Notes that damage was found while the history was in use, so that the next start asks what to do about it. Never throws. */
export function markDamaged(folder: string, nowMs: number): void {
  try {
    writeFileDurably(markPath(folder), `${JSON.stringify({ foundAt: nowMs })}\n`);
  } catch {
    // It is found again.
  }
}

export function isMarkedDamaged(folder: string): boolean {
  return existsSync(markPath(folder));
}

/** The user decided. Never throws. */
export function clearDamageMark(folder: string): void {
  try {
    rmSync(markPath(folder), { recursive: true, force: true });
  } catch {
    // Asked once more.
  }
}
