import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const hashPattern = /^[0-9a-f]{64}$/;

/**
 * Copies attached files from one data folder or folder of backups into another, where they are missing there. Their names are their hashes,
 * so what is there already is the same, and what is damaged is noticed when it is read. Answers how many were copied.
 */
export async function copyMissingAttachments(
  fromFolder: string,
  toFolder: string,
  signal?: AbortSignal,
): Promise<number> {
  const [from, to] = [join(fromFolder, 'attachments'), join(toFolder, 'attachments')];
  let count = 0;
  for (const group of await readdir(from).catch(() => [])) {
    if (!/^[0-9a-f]{2}$/.test(group)) continue;
    for (const name of await readdir(join(from, group)).catch(() => [])) {
      signal?.throwIfAborted();
      if (!hashPattern.test(name)) continue;
      const target = join(to, group, name);
      const source = join(from, group, name);
      const [wanted, found] = await Promise.all([sizeOf(source), sizeOf(target)]);
      if (wanted === undefined || wanted === found) continue;
      await mkdir(join(to, group), { recursive: true, mode: 0o700 });
      const temporaryPath = `${target}.${randomBytes(6).toString('hex')}.tmp`;
      try {
        await copyFile(source, temporaryPath);
        await rename(temporaryPath, target);
      } catch (error) {
        await rm(temporaryPath, { force: true });
        throw error;
      }
      count += 1;
    }
  }
  return count;
}

async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
}
