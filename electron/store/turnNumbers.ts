import type { ConversationId } from '../../src/shared/domain/ids';
import type { Reader } from './db';

/** Number of the turn that stands so many before another one; undefined where fewer come before it. */
export function sequenceBack(
  reader: Reader,
  conversationId: ConversationId,
  before: number,
  count: number,
): number | undefined {
  const sql = `SELECT sequence FROM turns WHERE conversation_id = :conversationId AND sequence < :before
    ORDER BY sequence DESC LIMIT 1 OFFSET :skipped`;
  return reader.get<{ sequence: number }>(sql, { conversationId, before, skipped: count - 1 })?.sequence;
}

/** How many turns of a conversation come before one. */
export function countTurnsBefore(reader: Reader, conversationId: ConversationId, before: number): number {
  const sql = 'SELECT count(*) AS count FROM turns WHERE conversation_id = :conversationId AND sequence < :before';
  return reader.get<{ count: number }>(sql, { conversationId, before })?.count ?? 0;
}
