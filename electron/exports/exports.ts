import type { Stats } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Connection } from '../../src/shared/domain/connection';
import type { ConversationDetail } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import type { ConversationId } from '../../src/shared/domain/ids';
import type {
  ExportFormat,
  ExportOptions,
  ExportOutcome,
  PictureOutcome,
  PictureSubject,
} from '../../src/shared/domain/transfer';
import { defaultExportOptions } from '../../src/shared/domain/transfer';
import { isOwnFile } from '../store/ownFile';
import { isDiskFull } from '../store/storageError';
import { createAtomicFile, createAtomicFolder } from './atomicTarget';
import type { DocumentPage, DocumentRequest, RenderDocument } from './documentPage';
import { exportName, uniqueName } from './exportName';
import { existing, writeJsonExport } from './jsonExport';
import type { PrintPage } from './printPage';
import { toTargetError } from './targetError';
import { UnfinishedExport } from './unfinishedExport';

/** What the user may be asked for. Both answer undefined when the user chose nothing. */
interface ExportDialogs {
  readonly chooseFile: (suggestedName: string, extension: string) => Promise<string | undefined>;
  readonly chooseFolder: () => Promise<string | undefined>;
}

export interface ExportsOptions {
  /** Data folder of the user, whose files no export may replace. */
  readonly dataFolder: string;
  readonly conversationIds: () => readonly ConversationId[];
  /** As it is now, running answers with what has arrived. E_NOT_FOUND when it is deleted. */
  readonly detail: (id: ConversationId, check?: () => void) => Promise<ConversationDetail>;
  /** E_NOT_FOUND when it is deleted. */
  readonly title: (id: ConversationId) => string;
  readonly folderName: (id: ConversationId) => string | undefined;
  readonly connections: () => readonly Connection[];
  readonly readBytes: (attachment: { readonly sha256: string }) => Promise<Buffer>;
  readonly language: () => string;
  readonly appVersion: string;
  readonly wallMs: () => number;
  readonly untitled: () => string;
  readonly dialogs: ExportDialogs;
  readonly documents: DocumentPage;
  readonly printing: PrintPage;
  readonly copyPicture: (png: Buffer) => Promise<void>;
  readonly reveal: (path: string) => void;
  readonly onProgress: (done: number, total: number) => void;
}

export interface ExportRequest {
  readonly ids: readonly ConversationId[] | undefined;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
}

const extensions: { readonly [Format in ExportFormat]: string } = {
  markdown: 'md',
  html: 'html',
  pdf: 'pdf',
  json: 'json',
};
const answerWidthPx = 760;
const laneWidthPx = 460;
const maxPictureWidthPx = 1_840;

/** Counts as they grow while an export is written. */
interface Progress {
  done: number;
  readonly total: number;
  bytes: number;
  /** Of attached files that are known to follow. */
  pendingBytes: number;
}

/** Writes conversations into files that the user chose. One export at a time. */
export class Exports {
  readonly #options: ExportsOptions;
  readonly #unfinished: UnfinishedExport;
  #running: AbortController | undefined;
  /** Settled once what runs has put away what it began. */
  #ended: Promise<unknown> = Promise.resolve();
  #isAsking = false;
  #lastPath: string | undefined;

  constructor(options: ExportsOptions) {
    this.#options = options;
    this.#unfinished = new UnfinishedExport(options.dataFolder);
  }

  /** Puts away what an export left behind that was cut off with the whole program. Not while one runs. */
  removeRest(): void {
    if (this.#running === undefined) this.#unfinished.removeRest();
  }

  /**
   * E_CONFLICT `transfer` while another export runs; E_NOT_FOUND when there is nothing to export; E_BAD_REQUEST `own-file` when it would take
   * the place of a file of the program.
   */
  async run({ ids: wanted, format, options }: ExportRequest): Promise<ExportOutcome> {
    return this.#alone(async signal => {
      const ids = wanted ?? this.#options.conversationIds();
      const [first] = ids;
      if (first === undefined) throw new CallError('E_NOT_FOUND', 'conversation');
      const isOneFile = format === 'json' || ids.length === 1;
      const title = ids.length === 1 ? this.#options.title(first) : '';
      const path = isOneFile
        ? await this.#chooseFile(this.#suggestedName(title, ids.length, format), extensions[format])
        : await this.#ask(() => this.#options.dialogs.chooseFolder());
      if (path === undefined || signal.aborted) return { kind: 'cancelled' };
      const progress: Progress = { done: 0, total: ids.length, bytes: 0, pendingBytes: 0 };
      try {
        if (format === 'json') return await this.#writeJson(path, ids, options, progress, signal);
        return ids.length === 1
          ? await this.#writeOne(path, first, format, options, progress, signal)
          : await this.#writeMany(path, ids, format, options, progress, signal);
      } catch (error) {
        if (signal.aborted || (error instanceof CallError && error.code === 'E_CANCELLED'))
          return { kind: 'cancelled' };
        const refusal = toTargetError(error);
        if (!isDiskFull(refusal)) throw refusal;
        const share = progress.total / Math.max(1, progress.done);
        const neededBytes = (progress.bytes + progress.pendingBytes) * share;
        return { kind: 'no-space', megabytes: Math.max(1, Math.ceil(neededBytes / 1_000_000)) };
      }
    });
  }

  /** Ends the export that runs; nothing of it stays. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Ends what runs, and waits until nothing of it is left; not for a dialog that the user has before him, which writes nothing. */
  async close(): Promise<void> {
    this.cancel();
    if (!this.#isAsking) await this.#ended;
  }

  reveal(): void {
    if (this.#lastPath !== undefined) this.#options.reveal(this.#lastPath);
  }

  async picture(subject: PictureSubject, target: 'clipboard' | 'file'): Promise<PictureOutcome> {
    return this.#alone(async signal => {
      const detail = await this.#options.detail(subject.conversationId, () => throwIfAborted(signal));
      const name = this.#suggestedName(detail.conversation.title, 1, 'png');
      const path = target === 'file' ? await this.#chooseFile(name, 'png') : undefined;
      if (target === 'file' && path === undefined) return { kind: 'cancelled' };
      const laneCount = detail.turnLanes.filter(
        cell => cell.turnId === subject.turnId && detail.lanes.some(lane => lane.id === cell.laneId && !lane.isRemoved),
      ).length;
      const isOne = subject.answerId !== undefined || laneCount < 2;
      const widthPx = isOne ? answerWidthPx : Math.min(maxPictureWidthPx, laneCount * laneWidthPx);
      const pieces = await this.#options.documents.use(signal, render =>
        render(this.#request(detail, 'picture', defaultExportOptions, subject)),
      );
      const html = pieces.join('');
      const { png, isCut } = await this.#options.printing.picture(html, widthPx, signal);
      if (path === undefined) {
        await this.#options.copyPicture(png);
        return { kind: 'done', isCut };
      }
      try {
        await this.#save(path, async () => [png]);
      } catch (error) {
        throw toTargetError(error);
      }
      return { kind: 'done', isCut, name: basename(path) };
    });
  }

  async #chooseFile(suggestedName: string, extension: string): Promise<string | undefined> {
    const path = await this.#ask(() => this.#options.dialogs.chooseFile(suggestedName, extension));
    if (path !== undefined && isOwnFile(this.#options.dataFolder, path))
      throw new CallError('E_BAD_REQUEST', 'own-file');
    return path;
  }

  async #ask<Path>(dialog: () => Promise<Path>): Promise<Path> {
    this.#isAsking = true;
    try {
      return await dialog();
    } finally {
      this.#isAsking = false;
    }
  }

  async #alone<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    if (this.#running !== undefined) throw new CallError('E_CONFLICT', 'transfer');
    const running = new AbortController();
    this.#running = running;
    const result = work(running.signal);
    this.#ended = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      this.#running = undefined;
    }
  }

  #suggestedName(title: string, count: number, format: ExportFormat | 'png'): string {
    const day = dayOf(this.#options.wallMs());
    const extension = format === 'png' ? 'png' : extensions[format];
    return count === 1
      ? exportName(title, extension, this.#options.untitled())
      : exportName(`Couplet ${day}`, extension, 'Couplet');
  }

  async #writeJson(
    path: string,
    ids: readonly ConversationId[],
    { attachments, pictureMetadata = true }: ExportOptions,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<ExportOutcome> {
    const { detail, folderName, connections, readBytes, appVersion, wallMs, onProgress } = this.#options;
    const known = new Map(connections().map(({ id, name, vendorId }) => [id as string, { name, vendorId }]));
    await refuseTaken(path);
    const file = await createAtomicFile(path, this.#unfinished);
    try {
      const exported = await writeJsonExport(
        { detail, folderName, readBytes, connection: id => known.get(id) },
        {
          ids,
          hasContents: attachments,
          hasPictureMetadata: pictureMetadata,
          appVersion,
          nowMs: wallMs(),
          write: async text => {
            try {
              await file.write(text);
            } finally {
              progress.bytes = file.byteCount();
            }
          },
          onPendingBytes: change => {
            progress.pendingBytes += change;
          },
          onProgress: done => {
            progress.done = done;
            onProgress(done, ids.length);
          },
          check: () => throwIfAborted(signal),
        },
      );
      await file.finish();
      this.#lastPath = path;
      return { kind: 'done', name: basename(path), bytes: file.byteCount(), ...exported };
    } finally {
      await file.discard();
    }
  }

  async #writeOne(
    path: string,
    id: ConversationId,
    format: Exclude<ExportFormat, 'json'>,
    options: ExportOptions,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<ExportOutcome> {
    // Begun before the document is made, which may take minutes: a place that takes nothing is told at once.
    await this.#save(path, async () => {
      const content = await this.#options.documents.use(signal, async render =>
        this.#document(render, await this.#options.detail(id, () => throwIfAborted(signal)), format, options, signal),
      );
      throwIfAborted(signal);
      progress.bytes = byteCount(content);
      return content;
    });
    this.#lastPath = path;
    return {
      kind: 'done',
      name: basename(path),
      bytes: progress.bytes,
      conversationCount: 1,
      missingConversations: 0,
      missingFiles: 0,
    };
  }

  async #writeMany(
    parent: string,
    ids: readonly ConversationId[],
    format: Exclude<ExportFormat, 'json'>,
    options: ExportOptions,
    progress: Progress,
    signal: AbortSignal,
  ): Promise<ExportOutcome> {
    await mkdir(parent, { recursive: true });
    const folder = await createAtomicFolder(join(parent, `Couplet ${dayOf(this.#options.wallMs())}`), this.#unfinished);
    const taken = new Set<string>();
    let conversationCount = 0;
    try {
      await this.#options.documents.use(signal, async render => {
        for (const id of ids) {
          throwIfAborted(signal);
          const detail = await existing(this.#options.detail(id, () => throwIfAborted(signal)));
          if (detail !== undefined) {
            const content = await this.#document(render, detail, format, options, signal);
            const { title, createdAt } = detail.conversation;
            const name = exportName(
              `${dayOf(createdAt)} ${title === '' ? this.#options.untitled() : title}`,
              extensions[format],
              'Couplet',
            );
            progress.bytes += byteCount(content);
            await writeFile(join(folder.path, uniqueName(name, taken)), content, { flag: 'wx', mode: 0o600 });
            conversationCount += 1;
          }
          progress.done += 1;
          this.#options.onProgress(progress.done, progress.total);
        }
      });
      throwIfAborted(signal);
      const path = await folder.finish();
      this.#lastPath = path;
      return {
        kind: 'done',
        name: basename(path),
        bytes: progress.bytes,
        conversationCount,
        missingConversations: ids.length - conversationCount,
        missingFiles: 0,
      };
    } finally {
      await folder.discard();
    }
  }

  async #document(
    render: RenderDocument,
    detail: ConversationDetail,
    format: Exclude<ExportFormat, 'json'>,
    options: ExportOptions,
    signal: AbortSignal,
  ): Promise<readonly Uint8Array[]> {
    const pieces = await render(this.#request(detail, format === 'pdf' ? 'print' : format, options));
    if (format !== 'pdf') return pieces.map(piece => Buffer.from(piece, 'utf8'));
    const isLandscape = detail.lanes.filter(lane => !lane.isRemoved).length > 1;
    return [await this.#options.printing.pdf(pieces.join(''), isLandscape, signal)];
  }

  #request(
    detail: ConversationDetail,
    form: DocumentRequest['form'],
    options: ExportOptions,
    subject?: PictureSubject,
  ): DocumentRequest {
    const connectionNames = Object.fromEntries(this.#options.connections().map(({ id, name }) => [id, name]));
    return {
      detail,
      connectionNames,
      language: this.#options.language(),
      options,
      form,
      subject,
      nowMs: this.#options.wallMs(),
    };
  }

  async #save(path: string, make: () => Promise<readonly Uint8Array[]>): Promise<void> {
    await refuseTaken(path);
    const file = await createAtomicFile(path, this.#unfinished);
    try {
      for (const piece of await make()) await file.write(piece);
      await file.finish();
    } finally {
      await file.discard();
    }
  }
}

/** Before anything is written: a folder, a pipe or a device is not replaced, and a name that cannot be is no name. */
async function refuseTaken(path: string): Promise<void> {
  let found: Stats;
  try {
    found = await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  if (!found.isFile()) throw new CallError('E_STORAGE', 'target-taken');
}

function byteCount(content: readonly Uint8Array[]): number {
  return content.reduce((sum, piece) => sum + piece.length, 0);
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new CallError('E_CANCELLED');
}

/** Day of a moment where the user is, such as 2026-03-04. */
function dayOf(wallMs: number): string {
  const date = new Date(wallMs);
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
