import type { ConversationId } from '../../src/shared/domain/ids';
import type { Writer } from './db';
import { stagedAt } from './stagedAt';

/** Turns of one step: some milliseconds of work. */
const stepTurns = 100;

/**
 * Deletes a conversation for good in short steps, which whoever calls repeats until it answers false. From the first one on it is seen
 * nowhere and cannot be brought back; what a crash leaves of it is deleted by the next purge. It must be a deleted one.
 */
export function deleteStep(writer: Writer, id: ConversationId): boolean {
  const { transaction, unchecked } = writer;
  if (unchecked(() => transaction(() => deleteTurns(writer, id)))) return true;
  writer.run('DELETE FROM conversations WHERE id = :id', { id });
  return false;
}

/** Some turns with all that belongs to them, the last ones first; true where there are more. */
function deleteTurns(writer: Writer, id: ConversationId): boolean {
  writer.run('UPDATE conversations SET deleted_at = :stagedAt WHERE id = :id AND deleted_at > :stagedAt', {
    id,
    stagedAt,
  });
  const some = `SELECT id FROM turns WHERE conversation_id = :id ORDER BY sequence DESC, id DESC LIMIT ${stepTurns}`;
  for (const table of ['answers', 'turn_attachments', 'turn_lanes']) {
    writer.run(`DELETE FROM ${table} WHERE turn_id IN (${some})`, { id });
  }
  writer.run(`UPDATE votes SET turn_id = NULL WHERE turn_id IN (${some})`, { id });
  return writer.run(`DELETE FROM turns WHERE id IN (${some})`, { id }) === stepTurns;
}
