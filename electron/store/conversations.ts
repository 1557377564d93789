import type {
  Arrangement,
  ConversationDetail,
  ConversationSummary,
  Layout,
  Scrolling,
} from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import { type AttachmentId, type ConversationId, type FolderId, newId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { readAttachment } from './attachmentRows';
import { readIds } from './columns';
import type { Reader, Writer } from './db';
import { stagedAt } from './stagedAt';
import { steadily } from './steadyRead';
import { titleFromPrompt } from './title';

export interface ConversationPatch {
  readonly title?: string | undefined;
  readonly isPinned?: boolean | undefined;
  readonly isArchived?: boolean | undefined;
}

/** What is not named stays, or is the usual for a new conversation. */
export type ArrangementPatch = { readonly [Field in keyof Arrangement]?: Arrangement[Field] | undefined };

/** Columns of a line of the list. */
export interface SummaryRow {
  readonly id: string;
  readonly title: string;
  readonly is_title_by_user: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly is_pinned: number;
  readonly is_archived: number;
  readonly folder_id: string | null;
  readonly has_unread: number;
  readonly revision: number;
}

/** Columns in the order of SummaryRow. */
export const summaryColumns =
  'id, title, is_title_by_user, created_at, updated_at, is_pinned, is_archived, folder_id, has_unread, revision';
const layouts: ReadonlySet<string> = new Set<Layout>(['columns', 'grid', 'tabs']);
const scrollings: ReadonlySet<string> = new Set<Scrolling>(['shared', 'own', 'matched']);

/** Conversations that are not deleted and whose title holds all of these words, newest first. Latin letters count in either case. */
export function readTitled(reader: Reader, words: readonly string[], limit: number): readonly ConversationSummary[] {
  const conditions = words.map((_word, index) => `AND title LIKE :word${index} ESCAPE '\\'`).join(' ');
  const values = words.map((word, index) => [`word${index}`, `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`]);
  const sql = `SELECT ${summaryColumns} FROM conversations
    WHERE deleted_at IS NULL AND title <> '' ${conditions} ORDER BY updated_at DESC, id DESC LIMIT :limit`;
  return reader.all<SummaryRow>(sql, { ...Object.fromEntries(values), limit }).map(toSummary);
}

/** One line of the list; undefined when the conversation is deleted or unknown. */
export function readSummary(reader: Reader, id: ConversationId): ConversationSummary | undefined {
  const sql = `SELECT ${summaryColumns} FROM conversations WHERE id = :id AND deleted_at IS NULL`;
  const row = reader.get<SummaryRow>(sql, { id });
  return row && toSummary(row);
}

/** Lines of those conversations that are not deleted, in the order of their names. */
export function readSummaries(reader: Reader, ids: readonly ConversationId[]): readonly ConversationSummary[] {
  const sql = `SELECT ${summaryColumns.split(', ').map(column => `conversations.${column}`)}
    FROM json_each(:ids) AS wanted CROSS JOIN conversations ON conversations.id = wanted.value
    WHERE deleted_at IS NULL ORDER BY wanted.key`;
  return reader.all<SummaryRow>(sql, { ids: JSON.stringify(ids) }).map(toSummary);
}

/** So many lines are read in some milliseconds. */
const linesAtOnce = 500;

/** The same for thousands, read in pieces between which everything else goes on. */
export async function readSummariesInPieces(
  reader: Reader,
  ids: readonly ConversationId[],
): Promise<readonly ConversationSummary[]> {
  const read: ConversationSummary[] = [];
  for (let from = 0; from < ids.length; from += linesAtOnce) {
    if (from > 0) await othersRun();
    const lines = await steadily(reader, () => readSummaries(reader, ids.slice(from, from + linesAtOnce)));
    for (const summary of lines) read.push(summary);
  }
  return read;
}

/** How the lanes of a conversation stand, and what is unsent in it. */
export function readFrame(
  reader: Reader,
  id: ConversationId,
): Pick<ConversationDetail, 'layout' | 'scrolling' | 'draft' | 'draftAttachments'> {
  const sql = 'SELECT layout, scrolling, draft, draft_attachments FROM conversations WHERE id = :id';
  const row = reader.get<{ layout: string; scrolling: string; draft: string; draft_attachments: string }>(sql, { id });
  return {
    layout: toLayout(row?.layout),
    scrolling: toScrolling(row?.scrolling),
    draft: row?.draft ?? '',
    draftAttachments: readIds<AttachmentId>(row?.draft_attachments ?? '[]').flatMap(
      attachmentId => readAttachment(reader, attachmentId) ?? [],
    ),
  };
}

/** A conversation that is not deleted, or E_NOT_FOUND. */
export function requireConversation(reader: Reader, id: ConversationId): ConversationSummary {
  const summary = readSummary(reader, id);
  if (summary === undefined) throw new CallError('E_NOT_FOUND', 'conversation');
  return summary;
}

/** A new conversation without a title, which its first prompt will give it. */
export function insertConversation(
  writer: Writer,
  nowMs: number,
  { layout = 'columns', scrolling = 'shared' }: ArrangementPatch = {},
): ConversationId {
  const id = newId<ConversationId>(nowMs);
  writer.run(
    `INSERT INTO conversations (id, title, created_at, updated_at, layout, scrolling)
     VALUES (:id, '', :nowMs, :nowMs, :layout, :scrolling)`,
    { id, nowMs, layout, scrolling },
  );
  return id;
}

/** Says how the lanes stand. Changes neither the revision nor the place in the list. E_NOT_FOUND when it is deleted. */
export function arrangeConversation(writer: Writer, id: ConversationId, patch: ArrangementPatch): void {
  const changed = writer.run(
    `UPDATE conversations SET layout = coalesce(:layout, layout), scrolling = coalesce(:scrolling, scrolling)
     WHERE id = :id AND deleted_at IS NULL`,
    { id, layout: patch.layout, scrolling: patch.scrolling },
  );
  if (changed === 0) throw new CallError('E_NOT_FOUND', 'conversation');
}

/** Changes a conversation as the user said. E_CONFLICT when it is not the revision the user saw, E_NOT_FOUND when it is deleted. */
export function updateConversation(
  writer: Writer,
  id: ConversationId,
  revision: number,
  patch: ConversationPatch,
): ConversationSummary {
  const current = requireRevision(writer, id, revision);
  writer.run(
    `UPDATE conversations SET title = :title, is_title_by_user = :isTitleByUser, is_pinned = :isPinned, is_archived = :isArchived,
       revision = revision + 1 WHERE id = :id`,
    {
      id,
      title: patch.title ?? current.title,
      isTitleByUser: current.isTitleByUser || patch.title !== undefined,
      isPinned: patch.isPinned ?? current.isPinned,
      isArchived: patch.isArchived ?? current.isArchived,
    },
  );
  return requireConversation(writer, id);
}

/** Keeps unsent text and what is attached to it. Changes neither the revision nor the place in the list. */
export function saveComposerDraft(
  writer: Writer,
  id: ConversationId,
  draft: string,
  attachmentIds: readonly AttachmentId[] | undefined,
): void {
  const changed = writer.run(
    `UPDATE conversations SET draft = :draft, draft_attachments = coalesce(:attachments, draft_attachments)
     WHERE id = :id AND deleted_at IS NULL`,
    { id, draft, attachments: attachmentIds && JSON.stringify(attachmentIds) },
  );
  if (changed === 0) throw new CallError('E_NOT_FOUND', 'conversation');
}

/** Marks a conversation as deleted; `restoreConversation` takes that back. */
export function removeConversation(writer: Writer, id: ConversationId, revision: number, nowMs: number): void {
  requireRevision(writer, id, revision);
  writer.run('UPDATE conversations SET deleted_at = :nowMs, revision = revision + 1 WHERE id = :id', { id, nowMs });
}

/** Brings a deleted conversation back. E_NOT_FOUND when it was deleted for good. */
export function restoreConversation(writer: Writer, id: ConversationId): ConversationSummary {
  writer.run(
    'UPDATE conversations SET deleted_at = NULL, revision = revision + 1 WHERE id = :id AND deleted_at > :stagedAt',
    { id, stagedAt },
  );
  return requireConversation(writer, id);
}

/**
 * Notes that a prompt was sent: the conversation moves up in the list (never down, when the clock was set back) and takes its title from
 * the first prompt with words in it, unless the user named it. E_NOT_FOUND when it is deleted.
 */
export function touchConversation(writer: Writer, id: ConversationId, prompt: string, nowMs: number): void {
  const { title, isTitleByUser } = requireConversation(writer, id);
  const newTitle = title === '' && !isTitleByUser ? titleFromPrompt(prompt) : title;
  writer.run(
    `UPDATE conversations SET updated_at = max(updated_at, :nowMs), title = :newTitle, revision = revision + (title <> :newTitle)
     WHERE id = :id`,
    { id, nowMs, newTitle },
  );
}

/**
 * A title that the user did not write. Undefined when the title is no longer the expected one, or the conversation is gone. Whether the user
 * named it stays as it was.
 */
export function suggestTitle(
  writer: Writer,
  id: ConversationId,
  title: string,
  expected: string,
): ConversationSummary | undefined {
  const changed = writer.run(
    `UPDATE conversations SET title = :title, revision = revision + 1
     WHERE id = :id AND title = :expected AND deleted_at IS NULL`,
    { id, title, expected },
  );
  return changed === 0 ? undefined : readSummary(writer, id);
}

/**
 * Puts the title back that stood before one which the user did not write; none is a title too. E_CONFLICT when it has another title by now,
 * E_NOT_FOUND when it is deleted.
 */
export function takeBackTitle(writer: Writer, id: ConversationId, title: string, before: string): ConversationSummary {
  const restored = suggestTitle(writer, id, before, title);
  if (restored !== undefined) return restored;
  requireConversation(writer, id);
  throw new CallError('E_CONFLICT', 'revision');
}

function requireRevision(reader: Reader, id: ConversationId, revision: number): ConversationSummary {
  const current = requireConversation(reader, id);
  if (current.revision !== revision) throw new CallError('E_CONFLICT', 'revision');
  return current;
}

function toLayout(word: string | undefined): Layout {
  return word !== undefined && layouts.has(word) ? (word as Layout) : 'columns';
}

function toScrolling(word: string | undefined): Scrolling {
  return word !== undefined && scrollings.has(word) ? (word as Scrolling) : 'shared';
}

/** A line of the list from its row. */
export function toSummary(row: SummaryRow): ConversationSummary {
  return {
    id: row.id as ConversationId,
    title: row.title,
    isTitleByUser: row.is_title_by_user === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    isPinned: row.is_pinned === 1,
    isArchived: row.is_archived === 1,
    folderId: (row.folder_id ?? undefined) as FolderId | undefined,
    hasUnread: row.has_unread === 1,
    revision: row.revision,
  };
}
