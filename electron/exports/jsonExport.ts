import type { ConversationDetail } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import {
  exportedAnswer,
  exportedHead,
  exportedTurn,
  exportedTurnLane,
} from '../../src/shared/domain/exportedConversation';
import { type ExportedConnection, exportFormat, exportVersion } from '../../src/shared/domain/exportFormat';
import type { ConversationId } from '../../src/shared/domain/ids';
import { othersRun } from '../store/othersRun';
import { jsonPieces, mapped } from './jsonPieces';

export interface JsonExportSource {
  /** E_NOT_FOUND for a conversation that was deleted meanwhile. `check` is called in between and throws to end it. */
  readonly detail: (id: ConversationId, check: () => void) => Promise<ConversationDetail>;
  readonly folderName: (id: ConversationId) => string | undefined;
  readonly connection: (connectionId: string) => ExportedConnection | undefined;
  readonly readBytes: (attachment: { readonly sha256: string }) => Promise<Buffer>;
}

export interface JsonExportOptions {
  readonly ids: readonly ConversationId[];
  readonly hasContents: boolean;
  readonly appVersion: string;
  readonly nowMs: number;
  readonly write: (text: string) => Promise<void>;
  readonly onProgress: (done: number) => void;
  /** Throws when the user cancelled. */
  readonly check: () => void;
}

export interface JsonExported {
  readonly conversationCount: number;
  readonly missingConversations: number;
  readonly missingFiles: number;
}

/**
 * Writes conversations as one JSON document, each on a line of its own, then the bytes of their files. Holds one conversation or one file
 * in memory at a time, whatever their number, and goes in steps between which streams and the window go on.
 */
export async function writeJsonExport(source: JsonExportSource, options: JsonExportOptions): Promise<JsonExported> {
  const { ids, write, check } = options;
  const head = {
    format: exportFormat,
    version: exportVersion,
    exportedAt: new Date(options.nowMs).toISOString(),
    program: `Couplet ${options.appVersion}`,
  };
  const contents = new Set<string>();
  let conversationCount = 0;
  await write(`${JSON.stringify(head).slice(0, -1)},"conversations":[`);
  for (const [index, id] of ids.entries()) {
    check();
    const detail = await existing(source.detail(id, check));
    if (detail !== undefined) {
      const context = { connection: source.connection, folder: source.folderName(id) };
      await write(conversationCount === 0 ? '\n' : ',\n');
      const pieces = jsonPieces(exportedHead(detail, context), {
        turns: mapped(detail.turns, exportedTurn),
        turnLanes: mapped(detail.turnLanes, exportedTurnLane),
        answers: mapped(detail.answers, exportedAnswer),
      });
      for (const piece of pieces) {
        check();
        await write(piece);
        await othersRun();
      }
      conversationCount += 1;
      for (const turn of detail.turns) for (const { sha256 } of turn.attachments) contents.add(sha256);
    }
    options.onProgress(index + 1);
  }
  await write('\n],"attachments":[');
  const missingFiles = options.hasContents ? await writeContents(source, options, contents) : 0;
  await write('\n]}\n');
  return { conversationCount, missingConversations: ids.length - conversationCount, missingFiles };
}

async function writeContents(
  source: JsonExportSource,
  { write, check }: JsonExportOptions,
  contents: ReadonlySet<string>,
): Promise<number> {
  let writtenCount = 0;
  let missing = 0;
  for (const sha256 of contents) {
    check();
    const bytes = await source.readBytes({ sha256 }).catch(() => undefined);
    if (bytes === undefined) {
      missing += 1;
      continue;
    }
    await write(`${writtenCount === 0 ? '' : ','}\n${JSON.stringify({ sha256, base64: bytes.toString('base64') })}`);
    writtenCount += 1;
  }
  return missing;
}

/** Undefined for what was deleted between the choice and now. */
export async function existing<Result>(reading: Promise<Result>): Promise<Result | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof CallError && error.code === 'E_NOT_FOUND') return undefined;
    throw error;
  }
}
