import type { ConversationContents } from '../../src/shared/domain/conversationView';
import type { ConversationId } from '../../src/shared/domain/ids';
import { isContentUsed } from './attachmentRows';
import type { Reader, Writer } from './db';

export interface Erased {
  readonly count: number;
  /** Contents that no attachment refers to any more: their files may be deleted. */
  readonly unusedContents: readonly string[];
}

/** Deletes for good those of the named conversations that the user had deleted before, with the attachments that only they used. */
export function eraseConversations(writer: Writer, ids: readonly ConversationId[]): Erased {
  const attached = new Map<string, string>();
  let count = 0;
  for (const id of ids) {
    const rows = writer.all<{ id: string; sha256: string }>(
      `SELECT attachments.id, sha256 FROM turns
       CROSS JOIN turn_attachments ON turn_attachments.turn_id = turns.id
       CROSS JOIN attachments ON attachments.id = attachment_id
       WHERE turns.conversation_id = :id`,
      { id },
    );
    if (writer.run('DELETE FROM conversations WHERE id = :id AND deleted_at IS NOT NULL', { id }) === 0) continue;
    count += 1;
    for (const row of rows) attached.set(row.id, row.sha256);
  }
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

/** What the named conversations hold, deleted or not. */
export function readContents(reader: Reader, ids: readonly ConversationId[]): ConversationContents {
  const count = (sql: string, id: ConversationId) => reader.get<{ count: number }>(sql, { id })?.count ?? 0;
  let [promptCount, answerCount, attachmentCount] = [0, 0, 0];
  for (const id of ids) {
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
