import type { ConversationContents } from '../../src/shared/domain/conversationView';
import type { ConversationId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { isContentUsed } from './attachmentRows';
import { boundedPieces } from './boundedPieces';
import type { Reader, Writer } from './db';
import { steadily } from './steadyRead';

export interface Erased {
  readonly count: number;
  /** Contents that no attachment refers to any more: their files may be deleted. */
  readonly unusedContents: readonly string[];
}

/** Conversations whose attachments are looked up in one go, and attachments that are deleted in one transaction: some milliseconds. */
const attachedAtOnce = 100;

/** What is attached in conversations: contents by the id of their attachment. Read in pieces, between which everything else goes on. */
export async function readAttached(
  reader: Reader,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<string, string>> {
  const attached = new Map<string, string>();
  for (let from = 0; from < ids.length; from += attachedAtOnce) {
    if (from > 0) await othersRun();
    const rows = reader.all<{ id: string; sha256: string }>(
      `SELECT attachments.id, sha256 FROM json_each(:ids) AS wanted
       CROSS JOIN turns ON turns.conversation_id = wanted.value
       CROSS JOIN turn_attachments ON turn_attachments.turn_id = turns.id
       CROSS JOIN attachments ON attachments.id = attachment_id`,
      { ids: JSON.stringify(ids.slice(from, from + attachedAtOnce)) },
    );
    for (const row of rows) attached.set(row.id, row.sha256);
  }
  return attached;
}

/**
 * Once conversations are deleted: steps that delete the attachments that only they used, each in a transaction of its own and each coming to
 * the contents that nothing refers to any more. What is left undone, the purge does later.
 */
export function* attachmentSteps(
  writer: Writer,
  attached: ReadonlyMap<string, string>,
): Generator<() => readonly string[]> {
  for (const piece of boundedPieces([...attached], { mostRows: attachedAtOnce, mostSize: 0 }, () => 0)) {
    yield () => deleteUnused(writer, piece);
  }
}

function deleteUnused(writer: Writer, attached: readonly (readonly [id: string, sha256: string])[]): readonly string[] {
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
  return [...contents].filter(sha256 => !isContentUsed(writer, sha256));
}

/** Conversations that are looked at in one go, unless they are long: some milliseconds. */
const contentsAtOnce = 20;
const contentsAtOnceMs = 5;

/** What the named conversations hold, deleted or not. Counted in pieces, between which everything else goes on: there may be thousands. */
export async function readContents(reader: Reader, ids: readonly ConversationId[]): Promise<ConversationContents> {
  const count = (sql: string, id: ConversationId) => reader.get<{ count: number }>(sql, { id })?.count ?? 0;
  let [promptCount, answerCount, attachmentCount] = [0, 0, 0];
  let [inPiece, sinceMs] = [0, performance.now()];
  for (const id of ids) {
    if (inPiece === contentsAtOnce || performance.now() - sinceMs > contentsAtOnceMs) {
      await othersRun();
      [inPiece, sinceMs] = [0, performance.now()];
    }
    inPiece += 1;
    const [prompts, answers, attachments] = await steadily(
      reader,
      () =>
        [
          count('SELECT count(*) AS count FROM turns WHERE conversation_id = :id', id),
          count(
            'SELECT count(*) AS count FROM turns CROSS JOIN answers ON answers.turn_id = turns.id WHERE turns.conversation_id = :id',
            id,
          ),
          count(
            `SELECT count(*) AS count FROM turns CROSS JOIN turn_attachments ON turn_attachments.turn_id = turns.id
         WHERE turns.conversation_id = :id`,
            id,
          ),
        ] as const,
    );
    promptCount += prompts;
    answerCount += answers;
    attachmentCount += attachments;
  }
  return { promptCount, answerCount, attachmentCount };
}
