import type { ConversationContents } from '../../src/shared/domain/conversationView';
import type { ConversationId } from '../../src/shared/domain/ids';
import { isContentUsed } from './attachmentRows';
import type { Reader, Writer } from './db';
import { othersRun } from './othersRun';
import { stagedAt } from './stagedAt';

export interface Erased {
  readonly count: number;
  /** Contents that no attachment refers to any more: their files may be deleted. */
  readonly unusedContents: readonly string[];
}

/** Conversations that are about to be deleted for good, and what is attached in them. */
export interface Erasing {
  readonly ids: readonly ConversationId[];
  /** Contents by the id of their attachment. */
  readonly attached: ReadonlyMap<string, string>;
}

/** Takes those of the named conversations that the user had deleted before out of where they can be brought back, to be deleted for good. */
export function beginErasing(writer: Writer, ids: readonly ConversationId[]): Erasing {
  const attached = new Map<string, string>();
  const erased = [...new Set(ids)].filter(id => {
    const sql = 'UPDATE conversations SET deleted_at = :stagedAt WHERE id = :id AND deleted_at > :stagedAt';
    if (writer.run(sql, { id, stagedAt }) === 0) return false;
    const rows = writer.all<{ id: string; sha256: string }>(
      `SELECT attachments.id, sha256 FROM turns
       CROSS JOIN turn_attachments ON turn_attachments.turn_id = turns.id
       CROSS JOIN attachments ON attachments.id = attachment_id
       WHERE turns.conversation_id = :id`,
      { id },
    );
    for (const row of rows) attached.set(row.id, row.sha256);
    return true;
  });
  return { ids: erased, attached };
}

/** Once the conversations are deleted: deletes the attachments that only they used. */
export function endErasing(writer: Writer, { ids, attached }: Erasing): Erased {
  const count = ids.length;
  if (attached.size === 0) return { count, unusedContents: [] };
  const drafts = writer
    .all<{ draft_attachments: string }>("SELECT draft_attachments FROM conversations WHERE draft_attachments <> '[]'")
    .map(row => row.draft_attachments)
    .join('\n');
  const contents = new Set<string>();
  for (const [id, sha256] of attached) {
    const isSent = writer.get('SELECT 1 FROM turn_attachments WHERE attachment_id = :id', { id }) !== undefined;
    if (isSent || drafts.includes(id)) continue;
    writer.run('DELETE FROM attachments WHERE id = :id', { id });
    contents.add(sha256);
  }
  return { count, unusedContents: [...contents].filter(sha256 => !isContentUsed(writer, sha256)) };
}

/** Conversations that are looked at in one go: some milliseconds. */
const contentsAtOnce = 20;

/** What the named conversations hold, deleted or not. Counted in pieces, between which everything else goes on: there may be thousands. */
export async function readContents(reader: Reader, ids: readonly ConversationId[]): Promise<ConversationContents> {
  const count = (sql: string, id: ConversationId) => reader.get<{ count: number }>(sql, { id })?.count ?? 0;
  let [promptCount, answerCount, attachmentCount] = [0, 0, 0];
  for (const [index, id] of ids.entries()) {
    if (index > 0 && index % contentsAtOnce === 0) await othersRun();
    promptCount += count('SELECT count(*) AS count FROM turns WHERE conversation_id = :id', id);
    answerCount += count(
      'SELECT count(*) AS count FROM turns CROSS JOIN answers ON answers.turn_id = turns.id WHERE turns.conversation_id = :id',
      id,
    );
    attachmentCount += count(
      `SELECT count(*) AS count FROM turns CROSS JOIN turn_attachments ON turn_attachments.turn_id = turns.id
       WHERE turns.conversation_id = :id`,
      id,
    );
  }
  return { promptCount, answerCount, attachmentCount };
}
