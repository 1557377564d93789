import { CallError } from '../../src/shared/domain/errors';
import { type AnswerId, type ConversationId, type LaneId, newId, type TurnId } from '../../src/shared/domain/ids';
import { writeJson } from './columns';
import { requireConversation } from './conversations';
import type { Writer } from './db';

export interface CopiedConversation {
  readonly id: ConversationId;
  /** Answers that were still running. */
  readonly cutCount: number;
}

const liveSql = "status IN ('queued', 'connecting', 'waiting', 'thinking', 'answering')";

/**
 * A full copy of a conversation: lanes, removed ones too, turns, branches, variants, chosen answers, unsent text. Texts are copied inside the
 * database; attachments are referred to, not doubled. Answers that run are copied as interrupted, with what is saved of them. The copy is not
 * pinned, stands in the same folder and on top of the list. E_NOT_FOUND when the conversation is deleted.
 */
export function copyConversation(writer: Writer, id: ConversationId, title: string, nowMs: number): CopiedConversation {
  requireConversation(writer, id);
  const copyId = newId<ConversationId>(nowMs);
  writer.run(
    `INSERT INTO conversations (id, title, is_title_by_user, created_at, updated_at, layout, scrolling, folder_id, draft, draft_attachments)
     SELECT :copyId, :title, is_title_by_user, :nowMs, :nowMs, layout, scrolling, folder_id, draft, draft_attachments
     FROM conversations WHERE id = :id`,
    { id, copyId, title, nowMs },
  );
  writer.run(
    'INSERT INTO conversation_tags (conversation_id, tag_id) SELECT :copyId, tag_id FROM conversation_tags WHERE conversation_id = :id',
    { id, copyId },
  );
  const turnIds = copyTurns(writer, id, copyId, nowMs);
  const laneIds = copyLanes(writer, id, copyId, turnIds, nowMs);
  const cutCount = copyCells(writer, { id, turnIds, laneIds, nowMs });
  return { id: copyId, cutCount };
}

type IdMap<Id extends string> = ReadonlyMap<string, Id>;

function copyTurns(writer: Writer, id: ConversationId, copyId: ConversationId, nowMs: number): IdMap<TurnId> {
  const rows = writer.all<{ id: string; edited_from_turn_id: string | null }>(
    'SELECT id, edited_from_turn_id FROM turns WHERE conversation_id = :id ORDER BY sequence, id',
    { id },
  );
  const turnIds = new Map(rows.map(row => [row.id, newId<TurnId>(nowMs)]));
  for (const row of rows) {
    const turnId = turnIds.get(row.id);
    writer.run(
      `INSERT INTO turns (id, conversation_id, sequence, created_at, edited_from_turn_id, prompt)
       SELECT :turnId, :copyId, sequence, created_at, :editedFromTurnId, prompt FROM turns WHERE id = :from`,
      { from: row.id, turnId, copyId, editedFromTurnId: turnIds.get(row.edited_from_turn_id ?? '') },
    );
    writer.run(
      `INSERT INTO turn_attachments (turn_id, position, attachment_id)
       SELECT :turnId, position, attachment_id FROM turn_attachments WHERE turn_id = :from`,
      { from: row.id, turnId },
    );
  }
  return turnIds;
}

function copyLanes(
  writer: Writer,
  id: ConversationId,
  copyId: ConversationId,
  turnIds: IdMap<TurnId>,
  nowMs: number,
): IdMap<LaneId> {
  // In the order in which they were made: a lane's colour follows it.
  const rows = writer.all<{ id: string; head_turn_id: string | null }>(
    'SELECT id, head_turn_id FROM lanes WHERE conversation_id = :id ORDER BY id',
    { id },
  );
  const laneIds = new Map(rows.map(row => [row.id, newId<LaneId>(nowMs)]));
  for (const row of rows) {
    writer.run(
      `INSERT INTO lanes (id, conversation_id, position, connection_id, model_id, parameters, head_turn_id, created_at, removed_at,
         system_prompt, width)
       SELECT :laneId, :copyId, position, connection_id, model_id, parameters, :headTurnId, created_at, removed_at, system_prompt, width
       FROM lanes WHERE id = :from`,
      { from: row.id, laneId: laneIds.get(row.id), copyId, headTurnId: turnIds.get(row.head_turn_id ?? '') },
    );
  }
  return laneIds;
}

interface CellCopy {
  readonly id: ConversationId;
  readonly turnIds: IdMap<TurnId>;
  readonly laneIds: IdMap<LaneId>;
  readonly nowMs: number;
}

function copyCells(writer: Writer, { id, turnIds, laneIds, nowMs }: CellCopy): number {
  const answers = writer.all<{ id: string; turn_id: string; lane_id: string; isLive: number }>(
    `SELECT answers.id, answers.turn_id, answers.lane_id, ${liveSql} AS isLive
     FROM turns CROSS JOIN answers ON answers.turn_id = turns.id
     WHERE turns.conversation_id = :id ORDER BY answers.id`,
    { id },
  );
  const answerIds = new Map(answers.map(row => [row.id, newId<AnswerId>(nowMs)]));
  const mapped = <Id extends string>(map: IdMap<Id>, from: string): Id => {
    const to = map.get(from);
    if (to === undefined) throw new CallError('E_STORAGE', 'unreadable');
    return to;
  };
  // A parent is an older turn of the same lane, so in this order it is there before its children.
  const cells = writer.all<{
    turn_id: string;
    lane_id: string;
    parent_turn_id: string | null;
    chosen_answer_id: string | null;
    copied_answer_id: string | null;
  }>(
    `SELECT turn_id, lane_id, parent_turn_id, chosen_answer_id, copied_answer_id
     FROM turns CROSS JOIN turn_lanes ON turn_lanes.turn_id = turns.id
     WHERE turns.conversation_id = :id ORDER BY turns.sequence, turns.id`,
    { id },
  );
  for (const cell of cells) {
    writer.run(
      `INSERT INTO turn_lanes (turn_id, lane_id, parent_turn_id, chosen_answer_id, copied_answer_id)
       VALUES (:turnId, :laneId, :parentTurnId, :chosenAnswerId, :copiedAnswerId)`,
      {
        turnId: mapped(turnIds, cell.turn_id),
        laneId: mapped(laneIds, cell.lane_id),
        parentTurnId: cell.parent_turn_id === null ? null : mapped(turnIds, cell.parent_turn_id),
        chosenAnswerId: answerIds.get(cell.chosen_answer_id ?? ''),
        copiedAnswerId: answerIds.get(cell.copied_answer_id ?? ''),
      },
    );
  }
  for (const answer of answers) {
    writer.run(
      `INSERT INTO answers (id, turn_id, lane_id, sequence, status, connection_id, connection_name, vendor_id, model_id,
         returned_model_id, finish_reason, finish_reason_raw, request_id, started_at, is_demo, timings, usage, price, notices, error,
         text, reasoning, replay)
       SELECT :answerId, :turnId, :laneId, sequence, CASE WHEN ${liveSql} THEN 'interrupted' ELSE status END, connection_id,
         connection_name, vendor_id, model_id, returned_model_id, finish_reason, finish_reason_raw, request_id, started_at, is_demo,
         timings, usage, price, notices, CASE WHEN ${liveSql} THEN :error ELSE error END, text, reasoning, replay
       FROM answers WHERE id = :from`,
      {
        from: answer.id,
        answerId: mapped(answerIds, answer.id),
        turnId: mapped(turnIds, answer.turn_id),
        laneId: mapped(laneIds, answer.lane_id),
        error: writeJson({ class: 'unknown', reason: 'copied-while-running', isRetryable: false }),
      },
    );
  }
  return answers.filter(answer => answer.isLive === 1).length;
}
