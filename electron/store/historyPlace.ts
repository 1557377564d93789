import { statSync } from 'node:fs';
import type { Connection } from './db';

/**
 * Tells whether the files of an open history are still those that stand under their names. Where one was moved, deleted or replaced while the
 * program runs, what is written succeeds, goes into files that nobody finds any more, and is gone with the program.
 */
export function watchPlace(connection: Pick<Connection, 'path' | 'isWal' | 'pragma'>): () => boolean {
  const log = `${connection.path}-wal`;
  const opened = { history: identityOf(connection.path), log: identityOf(log) };
  return () => {
    const isHere = opened.history !== undefined && identityOf(connection.path) === opened.history;
    if (!isHere || !connection.isWal) return isHere;
    const logNow = identityOf(log);
    // The first write may be what makes the log.
    opened.log ??= logNow;
    if (logNow === opened.log) return true;
    // The log alone is gone: what stands in it goes into the history as long as this program holds it open.
    try {
      connection.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // Tried again at the next look, and at the end.
    }
    return false;
  };
}

/** What tells a file from another one of the same name; undefined where there is none. */
function identityOf(path: string): string | undefined {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (file === undefined) return undefined;
  // Windows lets nobody replace a file that is open, and has no lasting numbers on every disk.
  return process.platform === 'win32' ? '' : `${file.dev}:${file.ino}`;
}
