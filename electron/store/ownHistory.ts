import { CallError } from '../../src/shared/domain/errors';
import { type Connection, connect } from './db';
import { latestVersion, schemaVersion } from './migrate';
import { migrations } from './migrations/list';
import { applicationId } from './open';

/** Throws E_STORAGE `damaged` for what is no history of this program, and `newer-version` for one of a later version. */
export function refuseForeign(connection: Connection): void {
  if (connection.pragma('application_id') !== applicationId || schemaVersion(connection) === 0) {
    throw new CallError('E_STORAGE', 'damaged');
  }
  if (schemaVersion(connection) > latestVersion(migrations)) throw new CallError('E_STORAGE', 'newer-version');
  // What says to be ours must have what every version has.
  readingForeign(() => connection.all('SELECT 1 FROM conversations, lanes, turns, turn_lanes, answers LIMIT 0'));
}

/** Whether a file is a history, of whatever version: an empty file is a sound database, too. */
export function isOwnHistory(path: string): boolean {
  const connection = connect(path, { isReadOnly: true });
  try {
    refuseForeign(connection);
    return true;
  } catch (error) {
    return error instanceof CallError && error.reason === 'newer-version';
  } finally {
    connection.close();
  }
}

/** Reads from a history that others may have put here: tables or columns that it should have and has not are E_STORAGE `damaged`. */
export function readingForeign<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof CallError) throw error;
    const refusal = new CallError('E_STORAGE', 'damaged');
    refusal.cause = error;
    throw refusal;
  }
}
