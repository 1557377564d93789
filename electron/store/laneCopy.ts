import type { Lane, TurnLane } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import { type ConversationId, type LaneId, newId, type TurnId } from '../../src/shared/domain/ids';
import { boundedPieces } from './boundedPieces';
import { requireConversation } from './conversations';
import type { Writer } from './db';
import { existingLane, insertLane, type NewLane, removeLane, restoreLane, setHead } from './lanes';
import { readPathLinks } from './paths';
import { noteAdded } from './undoLog';
import type { Change } from './wholeChange';

export interface LaneSource {
  readonly laneId: LaneId;
  /** Last turn to copy; the source's head when it is left out. */
  readonly upToTurnId?: TurnId | undefined;
}

/** A new lane with the turns it was copied with. */
export interface AddedLane {
  readonly lane: Lane;
  readonly turnLanes: readonly TurnLane[];
}

/** Turns of one part: some milliseconds of work. */
const partTurns = 250;

/**
 * Adds a lane with a copy of another lane's own path: the same turns in the same order, each with the answer that is chosen there now. The
 * answers are not doubled; the copy refers to them. Out of sight until it is whole. E_NOT_FOUND when source or turn belong elsewhere.
 */
export function laneCopyOf(
  writer: Writer,
  conversationId: ConversationId,
  lane: NewLane,
  source: LaneSource,
  nowMs: number,
): Change<AddedLane> {
  requireConversation(writer, conversationId);
  const from = existingLane(writer, source.laneId);
  if (from.conversationId !== conversationId) throw new CallError('E_NOT_FOUND', 'lane');
  const upToTurnId = source.upToTurnId ?? from.headTurnId;
  const links = upToTurnId === undefined ? [] : readPathLinks(writer, from.id, upToTurnId);
  if (upToTurnId !== undefined && links.length === 0) throw new CallError('E_NOT_FOUND', 'turn');

  const id = newId<LaneId>(nowMs);
  const turnLanes = links.map(
    ({ turnId, answerId }, index): TurnLane => ({
      turnId,
      laneId: id,
      parentTurnId: links[index - 1]?.turnId,
      chosenAnswerId: answerId,
      copiedAnswerId: answerId,
    }),
  );
  const [first = [], ...more] = [...boundedPieces(turnLanes, { mostRows: partTurns, mostSize: 0 }, () => 0)];
  return {
    parts: [
      note => {
        insertLane(writer, conversationId, lane, nowMs, id);
        removeLane(writer, id, nowMs);
        if (note !== undefined) noteAdded(writer, note.changeId, note.index, { laneId: id });
        insertTurnLanes(writer, first);
      },
      ...more.map(piece => () => insertTurnLanes(writer, piece)),
    ],
    end: () => {
      requireConversation(writer, conversationId);
      restoreLane(writer, id);
      setHead(writer, id, upToTurnId);
    },
    result: () => ({ lane: existingLane(writer, id), turnLanes }),
  };
}

/** Participations of one lane. A parent must be among them or there already. */
function insertTurnLanes(writer: Writer, turnLanes: readonly TurnLane[]): void {
  const rows = turnLanes.map(row => [row.laneId, row.turnId, row.parentTurnId, row.chosenAnswerId, row.copiedAnswerId]);
  writer.run(
    `INSERT INTO turn_lanes (lane_id, turn_id, parent_turn_id, chosen_answer_id, copied_answer_id)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(:rows)`,
    { rows: JSON.stringify(rows) },
  );
}
