import type { Answer } from '../../src/shared/domain/answer';
import type { ConversationTexts } from '../../src/shared/domain/conversation';
import type { ConversationId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { readConversationAnswers } from './answers';
import type { Reader } from './db';
import { PieceSize } from './pieceSize';
import { steadily } from './steadyRead';
import { sequenceBack } from './turnNumbers';

/** Enough to fill a large window with short turns, and one above and below it. */
const recentTurns = 30;
/** An edit brings along what lies between it and the turn it stands beside, as long as these are not more. */
const mostRecentTurns = 300;
/** As many of the older ones as one message brings, and so many characters of them. */
const olderTurns = 500;
const olderCharacters = 4_000_000;
/** Turns of one piece. */
const bounds = { first: 40, most: 100, fullCharacters: 300_000 };

/**
 * Number of the turn from which on a conversation is read at first: what is seen when it is opened at the ends of its lanes. Undefined where
 * that is all of it.
 */
export function readRecentStart(reader: Reader, conversationId: ConversationId): number | undefined {
  const sql = `SELECT min(turns.sequence) AS earliest FROM lanes CROSS JOIN turns ON turns.id = lanes.head_turn_id
    WHERE lanes.conversation_id = :conversationId AND lanes.removed_at IS NULL`;
  const { earliest } = reader.get<{ earliest: number | null }>(sql, { conversationId }) ?? { earliest: null };
  if (earliest === null) return undefined;
  const start = sequenceBack(reader, conversationId, earliest + 1, recentTurns);
  return start === undefined ? undefined : startWithOrigins(reader, conversationId, earliest, start);
}

/** Moves a start back to the first version of every prompt behind it. Where one is too far away it stays behind. */
function startWithOrigins(reader: Reader, conversationId: ConversationId, earliest: number, start: number): number {
  const least = sequenceBack(reader, conversationId, earliest + 1, mostRecentTurns) ?? 0;
  const sql = `SELECT min(origins.sequence) AS origin FROM turns CROSS JOIN turns AS origins ON origins.id = turns.edited_from_turn_id
    WHERE turns.conversation_id = :conversationId AND turns.sequence >= :from`;
  for (let from = start; ; ) {
    const origin = reader.get<{ origin: number | null }>(sql, { conversationId, from })?.origin ?? from;
    if (origin >= from) return from;
    if (origin < least) return start;
    from = origin;
  }
}

/**
 * Prompts and answers of the turns before one, the newest of them: read in pieces between which everything else goes on, and fewer of them
 * where they are long.
 */
export async function readTextsBefore(
  reader: Reader,
  conversationId: ConversationId,
  before: number,
): Promise<ConversationTexts> {
  const prompts: { [turnId: string]: string } = {};
  const answers: (readonly Answer[])[] = [];
  const sql = `SELECT id, prompt FROM turns
    WHERE conversation_id = :conversationId AND sequence >= :from AND sequence < :before`;
  const size = new PieceSize(bounds);
  let [characters, turnCount] = [0, 0];
  for (let end = before; ; ) {
    size.begin();
    const count = Math.min(size.count, olderTurns - turnCount);
    const { from, asked, given } = await steadily(reader, () => {
      const start = sequenceBack(reader, conversationId, end, count);
      return {
        from: start,
        asked: reader.tuples<readonly [string, string]>(sql, { conversationId, from: start ?? 0, before: end }),
        given: readConversationAnswers(reader, conversationId, start, end),
      };
    });
    let pieceCharacters = 0;
    for (const [id, prompt] of asked) {
      prompts[id] = prompt;
      pieceCharacters += prompt.length;
    }
    answers.unshift(given);
    for (const { text, reasoning } of given) pieceCharacters += text.length + reasoning.length;
    characters += pieceCharacters;
    turnCount += count;
    if (from === undefined || turnCount >= olderTurns || characters >= olderCharacters) {
      return { prompts, answers: answers.flat(), textsFrom: from };
    }
    size.end(pieceCharacters);
    end = from;
    await othersRun();
  }
}
