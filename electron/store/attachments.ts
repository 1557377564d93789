import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChatImage } from '../../src/shared/domain/chat';
import type { Attachment } from '../../src/shared/domain/conversation';
import { CallError } from '../../src/shared/domain/errors';
import { type AttachmentId, newId } from '../../src/shared/domain/ids';
import { othersRun } from '../othersRun';
import { syncFolder } from './durableFile';
import { cleanFileName } from './fileName';
import { fileType } from './fileType';
import { withoutMetadata } from './pictureMetadata';
import { pictureSize } from './pictureSize';
import { toStorageError } from './storageError';
import { decodeText, isUtf8 } from './textEncoding';

const maxFileBytes = 20 * 1024 * 1024;
/** As much text as a prompt may hold. */
const maxTextBytes = 8_000_000;
/** Deleting holds up everything else, so only for about a millisecond at a time. */
const removedAtOnce = 20;
/** Decoded it would take 400 MB; no vendor takes pictures of this size either. */
const maxPixels = 100_000_000;

/** Contents of attached files, by the hash of their bytes. The rows that name them are in the history. */
export interface AttachmentFiles {
  /**
   * Keeps a file. E_TOO_LARGE above 20 MB (`text` above 8 MB, `pixels` above 100 million); E_BAD_REQUEST `empty-file`, `pdf`, or `file-type`
   * for what is neither a picture nor text. The media type is that of the content; text is kept as UTF-8 whatever it came in.
   */
  readonly save: (name: string, bytes: Uint8Array) => Promise<Attachment>;
  /**
   * A picture without place, time and device. E_STORAGE `attachment-missing` or `attachment-damaged` when the file is not what was
   * saved.
   */
  readonly readImage: (attachment: Attachment) => Promise<ChatImage>;
  /** Text of a text file without its byte order mark; E_BAD_REQUEST `file-type` for another file, else as `readImage`. */
  readonly readText: (attachment: Attachment) => Promise<string>;
  /** Bytes of any attachment; fails as `readImage`. */
  readonly readBytes: (attachment: Pick<Attachment, 'sha256'>) => Promise<Buffer>;
  /** Deletes those contents that nothing refers to any more; while some are kept, afterwards. */
  readonly remove: (sha256s: readonly string[]) => void;
  /** Deletes what a program that was killed had half written of files: nothing names it, so nothing else would. Never rejects. */
  readonly removeRests: () => Promise<void>;
  /** Nothing is deleted until the work has ended: for work that saves contents first, and the rows that name them later. */
  readonly whileKept: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

export interface AttachmentFilesOptions {
  /** Data folder of the user. */
  readonly folder: string;
  /** Whether a row names these contents; asked right before they are deleted. */
  readonly isUsed?: (sha256: string) => boolean;
}

/** Opens the folder `attachments` inside the data folder. Files are readable by the user alone and never executable. */
export function openAttachmentFiles({ folder, isUsed = () => false }: AttachmentFilesOptions): AttachmentFiles {
  const rootPath = join(folder, 'attachments');
  const unwanted = new Set<string>();
  let workCount = 0;

  function removeUnwanted(): void {
    if (workCount > 0) return;
    for (const sha256 of [...unwanted].slice(0, removedAtOnce)) {
      unwanted.delete(sha256);
      // Without a pause between the question and the deletion no row can come in between.
      if (!isUsed(sha256)) rmSync(pathOf(sha256).filePath, { force: true });
    }
    if (unwanted.size > 0) setImmediate(removeUnwanted);
  }

  async function whileKept<Result>(work: () => Promise<Result>): Promise<Result> {
    workCount += 1;
    try {
      return await work();
    } finally {
      // Who waited for the work names its contents first.
      setImmediate(() => {
        workCount -= 1;
        removeUnwanted();
      });
    }
  }

  function pathOf(sha256: string): { readonly folderPath: string; readonly filePath: string } {
    // A damaged row must not lead out of the folder.
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new CallError('E_STORAGE', 'attachment-damaged');
    const folderPath = join(rootPath, sha256.slice(0, 2));
    return { folderPath, filePath: join(folderPath, sha256) };
  }

  async function write(bytes: Uint8Array, sha256: string): Promise<void> {
    const { folderPath, filePath } = pathOf(sha256);
    const existing = await stat(filePath).catch(() => undefined);
    if (existing?.isFile() === true && existing.size === bytes.length && (await hashOf(filePath)) === sha256) return;
    // One by one: a data folder that was taken away is not made anew, and a disk without room for a folder says so.
    for (const path of [rootPath, folderPath]) await makeFolder(path);
    const temporaryPath = `${filePath}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      const file = await open(temporaryPath, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporaryPath, filePath);
    } catch (error) {
      await rm(temporaryPath, { force: true });
      throw error;
    }
    for (const path of [folderPath, rootPath, folder]) syncFolder(path);
  }

  async function read(attachment: Pick<Attachment, 'sha256'>): Promise<Buffer> {
    const { filePath } = pathOf(attachment.sha256);
    let bytes: Buffer;
    try {
      const found = await stat(filePath);
      // Reading a pipe would wait for ever, and some devices never end.
      if (!found.isFile() || found.size > maxFileBytes) throw new CallError('E_STORAGE', 'attachment-damaged');
      bytes = await readFile(filePath);
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? new CallError('E_STORAGE', 'attachment-missing') : toStorageError(error);
    }
    if ((await sha256Of(bytes)) !== attachment.sha256) throw new CallError('E_STORAGE', 'attachment-damaged');
    return bytes;
  }

  return {
    save: async (name, bytes) => {
      if (bytes.length === 0) throw new CallError('E_BAD_REQUEST', 'empty-file');
      if (bytes.length > maxFileBytes) throw new CallError('E_TOO_LARGE', 'file');
      const mediaType = await fileType(bytes);
      if (mediaType === undefined) throw new CallError('E_BAD_REQUEST', 'file-type');
      // Nothing here reads them, and no model of the tables takes them: better said now than by each lane.
      if (mediaType === 'application/pdf') throw new CallError('E_BAD_REQUEST', 'pdf');
      const picture = pictureSize(mediaType, bytes);
      if (picture !== undefined && picture.widthPx * picture.heightPx > maxPixels) {
        throw new CallError('E_TOO_LARGE', 'pixels');
      }
      const kept = mediaType === 'text/plain' ? await asUtf8(bytes) : bytes;
      if (mediaType === 'text/plain' && kept.length > maxTextBytes) throw new CallError('E_TOO_LARGE', 'text');
      const sha256 = await sha256Of(kept);
      try {
        await whileKept(() => write(kept, sha256));
      } catch (error) {
        throw toStorageError(error);
      }
      return {
        id: newId<AttachmentId>(),
        name: cleanFileName(name),
        mediaType,
        sizeBytes: kept.length,
        sha256,
        ...picture,
      };
    },
    readImage: async attachment => {
      const bytes = await read(attachment);
      const mediaType = await fileType(bytes);
      if (mediaType?.startsWith('image/') !== true) throw new CallError('E_BAD_REQUEST', 'file-type');
      const base64 = await base64Of(withoutMetadata(mediaType, bytes));
      return { mediaType, base64, ...pictureSize(mediaType, bytes) };
    },
    readText: async attachment => {
      const bytes = await read(attachment);
      const text = (await fileType(bytes)) === 'text/plain' ? await decodeText(bytes) : undefined;
      if (text === undefined) throw new CallError('E_BAD_REQUEST', 'file-type');
      return text;
    },
    readBytes: read,
    remove: sha256s => {
      for (const sha256 of sha256s) unwanted.add(sha256);
      removeUnwanted();
    },
    removeRests: async () => {
      for (const group of await namesIn(rootPath)) {
        if (!/^[0-9a-f]{2}$/.test(group)) continue;
        for (const name of await namesIn(join(rootPath, group))) {
          if (restPattern.test(name)) await removeRest(join(rootPath, group, name));
        }
      }
    },
    whileKept,
  };
}

const restPattern = /^[0-9a-f]{64}\.[0-9a-f]{12}\.tmp$/;
/** A younger one may be in work. A clock that was set back leaves some that lie in the future. */
const restAgeMs = 60 * 60 * 1_000;

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

async function removeRest(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() !== true || Math.abs(Date.now() - found.mtimeMs) < restAgeMs) return;
  await rm(path, { force: true }).catch(() => undefined);
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new CallError('E_STORAGE', 'gone');
    // A file that stands in its place is met by what is written next.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

async function asUtf8(bytes: Uint8Array): Promise<Uint8Array> {
  return isUtf8(bytes) ? bytes : new TextEncoder().encode(await decodeText(bytes));
}

/** A multiple of three, as bytes of base64; about a millisecond of work. */
const encodedAtOnceBytes = 768 * 1024;

async function base64Of(bytes: Uint8Array): Promise<string> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let from = 0; from < all.length; from += encodedAtOnceBytes) {
    await othersRun();
    // Not joined: whoever sends it puts more before it, and all would be copied twice.
    text += all.toString('base64', from, from + encodedAtOnceBytes);
  }
  return text;
}

async function hashOf(path: string): Promise<string> {
  return sha256Of(await readFile(path));
}

/** Some milliseconds of work. */
const hashedAtOnceBytes = 2 * 1024 * 1024;

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let from = 0; from < bytes.length; from += hashedAtOnceBytes) {
    if (from > 0) await othersRun();
    hash.update(bytes.subarray(from, from + hashedAtOnceBytes));
  }
  return hash.digest('hex');
}
