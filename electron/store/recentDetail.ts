import type { ConversationDetail, Lane, Turn } from '../../src/shared/domain/conversation';
import type { ConversationId, TurnId } from '../../src/shared/domain/ids';
import { readInPieces } from './conversationPieces';
import { readRecentStart } from './conversationTexts';
import type { Reader } from './db';
import { othersRun } from './othersRun';
import { isUnbranched, readPathLinks } from './paths';
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
  const heads = own.flatMap(lane =>
    lane.isRemoved || lane.headTurnId === undefined ? [] : [{ laneId: lane.id, turnId: lane.headTurnId }],
  );
  // The rule, and many times faster than to walk.
  const count = await steadily(reader, () =>
    heads.length === own.length && heads.every(head => isUnbranched(reader, head.laneId, head.turnId))
      ? countTurnsBefore(reader, id, textsFrom)
      : undefined,
  );
  if (count !== undefined) return { earlierCount: count };
  const shown = new Set<TurnId>();
  for (const [index, head] of heads.entries()) {
    if (index > 0) await othersRun();
    const links = await steadily(reader, () => readPathLinks(reader, head.laneId, head.turnId));
    for (const { turnId } of links) shown.add(turnId);
  }
  return { earlierCount: [...shown].filter(turnId => !lastIds.has(turnId)).length };
}
