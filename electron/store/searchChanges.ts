import type { Writer } from './db';

/**
 * Drops the changes before this one from the log of changes. The one itself stays: by its stamp the index tells whether it still belongs to
 * this history.
 */
export function forgetChanges(writer: Writer, upToSequence: number): void {
  writer.run('DELETE FROM search_changes WHERE sequence < :upToSequence', { upToSequence });
}
