import { chmodSync, copyFileSync, readFileSync, renameSync, statSync } from 'node:fs';
import { chmod, link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { badPath } from './badName';
import { isNotKnown } from './durableFile';
import { type SecretFileContent, secretFileSchema } from './secretRecord';

/** Name of the file in its folder; the one before the last save stands beside it with `.bak` at its end. */
const secretFileName = 'secrets.json';

/**
 * What was found when the program started. `readonly` says why nothing may be written: the file is there but could not be read, or
 * a newer version of the program wrote it.
 */
export interface SecretFileReading {
  readonly content: SecretFileContent;
  readonly readonly?: 'unreadable' | 'newer-version' | undefined;
  /** Set when a damaged file was moved aside; the name it has now, and whether the one before it took its place. */
  readonly setAside?: { readonly fileName: string; readonly isBackupUsed: boolean } | undefined;
}

const empty: SecretFileContent = { version: 1, dataKeys: [], secrets: [] };
/** Far above what ten thousand keys need; a larger file is none of ours. */
const maxFileBytes = 16 * 1024 * 1024;

/**
 * Reads the file of secrets. A damaged one is kept under a name of its own and the one before it is used; nothing is made, and
 * nothing is ever deleted.
 */
export function readSecretFile(folder: string, nowMs: number): SecretFileReading {
  const path = join(folder, secretFileName);
  const current = readOne(path);
  if (current.kind === 'good') return { content: current.content };
  if (current.kind === 'readonly') return { content: empty, readonly: current.reason };
  const backup = readOne(`${path}.bak`);
  // Without a first save there is no backup either; a backup alone means that the file was lost.
  if (current.kind === 'missing' && backup.kind === 'missing') return { content: empty };
  if (backup.kind === 'readonly') return { content: empty, readonly: backup.reason };
  const isBackupUsed = backup.kind === 'good';
  const content = isBackupUsed ? backup.content : empty;
  const damaged = [
    ...(current.kind === 'damaged' ? [secretFileName] : []),
    ...(backup.kind === 'damaged' ? [`${secretFileName}.bak`] : []),
  ];
  const keptAs: string[] = [];
  try {
    for (const name of damaged) {
      // Never the name of one that is kept already: the clock may have been put back, or two starts fall into one second.
      const kept = badPath(join(folder, name), nowMs);
      renameSync(join(folder, name), kept);
      keptAs.push(basename(kept));
    }
  } catch {
    return { content, readonly: 'unreadable' };
  }
  return keptAs[0] === undefined ? { content } : { content, setAside: { fileName: keptAs[0], isBackupUsed } };
}

type OneFile =
  | { readonly kind: 'good'; readonly content: SecretFileContent }
  | { readonly kind: 'missing' | 'damaged' }
  | { readonly kind: 'readonly'; readonly reason: 'unreadable' | 'newer-version' };

function readOne(path: string): OneFile {
  let text: string;
  try {
    const file = statSync(path);
    // Reading a pipe would wait for ever.
    if (!file.isFile()) return { kind: 'readonly', reason: 'unreadable' };
    if (file.size > maxFileBytes) return { kind: 'damaged' };
    text = readFileSync(path, 'utf8');
    closeToOthers(path, file.mode);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' ? { kind: 'missing' } : { kind: 'readonly', reason: 'unreadable' };
  }
  try {
    // An editor may have put a mark before it, which is no damage.
    const json = parseBoundedJson(text.replace(/^\uFEFF/, ''));
    if (isNewer(json)) return { kind: 'readonly', reason: 'newer-version' };
    const parsed = secretFileSchema.safeParse(json);
    return parsed.success ? { kind: 'good', content: parsed.data } : { kind: 'damaged' };
  } catch {
    return { kind: 'damaged' };
  }
}

/** A copy that was put there by hand may be open to everybody. */
function closeToOthers(path: string, mode: number): void {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  try {
    chmodSync(path, 0o600);
  } catch {
    // The file of somebody else: it can be read, and the next save replaces it.
  }
}

/** What stands in the file now; undefined when there is none, or none that could be ours. */
export function secretFileText(folder: string): string | undefined {
  const path = join(folder, secretFileName);
  const file = statSync(path, { throwIfNoEntry: false });
  return file?.isFile() === true && file.size <= maxFileBytes ? readFileSync(path, 'utf8') : undefined;
}

/**
 * Keeps a copy of the file when it is not what this program read or wrote last, such as an older one put back while the program runs: the
 * next save would overwrite it. Name of the copy; undefined when all is as it was left.
 */
export function keepReplaced(folder: string, lastText: string | undefined, nowMs: number): string | undefined {
  const text = secretFileText(folder);
  if (text === undefined || text === lastText) return undefined;
  const path = join(folder, secretFileName);
  const copy = badPath(path, nowMs);
  copyFileSync(path, copy);
  chmodSync(copy, 0o600);
  return copy.slice(folder.length + 1);
}

function isNewer(json: unknown): boolean {
  return (
    typeof json === 'object' &&
    json !== null &&
    'version' in json &&
    Number.isInteger(json.version) &&
    Number(json.version) > 1
  );
}

/**
 * Replaces the file so that after a crash or a power cut either the old or the new one is there in full, readable by its owner
 * alone. The old one becomes the backup. One call at a time. Answers the text that was written.
 */
export async function writeSecretFile(folder: string, content: SecretFileContent): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // A folder that was there before may be open to others.
  if (((await stat(folder)).mode & 0o077) !== 0) await chmod(folder, 0o700);
  const path = join(folder, secretFileName);
  const temporary = `${path}.tmp`;
  // A left-over of a crash may have other rights, which opening it again would keep.
  await rm(temporary, { force: true });
  const text = `${JSON.stringify(content, undefined, 1)}\n`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await keepAsBackup(path);
  await rename(temporary, path);
  await syncFolder(folder);
  return text;
}

/** A second name for the same bytes, which then become the backup in one step. */
async function keepAsBackup(path: string): Promise<void> {
  const temporary = `${path}.bak.tmp`;
  try {
    await rm(temporary, { force: true });
    await link(path, temporary);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    await copyDurably(path, temporary);
  }
  await rename(temporary, `${path}.bak`);
}

/** For file systems without hard links. */
async function copyDurably(from: string, to: string): Promise<void> {
  const file = await open(to, 'w', 0o600);
  try {
    await file.writeFile(readFileSync(from));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the renaming itself last. Windows and some file systems know no such thing for folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (!isNotKnown(error)) throw error;
  } finally {
    await handle.close();
  }
}
