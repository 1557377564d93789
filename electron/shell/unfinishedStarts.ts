import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const filePath = (folder: string) => join(folder, 'unfinished-starts');

/** After so many starts in a row that ended before the window stood, the next one leaves out what is not needed. */
const patience = 3;

/**
 * Counts this start as unfinished until `finishStart` is called. True when so many before it never got through that this one should be
 * careful. Never throws: a folder that cannot be written to is somebody else's finding.
 */
export function beginStart(folder: string): boolean {
  const before = countIn(folder);
  try {
    // A pipe in its place would hold up every start.
    if (statSync(filePath(folder), { throwIfNoEntry: false })?.isFile() === false) return false;
    writeFileSync(filePath(folder), String(before + 1), { mode: 0o600 });
  } catch {
    return false;
  }
  return before >= patience;
}

/** The window stands, or the program ends because it was told to. Never throws. */
export function finishStart(folder: string): void {
  try {
    rmSync(filePath(folder), { force: true });
  } catch {
    // Counted once too often: the worst is one careful start.
  }
}

function countIn(folder: string): number {
  try {
    const file = statSync(filePath(folder));
    if (!file.isFile() || file.size > 16) return 0;
    const text = readFileSync(filePath(folder), 'utf8');
    return /^\d{1,4}$/.test(text) ? Number(text) : 0;
  } catch {
    return 0;
  }
}
