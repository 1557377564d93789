import { type Lane, type LaneParameters, maxLanes } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import type { ConnectionId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import { newId } from '../../src/shared/domain/ids';
import { readParameters, writeJson } from './columns';
import type { Reader, Writer } from './db';

/** What the user says about a lane that is opened. */
export interface NewLane {
  readonly connectionId: ConnectionId;
  readonly modelId: string;
  readonly parameters?: LaneParameters | undefined;
  readonly systemPrompt?: string | undefined;
  readonly width?: number | undefined;
}

export type LaneChange = Partial<Pick<Lane, 'connectionId' | 'modelId' | 'parameters' | 'systemPrompt'>>;

interface LaneRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly position: number;
  readonly connection_id: string;
  readonly model_id: string;
  readonly parameters: string;
  readonly head_turn_id: string | null;
  readonly removed_at: number | null;
  readonly system_prompt: string;
  readonly width: number;
}

const columns =
  'id, conversation_id, position, connection_id, model_id, parameters, head_turn_id, removed_at, system_prompt, width';

/** One lane, also when it is removed. */
export function readLane(reader: Reader, id: LaneId): Lane | undefined {
  const row = reader.get<LaneRow>(`SELECT ${columns} FROM lanes WHERE id = :id`, { id });
  return row && toLane(row);
}

/** All lanes of a conversation by position, removed ones too. */
export function readAllLanes(reader: Reader, conversationId: ConversationId): readonly Lane[] {
  const sql = `SELECT ${columns} FROM lanes WHERE conversation_id = :conversationId ORDER BY position, row`;
  return reader.all<LaneRow>(sql, { conversationId }).map(toLane);
}

/** Lanes that are not removed, by position. */
export function readLanes(reader: Reader, conversationId: ConversationId): readonly Lane[] {
  return readAllLanes(reader, conversationId).filter(lane => !lane.isRemoved);
}

/** Adds a lane without history behind the others. E_LIMIT when there are as many as there can be. */
export function insertLane(
  writer: Writer,
  conversationId: ConversationId,
  lane: NewLane,
  nowMs: number,
  id = newId<LaneId>(nowMs),
): Lane {
  const lanes = readAllLanes(writer, conversationId);
  requireRoom(lanes);
  writer.run(
    `INSERT INTO lanes (id, conversation_id, position, connection_id, model_id, parameters, created_at, system_prompt, width)
     VALUES (:id, :conversationId, :position, :connectionId, :modelId, :parameters, :nowMs, :systemPrompt, :width)`,
    {
      id,
      conversationId,
      position: (lanes.at(-1)?.position ?? -1) + 1,
      connectionId: lane.connectionId,
      modelId: lane.modelId,
      parameters: writeJson(lane.parameters ?? { thinking: 'default' }),
      nowMs,
      systemPrompt: lane.systemPrompt ?? '',
      width: lane.width ?? 1,
    },
  );
  return existingLane(writer, id);
}

/** Changes what a lane asks from now on; answers that were given keep what they were asked with. */
export function updateLane(writer: Writer, id: LaneId, change: LaneChange): Lane {
  const lane = existingLane(writer, id);
  writer.run(
    `UPDATE lanes SET connection_id = :connectionId, model_id = :modelId, parameters = :parameters, system_prompt = :systemPrompt
     WHERE id = :id`,
    {
      id,
      connectionId: change.connectionId ?? lane.connectionId,
      modelId: change.modelId ?? lane.modelId,
      parameters: writeJson(change.parameters ?? lane.parameters),
      systemPrompt: change.systemPrompt ?? lane.systemPrompt,
    },
  );
  return existingLane(writer, id);
}

/** Takes a lane out of sight. Its history stays, for `restoreLane` and for lanes that were copied from it. */
export function removeLane(writer: Writer, id: LaneId, nowMs: number): Lane {
  existingLane(writer, id);
  writer.run('UPDATE lanes SET removed_at = coalesce(removed_at, :nowMs) WHERE id = :id', { id, nowMs });
  return existingLane(writer, id);
}

/** Brings a removed lane back. E_LIMIT when there are as many as there can be: it stays removed. */
export function restoreLane(writer: Writer, id: LaneId): Lane {
  const lane = existingLane(writer, id);
  if (lane.isRemoved) requireRoom(readAllLanes(writer, lane.conversationId));
  writer.run('UPDATE lanes SET removed_at = NULL WHERE id = :id', { id });
  return existingLane(writer, id);
}

/**
 * Puts all lanes that are not removed into a new order. E_CONFLICT when the list is not exactly those: another window added or removed one.
 * Removed lanes keep their place behind the lane they stood behind, as far as there is one.
 */
export function reorderLanes(
  writer: Writer,
  conversationId: ConversationId,
  laneIds: readonly LaneId[],
): readonly Lane[] {
  const lanes = readAllLanes(writer, conversationId);
  const shown = lanes.filter(lane => !lane.isRemoved);
  const wanted = new Set(laneIds);
  if (wanted.size !== laneIds.length || shown.length !== wanted.size || shown.some(lane => !wanted.has(lane.id))) {
    throw new CallError('E_CONFLICT', 'lanes');
  }
  const order: LaneId[] = [...laneIds];
  for (const [index, lane] of lanes.entries()) {
    if (!lane.isRemoved) continue;
    const before = lanes[index - 1];
    order.splice(before === undefined ? 0 : order.indexOf(before.id) + 1, 0, lane.id);
  }
  for (const [position, id] of order.entries()) {
    writer.run('UPDATE lanes SET position = :position WHERE id = :id', { id, position });
  }
  return readAllLanes(writer, conversationId);
}

/** Gives lanes their share of the room. Lanes of another conversation are left alone. Answers those that changed. */
export function resizeLanes(
  writer: Writer,
  conversationId: ConversationId,
  widths: readonly { readonly id: LaneId; readonly width: number }[],
): readonly Lane[] {
  return widths.flatMap(({ id, width }) => {
    const sql = 'UPDATE lanes SET width = :width WHERE id = :id AND conversation_id = :conversationId';
    return writer.run(sql, { id, width, conversationId }) === 0 ? [] : [existingLane(writer, id)];
  });
}

/** Sets the last turn of the lane's own path. E_NOT_FOUND when the lane took no part in that turn. */
export function setHead(writer: Writer, id: LaneId, turnId: TurnId | undefined): void {
  const changed = writer.run(
    `UPDATE lanes SET head_turn_id = :turnId
     WHERE id = :id AND (:turnId IS NULL OR EXISTS (SELECT 1 FROM turn_lanes WHERE lane_id = :id AND turn_id = :turnId))`,
    { id, turnId },
  );
  if (changed === 0) throw new CallError('E_NOT_FOUND', 'lane');
}

/** A lane, or E_NOT_FOUND. */
export function existingLane(reader: Reader, id: LaneId): Lane {
  const lane = readLane(reader, id);
  if (lane === undefined) throw new CallError('E_NOT_FOUND', 'lane');
  return lane;
}

function requireRoom(lanes: readonly Lane[]): void {
  if (lanes.filter(({ isRemoved }) => !isRemoved).length >= maxLanes) throw new CallError('E_LIMIT', 'lanes');
}

function toLane(row: LaneRow): Lane {
  return {
    id: row.id as LaneId,
    conversationId: row.conversation_id as ConversationId,
    position: row.position,
    connectionId: row.connection_id as ConnectionId,
    modelId: row.model_id,
    parameters: readParameters(row.parameters),
    systemPrompt: row.system_prompt,
    width: row.width > 0 ? row.width : 1,
    headTurnId: (row.head_turn_id ?? undefined) as TurnId | undefined,
    isRemoved: row.removed_at !== null,
  };
}
