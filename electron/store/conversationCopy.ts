import { CallError } from '../../src/shared/domain/errors';
import { type AnswerId, type ConversationId, type LaneId, newId, type TurnId } from '../../src/shared/domain/ids';
import { writeJson } from './columns';
import { requireConversation } from './conversations';
import type { Reader, Writer } from './db';
import { stagedAt } from './stagedAt';
import { inSteps } from './writeSteps';

export interface CopiedConversation {
  readonly id: ConversationId;
  /** Answers that were still running. */
  readonly cutCount: number;
}

/** A copy that is being written: out of sight until it is published. */
interface CopyInWork {
  readonly id: ConversationId;
  /** To be carried out in their order, each in a transaction of its own. What a step needs is read when it is asked for. */
  readonly steps: Iterable<() => void>;
  /** Answers that were still running, once all steps are carried out. */
  readonly cutCount: () => number;
  /** How much of it is written, from 0 to 1. */
  readonly share: () => number;
}

/** Rows of one step, and turns that are looked at together: some milliseconds of work. */
const stepRows = 50;
/** And bytes of the texts of a step's answers. */
const bounds = { mostRows: stepRows, mostSize: 1_000_000 };

const liveSql = "status IN ('queued', 'connecting', 'waiting', 'thinking', 'answering')";

/**
 * What writes a full copy of a conversation in short steps: lanes, removed ones too, turns, branches, variants, chosen answers, unsent text.
 * Texts are copied inside the database; attachments are referred to, not doubled. Answers that run are copied as interrupted, with what is
 * saved of them. The copy is not pinned, stands in the same folder and on top of the list. Turns and lanes that are added between the steps
 * are left out. E_NOT_FOUND when the conversation is deleted, between the steps when it is deleted for good.
 */
export function copyingOf(writer: Writer, id: ConversationId, title: string, nowMs: number): CopyInWork {
  requireConversation(writer, id);
  const copyId = newId<ConversationId>(nowMs);
  // In the order in which they were made: a lane's colour follows it.
  const lanes = writer.all<{ id: string; head_turn_id: string | null }>(
    'SELECT id, head_turn_id FROM lanes WHERE conversation_id = :id ORDER BY id',
    { id },
  );
  const laneIds = new Map(lanes.map(row => [row.id, newId<LaneId>(nowMs)]));
  const turnIds = new Map<string, TurnId>();
  let cutCount = 0;
  const turnCount =
    writer.get<{ n: number }>('SELECT count(*) AS n FROM turns WHERE conversation_id = :id', { id })?.n ?? 0;
  let doneTurns = 0;

  const copyHead = () => {
    writer.run(
      `INSERT INTO conversations (id, title, is_title_by_user, created_at, updated_at, layout, scrolling, folder_id, deleted_at, draft,
         draft_attachments)
       SELECT :copyId, :title, is_title_by_user, :nowMs, :nowMs, layout, scrolling, folder_id, :stagedAt, draft, draft_attachments
       FROM conversations WHERE id = :id`,
      { id, copyId, title, nowMs, stagedAt },
    );
    writer.run(
      'INSERT INTO conversation_tags (conversation_id, tag_id) SELECT :copyId, tag_id FROM conversation_tags WHERE conversation_id = :id',
      { id, copyId },
    );
    for (const row of lanes) {
      const laneId = laneIds.get(row.id);
      insertOne(
        writer,
        `INSERT INTO lanes (id, conversation_id, position, connection_id, model_id, parameters, created_at, removed_at, system_prompt, width)
         SELECT :laneId, :copyId, position, connection_id, model_id, parameters, created_at, removed_at, system_prompt, width
         FROM lanes WHERE id = :from`,
        { from: row.id, laneId, copyId },
      );
    }
  };
  /** Last, because the turns have their ids only then. */
  const copyHeads = () => {
    for (const row of lanes) {
      const headTurnId = turnIds.get(row.head_turn_id ?? '');
      writer.run('UPDATE lanes SET head_turn_id = :headTurnId WHERE id = :laneId', {
        headTurnId,
        laneId: laneIds.get(row.id),
      });
    }
  };

  function* steps(): Generator<() => void> {
    yield copyHead;
    for (const turns of turnsInPieces(writer, id)) {
      for (const turn of turns) turnIds.set(turn.id, newId<TurnId>(nowMs));
      const range = { id, first: turns[0]?.sequence, last: turns.at(-1)?.sequence };
      const answers = readAnswers(writer, range).filter(answer => laneIds.has(answer.lane_id));
      const answerIds = new Map(answers.map(row => [row.id, newId<AnswerId>(nowMs)]));
      const cells = readCells(writer, range).filter(cell => laneIds.has(cell.lane_id));
      cutCount += answers.filter(answer => answer.isLive === 1).length;
      const ids = { turnIds, laneIds, answerIds };
      yield () => {
        for (const turn of turns) copyTurn(writer, turn, copyId, turnIds);
      };
      yield* inSteps(cells, bounds, cell => insertCell(writer, cell, ids));
      yield* inSteps(
        answers,
        bounds,
        answer => {
          copyAnswer(writer, answer, ids);
          doneTurns += turns.length / answers.length;
        },
        answer => answer.bytes,
      );
      if (answers.length === 0) doneTurns += turns.length;
    }
    yield copyHeads;
  }

  return {
    id: copyId,
    steps: steps(),
    cutCount: () => cutCount,
    share: () => Math.min(1, doneTurns / Math.max(1, turnCount)),
  };
}

type IdMap<Id extends string> = ReadonlyMap<string, Id>;

/** Turns of one piece by their numbers. */
interface Range {
  readonly id: ConversationId;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

interface TurnRow {
  readonly id: string;
  readonly sequence: number;
  readonly edited_from_turn_id: string | null;
}

interface CellRow {
  readonly turn_id: string;
  readonly lane_id: string;
  readonly parent_turn_id: string | null;
  readonly chosen_answer_id: string | null;
  readonly copied_answer_id: string | null;
}

interface AnswerRow {
  readonly id: string;
  readonly turn_id: string;
  readonly lane_id: string;
  readonly isLive: number;
  readonly bytes: number;
}

interface CopiedIds {
  readonly turnIds: IdMap<TurnId>;
  readonly laneIds: IdMap<LaneId>;
  readonly answerIds: IdMap<AnswerId>;
}

/** The turns that are there now, some at a time. Those with the same number come together. */
function* turnsInPieces(reader: Reader, id: ConversationId): Generator<readonly TurnRow[]> {
  const lastSql = 'SELECT max(sequence) AS last FROM turns WHERE conversation_id = :id';
  const last = reader.get<{ last: number | null }>(lastSql, { id })?.last;
  for (let after = -1; last !== null && last !== undefined && after < last; ) {
    requireRows(reader, id);
    const turns: readonly TurnRow[] = reader.all<TurnRow>(
      `SELECT id, sequence, edited_from_turn_id FROM turns
       WHERE conversation_id = :id AND sequence > :after AND sequence <= coalesce(
         (SELECT sequence FROM turns WHERE conversation_id = :id AND sequence > :after AND sequence <= :last
          ORDER BY sequence LIMIT 1 OFFSET ${stepRows - 1}), :last)
       ORDER BY sequence, id`,
      { id, after, last },
    );
    if (turns.length > 0) yield turns;
    after = turns.at(-1)?.sequence ?? last;
  }
}

/** One that the user deleted meanwhile still has its rows; one that is being deleted for good loses them. */
function requireRows(reader: Reader, id: ConversationId): void {
  const sql = 'SELECT 1 FROM conversations WHERE id = :id AND (deleted_at IS NULL OR deleted_at > :stagedAt)';
  if (reader.get(sql, { id, stagedAt }) === undefined) throw new CallError('E_NOT_FOUND', 'conversation');
}

/** A parent is an older turn of the same lane, so in this order it is there before its children. */
function readCells(reader: Reader, { id, first, last }: Range): readonly CellRow[] {
  const sql = `SELECT turn_id, lane_id, parent_turn_id, chosen_answer_id, copied_answer_id
    FROM turns CROSS JOIN turn_lanes ON turn_lanes.turn_id = turns.id
    WHERE turns.conversation_id = :id AND turns.sequence BETWEEN :first AND :last ORDER BY turns.sequence, turns.id`;
  return reader.all<CellRow>(sql, { id, first, last });
}

function readAnswers(reader: Reader, { id, first, last }: Range): readonly AnswerRow[] {
  const sql = `SELECT answers.id, answers.turn_id, answers.lane_id, ${liveSql} AS isLive,
      octet_length(text) + octet_length(reasoning) + coalesce(octet_length(replay), 0) AS bytes
    FROM turns CROSS JOIN answers ON answers.turn_id = turns.id
    WHERE turns.conversation_id = :id AND turns.sequence BETWEEN :first AND :last ORDER BY answers.id`;
  return reader.all<AnswerRow>(sql, { id, first, last });
}

function copyTurn(writer: Writer, row: TurnRow, copyId: ConversationId, turnIds: IdMap<TurnId>): void {
  const turnId = mapped(turnIds, row.id);
  insertOne(
    writer,
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

function insertCell(writer: Writer, cell: CellRow, { turnIds, laneIds, answerIds }: CopiedIds): void {
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

function copyAnswer(writer: Writer, answer: AnswerRow, { turnIds, laneIds, answerIds }: CopiedIds): void {
  insertOne(
    writer,
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

/** Inserts a copy of one row; its original is gone when the conversation is being deleted for good. */
function insertOne(writer: Writer, sql: string, parameters: Parameters<Writer['run']>[1]): void {
  if (writer.run(sql, parameters) === 0) throw new CallError('E_NOT_FOUND', 'conversation');
}

function mapped<Id extends string>(map: IdMap<Id>, from: string): Id {
  const to = map.get(from);
  if (to === undefined) throw new CallError('E_STORAGE', 'unreadable');
  return to;
}
