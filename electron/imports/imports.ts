import { basename } from 'node:path';
import type { Connection } from '../../src/shared/domain/connection';
import { CallError } from '../../src/shared/domain/errors';
import type { ExportedConnection, ExportedConversation } from '../../src/shared/domain/exportFormat';
import { readableText } from '../../src/shared/domain/foreignText';
import { type ConnectionId, type ConversationId, newId } from '../../src/shared/domain/ids';
import type { ImportPreview, ImportReport, TransferProgress } from '../../src/shared/domain/transfer';
import type { AttachmentFiles } from '../store/attachments';
import type { KeptContent, StagingContext } from '../store/stagedConversations';
import type { ReadResult } from './readerMessages';
import type { ReaderProcess } from './readerProcess';

export interface ImportsOptions {
  /** Undefined when the user chose none. */
  readonly chooseFile: () => Promise<string | undefined>;
  readonly startReader: (onProgress: (done: number, total: number) => void) => ReaderProcess;
  readonly knownOrigins: (kind: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly stage: (
    conversation: ExportedConversation,
    context: StagingContext,
    check: () => void,
  ) => Promise<ConversationId>;
  readonly publish: (ids: readonly ConversationId[]) => Promise<void>;
  readonly discard: (ids: readonly ConversationId[]) => Promise<void>;
  readonly remove: (ids: readonly ConversationId[]) => Promise<readonly ConversationId[]>;
  readonly attachments: Pick<AttachmentFiles, 'save' | 'whileKept'>;
  readonly connections: () => readonly Connection[];
  readonly wallMs: () => number;
  readonly onProgress: (progress: TransferProgress) => void;
  readonly log: (line: string) => void;
}

/** A file that was read and waits for the user's choice. */
interface Waiting {
  readonly importId: string;
  readonly reader: ReaderProcess;
  readonly result: ReadResult;
  readonly systemPrompts: readonly string[];
}

type Contents = Map<string, KeptContent>;

/**
 * Imports: a file is read in a process of its own, shown, and then written as a whole or not at all. What is being written is out of sight
 * until the one step that brings all of it into sight.
 */
export class Imports {
  readonly #options: ImportsOptions;
  readonly #finished = new Map<string, readonly ConversationId[]>();
  #reader: ReaderProcess | undefined;
  #waiting: Waiting | undefined;
  #isBusy = false;
  #isWriting = false;
  /** Counts what was asked for and given up, so that a file that is chosen too late is not read. */
  #wish = 0;

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  /** Asks for a file and reads it. E_CONFLICT `transfer` while another import runs. */
  async choose(): Promise<ImportPreview | undefined> {
    return await this.#alone(async () => {
      this.#wish += 1;
      const own = this.#wish;
      const path = await this.#options.chooseFile();
      if (path === undefined || own !== this.#wish) return undefined;
      this.#end();
      const reader = this.#options.startReader((done, total) =>
        this.#options.onProgress({ kind: 'import-reading', done, total }),
      );
      this.#reader = reader;
      try {
        const { result } = await reader.ask({ type: 'read', path, nowMs: this.#options.wallMs() });
        return await this.#preview(reader, result);
      } catch (error) {
        this.#end();
        if (!(error instanceof CallError)) throw error;
        if (error.code === 'E_CANCELLED') return undefined;
        // Whoever imports many files wants to know which one it was.
        const name = shownFileName(path);
        throw new CallError(error.code, error.reason, error.where === undefined ? name : `${name} ${error.where}`);
      }
    });
  }

  /** Writes what was chosen. E_CANCELLED when it was cancelled: nothing stays. E_NOT_FOUND when no such file waits. */
  async run(importId: string, chosen: readonly number[], systemPrompts: readonly number[]): Promise<ImportReport> {
    const { attachments } = this.#options;
    const write = async (): Promise<ImportReport> => {
      const waiting = this.#waiting;
      if (waiting?.importId !== importId) throw new CallError('E_NOT_FOUND', 'import');
      const accepted = new Set(systemPrompts.flatMap(place => waiting.systemPrompts[place] ?? []));
      const places = [...new Set(chosen)].filter(place => waiting.result.summaries[place] !== undefined);
      const staged: ConversationId[] = [];
      this.#isWriting = true;
      // Cancelled while nothing was asked of the reader, which would have refused.
      const check = () => {
        if (this.#waiting !== waiting) throw new CallError('E_CANCELLED');
      };
      try {
        const contents: Contents = new Map();
        const connectionId = this.#connectionFinder();
        for (const [index, place] of places.entries()) {
          const conversation = await waiting.reader.conversation(place);
          await this.#keepContents(waiting, place, contents);
          const origin = { kind: waiting.result.kind, id: conversation.id };
          const context = { origin, connectionId, contents };
          staged.push(await this.#options.stage(withSystemPrompts(conversation, accepted), context, check));
          this.#options.onProgress({ kind: 'import-writing', done: index + 1, total: places.length });
        }
        check();
        await this.#options.publish(staged);
      } catch (error) {
        // What a crash leaves is deleted at the next start.
        await this.#options.discard(staged);
        throw error;
      } finally {
        this.#isWriting = false;
        this.#end();
      }
      this.#finished.set(importId, staged);
      const messageCount = places.reduce((sum, place) => sum + (waiting.result.summaries[place]?.messageCount ?? 0), 0);
      this.#options.log(`import: ${staged.length} conversations from a file of ${waiting.result.kind}`);
      return { importId, conversationCount: staged.length, messageCount, firstId: staged[0] };
    };
    return await this.#alone(() => attachments.whileKept(write));
  }

  /** Ends reading or writing, or puts away a file that waits. */
  cancel(): void {
    this.#wish += 1;
    this.#end();
  }

  /** The page that asked is gone: nobody can choose from its file any more. What is being written is written to its end. */
  forgetPage(): void {
    if (!this.#isWriting) this.cancel();
  }

  /** Takes back everything that an import brought. Ids of those that were still there. */
  async undo(importId: string): Promise<readonly ConversationId[]> {
    const ids = this.#finished.get(importId);
    if (ids === undefined) throw new CallError('E_NOT_FOUND', 'import');
    this.#finished.delete(importId);
    try {
      return await this.#options.remove(ids);
    } catch (error) {
      this.#finished.set(importId, ids);
      throw error;
    }
  }

  #end(): void {
    this.#reader?.end();
    this.#reader = undefined;
    this.#waiting = undefined;
  }

  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#isBusy) throw new CallError('E_CONFLICT', 'transfer');
    this.#isBusy = true;
    try {
      return await work();
    } finally {
      this.#isBusy = false;
    }
  }

  async #preview(reader: ReaderProcess, result: ReadResult): Promise<ImportPreview | undefined> {
    const importId = newId<string>(this.#options.wallMs());
    const known = await this.#options.knownOrigins(
      result.kind,
      result.summaries.map(({ id }) => id),
    );
    // Put away meanwhile.
    if (this.#reader !== reader) return undefined;
    const promptCounts = new Map<string, number>();
    for (const text of result.summaries.flatMap(summary => summary.systemPrompts)) {
      promptCounts.set(text, (promptCounts.get(text) ?? 0) + 1);
    }
    this.#waiting = { importId, reader, result, systemPrompts: [...promptCounts.keys()] };
    return {
      importId,
      kind: result.kind,
      fileName: result.fileName,
      conversations: result.summaries.map(({ id, title, updatedAt, messageCount, models }) => ({
        title,
        updatedAt,
        messageCount,
        models,
        isKnown: known.has(id),
      })),
      messageCount: result.summaries.reduce((sum, summary) => sum + summary.messageCount, 0),
      skipped: result.skipped,
      damaged: result.damaged,
      hasSettings: result.hasSettings,
      systemPrompts: Array.from(promptCounts, ([text, laneCount]) => ({ text, laneCount })),
    };
  }

  async #keepContents({ reader, result }: Waiting, place: number, contents: Contents): Promise<void> {
    for (const sha256 of result.summaries[place]?.contents ?? []) {
      if (contents.has(sha256)) continue;
      const { bytes } = await reader.ask({ type: 'content', sha256 });
      if (bytes === undefined) continue;
      const saved = await this.#options.attachments.save('file', bytes);
      if (saved.sha256 === sha256) contents.set(sha256, saved);
    }
  }

  /** A connection of the same vendor and name is taken for the one in the file; others get an id that stands for none here. */
  #connectionFinder(): (connection: ExportedConnection) => ConnectionId {
    const ids = new Map<string, ConnectionId>();
    const keyOf = ({ name, vendorId }: ExportedConnection) => JSON.stringify([vendorId, name]);
    for (const connection of this.#options.connections()) {
      const key = keyOf(connection);
      if (!ids.has(key)) ids.set(key, connection.id);
    }
    return connection => {
      const key = keyOf(connection);
      const id = ids.get(key) ?? newId<ConnectionId>(this.#options.wallMs());
      ids.set(key, id);
      return id;
    };
  }
}

/** In one line, whatever the file is called. */
function shownFileName(path: string): string {
  return readableText(basename(path).replaceAll('\n', ' '));
}

function withSystemPrompts(conversation: ExportedConversation, accepted: ReadonlySet<string>): ExportedConversation {
  return {
    ...conversation,
    lanes: conversation.lanes.map(lane => (accepted.has(lane.systemPrompt) ? lane : { ...lane, systemPrompt: '' })),
  };
}
