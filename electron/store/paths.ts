import type { Answer } from '../../src/shared/domain/answer';
import type { Attachment, Lane, Turn } from '../../src/shared/domain/conversation';
import type { AnswerId, ConversationId, LaneId, TurnId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { answerColumns, toAnswer } from './answers';
import { readAttachmentsOf, readConversationAttachments } from './attachmentRows';
import type { Reader } from './db';
import { PieceSize } from './pieceSize';
import { steadily } from './steadyRead';
import { type TurnRow, toTurn, turnColumns } from './turns';

/** One turn of a lane's own history with the answer chosen in it. */
export interface PathStep {
  readonly turn: Turn;
  readonly answer: Answer | undefined;
}

/** Longer than any history; ends the walk when a damaged file holds a ring. */
const maxDepth = 100_000;

/**
 * CROSS JOIN keeps the tables in the written order (https://sqlite.org/optoverview.html#crossjoin): without figures about the data SQLite takes
 * the walked path for the longer one and reads whole tables, 228 ms instead of 2 for 2,000 turns.
 */
const pathSql = `WITH RECURSIVE path (turn_id, parent_turn_id, chosen_answer_id, depth) AS (
    SELECT turn_id, parent_turn_id, chosen_answer_id, 0 FROM turn_lanes WHERE lane_id = :laneId AND turn_id = :upToTurnId
    UNION ALL
    SELECT step.turn_id, step.parent_turn_id, step.chosen_answer_id, depth + 1
    FROM path CROSS JOIN turn_lanes AS step ON step.lane_id = :laneId AND step.turn_id = path.parent_turn_id
    WHERE depth < ${maxDepth})`;

/** The lane's own turns from the first up to and including `upToTurnId`, each with its chosen answer. */
export function readPath(reader: Reader, laneId: LaneId, upToTurnId: TurnId): readonly PathStep[] {
  const parameters = { laneId, upToTurnId };
  const turns = reader.all<TurnRow>(
    `${pathSql} SELECT ${turnColumns} FROM path CROSS JOIN turns ON turns.id = path.turn_id ORDER BY depth DESC`,
    parameters,
  );
  const answers = new Map<string, Answer>();
  const chosen = `${pathSql} SELECT ${answerColumns} FROM path CROSS JOIN answers ON answers.id = path.chosen_answer_id`;
  for (const tuple of reader.tuples<Parameters<typeof toAnswer>[0]>(chosen, parameters)) {
    answers.set(tuple[1], toAnswer(tuple));
  }
  const conversationId = turns[0]?.conversation_id as ConversationId | undefined;
  const attachments: ReadonlyMap<string, readonly Attachment[]> =
    conversationId === undefined ? new Map() : readConversationAttachments(reader, conversationId);
  return turns.map(row => ({ turn: toTurn(row, attachments.get(row.id) ?? []), answer: answers.get(row.id) }));
}

/** A turn of a lane's own history and the answer chosen in it, without their contents. */
export interface PathLink {
  readonly turnId: TurnId;
  readonly answerId: AnswerId | undefined;
}

const joinedSql = (column: string) => `coalesce(group_concat(coalesce(${column}, ''), ','), '')`;
const turnIdsSql = `SELECT ${joinedSql('turn_id')} AS turnIds, ${joinedSql('parent_turn_id')} AS parentTurnIds
  FROM turn_lanes WHERE lane_id = :laneId`;
const linksSql = turnIdsSql.replace('FROM', `, ${joinedSql('chosen_answer_id')} AS chosenAnswerIds FROM`);

/**
 * The lane's own turns from the first up to and including `upToTurnId`; none when the lane took no part in that one. Put together by SQLite
 * without a row each and walked here: about a millisecond for thousands, a third of what the walk inside SQLite takes.
 */
export function readPathLinks(reader: Reader, laneId: LaneId, upToTurnId: TurnId): readonly PathLink[] {
  const row = reader.get<JoinedTurns & { readonly chosenAnswerIds: string }>(linksSql, { laneId });
  const answerIds = row?.chosenAnswerIds.split(',') ?? [];
  return walk(row, upToTurnId).map(({ turnId, place }) => {
    const answerId = answerIds[place] as AnswerId | '';
    return { turnId, answerId: answerId === '' ? undefined : answerId };
  });
}

/** The turns alone: an index holds all that this reads, so that it takes two thirds of the time. */
function readPathTurnIds(reader: Reader, laneId: LaneId, upToTurnId: TurnId): readonly TurnId[] {
  return walk(reader.get<JoinedTurns>(turnIdsSql, { laneId }), upToTurnId).map(({ turnId }) => turnId);
}

/** All turns of a lane and what each of them follows, empty for nothing; in the same order, with commas between them. */
interface JoinedTurns {
  readonly turnIds: string;
  readonly parentTurnIds: string;
}

function walk(
  row: JoinedTurns | undefined,
  upToTurnId: TurnId,
): readonly { readonly turnId: TurnId; readonly place: number }[] {
  if (row === undefined || row.turnIds === '') return [];
  const turnIds = row.turnIds.split(',') as TurnId[];
  const parents = row.parentTurnIds.split(',');
  const places = new Map<string, number>(turnIds.map((turnId, place) => [turnId, place]));
  const steps: { turnId: TurnId; place: number }[] = [];
  let place = places.get(upToTurnId);
  // A damaged file may hold a ring.
  while (place !== undefined && steps.length < turnIds.length) {
    steps.push({ turnId: turnIds[place] as TurnId, place });
    place = places.get(parents[place] ?? '');
  }
  return steps.reverse();
}

/**
 * True when each turn of a lane is on the path to its head: none has two that follow it, and none follows the head. The index by parents has
 * those that follow the same one beside each other, so that the look ends at the first two.
 */
export function isUnbranched(reader: Reader, laneId: LaneId, headTurnId: TurnId): boolean {
  const sql = `SELECT NOT EXISTS (
      SELECT 1 FROM turn_lanes WHERE lane_id = :laneId GROUP BY parent_turn_id HAVING count(*) > 1
    ) AND NOT EXISTS (
      SELECT 1 FROM turn_lanes WHERE lane_id = :laneId AND parent_turn_id = :headTurnId
    ) AS isUnbranched`;
  return reader.get<{ isUnbranched: number }>(sql, { laneId, headTurnId })?.isUnbranched === 1;
}

/**
 * The paths of the lanes that are not removed, each from its first turn to its head; undefined where they are all turns of the conversation
 * that `lanes` are all lanes of. Read in pieces between which everything else goes on.
 */
export async function readHeadPaths(
  reader: Reader,
  lanes: readonly Lane[],
): Promise<ReadonlyMap<LaneId, readonly TurnId[]> | undefined> {
  const heads = lanes.flatMap(lane =>
    lane.isRemoved || lane.headTurnId === undefined ? [] : [{ laneId: lane.id, turnId: lane.headTurnId }],
  );
  // The rule, and many times faster than to walk.
  const isAll = await steadily(
    reader,
    () => heads.length === lanes.length && heads.every(({ laneId, turnId }) => isUnbranched(reader, laneId, turnId)),
  );
  if (isAll) return undefined;
  const paths = new Map<LaneId, readonly TurnId[]>();
  for (const [index, { laneId, turnId }] of heads.entries()) {
    if (index > 0) await othersRun();
    paths.set(laneId, await steadily(reader, () => readPathTurnIds(reader, laneId, turnId)));
  }
  return paths;
}

/** Turns of one piece. */
const bounds = { first: 40, most: 100, fullCharacters: 300_000 };
/** Of the texts of one piece of more than one turn. */
const mostBytes = 1_000_000;

/**
 * The contents of a path in pieces, each followed by `pause`, in which everything else of the program goes on. Which turns and which of their
 * answers these are is settled by `links`: what is edited or chosen meanwhile changes nothing. Turns that are deleted meanwhile are left out.
 */
export async function readPathInPieces(
  reader: Reader,
  links: readonly PathLink[],
  pause: () => Promise<void>,
): Promise<readonly PathStep[]> {
  const steps: PathStep[] = [];
  const size = new PieceSize(bounds);
  for (let from = 0; from < links.length; ) {
    if (from > 0) await pause();
    const wanted = links.slice(from, from + size.count);
    const { piece, bytes } = await steadily(reader, () => fittingPiece(reader, wanted));
    // Other lanes may be about to read as much in the same turn.
    if (from === 0 && bytes > mostBytes) await pause();
    size.begin();
    from += piece.length;
    const read = await steadily(reader, () => readSteps(reader, piece));
    steps.push(...read);
    size.end(read.reduce((sum, step) => sum + charactersIn(step), 0));
  }
  return steps;
}

/** As many of the first links as hold no more text than takes some milliseconds to be read; at least one. */
function fittingPiece(
  reader: Reader,
  links: readonly PathLink[],
): { readonly piece: readonly PathLink[]; readonly bytes: number } {
  let piece = links;
  for (;;) {
    const bytes = bytesOf(reader, piece);
    if (bytes <= mostBytes || piece.length === 1) return { piece, bytes };
    piece = piece.slice(0, Math.ceil(piece.length / 2));
  }
}

/** Bytes of the texts of these turns. SQLite knows them without reading the texts. */
function bytesOf(reader: Reader, links: readonly PathLink[]): number {
  const sql = `SELECT (SELECT coalesce(sum(octet_length(prompt)), 0)
      FROM json_each(:turnIds) AS wanted CROSS JOIN turns ON turns.id = wanted.value)
    + (SELECT coalesce(sum(octet_length(text) + octet_length(reasoning)), 0)
      FROM json_each(:answerIds) AS wanted CROSS JOIN answers ON answers.id = wanted.value) AS bytes`;
  const turnIds = JSON.stringify(links.map(link => link.turnId));
  const answerIds = JSON.stringify(links.flatMap(({ answerId }) => answerId ?? []));
  return reader.get<{ bytes: number }>(sql, { turnIds, answerIds })?.bytes ?? 0;
}

function readSteps(reader: Reader, links: readonly PathLink[]): readonly PathStep[] {
  const turnIds = links.map(link => link.turnId);
  const turns = new Map<string, TurnRow>();
  const turnSql = `SELECT ${turnColumns} FROM json_each(:ids) AS wanted CROSS JOIN turns ON turns.id = wanted.value`;
  for (const row of reader.all<TurnRow>(turnSql, { ids: JSON.stringify(turnIds) })) turns.set(row.id, row);
  const answers = new Map<string, Answer>();
  const answerSql = `SELECT ${answerColumns} FROM json_each(:ids) AS wanted CROSS JOIN answers ON answers.id = wanted.value`;
  const answerIds = links.flatMap(({ answerId }) => answerId ?? []);
  for (const tuple of reader.tuples<Parameters<typeof toAnswer>[0]>(answerSql, { ids: JSON.stringify(answerIds) })) {
    answers.set(tuple[0], toAnswer(tuple));
  }
  const attachments = readAttachmentsOf(reader, turnIds);
  return links.flatMap(({ turnId, answerId }) => {
    const row = turns.get(turnId);
    if (row === undefined) return [];
    return [{ turn: toTurn(row, attachments.get(turnId) ?? []), answer: answers.get(answerId ?? '') }];
  });
}

function charactersIn({ turn, answer }: PathStep): number {
  return turn.prompt.length + (answer === undefined ? 0 : answer.text.length + answer.reasoning.length);
}

/** The newest turn that follows a turn inside one lane; the turn itself when none does. */
export function readBranchEnd(reader: Reader, laneId: LaneId, turnId: TurnId): TurnId {
  const row = reader.get<{ id: string }>(
    `WITH RECURSIVE branch (turn_id, depth) AS (
       SELECT :turnId, 0
       UNION ALL
       SELECT step.turn_id, depth + 1
       FROM branch CROSS JOIN turn_lanes AS step ON step.lane_id = :laneId AND step.parent_turn_id = branch.turn_id
       WHERE depth < ${maxDepth})
     SELECT turns.id FROM branch CROSS JOIN turns ON turns.id = branch.turn_id ORDER BY turns.sequence DESC, turns.id DESC LIMIT 1`,
    { laneId, turnId },
  );
  return (row?.id as TurnId | undefined) ?? turnId;
}
