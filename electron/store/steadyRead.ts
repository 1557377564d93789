import type { Reader } from './db';
import { isBusy } from './storageError';

const attempts = 3;

/**
 * One step of a reading in pieces, again where another program held the history just then: without a write-ahead log one that writes keeps
 * everyone else from reading. `read` must leave nothing behind when it fails.
 */
export async function steadily<Result>(reader: Reader, read: () => Result): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return read();
    } catch (error) {
      if (!isBusy(error) || reader.whenReadable === undefined || attempt === attempts) throw error;
    }
    await reader.whenReadable();
  }
}
