import type { ConversationDetail, Lane, Turn } from '../../src/shared/domain/conversation';
import type { ConversationId } from '../../src/shared/domain/ids';
import { readInPieces } from './conversationPieces';
import { readRecentStart } from './conversationTexts';
import type { Reader } from './db';
import { readHeadPaths } from './paths';
import { steadily } from './steadyRead';
import { countTurnsBefore } from './turnNumbers';
import { readOutlineInPieces } from './turnOutline';

/** A conversation with the last of its turns only, where it is long; read in pieces, as `readInPieces`. */
export async function readRecent(reader: Reader, id: ConversationId): Promise<ConversationDetail> {
  const textsFrom = await steadily(reader, () => readRecentStart(reader, id));
  const detail = await readInPieces(reader, id, { from: textsFrom });
  if (textsFrom === undefined) return detail;
  return { ...detail, textsFrom, ...(await readEarlier(reader, id, detail.lanes, detail.turns, textsFrom)) };
}

/**
 * What is told at once of the turns before the last ones: how many of them are shown above those. Where one of the last ones is an edit of
 * one before them, other versions of it stand anywhere, and all of their outline comes along.
 */
async function readEarlier(
  reader: Reader,
  id: ConversationId,
  own: readonly Lane[],
  last: readonly Turn[],
  textsFrom: number,
): Promise<Pick<ConversationDetail, 'outline' | 'earlierCount'>> {
  const lastIds = new Set(last.map(turn => turn.id));
  if (last.some(({ editedFromTurnId }) => editedFromTurnId !== undefined && !lastIds.has(editedFromTurnId))) {
    const laneIds = own.map(lane => lane.id);
    return { outline: await readOutlineInPieces(reader, id, laneIds, textsFrom) };
  }
  const paths = await readHeadPaths(reader, own);
  if (paths === undefined) {
    return { earlierCount: await steadily(reader, () => countTurnsBefore(reader, id, textsFrom)) };
  }
  const shown = new Set([...paths.values()].flat());
  return { earlierCount: [...shown].filter(turnId => !lastIds.has(turnId)).length };
}
