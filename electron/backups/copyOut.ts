import type { BackupProgress } from '../../src/shared/domain/backup';
import type { Connection } from '../../src/shared/domain/connection';
import { CallError } from '../../src/shared/domain/errors';
import { exportedConversation } from '../../src/shared/domain/exportedConversation';
import type { ExportedConnection, ExportedConversation } from '../../src/shared/domain/exportFormat';
import { type ConnectionId, type ConversationId, newId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import type { AttachmentFiles } from '../store/attachments';
import type { HistoryReader } from '../store/history';
import { pictureSize } from '../store/pictureSize';
import type { KeptContent, StagingContext } from '../store/stagedConversations';

export interface CopyOutPorts {
  readonly connections: () => readonly Connection[];
  readonly readBytes: AttachmentFiles['readBytes'];
  readonly whileKept: AttachmentFiles['whileKept'];
  readonly stage: (
    conversation: ExportedConversation,
    context: StagingContext,
    check: () => void,
  ) => Promise<ConversationId>;
  readonly publish: (ids: readonly ConversationId[]) => Promise<void>;
  readonly discard: (ids: readonly ConversationId[]) => Promise<void>;
  readonly wallMs: () => number;
  readonly onProgress: (progress: BackupProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Brings copies of conversations out of a backup, all or none, with new ids and out of sight until all are written. Attached files are those
 * of the data folder; one that is no longer there, or is damaged, is left out. E_NOT_FOUND when the backup does not hold one of them,
 * E_CANCELLED when the signal says so.
 */
export async function copyOut(
  backup: HistoryReader,
  ids: readonly ConversationId[],
  ports: CopyOutPorts,
): Promise<readonly ConversationId[]> {
  const connections = ports.connections();
  const strangers = new Map<string, ConnectionId>();
  const connectionId = (wanted: ExportedConnection): ConnectionId => {
    const known = connections.find(({ name, vendorId }) => name === wanted.name && vendorId === wanted.vendorId);
    if (known !== undefined) return known.id;
    const key = JSON.stringify([wanted.vendorId, wanted.name]);
    const id = strangers.get(key) ?? newId<ConnectionId>(ports.wallMs());
    strangers.set(key, id);
    return id;
  };
  const staged: ConversationId[] = [];
  const check = () => {
    if (ports.signal.aborted) throw new CallError('E_CANCELLED');
  };
  const tell = () => ports.onProgress({ step: 'copying-out', doneCount: staged.length, totalCount: ids.length });
  tell();
  try {
    for (const id of ids) {
      const conversation = exportedConversation(await backup.detailInPieces(id, check), {
        connection: wanted => connections.find(connection => connection.id === wanted),
        folder: backup.folderName(id),
      });
      const contents = await contentsOf(conversation, ports);
      staged.push(await ports.stage(conversation, { origin: { kind: 'couplet', id }, connectionId, contents }, check));
      tell();
      await othersRun();
    }
    check();
    await ports.publish(staged);
    return staged;
  } catch (error) {
    await ports.discard(staged);
    throw error;
  }
}

async function contentsOf(
  conversation: ExportedConversation,
  { readBytes }: CopyOutPorts,
): Promise<StagingContext['contents']> {
  const contents = new Map<string, KeptContent>();
  for (const { sha256, mediaType } of conversation.turns.flatMap(turn => turn.attachments)) {
    if (contents.has(sha256)) continue;
    const bytes = await readBytes({ sha256 }).catch(() => undefined);
    if (bytes !== undefined)
      contents.set(sha256, { mediaType, sizeBytes: bytes.length, ...pictureSize(mediaType, bytes) });
  }
  return contents;
}
