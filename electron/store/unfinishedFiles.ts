import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A file keeps this behind its name until it is whole. */
export const unfinishedSuffix = '.unfinished';

/** Removes what copies left behind that were cut off, with their logs. */
export function removeUnfinished(folder: string): void {
  for (const fileName of namesIn(folder)) {
    if (/\.unfinished(?:-journal|-wal|-shm)?$/.test(fileName)) rmSync(join(folder, fileName), { force: true });
  }
}

/** None where there is no such folder, or where something else stands in its place. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
