import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fetchFile, type UpdateFetch } from './updateFetch';
import type { UpdateFile } from './updateManifest';
import { UpdateFailure } from './updateProblem';

export interface DownloadOptions {
  readonly fetch: UpdateFetch;
  readonly folder: string;
  readonly file: UpdateFile;
  /** Base of addresses that are not whole. */
  readonly feed: string;
  /** The name that the file gets once it is whole. */
  readonly name: string;
  readonly idleMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (doneBytes: number) => void;
}

/**
 * Fetches a file of a release to the disk. It gets its name only when every byte is the one that was signed for; anything else is removed.
 * @returns the file's path
 */
export async function downloadUpdate(options: DownloadOptions): Promise<string> {
  const { folder, file, name, onProgress } = options;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const partial = join(folder, `${name}.partial`);
  const hash = createHash('sha512');
  let doneBytes = 0;
  try {
    const handle = await open(partial, 'wx', 0o600);
    try {
      const address = URL.canParse(file.url, options.feed) ? new URL(file.url, options.feed).href : '';
      await fetchFile(options.fetch, address, options, async bytes => {
        doneBytes += bytes.length;
        if (doneBytes > file.sizeBytes) throw new UpdateFailure('damaged', 'longer than it was signed');
        hash.update(bytes);
        await handle.write(bytes);
        onProgress(doneBytes);
      });
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (doneBytes !== file.sizeBytes) throw new UpdateFailure('no-answer', `ended after ${doneBytes} bytes`);
    if (hash.digest('base64') !== file.sha512) throw new UpdateFailure('damaged', 'another content than was signed');
    const whole = join(folder, name);
    await rename(partial, whole);
    return whole;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Whether a file still is the one that was signed: another program may have had its hands on it. */
export async function isSigned(path: string, { sha512 }: UpdateFile): Promise<boolean> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64') === sha512;
}
