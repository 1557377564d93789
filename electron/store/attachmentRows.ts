import type { Attachment } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import type { AttachmentId, ConversationId, TurnId } from '../../src/shared/domain/ids';
import type { Reader, Writer } from './db';

interface AttachmentRow {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly width_px: number | null;
  readonly height_px: number | null;
}

const columns = 'attachments.id, name, media_type, size_bytes, sha256, width_px, height_px';

/** One attachment, whether a turn uses it yet or not. */
export function readAttachment(reader: Reader, id: AttachmentId): Attachment | undefined {
  const row = reader.get<AttachmentRow>(`SELECT ${columns} FROM attachments WHERE id = :id`, { id });
  return row && toAttachment(row);
}

/** Attachments of one turn in their order. */
export function readTurnAttachments(reader: Reader, turnId: TurnId): readonly Attachment[] {
  const sql = `SELECT ${columns} FROM turn_attachments CROSS JOIN attachments ON attachments.id = attachment_id
    WHERE turn_id = :turnId ORDER BY turn_attachments.position`;
  return reader.all<AttachmentRow>(sql, { turnId }).map(toAttachment);
}

/** Attachments of the turns of a conversation (those numbered from `from` on, up to before `before`), by turn, in one query. */
export function readConversationAttachments(
  reader: Reader,
  conversationId: ConversationId,
  from = 0,
  before = Number.MAX_SAFE_INTEGER,
): ReadonlyMap<string, readonly Attachment[]> {
  const sql = `SELECT turn_id, ${columns} FROM turns
    CROSS JOIN turn_attachments ON turn_attachments.turn_id = turns.id
    CROSS JOIN attachments ON attachments.id = attachment_id
    WHERE turns.conversation_id = :conversationId AND turns.sequence >= :from AND turns.sequence < :before
    ORDER BY turns.sequence, turn_attachments.position`;
  const parameters = { conversationId, from, before };
  return byTurn(reader.all<AttachmentRow & { readonly turn_id: string }>(sql, parameters));
}

function byTurn(
  rows: readonly (AttachmentRow & { readonly turn_id: string })[],
): ReadonlyMap<string, readonly Attachment[]> {
  const found = new Map<string, Attachment[]>();
  for (const row of rows) {
    const attachments = found.get(row.turn_id) ?? [];
    attachments.push(toAttachment(row));
    found.set(row.turn_id, attachments);
  }
  return found;
}

/** Attachments of these turns, by turn. */
export function readAttachmentsOf(
  reader: Reader,
  turnIds: readonly TurnId[],
): ReadonlyMap<string, readonly Attachment[]> {
  const sql = `SELECT turn_id, ${columns} FROM json_each(:ids) AS wanted
    CROSS JOIN turn_attachments ON turn_attachments.turn_id = wanted.value
    CROSS JOIN attachments ON attachments.id = attachment_id
    ORDER BY wanted.key, turn_attachments.position`;
  return byTurn(reader.all<AttachmentRow & { readonly turn_id: string }>(sql, { ids: JSON.stringify(turnIds) }));
}

/** Whether any attachment, sent or not, has these contents. */
export function isContentUsed(reader: Reader, sha256: string): boolean {
  return reader.get('SELECT 1 FROM attachments WHERE sha256 = :sha256 LIMIT 1', { sha256 }) !== undefined;
}

/** Notes a file that was put into the attachment folder, before a turn refers to it. */
export function addAttachment(writer: Writer, attachment: Attachment, nowMs: number): void {
  writer.run(
    `INSERT INTO attachments (id, name, media_type, size_bytes, sha256, width_px, height_px, created_at)
     VALUES (:id, :name, :mediaType, :sizeBytes, :sha256, :widthPx, :heightPx, :nowMs)`,
    { ...attachment, widthPx: attachment.widthPx, heightPx: attachment.heightPx, nowMs },
  );
}

/** Ties attachments to a turn in the given order. E_NOT_FOUND when one was never added. */
export function attachToTurn(writer: Writer, turnId: TurnId, attachments: readonly Attachment[]): void {
  for (const [position, { id }] of attachments.entries()) {
    if (readAttachment(writer, id) === undefined) throw new CallError('E_NOT_FOUND', 'attachment');
    writer.run('INSERT INTO turn_attachments (turn_id, position, attachment_id) VALUES (:turnId, :position, :id)', {
      turnId,
      position,
      id,
    });
  }
}

function toAttachment(row: AttachmentRow): Attachment {
  return {
    id: row.id as AttachmentId,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    ...(row.width_px !== null && row.height_px !== null && { widthPx: row.width_px, heightPx: row.height_px }),
  };
}
