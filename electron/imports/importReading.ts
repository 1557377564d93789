import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ExportedConversation } from '../../src/shared/domain/exportFormat';
import type { ImportKind, ImportPreview } from '../../src/shared/domain/transfer';
import { chatboxFormat } from './chatboxFormat';
import { chatgptFormat } from './chatgptFormat';
import { checkedConversation, DamagedConversation } from './checkedConversation';
import { cherryFormat } from './cherryFormat';
import { coupletFormat } from './coupletFormat';
import { ImportContents } from './importContents';
import { ImportProblem, maxConversations, maxJsonBytes, maxMessages, maxZipBytes } from './importProblem';
import { emptyConversation, type ImportFormat } from './importSource';
import { decodeJson, parseJson } from './jsonText';
import { SeenConversations } from './seenConversations';
import { openZip, type ZipArchive } from './zipArchive';

const formats: readonly ImportFormat[] = [coupletFormat, chatgptFormat, cherryFormat, chatboxFormat];

/** A file that was read and checked as a whole; what is in it is handed out piece by piece. */
export interface ReadImport {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly conversations: readonly ExportedConversation[];
  readonly skipped: ImportPreview['skipped'];
  readonly damaged: ImportPreview['damaged'];
  readonly hasSettings: boolean;
  readonly content: (sha256: string) => Promise<Uint8Array | undefined>;
  readonly close: () => void;
}

export interface ImportReadingOptions {
  readonly path: string;
  readonly nowMs: number;
  readonly onProgress: (done: number, total: number) => void;
}

/** Reads a file of any kind that is known, told by its content. Throws ImportProblem for one that cannot be imported. */
export async function readImport({ path, nowMs, onProgress }: ImportReadingOptions): Promise<ReadImport> {
  const { values, zip } = await readFileContent(path);
  try {
    const contents = new ImportContents();
    const format = formats.find(candidate => values.some(candidate.fits));
    if (format === undefined) throw new ImportProblem('import-unknown-format');
    const fitting = values.filter(format.fits);
    const total = fitting.reduce<number>((sum, value) => sum + format.count(value), 0);
    if (total > maxConversations) throw new ImportProblem('import-too-many');
    const conversations: ExportedConversation[] = [];
    const seen = new SeenConversations();
    let messageCount = 0;
    let done = 0;
    for (const value of fitting) {
      for await (const read of format.read({ value, zip, nowMs, contents })) {
        done += 1;
        if (done % 50 === 0) onProgress(Math.min(done, total), total);
        if (read === emptyConversation) continue;
        const checked = read instanceof DamagedConversation ? read : checkedConversation(read);
        if (checked instanceof DamagedConversation) {
          contents.leaveOut(checked, done);
          continue;
        }
        if (await seen.isRepeated(checked, async () => checked)) {
          contents.skip('repeated-conversation');
          continue;
        }
        messageCount += checked.turns.length + checked.answers.length;
        if (messageCount > maxMessages) throw new ImportProblem('import-too-many');
        conversations.push(checked);
      }
    }
    if (conversations.length === 0 && contents.damaged.length === 0) throw new ImportProblem('import-nothing');
    return {
      kind: format.kind,
      fileName: basename(path),
      conversations,
      skipped: contents.skipped,
      damaged: contents.damaged,
      hasSettings: fitting.some(format.hasSettings),
      content: sha256 => contents.read(sha256),
      close: () => zip?.close(),
    };
  } catch (error) {
    zip?.close();
    throw error;
  }
}

async function readFileContent(
  path: string,
): Promise<{ readonly values: readonly unknown[]; readonly zip: ZipArchive | undefined }> {
  let file: FileHandle;
  try {
    // A pipe would wait for a writer for ever. Windows knows no such flag.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    throw new ImportProblem('import-unreadable');
  }
  try {
    const info = await file.stat();
    if (!info.isFile()) throw new ImportProblem('import-unreadable');
    if (info.size === 0) throw new ImportProblem('import-empty');
    const start = Buffer.alloc(4);
    await file.read(start, 0, 4, 0);
    if (start.toString('latin1') === 'PK\x05\x06') throw new ImportProblem('import-nothing');
    if (start.toString('latin1') === 'PK\x03\x04') return await readZip(path, info.size);
    if (info.size > maxJsonBytes) throw new ImportProblem('import-too-large');
    return { values: [parseJson(decodeJson(await file.readFile()))], zip: undefined };
  } finally {
    await file.close();
  }
}

async function readZip(path: string, size: number): Promise<{ readonly values: unknown[]; readonly zip: ZipArchive }> {
  if (size > maxZipBytes) throw new ImportProblem('import-too-large');
  const zip = await openZip(path, size);
  try {
    const names = zip.names.filter(name => /(?:^|\/)(?:data|conversations(?:-\d+)?)\.json$/.test(name));
    const isCopiedStorage = zip.names.some(name => /^(?:IndexedDB|Local Storage)\//.test(name));
    if (names.length === 0) {
      throw new ImportProblem(isCopiedStorage ? 'import-copied-storage' : 'import-unknown-format');
    }
    const values: unknown[] = [];
    for (const name of names.sort()) {
      const bytes = await zip.read(name, maxJsonBytes);
      if (bytes === undefined) throw new ImportProblem('import-too-large');
      values.push(parseJson(decodeJson(bytes)));
    }
    return { values, zip };
  } catch (error) {
    zip.close();
    throw error;
  }
}
