import type { ConversationSummary } from '../../src/shared/domain/conversation';
import type {
  ConversationCounts,
  ConversationView,
  RemovedConversation,
} from '../../src/shared/domain/conversationView';
import type { ConversationId } from '../../src/shared/domain/ids';
import { type SummaryRow, summaryColumns, toSummary } from './conversations';
import type { Reader, SqlParameters } from './db';
import { stagedAt } from './stagedAt';

export interface ConversationPage {
  readonly conversations: readonly ConversationSummary[];
  readonly hasMore: boolean;
}

/** Where a page of a list begins: behind this conversation. */
export interface PageStart {
  readonly updatedAt: number;
  readonly id: ConversationId;
}

/** More than anybody pins; keeps a start with a strange history quick. */
const maxPinned = 1_000;

/** Which rows a view shows. Each is found by an index: the list by its order, pinned ones and folders by their own. */
const conditions: { readonly [kind in ConversationView['kind']]: string } = {
  dated: 'is_pinned = 0 AND is_archived = 0 AND folder_id IS NULL',
  pinned: 'is_pinned = 1 AND is_archived = 0',
  folder: 'folder_id = :folderId AND is_archived = 0',
  archived: 'is_archived = 1',
};

/** Conversations of a view that are not deleted, newest first; all of them where no view is named. */
export function readPage(
  reader: Reader,
  view: ConversationView | undefined,
  before: PageStart | undefined,
  limit: number,
): ConversationPage {
  const sql = `SELECT ${summaryColumns} FROM conversations
    WHERE deleted_at IS NULL ${view === undefined ? '' : `AND ${conditions[view.kind]}`} ${before === undefined ? '' : 'AND (updated_at, id) < (:updatedAt, :id)'}
    ORDER BY updated_at DESC, id DESC LIMIT :limit`;
  const parameters: SqlParameters = {
    ...(before !== undefined && { updatedAt: before.updatedAt, id: before.id }),
    ...(view?.kind === 'folder' && { folderId: view.folderId }),
    limit: limit + 1,
  };
  const rows = reader.all<SummaryRow>(sql, parameters);
  return { conversations: rows.slice(0, limit).map(toSummary), hasMore: rows.length > limit };
}

/** All pinned conversations. */
export function readPinned(reader: Reader): readonly ConversationSummary[] {
  return readPage(reader, { kind: 'pinned' }, undefined, maxPinned).conversations;
}

export interface RemovedStart {
  readonly removedAt: number;
  readonly id: ConversationId;
}

/** Deleted conversations that can be brought back, the last one first. */
export function readRemoved(
  reader: Reader,
  before: RemovedStart | undefined,
  limit: number,
): { readonly conversations: readonly RemovedConversation[]; readonly hasMore: boolean } {
  const sql = `SELECT ${summaryColumns}, deleted_at FROM conversations
    WHERE deleted_at > ${stagedAt} ${before === undefined ? '' : 'AND (deleted_at, id) < (:removedAt, :id)'}
    ORDER BY deleted_at DESC, id DESC LIMIT :limit`;
  const start = before === undefined ? {} : { removedAt: before.removedAt, id: before.id };
  const rows = reader.all<SummaryRow & { readonly deleted_at: number }>(sql, { ...start, limit: limit + 1 });
  return {
    conversations: rows.slice(0, limit).map(row => ({ summary: toSummary(row), removedAt: row.deleted_at })),
    hasMore: rows.length > limit,
  };
}

/** All deleted conversations that can be brought back, the last one first. */
export function readRemovedIds(reader: Reader): readonly ConversationId[] {
  const sql = `SELECT id FROM conversations WHERE deleted_at > ${stagedAt} ORDER BY deleted_at DESC, id DESC`;
  return reader.tuples<readonly [ConversationId]>(sql).map(([id]) => id);
}

/** How many conversations stand where they are not all shown. */
export function readCounts(reader: Reader): ConversationCounts {
  const one = (sql: string) => reader.get<{ count: number }>(sql)?.count ?? 0;
  const folders = reader.all<{ folder_id: string; count: number }>(
    `SELECT folder_id, count(*) AS count FROM conversations
     WHERE folder_id IS NOT NULL AND is_archived = 0 AND deleted_at IS NULL GROUP BY folder_id`,
  );
  return {
    archived: one('SELECT count(*) AS count FROM conversations WHERE is_archived = 1 AND deleted_at IS NULL'),
    removed: one(`SELECT count(*) AS count FROM conversations WHERE deleted_at > ${stagedAt}`),
    byFolder: Object.fromEntries(folders.map(row => [row.folder_id, row.count])),
  };
}

/** When each conversation that is not deleted changed last. */
export function readChangeTimes(reader: Reader): ReadonlyMap<ConversationId, number> {
  const sql = 'SELECT id, updated_at FROM conversations WHERE deleted_at IS NULL';
  return new Map(reader.tuples<readonly [ConversationId, number]>(sql));
}
