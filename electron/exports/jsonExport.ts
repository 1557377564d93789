import { createHash } from 'node:crypto';
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
import { othersRun } from '../othersRun';
import { fileType } from '../store/fileType';
import { withoutMetadata } from '../store/pictureMetadata';
import { isDiskFull } from '../store/storageError';
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
  /** False: pictures are written without place, time and device, as they are sent. Kept where undefined. */
  readonly hasPictureMetadata?: boolean | undefined;
  readonly appVersion: string;
  readonly nowMs: number;
  readonly write: (text: string) => Promise<void>;
  readonly onProgress: (done: number) => void;
  /** How many more bytes attached files will take from now on, or fewer. */
  readonly onPendingBytes?: ((change: number) => void) | undefined;
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
  const { ids, write, check, onPendingBytes = () => undefined } = options;
  const head = {
    format: exportFormat,
    version: exportVersion,
    exportedAt: new Date(options.nowMs).toISOString(),
    program: `Couplet ${options.appVersion}`,
  };
  const contents = new Map<string, Content>();
  let conversationCount = 0;
  await write(`${JSON.stringify(head).slice(0, -1)},"conversations":[`);
  for (const [index, id] of ids.entries()) {
    check();
    const detail = await existing(source.detail(id, check));
    if (detail !== undefined) {
      await noteContents(source, options, detail, contents);
      const context = { connection: source.connection, folder: source.folderName(id) };
      await write(conversationCount === 0 ? '\n' : ',\n');
      const pieces = jsonPieces(exportedHead(detail, context), {
        turns: mapped(detail.turns, turn => withContents(exportedTurn(turn), contents)),
        turnLanes: mapped(detail.turnLanes, exportedTurnLane),
        answers: mapped(detail.answers, exportedAnswer),
      });
      for (let step = pieces.next(); step.done !== true; step = pieces.next()) {
        check();
        try {
          await write(step.value);
        } catch (error) {
          // What the rest of it would have taken belongs to what is said to be needed.
          if (isDiskFull(error)) for (const piece of pieces) onPendingBytes(Buffer.byteLength(piece));
          options.onProgress(index + 1);
          throw error;
        }
        await othersRun();
      }
      conversationCount += 1;
    }
    options.onProgress(index + 1);
  }
  await write('\n],"attachments":[');
  const missingFiles = options.hasContents ? await writeContents(source, options, contents) : 0;
  await write('\n]}\n');
  return { conversationCount, missingConversations: ids.length - conversationCount, missingFiles };
}

/** What stands for an attached file in the export; undefined where it is the file itself. */
type Content = { readonly sha256: string; readonly sizeBytes: number } | undefined;

type Turn = ReturnType<typeof exportedTurn>;

/** Notes the files of a conversation. Without what stands beside a picture it is another file, of another name. */
async function noteContents(
  { readBytes }: JsonExportSource,
  { hasContents, hasPictureMetadata = true, onPendingBytes = () => undefined, check }: JsonExportOptions,
  { turns }: ConversationDetail,
  contents: Map<string, Content>,
): Promise<void> {
  for (const { sha256, mediaType, sizeBytes } of turns.flatMap(turn => turn.attachments)) {
    if (contents.has(sha256)) continue;
    contents.set(sha256, undefined);
    if (hasContents) onPendingBytes(inBase64(sizeBytes));
    if (hasPictureMetadata || !hasContents || !mediaType.startsWith('image/')) continue;
    check();
    const bytes = await readBytes({ sha256 }).catch(() => undefined);
    if (bytes === undefined) continue;
    const bare = await bareBytes(bytes);
    onPendingBytes(inBase64(bare.length) - inBase64(sizeBytes));
    contents.set(sha256, { sha256: createHash('sha256').update(bare).digest('hex'), sizeBytes: bare.length });
    await othersRun();
  }
}

function inBase64(byteCount: number): number {
  return 4 * Math.ceil(byteCount / 3);
}

async function bareBytes(bytes: Buffer): Promise<Buffer> {
  return Buffer.from(withoutMetadata((await fileType(bytes)) ?? '', bytes));
}

function withContents(turn: Turn, contents: ReadonlyMap<string, Content>): Turn {
  return { ...turn, attachments: turn.attachments.map(file => ({ ...file, ...contents.get(file.sha256) })) };
}

/** A multiple of three, as bytes of base64; about a millisecond of work. */
const encodedAtOnceBytes = 768 * 1024;

async function writeContents(
  source: JsonExportSource,
  { write, onPendingBytes = () => undefined, check }: JsonExportOptions,
  contents: ReadonlyMap<string, Content>,
): Promise<number> {
  let missing = 0;
  const written = new Set<string>();
  for (const [original, bare] of contents) {
    const sha256 = bare?.sha256 ?? original;
    if (written.has(sha256)) continue;
    check();
    const read = await source.readBytes({ sha256: original }).catch(() => undefined);
    if (read === undefined) {
      missing += 1;
      continue;
    }
    const bytes = bare === undefined ? read : await bareBytes(read);
    await write(`${written.size === 0 ? '' : ','}\n{"sha256":"${sha256}","base64":"`);
    for (let from = 0; from < bytes.length; from += encodedAtOnceBytes) {
      check();
      const piece = bytes.toString('base64', from, from + encodedAtOnceBytes);
      onPendingBytes(-piece.length);
      await write(piece);
      await othersRun();
    }
    await write('"}');
    written.add(sha256);
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
