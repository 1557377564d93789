import { type ConversationId, newId } from '../../src/shared/domain/ids';
import type { Writer } from './db';

/** Stands for a title or a prompt that was lost. */
const lostText = '…';

/**
 * Gives rows whose parents were lost new ones, as near to the old as can be told, so that everything that was found hangs together: a
 * conversation for lanes and turns, a turn for answers, a participation for each cell, an earlier turn for each path.
 */
export function mendReferences(writer: Writer, nowMs: number): void {
  addParticipations(writer);
  addLanesAndTurns(writer, nowMs);
  addConversations(writer, nowMs);
  mendPaths(writer);
  dropLooseEnds(writer);
}

const newestAnswer =
  '(SELECT id FROM answers WHERE turn_id = turn_lanes.turn_id AND lane_id = turn_lanes.lane_id ORDER BY sequence DESC LIMIT 1)';

/** Marked by a parent that cannot be: `mendPaths` finds the right one. */
function addParticipations(writer: Writer): void {
  writer.run(
    `INSERT INTO turn_lanes (lane_id, turn_id, parent_turn_id)
     SELECT DISTINCT lane_id, turn_id, '' FROM answers WHERE NOT EXISTS
       (SELECT 1 FROM turn_lanes WHERE turn_lanes.lane_id = answers.lane_id AND turn_lanes.turn_id = answers.turn_id)`,
  );
}

interface Cell {
  readonly laneId: string;
  readonly turnId: string;
  readonly laneIn: string | null;
  readonly turnIn: string | null;
}

function addLanesAndTurns(writer: Writer, nowMs: number): void {
  const cells = writer.all<Cell>(
    `SELECT turn_lanes.lane_id AS laneId, turn_lanes.turn_id AS turnId,
       lanes.conversation_id AS laneIn, turns.conversation_id AS turnIn
     FROM turn_lanes LEFT JOIN lanes ON lanes.id = turn_lanes.lane_id LEFT JOIN turns ON turns.id = turn_lanes.turn_id
     WHERE lanes.id IS NULL OR turns.id IS NULL ORDER BY turn_lanes.turn_id`,
  );
  const laneHomes = new Map<string, string>();
  const turnHomes = new Map<string, string>();
  for (const { laneId, turnId, laneIn, turnIn } of cells) {
    if (laneIn !== null) turnHomes.set(turnId, laneIn);
    if (turnIn !== null) laneHomes.set(laneId, turnIn);
  }
  let homeless: string | undefined;
  for (const { laneId, turnId, laneIn, turnIn } of cells) {
    if (laneIn !== null || turnIn !== null) continue;
    const home = laneHomes.get(laneId) ?? turnHomes.get(turnId) ?? homeless ?? newId<ConversationId>(nowMs);
    if (!laneHomes.has(laneId) && !turnHomes.has(turnId)) homeless = home;
    laneHomes.set(laneId, laneHomes.get(laneId) ?? home);
    turnHomes.set(turnId, turnHomes.get(turnId) ?? home);
  }
  const isMissing = (table: 'lanes' | 'turns', id: string) =>
    writer.get(`SELECT 1 FROM ${table} WHERE id = :id`, { id }) === undefined;
  for (const [id, home] of laneHomes) if (isMissing('lanes', id)) addLane(writer, id, home);
  for (const [id, home] of turnHomes) if (isMissing('turns', id)) addTurn(writer, id, home);
}

function addLane(writer: Writer, id: string, conversationId: string): void {
  const last = writer.get<{ connectionId: string; modelId: string }>(
    'SELECT connection_id AS connectionId, model_id AS modelId FROM answers WHERE lane_id = :id ORDER BY sequence DESC LIMIT 1',
    { id },
  );
  writer.run(
    `INSERT INTO lanes (id, conversation_id, position, connection_id, model_id, parameters, created_at)
     VALUES (:id, :conversationId, (SELECT ifnull(max(position), -1) + 1 FROM lanes WHERE conversation_id = :conversationId),
       :connectionId, :modelId, '{"thinking":"default"}', :createdAt)`,
    {
      id,
      conversationId,
      connectionId: last?.connectionId ?? newId(),
      modelId: last?.modelId ?? lostText,
      createdAt: timeOf(id),
    },
  );
}

/** Ids tell when they were made, so a lost turn comes to stand where it stood. */
function addTurn(writer: Writer, id: string, conversationId: string): void {
  writer.run(
    `INSERT INTO turns (id, conversation_id, sequence, created_at, prompt)
     VALUES (:id, :conversationId,
       (SELECT ifnull(max(sequence), 0) FROM turns WHERE conversation_id = :conversationId AND id < :id), :createdAt, :prompt)`,
    { id, conversationId, createdAt: timeOf(id), prompt: lostText },
  );
}

function addConversations(writer: Writer, nowMs: number): void {
  const missing = writer.all<{ id: string }>(
    `SELECT conversation_id AS id FROM lanes WHERE conversation_id NOT IN (SELECT id FROM conversations)
     UNION SELECT conversation_id FROM turns WHERE conversation_id NOT IN (SELECT id FROM conversations)`,
  );
  for (const { id } of missing) {
    const prompt = writer.get<{ prompt: string }>(
      'SELECT prompt FROM turns WHERE conversation_id = :id ORDER BY sequence, id LIMIT 1',
      { id },
    )?.prompt;
    const title =
      (prompt ?? '')
        .trim()
        .slice(0, 60)
        .replace(/[\uD800-\uDBFF]$/, '') || lostText;
    writer.run(
      'INSERT INTO conversations (id, title, created_at, updated_at) VALUES (:id, :title, :createdAt, :updatedAt)',
      { id, title, createdAt: timeOf(id), updatedAt: nowMs },
    );
  }
}

/** A path whose earlier turn is lost goes on from the one before in the same lane. */
function mendPaths(writer: Writer): void {
  writer.run(
    `UPDATE turn_lanes SET parent_turn_id = (
       SELECT earlier.turn_id FROM turn_lanes AS earlier
       JOIN turns AS earlierTurn ON earlierTurn.id = earlier.turn_id JOIN turns AS ownTurn ON ownTurn.id = turn_lanes.turn_id
       WHERE earlier.lane_id = turn_lanes.lane_id
         AND (earlierTurn.sequence, earlierTurn.id) < (ownTurn.sequence, ownTurn.id)
       ORDER BY earlierTurn.sequence DESC, earlierTurn.id DESC LIMIT 1)
     WHERE parent_turn_id IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM turn_lanes AS parent
       WHERE parent.lane_id = turn_lanes.lane_id AND parent.turn_id = turn_lanes.parent_turn_id)`,
  );
  writer.run('UPDATE turn_lanes SET copied_answer_id = NULL WHERE copied_answer_id NOT IN (SELECT id FROM answers)');
  writer.run(
    `UPDATE turn_lanes SET chosen_answer_id = ifnull(${newestAnswer}, copied_answer_id)
     WHERE chosen_answer_id IS NULL OR chosen_answer_id NOT IN (SELECT id FROM answers)`,
  );
  writer.run(
    `UPDATE lanes SET head_turn_id = (
       SELECT turn_lanes.turn_id FROM turn_lanes JOIN turns ON turns.id = turn_lanes.turn_id
       WHERE turn_lanes.lane_id = lanes.id ORDER BY turns.sequence DESC, turns.id DESC LIMIT 1)
     WHERE NOT EXISTS (SELECT 1 FROM turn_lanes WHERE turn_lanes.lane_id = lanes.id AND turn_lanes.turn_id = lanes.head_turn_id)`,
  );
}

function dropLooseEnds(writer: Writer): void {
  for (const sql of [
    'UPDATE conversations SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders)',
    'UPDATE votes SET conversation_id = NULL WHERE conversation_id NOT IN (SELECT id FROM conversations)',
    'UPDATE votes SET turn_id = NULL WHERE turn_id NOT IN (SELECT id FROM turns)',
    'DELETE FROM conversation_tags WHERE conversation_id NOT IN (SELECT id FROM conversations) OR tag_id NOT IN (SELECT id FROM tags)',
    'DELETE FROM turn_attachments WHERE turn_id NOT IN (SELECT id FROM turns) OR attachment_id NOT IN (SELECT id FROM attachments)',
  ]) {
    writer.run(sql);
  }
}

/** Milliseconds since 1970 from the first 48 bits of a UUIDv7; 0 for anything else. */
function timeOf(id: string): number {
  const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  return Number.isSafeInteger(time) ? time : 0;
}
