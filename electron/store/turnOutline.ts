import type { OutlinePiece, TurnOutline } from '../../src/shared/domain/conversation';
import type { ConversationId, LaneId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { readConversationAttachments } from './attachmentRows';
import type { Reader } from './db';
import { readAllLanes } from './lanes';
import { steadily } from './steadyRead';
import { sequenceBack } from './turnNumbers';
import type { TurnRange } from './turns';

type LaneOutline = TurnOutline['lanes'][number];

/** So many are read in some 5 ms in a conversation of several lanes. */
const outlineTurns = 1_000;

const turnsSql = `SELECT coalesce(group_concat(id, ','), '') AS ids,
    coalesce(group_concat(sequence, ','), '') AS sequences,
    coalesce(group_concat(created_at, ','), '') AS createdAt,
    coalesce(group_concat(coalesce(edited_from_turn_id, ''), ','), '') AS editedFromTurnIds
  FROM turns WHERE conversation_id = :conversationId AND sequence >= :from AND sequence < :before`;

const laneSql = `SELECT coalesce(group_concat(turn_id, ','), '') AS turnIds,
    coalesce(group_concat(coalesce(parent_turn_id, ''), ','), '') AS parentTurnIds,
    coalesce(group_concat(coalesce(chosen_answer_id, ''), ','), '') AS chosenAnswerIds,
    coalesce(group_concat(coalesce(copied_answer_id, ''), ','), '') AS copiedAnswerIds
  FROM turns CROSS JOIN turn_lanes ON turn_lanes.lane_id = :laneId AND turn_lanes.turn_id = turns.id
  WHERE turns.conversation_id = :conversationId AND turns.sequence >= :from AND turns.sequence < :before`;

/** Turns of a conversation before one, the newest of them, and what lanes took part in: put together by SQLite, without a row each. */
export function readOutlineBefore(reader: Reader, conversationId: ConversationId, before: number): OutlinePiece {
  const from = sequenceBack(reader, conversationId, before, outlineTurns);
  const laneIds = readAllLanes(reader, conversationId).map(lane => lane.id);
  const outline = readTurnOutline(reader, conversationId, laneIds, { from: from ?? 0, before });
  return { outline, outlineFrom: from };
}

/** The same of all turns before one, in pieces between which everything else goes on. */
export async function readOutlineInPieces(
  reader: Reader,
  conversationId: ConversationId,
  laneIds: readonly LaneId[],
  before: number,
): Promise<TurnOutline> {
  const pieces: TurnOutline[] = [];
  for (let end = before; ; ) {
    const piece = await steadily(reader, () => {
      const from = sequenceBack(reader, conversationId, end, outlineTurns);
      return { from, outline: readTurnOutline(reader, conversationId, laneIds, { from: from ?? 0, before: end }) };
    });
    pieces.unshift(piece.outline);
    if (piece.from === undefined) return joined(pieces);
    end = piece.from;
    await othersRun();
  }
}

/** One outline of several that follow each other. */
function joined(pieces: readonly TurnOutline[]): TurnOutline {
  const full = pieces.filter(({ turns }) => turns.ids !== '');
  const lanes = full.flatMap(piece => piece.lanes);
  const laneIds = [...new Set(lanes.map(({ laneId }) => laneId))];
  return {
    turns: joinedFields(
      full.map(({ turns }) => turns),
      ['ids', 'sequences', 'createdAt', 'editedFromTurnIds'],
    ),
    attachments: Object.assign({}, ...full.map(({ attachments }) => attachments)),
    lanes: laneIds.map(laneId => ({
      laneId,
      ...joinedFields(
        lanes.filter(lane => lane.laneId === laneId),
        ['turnIds', 'parentTurnIds', 'chosenAnswerIds', 'copiedAnswerIds'],
      ),
    })),
  };
}

function joinedFields<Field extends string>(
  rows: readonly { readonly [Name in Field]: string }[],
  fields: readonly Field[],
): { [Name in Field]: string } {
  const entries = fields.map(field => [field, rows.map(row => row[field]).join(',')]);
  return Object.fromEntries(entries) as { [Name in Field]: string };
}

/** The same of all turns in a range. */
export function readTurnOutline(
  reader: Reader,
  conversationId: ConversationId,
  laneIds: readonly LaneId[],
  { from, before }: TurnRange,
): TurnOutline {
  const range = { conversationId, from, before };
  const turns = reader.get<TurnOutline['turns']>(turnsSql, range);
  return {
    turns: turns ?? { ids: '', sequences: '', createdAt: '', editedFromTurnIds: '' },
    attachments: Object.fromEntries(readConversationAttachments(reader, conversationId, from, before)),
    lanes: laneIds.flatMap(laneId => {
      const row = reader.get<Omit<LaneOutline, 'laneId'>>(laneSql, { ...range, laneId });
      return row === undefined || row.turnIds === '' ? [] : [{ laneId, ...row }];
    }),
  };
}
