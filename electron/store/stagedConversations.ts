import type { Answer } from '../../src/shared/domain/answer';
import type { Attachment } from '../../src/shared/domain/conversation';
import { parentsFirst } from '../../src/shared/domain/exportedLinks';
import type {
  ExportedAnswer,
  ExportedConnection,
  ExportedConversation,
  ExportedTurn,
} from '../../src/shared/domain/exportFormat';
import {
  type AnswerId,
  type AttachmentId,
  type ConnectionId,
  type ConversationId,
  type LaneId,
  newId,
  type TurnId,
} from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { insertAnswer } from './answers';
import { addAttachment, attachToTurn } from './attachmentRows';
import { writeJson } from './columns';
import type { Reader, Writer } from './db';
import { stagedAt } from './stagedAt';
import { steadily } from './steadyRead';
import { insertTurnLane } from './turns';
import { inSteps } from './writeSteps';

/** Where an imported conversation came from. */
interface Origin {
  readonly kind: string;
  readonly id: string;
}

/** What staging a conversation needs beside its rows. */
/** What is known of the bytes of an attachment. */
export type KeptContent = Pick<Attachment, 'mediaType' | 'sizeBytes' | 'widthPx' | 'heightPx'>;

export interface StagingContext {
  readonly origin: Origin;
  /** The connection here that stands for one in the file, or an id that stands for none. */
  readonly connectionId: (connection: ExportedConnection) => ConnectionId;
  /** Files whose bytes are kept already, by their hash. Attachments that are not among them are left out. */
  readonly contents: ReadonlyMap<string, KeptContent>;
}

/** An imported conversation that is being written: out of sight until it is published. */
interface Staging {
  readonly id: ConversationId;
  /** To be carried out in their order, each in a transaction of its own. */
  readonly steps: Iterable<() => void>;
}

/** Rows of one step, and what their texts hold unless one alone is longer: some milliseconds of work. */
const bounds = { mostRows: 100, mostSize: 500_000 };

/** What writes an imported conversation with new ids, in short steps. Its links must have been checked. */
export function stagingOf(
  writer: Writer,
  conversation: ExportedConversation,
  context: StagingContext,
  nowMs: number,
): Staging {
  const id = newId<ConversationId>(nowMs);
  return { id, steps: stepsOf(writer, id, conversation, context, nowMs) };
}

/** What a step needs is made when it is asked for: for a long conversation, ids and the order of its rows take milliseconds too. */
function* stepsOf(
  writer: Writer,
  id: ConversationId,
  conversation: ExportedConversation,
  context: StagingContext,
  nowMs: number,
): Generator<() => void> {
  const laneIds = newIds<LaneId>(conversation.lanes, nowMs);
  const turnIds = newIds<TurnId>(conversation.turns, nowMs);
  const insertHead = () => {
    writer.run(
      `INSERT INTO conversations (id, title, is_title_by_user, created_at, updated_at, is_pinned, is_archived, layout, scrolling,
       folder_id, deleted_at, origin, draft)
     VALUES (:id, :title, :isTitleByUser, :createdAt, :updatedAt, :isPinned, :isArchived, :layout, :scrolling,
       :folderId, :stagedAt, :origin, :draft)`,
      {
        id,
        title: Array.from(conversation.title).slice(0, maxTitleCharacters).join(''),
        isTitleByUser: conversation.isTitleByUser,
        createdAt: conversation.createdAt,
        updatedAt: conversation.updatedAt,
        isPinned: conversation.isPinned,
        isArchived: conversation.isArchived,
        layout: conversation.layout,
        scrolling: conversation.scrolling,
        folderId: conversation.folder === undefined ? undefined : folderId(writer, conversation.folder, nowMs),
        stagedAt,
        origin: originText(context.origin),
        draft: conversation.draft,
      },
    );
    for (const lane of conversation.lanes) {
      writer.run(
        `INSERT INTO lanes (id, conversation_id, position, connection_id, model_id, parameters, head_turn_id, created_at, removed_at,
         system_prompt, width)
       VALUES (:id, :conversationId, :position, :connectionId, :modelId, :parameters, :headTurnId, :createdAt, :removedAt,
         :systemPrompt, :width)`,
        {
          id: laneIds.get(lane.id),
          conversationId: id,
          position: lane.position,
          connectionId: context.connectionId(lane.connection),
          modelId: lane.modelId,
          parameters: writeJson(lane.parameters),
          headTurnId: lane.headTurnId === undefined ? undefined : turnIds.get(lane.headTurnId),
          createdAt: conversation.createdAt,
          removedAt: lane.isRemoved ? nowMs : undefined,
          systemPrompt: lane.systemPrompt,
          width: lane.width,
        },
      );
    }
  };
  yield insertHead;

  yield* inSteps(
    conversation.turns,
    bounds,
    turn => insertTurn(writer, id, turn, turnIds, context, nowMs),
    turn => turn.prompt.length,
  );

  const answerIds = newIds<AnswerId>(conversation.answers, nowMs);
  const insertCell = (cell: ExportedConversation['turnLanes'][number]) =>
    insertTurnLane(writer, {
      turnId: mapped(turnIds, cell.turnId),
      laneId: mapped(laneIds, cell.laneId),
      parentTurnId: cell.parentTurnId === undefined ? undefined : mapped(turnIds, cell.parentTurnId),
      chosenAnswerId: cell.chosenAnswerId === undefined ? undefined : mapped(answerIds, cell.chosenAnswerId),
      copiedAnswerId: cell.copiedAnswerId === undefined ? undefined : mapped(answerIds, cell.copiedAnswerId),
    });
  const insert = (answer: ExportedAnswer) =>
    insertAnswer(writer, {
      ...importedAnswer(answer, context.connectionId(answer.connection)),
      id: mapped(answerIds, answer.id),
      turnId: mapped(turnIds, answer.turnId),
      laneId: mapped(laneIds, answer.laneId),
    });
  yield pause;
  yield* inSteps(parentsFirst(conversation.turnLanes) ?? [], bounds, insertCell);
  const answers = [...conversation.answers].sort((a, b) => a.sequence - b.sequence);
  yield* inSteps(answers, bounds, insert, answer => answer.text.length + answer.reasoning.length);
}

/** A step without rows: between two preparations. */
const pause = () => undefined;

/** Whether a conversation is staged and not published. */
export function isStaged(reader: Reader, id: ConversationId): boolean {
  const sql = 'SELECT 1 FROM conversations WHERE id = :id AND deleted_at = :stagedAt';
  return reader.get(sql, { id, stagedAt }) !== undefined;
}

/** So many are looked up in some milliseconds. */
const originsAtOnce = 500;

/** Ids among `ids`, as the file has them, that were imported before or, for our own exports, are here in the original. Looked up in pieces. */
export async function knownOrigins(reader: Reader, kind: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const sql = `SELECT wanted.value ->> 0 FROM json_each(:wanted) AS wanted
    WHERE EXISTS (SELECT 1 FROM conversations WHERE origin = wanted.value ->> 1 AND deleted_at IS NULL)
      OR (:isOwn AND EXISTS (SELECT 1 FROM conversations WHERE id = wanted.value ->> 0 AND deleted_at IS NULL))`;
  const known = new Set<string>();
  for (let from = 0; from < ids.length; from += originsAtOnce) {
    if (from > 0) await othersRun();
    const wanted = ids.slice(from, from + originsAtOnce).map(id => [id, originText({ kind, id })]);
    const parameters = { wanted: JSON.stringify(wanted), isOwn: kind === 'couplet' };
    const found = await steadily(reader, () => reader.tuples<readonly [string]>(sql, parameters));
    for (const [id] of found) known.add(id);
  }
  return known;
}

/** Ids of all conversations that are not deleted, newest first. */
export function readConversationIds(reader: Reader): readonly ConversationId[] {
  const sql = 'SELECT id FROM conversations WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC';
  return reader.tuples<readonly [ConversationId]>(sql).map(([id]) => id);
}

/** Name of the folder a conversation stands in. */
export function readFolderName(reader: Reader, id: ConversationId): string | undefined {
  const sql =
    'SELECT folders.name AS name FROM conversations JOIN folders ON folders.id = folder_id WHERE conversations.id = :id';
  return reader.get<{ name: string }>(sql, { id })?.name;
}

const maxTitleCharacters = 500;

function insertTurn(
  writer: Writer,
  conversationId: ConversationId,
  turn: ExportedTurn,
  turnIds: ReadonlyMap<string, TurnId>,
  { contents }: StagingContext,
  nowMs: number,
): void {
  const id = mapped(turnIds, turn.id);
  writer.run(
    `INSERT INTO turns (id, conversation_id, sequence, created_at, edited_from_turn_id, prompt)
     VALUES (:id, :conversationId, :sequence, :createdAt, :editedFromTurnId, :prompt)`,
    {
      id,
      conversationId,
      sequence: turn.sequence,
      createdAt: turn.createdAt,
      editedFromTurnId: turn.editedFromTurnId === undefined ? undefined : turnIds.get(turn.editedFromTurnId),
      prompt: turn.prompt,
    },
  );
  const attachments = turn.attachments.flatMap(({ name, sha256 }): readonly Attachment[] => {
    const content = contents.get(sha256);
    if (content === undefined) return [];
    const { mediaType, sizeBytes, widthPx, heightPx } = content;
    return [{ id: newId<AttachmentId>(nowMs), name, mediaType, sizeBytes, sha256, widthPx, heightPx }];
  });
  for (const attachment of attachments) addAttachment(writer, attachment, nowMs);
  attachToTurn(writer, id, attachments);
}

function importedAnswer(answer: ExportedAnswer, connectionId: ConnectionId): Omit<Answer, 'id' | 'turnId' | 'laneId'> {
  const { connection, ...rest } = answer;
  return { ...rest, connectionId, connectionName: connection.name, vendorId: connection.vendorId };
}

/** New ids in the order of the old ones, so that what is sorted by them (the colours of lanes) stays as it was. */
function newIds<Id extends string>(rows: readonly { readonly id: string }[], nowMs: number): ReadonlyMap<string, Id> {
  const sorted = rows.map(row => row.id).sort();
  return new Map(sorted.map(old => [old, newId<Id>(nowMs)]));
}

function mapped<Id extends string>(ids: ReadonlyMap<string, Id>, id: string): Id {
  const found = ids.get(id);
  if (found === undefined) throw new Error('A row points at another one that was not checked.');
  return found;
}

function folderId(writer: Writer, name: string, nowMs: number): string {
  const found = writer.get<{ id: string }>('SELECT id FROM folders WHERE name = :name ORDER BY position LIMIT 1', {
    name,
  });
  if (found !== undefined) return found.id;
  const id = newId<string>(nowMs);
  writer.run(
    `INSERT INTO folders (id, name, position, created_at)
     VALUES (:id, :name, (SELECT coalesce(max(position), -1) + 1 FROM folders), :nowMs)`,
    { id, name, nowMs },
  );
  return id;
}

function originText({ kind, id }: Origin): string {
  return JSON.stringify({ kind, id });
}
