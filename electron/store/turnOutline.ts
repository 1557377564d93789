import type { TurnOutline } from '../../src/shared/domain/conversation';
import type { ConversationId, LaneId } from '../../src/shared/domain/ids';
import { readConversationAttachments } from './attachmentRows';
import type { Reader } from './db';

type LaneOutline = TurnOutline['lanes'][number];

const turnsSql = `SELECT coalesce(group_concat(id, ','), '') AS ids,
    coalesce(group_concat(sequence, ','), '') AS sequences,
    coalesce(group_concat(created_at, ','), '') AS createdAt,
    coalesce(group_concat(coalesce(edited_from_turn_id, ''), ','), '') AS editedFromTurnIds
  FROM turns WHERE conversation_id = :conversationId AND sequence < :before`;

const laneSql = `SELECT coalesce(group_concat(turn_id, ','), '') AS turnIds,
    coalesce(group_concat(coalesce(parent_turn_id, ''), ','), '') AS parentTurnIds,
    coalesce(group_concat(coalesce(chosen_answer_id, ''), ','), '') AS chosenAnswerIds,
    coalesce(group_concat(coalesce(copied_answer_id, ''), ','), '') AS copiedAnswerIds
  FROM turn_lanes WHERE lane_id = :laneId`;

/** The turns of a conversation before one, and what lanes took part in, before it and behind it: put together by SQLite, without a row each. */
export function readTurnOutline(
  reader: Reader,
  conversationId: ConversationId,
  laneIds: readonly LaneId[],
  before: number,
): TurnOutline {
  const turns = reader.get<TurnOutline['turns']>(turnsSql, { conversationId, before });
  return {
    turns: turns ?? { ids: '', sequences: '', createdAt: '', editedFromTurnIds: '' },
    attachments: Object.fromEntries(readConversationAttachments(reader, conversationId, 0, before)),
    lanes: laneIds.flatMap(laneId => {
      const row = reader.get<Omit<LaneOutline, 'laneId'>>(laneSql, { laneId });
      return row === undefined ? [] : [{ laneId, ...row }];
    }),
  };
}
