import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { syncFolder } from '../store/durableFile';

/** Where an export is written: it appears under its own name when it is whole, and never before. */
export interface AtomicFile {
  readonly write: (text: string | Uint8Array) => Promise<void>;
  readonly byteCount: () => number;
  /** Makes it durable and gives it its name; a file of that name is replaced. */
  readonly finish: () => Promise<void>;
  /** Leaves nothing behind. Does nothing after `finish`. */
  readonly discard: () => Promise<void>;
}

/** Told of the hidden name before anything stands there, and when nothing does any more. Neither throws. */
interface ExportMemory {
  readonly begin: (temporaryPath: string) => void;
  readonly end: () => void;
}

const noMemory: ExportMemory = { begin: () => undefined, end: () => undefined };

/** A name that nothing has but an export which is being written. */
export const unfinishedNamePattern = /^\..*\.[0-9a-f]{12}\.part$/s;

const bufferBytes = 256 * 1024;

/** Begins a file beside its final place. System errors are thrown as they come. */
export async function createAtomicFile(path: string, memory = noMemory): Promise<AtomicFile> {
  await removeLeftOver(path);
  const temporaryPath = hiddenName(path);
  memory.begin(temporaryPath);
  const file: FileHandle = await open(temporaryPath, 'wx', 0o600);
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let written = 0;
  let isOpen = true;
  let isDone = false;

  const flush = async () => {
    const buffers = waiting;
    waiting = [];
    waitingBytes = 0;
    for (const buffer of buffers) {
      for (let offset = 0; offset < buffer.length; ) {
        offset += (await file.write(buffer, offset)).bytesWritten;
      }
    }
  };
  return {
    write: async text => {
      const buffer = typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(text);
      waiting.push(buffer);
      waitingBytes += buffer.length;
      written += buffer.length;
      if (waitingBytes >= bufferBytes) await flush();
    },
    byteCount: () => written,
    finish: async () => {
      await flush();
      await file.sync();
      isOpen = false;
      await file.close();
      await rename(temporaryPath, path);
      isDone = true;
      memory.end();
      syncFolder(dirname(path));
    },
    discard: async () => {
      if (isDone) return;
      isDone = true;
      if (isOpen) await file.close().catch(() => undefined);
      await rm(temporaryPath, { force: true });
      memory.end();
    },
  };
}

export interface AtomicFolder {
  /** Where files are put until `finish`. */
  readonly path: string;
  /** Makes its files durable and gives it its name, with a number where that name is taken; answers the path. */
  readonly finish: () => Promise<string>;
  readonly discard: () => Promise<void>;
}

/** Begins a folder beside its final place. */
export async function createAtomicFolder(path: string, memory = noMemory): Promise<AtomicFolder> {
  await removeLeftOver(path);
  const temporaryPath = hiddenName(path);
  memory.begin(temporaryPath);
  await mkdir(temporaryPath, { mode: 0o700 });
  let isDone = false;
  return {
    path: temporaryPath,
    finish: async () => {
      // All at the end: the first takes most of the others along.
      for (const name of await readdir(temporaryPath)) await makeDurable(join(temporaryPath, name));
      syncFolder(temporaryPath);
      const finalPath = await freePath(path);
      await rename(temporaryPath, finalPath);
      isDone = true;
      memory.end();
      syncFolder(dirname(path));
      return finalPath;
    },
    discard: async () => {
      if (isDone) return;
      await rm(temporaryPath, { recursive: true, force: true });
      memory.end();
    },
  };
}

/** Some disks say only now that they are full. */
async function makeDurable(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function freePath(path: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? path : `${path} (${number})`;
    if ((await stat(candidate).catch(() => undefined)) === undefined) return candidate;
  }
}

function hiddenName(path: string): string {
  return join(dirname(path), `${hiddenStart(path)}${randomBytes(6).toString('hex')}${hiddenEnd}`);
}

function hiddenStart(path: string): string {
  // Half of an emoji is another sign once it stands on the disk.
  return `.${basename(path)
    .slice(0, 60)
    .replace(/[\ud800-\udbff]$/, '')}.`;
}

const hiddenEnd = '.part';
/** Another program of ours may be writing the younger ones. */
const leftOverMs = 60 * 60 * 1_000;

/** Removes what earlier exports to this place left behind that were cut off with the whole program. Never rejects. */
async function removeLeftOver(path: string): Promise<void> {
  const folder = dirname(path);
  const start = hiddenStart(path);
  const isHidden = (name: string) => name.startsWith(start) && /^[0-9a-f]{12}\.part$/.test(name.slice(start.length));
  for (const name of (await readdir(folder).catch(() => [])).filter(isHidden)) {
    const leftOver = join(folder, name);
    const found = await stat(leftOver).catch(() => undefined);
    if (found === undefined || Date.now() - found.mtimeMs < leftOverMs) continue;
    await rm(leftOver, { recursive: true, force: true }).catch(() => undefined);
  }
}
