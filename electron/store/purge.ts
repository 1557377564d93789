import type { ConversationId } from '../../src/shared/domain/ids';
import { isContentUsed } from './attachmentRows';
import { believedTime } from './clockSightings';
import type { Writer } from './db';
import { deleteStep } from './deletion';
import { stagedAt } from './stagedAt';

const keptForMs = 30 * 24 * 60 * 60 * 1000;

/** An attachment that neither a turn nor unsent text names. A draft whose list cannot be read keeps nothing, and hinders nothing. */
const isUnused = `created_at < :before
  AND id NOT IN (SELECT attachment_id FROM turn_attachments)
  AND id NOT IN (
    SELECT named.value FROM conversations,
      json_each(CASE WHEN json_valid(draft_attachments) THEN draft_attachments ELSE '[]' END) AS named
    WHERE draft_attachments <> '[]' AND named.type = 'text')`;

export interface Purged {
  readonly conversationCount: number;
  /** Contents that no attachment refers to any more: their files may be deleted. */
  readonly unusedContents: readonly string[];
}

/** Conversations that are being written at the moment: what looks like the rest of a crash and is none. */
export type InWork = ReadonlySet<ConversationId>;

/** What was deleted before this is over. Where the clock is not believed yet, only what was never in sight is: see `stagedAt`. */
function overBefore(writer: Writer, nowMs: number): number {
  const believedMs = believedTime(writer, nowMs);
  return believedMs === undefined ? stagedAt + 1 : Math.min(believedMs, nowMs) - keptForMs;
}

const isOver = 'deleted_at < :before AND id NOT IN (SELECT value FROM json_each(:inWork))';

/**
 * Deletes some of one conversation for good whose time is over, all of it where it is short; false when there is none. Before `purge`, so that
 * thousands of them, as an import leaves that was killed, or a very long one do not stop everything at once.
 */
export function purgeOne(writer: Writer, nowMs: number, inWork: InWork): boolean {
  const sql = `SELECT id FROM conversations WHERE ${isOver} LIMIT 1`;
  const found = writer.get<{ id: string }>(sql, {
    before: overBefore(writer, nowMs),
    inWork: JSON.stringify([...inWork]),
  });
  if (found !== undefined) deleteStep(writer, found.id as ConversationId);
  return found !== undefined;
}

/** Deletes for good what the user deleted more than 30 days ago by a clock that is believed (see `believedTime`), and attachments of that age that neither were sent nor wait in a draft. */
export function purge(writer: Writer, nowMs: number, inWork: InWork): Purged {
  const before = overBefore(writer, nowMs);
  const conversationCount = writer.run(`DELETE FROM conversations WHERE ${isOver}`, {
    before,
    inWork: JSON.stringify([...inWork]),
  });
  const unused = writer.all<{ sha256: string }>(`SELECT DISTINCT sha256 FROM attachments WHERE ${isUnused}`, {
    before,
  });
  writer.run(`DELETE FROM attachments WHERE ${isUnused}`, { before });
  return {
    conversationCount,
    unusedContents: unused.map(row => row.sha256).filter(sha256 => !isContentUsed(writer, sha256)),
  };
}
