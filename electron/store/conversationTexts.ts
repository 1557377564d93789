import type { ConversationTexts } from '../../src/shared/domain/conversation';
import type { ConversationId } from '../../src/shared/domain/ids';
import { readConversationAnswers } from './answers';
import type { Reader } from './db';
import { sequenceBack } from './turnNumbers';

/** Enough to fill a large window with short turns, and one above and below it. */
const recentTurns = 30;
/** So many are read in some 15 ms. */
const olderTurns = 500;

/**
 * Number of the turn from which on a conversation is read at first: what is seen when it is opened at the ends of its lanes. Undefined where
 * that is all of it.
 */
export function readRecentStart(reader: Reader, conversationId: ConversationId): number | undefined {
  const sql = `SELECT min(turns.sequence) AS earliest FROM lanes CROSS JOIN turns ON turns.id = lanes.head_turn_id
    WHERE lanes.conversation_id = :conversationId AND lanes.removed_at IS NULL`;
  const { earliest } = reader.get<{ earliest: number | null }>(sql, { conversationId }) ?? { earliest: null };
  return earliest === null ? undefined : sequenceBack(reader, conversationId, earliest + 1, recentTurns);
}

/** Prompts and answers of the turns before one, the newest of them. */
export function readTextsBefore(reader: Reader, conversationId: ConversationId, before: number): ConversationTexts {
  const from = sequenceBack(reader, conversationId, before, olderTurns);
  const sql = `SELECT id, prompt FROM turns
    WHERE conversation_id = :conversationId AND sequence >= :from AND sequence < :before`;
  const prompts = reader.tuples<readonly [string, string]>(sql, { conversationId, from: from ?? 0, before });
  return {
    prompts: Object.fromEntries(prompts),
    answers: readConversationAnswers(reader, conversationId, from, before),
    textsFrom: from,
  };
}
