import { type Answer, type AnswerStatus, isLive, liveStatuses } from '../../src/shared/domain/answer';
import type { Lane } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import type { AnswerId, ConnectionId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import { type FinishReason, finishReasons } from '../../src/shared/domain/part';
import { readError, readNotices, readPrice, readReplay, readTimings, readUsage, writeJson } from './columns';
import type { Reader, SqlParameters, Writer } from './db';

type AnswerTuple = readonly [
  id: string,
  turnId: string,
  laneId: string,
  sequence: number,
  status: string,
  connectionId: string,
  connectionName: string,
  vendorId: string,
  modelId: string,
  returnedModelId: string | null,
  finishReason: string | null,
  finishReasonRaw: string | null,
  requestId: string | null,
  startedAt: number,
  isDemo: number,
  timings: string,
  usage: string | null,
  price: string | null,
  notices: string | null,
  error: string | null,
  text: string,
  reasoning: string,
  replay: string | null,
];

/** Columns in the order of AnswerTuple. */
export const answerColumns = [
  'id',
  'turn_id',
  'lane_id',
  'sequence',
  'status',
  'connection_id',
  'connection_name',
  'vendor_id',
  'model_id',
  'returned_model_id',
  'finish_reason',
  'finish_reason_raw',
  'request_id',
  'started_at',
  'is_demo',
  'timings',
  'usage',
  'price',
  'notices',
  'error',
  'text',
  'reasoning',
  'replay',
]
  .map(column => `answers.${column}`)
  .join(', ');

const endedStatuses: ReadonlySet<string> = new Set<AnswerStatus>(['done', 'stopped', 'interrupted', 'failed']);
const knownFinishReasons: ReadonlySet<string> = new Set(finishReasons);
/** The same words as in the partial index `answers_live`, which is used only when they are. */
export const isLiveSql = "status IN ('queued', 'connecting', 'waiting', 'thinking', 'answering')";

/** One answer. */
export function readAnswer(reader: Reader, id: AnswerId): Answer | undefined {
  const [tuple] = reader.tuples<AnswerTuple>(`SELECT ${answerColumns} FROM answers WHERE id = :id`, { id });
  return tuple && toAnswer(tuple);
}

/** Answers of a conversation, by turn: all of them, or those of the turns from the number `from` on to before the number `before`. */
export function readConversationAnswers(
  reader: Reader,
  conversationId: ConversationId,
  from = 0,
  before = Number.MAX_SAFE_INTEGER,
): readonly Answer[] {
  const sql = `SELECT ${answerColumns} FROM turns CROSS JOIN answers ON answers.turn_id = turns.id
    WHERE turns.conversation_id = :conversationId AND turns.sequence >= :from AND turns.sequence < :before
    ORDER BY turns.sequence, turns.id, answers.lane_id, answers.sequence`;
  return reader.tuples<AnswerTuple>(sql, { conversationId, from, before }).map(toAnswer);
}

/** The variants a lane made in one turn, oldest first; a copied answer is not among them. */
export function readVariants(reader: Reader, turnId: TurnId, laneId: LaneId): readonly Answer[] {
  const sql = `SELECT ${answerColumns} FROM answers WHERE turn_id = :turnId AND lane_id = :laneId ORDER BY sequence`;
  return reader.tuples<AnswerTuple>(sql, { turnId, laneId }).map(toAnswer);
}

/** A lane's answer in the latest turn in which its present connection answered, else in the latest of all. */
export function readLastAnswer(
  reader: Reader,
  { id: laneId, conversationId, connectionId }: Pick<Lane, 'id' | 'conversationId' | 'connectionId'>,
): Answer | undefined {
  const sql = (condition: string) => `SELECT answers.id FROM turns CROSS JOIN answers
    ON answers.turn_id = turns.id AND answers.lane_id = :laneId
    WHERE turns.conversation_id = :conversationId ${condition} ORDER BY turns.sequence DESC, answers.sequence DESC LIMIT 1`;
  const row =
    reader.get<{ id: AnswerId }>(sql('AND answers.connection_id = :connectionId'), {
      laneId,
      conversationId,
      connectionId,
    }) ?? reader.get<{ id: AnswerId }>(sql(''), { laneId, conversationId });
  return row && readAnswer(reader, row.id);
}

/** The number that the lane's next answer gets. */
export function nextAnswerSequence(reader: Reader, laneId: LaneId): number {
  const sql = 'SELECT max(sequence) AS last FROM answers WHERE lane_id = :laneId';
  return (reader.get<{ last: number | null }>(sql, { laneId })?.last ?? 0) + 1;
}

/** Inserts an answer. Its number is raised above the lane's last one when it is not already. */
export function insertAnswer(writer: Writer, answer: Answer): void {
  const sequence = Math.max(answer.sequence, nextAnswerSequence(writer, answer.laneId));
  writer.run(
    `INSERT INTO answers (id, turn_id, lane_id, sequence, status, connection_id, connection_name, vendor_id, model_id,
       returned_model_id, finish_reason, finish_reason_raw, request_id, started_at, is_demo, timings, usage, price, notices, error,
       text, reasoning, replay)
     VALUES (:id, :turnId, :laneId, :sequence, :status, :connectionId, :connectionName, :vendorId, :modelId,
       :returnedModelId, :finishReason, :finishReasonRaw, :requestId, :startedAt, :isDemo, :timings, :usage, :price, :notices, :error,
       :text, :reasoning, :replay)`,
    { ...changingValues(answer), turnId: answer.turnId, laneId: answer.laneId, sequence },
  );
}

/** Saves an answer as it is now. E_NOT_FOUND when its conversation was deleted for good. */
export function updateAnswer(writer: Writer, answer: Answer): void {
  if (update(writer, answer, '') === 0) throw new CallError('E_NOT_FOUND', 'answer');
}

/** Saves the text so far. Does nothing when the answer has ended in the meantime: a late draft never revives it. */
export function updateLiveAnswer(writer: Writer, answer: Answer): void {
  if (isLive(answer.status)) update(writer, answer, `AND ${isLiveSql}`);
}

/** Ends what was running when the program ended, keeping its text. Number of answers. */
export function markInterrupted(writer: Writer): number {
  return writer.run(`UPDATE answers SET status = 'interrupted' WHERE ${isLiveSql}`);
}

function update(writer: Writer, answer: Answer, condition: string): number {
  return writer.run(
    `UPDATE answers SET status = :status, connection_id = :connectionId, connection_name = :connectionName,
       vendor_id = :vendorId, model_id = :modelId, returned_model_id = :returnedModelId, finish_reason = :finishReason,
       finish_reason_raw = :finishReasonRaw, request_id = :requestId, started_at = :startedAt, is_demo = :isDemo,
       timings = :timings, usage = :usage, price = :price, notices = :notices, error = :error, text = :text,
       reasoning = :reasoning, replay = :replay
     WHERE id = :id ${condition}`,
    changingValues(answer),
  );
}

/** What an answer changes of its row, as its columns hold it. */
export function changingValues(answer: Answer) {
  return {
    id: answer.id,
    status: answer.status,
    connectionId: answer.connectionId,
    connectionName: answer.connectionName,
    vendorId: answer.vendorId,
    modelId: answer.modelId,
    returnedModelId: answer.returnedModelId,
    finishReason: answer.finishReason,
    finishReasonRaw: answer.finishReasonRaw,
    requestId: answer.requestId,
    startedAt: answer.startedAt,
    isDemo: answer.isDemo,
    timings: writeJson(answer.timings),
    usage: writeJson(answer.usage),
    price: writeJson(answer.price),
    notices: answer.notices.length === 0 ? null : writeJson(answer.notices),
    error: writeJson(answer.error),
    text: answer.text,
    reasoning: answer.reasoning,
    replay: writeJson(answer.replay),
  } satisfies SqlParameters;
}

/** An answer from its columns. A status that this version does not know reads as interrupted: it is certainly not running. */
export function toAnswer(tuple: AnswerTuple): Answer {
  const [
    id,
    turnId,
    laneId,
    sequence,
    status,
    connectionId,
    connectionName,
    vendorId,
    modelId,
    returnedModelId,
    finishReason,
    finishReasonRaw,
    requestId,
    startedAt,
    isDemo,
    timings,
    usage,
    price,
    notices,
    error,
    text,
    reasoning,
    replay,
  ] = tuple;
  const isKnownStatus = liveStatuses.has(status as AnswerStatus) || endedStatuses.has(status);
  return {
    id: id as AnswerId,
    turnId: turnId as TurnId,
    laneId: laneId as LaneId,
    sequence,
    status: isKnownStatus ? (status as AnswerStatus) : 'interrupted',
    text,
    reasoning,
    connectionId: connectionId as ConnectionId,
    connectionName,
    vendorId,
    modelId,
    returnedModelId: returnedModelId ?? undefined,
    finishReason: finishReason === null ? undefined : toFinishReason(finishReason),
    finishReasonRaw: finishReasonRaw ?? undefined,
    error: readError(error),
    notices: readNotices(notices),
    usage: readUsage(usage),
    price: readPrice(price),
    requestId: requestId ?? undefined,
    startedAt,
    timings: readTimings(timings),
    replay: readReplay(replay),
    isDemo: isDemo === 1,
  };
}

function toFinishReason(word: string): FinishReason {
  return knownFinishReasons.has(word) ? (word as FinishReason) : 'other';
}
