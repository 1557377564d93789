import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Few steps of the event loop for a file of gigabytes. */
const pieceBytes = 4 * 1024 * 1024;

/** Copies a file to a path where nothing is yet. It ends as soon as `signal` says so, and what is there then is for the caller to delete. */
export async function copyFileEndable(from: string, to: string, signal?: AbortSignal): Promise<void> {
  const { mode } = await stat(from);
  const source = createReadStream(from, { highWaterMark: pieceBytes });
  const target = createWriteStream(to, { flags: 'wx', mode, highWaterMark: pieceBytes });
  await pipeline(source, target, { signal });
}
