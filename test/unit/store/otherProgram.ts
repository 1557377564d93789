import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { connect } from '../../../electron/store/db';

/** Opens the history in a folder as another program does, and holds it with these statements until `release`, or to the end of the test. */
export function holdHistory(folder: string, statements: string): () => void {
  const other = connect(join(folder, 'history.db'));
  other.exec(statements);
  let isHeld = true;
  const release = () => {
    if (isHeld) other.exec('ROLLBACK');
    isHeld = false;
  };
  onTestFinished(() => {
    release();
    other.close();
  });
  return release;
}
