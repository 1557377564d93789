import type { Answer } from '../../src/shared/domain/answer';
import type { Attachment, Turn, TurnHead, TurnLane } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import type { AnswerId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import { insertAnswer } from './answers';
import { attachToTurn, readConversationAttachments, readTurnAttachments } from './attachmentRows';
import { touchConversation } from './conversations';
import type { Reader, Writer } from './db';
import { readLane, setHead } from './lanes';

export interface TurnRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly sequence: number;
  readonly created_at: number;
  readonly edited_from_turn_id: string | null;
  readonly prompt: string;
}

interface TurnLaneRow {
  readonly turn_id: string;
  readonly lane_id: string;
  readonly parent_turn_id: string | null;
  readonly chosen_answer_id: string | null;
  readonly copied_answer_id: string | null;
}

export const turnColumns =
  'turns.id, turns.conversation_id, turns.sequence, turns.created_at, turns.edited_from_turn_id, turns.prompt';
const turnLaneColumns = 'turn_id, lane_id, parent_turn_id, chosen_answer_id, copied_answer_id';

/** One turn with its attachments. */
export function readTurn(reader: Reader, id: TurnId): Turn | undefined {
  const row = reader.get<TurnRow>(`SELECT ${turnColumns} FROM turns WHERE id = :id`, { id });
  return row && toTurn(row, readTurnAttachments(reader, id));
}

const turnHeadColumns = turnColumns.replace(', turns.prompt', '');

/** One turn, its prompt unread. */
export function readTurnHead(reader: Reader, id: TurnId): TurnHead | undefined {
  const sql = `SELECT ${turnHeadColumns} FROM turns WHERE id = :id`;
  const row = reader.get<Omit<TurnRow, 'prompt'>>(sql, { id });
  return row && toTurnHead(row, readTurnAttachments(reader, id));
}

/** Turns by their number: from one on, up to before another. */
export interface TurnRange {
  readonly from: number;
  readonly before: number;
}

const allTurns: TurnRange = { from: 0, before: Number.MAX_SAFE_INTEGER };

/** Turns of a conversation in their order. */
export function readConversationTurns(
  reader: Reader,
  conversationId: ConversationId,
  { from, before }: TurnRange = allTurns,
): readonly Turn[] {
  const sql = `SELECT ${turnColumns} FROM turns
    WHERE conversation_id = :conversationId AND sequence >= :from AND sequence < :before ORDER BY sequence, id`;
  const attachments = readConversationAttachments(reader, conversationId, from, before);
  return reader
    .all<TurnRow>(sql, { conversationId, from, before })
    .map(row => toTurn(row, attachments.get(row.id) ?? []));
}

/** The first turns of a conversation, whatever lanes show of it. */
export function readFirstTurnIds(reader: Reader, conversationId: ConversationId, count: number): readonly TurnId[] {
  const sql = 'SELECT id FROM turns WHERE conversation_id = :conversationId ORDER BY sequence, id LIMIT :count';
  return reader.all<{ id: TurnId }>(sql, { conversationId, count }).map(row => row.id);
}

/** That a lane took part in a turn; undefined when it did not. */
export function readTurnLane(reader: Reader, turnId: TurnId, laneId: LaneId): TurnLane | undefined {
  const sql = `SELECT ${turnLaneColumns} FROM turn_lanes WHERE turn_id = :turnId AND lane_id = :laneId`;
  const row = reader.get<TurnLaneRow>(sql, { turnId, laneId });
  return row && toTurnLane(row);
}

/** All lanes that took part in a turn, removed ones too. */
export function readTurnLanes(reader: Reader, turnId: TurnId): readonly TurnLane[] {
  const sql = `SELECT ${turnLaneColumns} FROM turn_lanes WHERE turn_id = :turnId ORDER BY lane_id`;
  return reader.all<TurnLaneRow>(sql, { turnId }).map(toTurnLane);
}

/** All participations of a conversation. */
export function readConversationTurnLanes(reader: Reader, conversationId: ConversationId): readonly TurnLane[] {
  const sql = `SELECT ${turnLaneColumns} FROM lanes CROSS JOIN turn_lanes ON turn_lanes.lane_id = lanes.id
    WHERE lanes.conversation_id = :conversationId`;
  return reader.all<TurnLaneRow>(sql, { conversationId }).map(toTurnLane);
}

/** Participations in some turns of a conversation. */
export function readTurnLanesBetween(
  reader: Reader,
  conversationId: ConversationId,
  { from, before }: TurnRange,
): readonly TurnLane[] {
  const sql = `SELECT ${turnLaneColumns} FROM turns CROSS JOIN turn_lanes ON turn_lanes.turn_id = turns.id
    WHERE turns.conversation_id = :conversationId AND turns.sequence >= :from AND turns.sequence < :before`;
  return reader.all<TurnLaneRow>(sql, { conversationId, from, before }).map(toTurnLane);
}

/** The first prompt of a conversation and the beginning of a finished answer to it, empty where there is none; undefined before a prompt. */
export function readOpening(
  reader: Reader,
  conversationId: ConversationId,
): { readonly prompt: string; readonly answerText: string } | undefined {
  const turn = reader.get<{ id: string; prompt: string }>(
    'SELECT id, substr(prompt, 1, 4000) AS prompt FROM turns WHERE conversation_id = :conversationId ORDER BY sequence, id LIMIT 1',
    { conversationId },
  );
  if (turn === undefined) return undefined;
  const answer = reader.get<{ text: string }>(
    "SELECT substr(text, 1, 4000) AS text FROM answers WHERE turn_id = :id ORDER BY status <> 'done', sequence LIMIT 1",
    { id: turn.id },
  );
  return { prompt: turn.prompt, answerText: answer?.text ?? '' };
}

/** The number that the conversation's next turn gets. */
export function nextTurnSequence(reader: Reader, conversationId: ConversationId): number {
  const sql = 'SELECT max(sequence) AS last FROM turns WHERE conversation_id = :conversationId';
  return (reader.get<{ last: number | null }>(sql, { conversationId })?.last ?? 0) + 1;
}

/**
 * Adds a turn with the lanes that take part in it, their answers and their new heads. Its number is raised above the last one when it is
 * not already. E_NOT_FOUND when the conversation or a lane is gone.
 */
export function addTurn(
  writer: Writer,
  turn: Turn,
  cells: readonly { readonly turnLane: TurnLane; readonly answer: Answer }[],
  nowMs: number,
): void {
  touchConversation(writer, turn.conversationId, turn.prompt, nowMs);
  writer.run(
    `INSERT INTO turns (id, conversation_id, sequence, created_at, edited_from_turn_id, prompt)
     VALUES (:id, :conversationId, :sequence, :createdAt, :editedFromTurnId, :prompt)`,
    {
      id: turn.id,
      conversationId: turn.conversationId,
      sequence: Math.max(turn.sequence, nextTurnSequence(writer, turn.conversationId)),
      createdAt: turn.createdAt,
      editedFromTurnId: turn.editedFromTurnId,
      prompt: turn.prompt,
    },
  );
  attachToTurn(writer, turn.id, turn.attachments);
  for (const { turnLane, answer } of cells) {
    if (readLane(writer, turnLane.laneId)?.conversationId !== turn.conversationId)
      throw new CallError('E_NOT_FOUND', 'lane');
    const chosenAnswerId = turnLane.chosenAnswerId ?? answer.id;
    const isOwn = turnLane.turnId === turn.id && answer.turnId === turn.id && answer.laneId === turnLane.laneId;
    if (!isOwn || chosenAnswerId !== answer.id) throw new Error('A turn was given the answer of another turn or lane.');
    insertTurnLane(writer, { ...turnLane, chosenAnswerId });
    insertAnswer(writer, answer);
    setHead(writer, turnLane.laneId, turn.id);
  }
}

/** Adds a variant and chooses it. E_NOT_FOUND when its lane did not take part in its turn. */
export function addVariant(writer: Writer, answer: Answer): void {
  if (readTurnLane(writer, answer.turnId, answer.laneId) === undefined) throw new CallError('E_NOT_FOUND', 'turn');
  insertAnswer(writer, answer);
  chooseAnswer(writer, answer.turnId, answer.laneId, answer.id);
}

/** Chooses one of the lane's own variants or the answer the lane was copied with; E_NOT_FOUND for any other. */
export function chooseAnswer(writer: Writer, turnId: TurnId, laneId: LaneId, answerId: AnswerId): void {
  const changed = writer.run(
    `UPDATE turn_lanes SET chosen_answer_id = :answerId
     WHERE turn_id = :turnId AND lane_id = :laneId AND (
       copied_answer_id = :answerId
       OR EXISTS (SELECT 1 FROM answers WHERE id = :answerId AND turn_id = :turnId AND lane_id = :laneId))`,
    { turnId, laneId, answerId },
  );
  if (changed === 0) throw new CallError('E_NOT_FOUND', 'answer');
}

/** Notes that a lane took part in a turn. The parent must be a turn of the same lane. */
export function insertTurnLane(writer: Writer, turnLane: TurnLane): void {
  writer.run(
    `INSERT INTO turn_lanes (turn_id, lane_id, parent_turn_id, chosen_answer_id, copied_answer_id)
     VALUES (:turnId, :laneId, :parentTurnId, :chosenAnswerId, :copiedAnswerId)`,
    {
      turnId: turnLane.turnId,
      laneId: turnLane.laneId,
      parentTurnId: turnLane.parentTurnId,
      chosenAnswerId: turnLane.chosenAnswerId,
      copiedAnswerId: turnLane.copiedAnswerId,
    },
  );
}

/** A turn from its row. */
export function toTurn(row: TurnRow, attachments: readonly Attachment[]): Turn {
  return { ...toTurnHead(row, attachments), prompt: row.prompt };
}

function toTurnHead(row: Omit<TurnRow, 'prompt'>, attachments: readonly Attachment[]): TurnHead {
  return {
    id: row.id as TurnId,
    conversationId: row.conversation_id as ConversationId,
    sequence: row.sequence,
    attachments,
    createdAt: row.created_at,
    editedFromTurnId: (row.edited_from_turn_id ?? undefined) as TurnId | undefined,
  };
}

function toTurnLane(row: TurnLaneRow): TurnLane {
  return {
    turnId: row.turn_id as TurnId,
    laneId: row.lane_id as LaneId,
    parentTurnId: (row.parent_turn_id ?? undefined) as TurnId | undefined,
    chosenAnswerId: (row.chosen_answer_id ?? undefined) as AnswerId | undefined,
    copiedAnswerId: (row.copied_answer_id ?? undefined) as AnswerId | undefined,
  };
}
