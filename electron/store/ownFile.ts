import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';

/**
 * True for a path under which the program itself keeps something: a file of its data folder that is there, however the path leads to it. Nothing
 * that the user saves may take its place, whatever the user answered to the dialog's question.
 */
export function isOwnFile(dataFolder: string, path: string): boolean {
  if (!isThere(path)) return false;
  return [path, join(real(dirname(path)), basename(path))].some(place => {
    const way = relative(real(dataFolder), real(place));
    return way !== '' && !way.startsWith('..') && !isAbsolute(way);
  });
}

/** What cannot be looked at, such as a name that is too long, is none of ours: who writes there is told why it cannot be. */
function isThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
