import { crc32 } from 'node:zlib';
import { type Entry, open, type ZipFile } from 'yauzl';
import { ImportProblem, maxUnpackedBytes } from './importProblem';

/** A zip whose list of files was looked at as a whole. Nothing of it is ever unpacked to the disk. */
export interface ZipArchive {
  readonly names: readonly string[];
  /** Name of a file, in whatever folder, that begins with these characters. */
  readonly findByStart: (start: string) => string | undefined;
  /** Bytes of one file; undefined when there is none of that name or it is larger than `maxBytes`. */
  readonly read: (name: string, maxBytes: number) => Promise<Buffer | undefined>;
  readonly close: () => void;
}

const maxEntries = 200_000;
/** Text repeats itself and is packed to a hundredth at most in practice; a bomb of the common kind to a thousandth. */
const maxRatio = 500;
const smallBytes = 1_000_000;
const directoryType = 0o040000;
const regularType = 0o100000;
const typeMask = 0o170000;

/**
 * Opens a zip and refuses it whole when a name leads out of it, an entry is a link or a device, entries overlap, or it would unpack to far
 * more than it is. `fileBytes` is the size of the file.
 */
export async function openZip(path: string, fileBytes: number): Promise<ZipArchive> {
  const zip = await opened(path);
  try {
    const entries = await listed(zip, fileBytes);
    return {
      names: [...entries.keys()],
      findByStart: finder([...entries.keys()]),
      read: (name, maxBytes) => {
        const entry = entries.get(name);
        return entry === undefined || entry.uncompressedSize > maxBytes
          ? Promise.resolve(undefined)
          : content(zip, entry, maxBytes);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(
      path,
      { lazyEntries: true, autoClose: false, strictFileNames: false, validateEntrySizes: true },
      (error, zip) => (error ? reject(new ImportProblem('import-zip-damaged')) : resolve(zip)),
    );
  });
}

function listed(zip: ZipFile, fileBytes: number): Promise<ReadonlyMap<string, Entry>> {
  return new Promise((resolve, reject) => {
    if (zip.entryCount > maxEntries) {
      reject(new ImportProblem('import-zip-bomb'));
      return;
    }
    const entries = new Map<string, Entry>();
    let packed = 0;
    let unpacked = 0;
    zip.on('error', error => reject(problemOf(error)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      packed += entry.compressedSize;
      unpacked += entry.uncompressedSize;
      const isBomb =
        packed > fileBytes ||
        unpacked > maxUnpackedBytes ||
        (entry.uncompressedSize > smallBytes && entry.uncompressedSize > maxRatio * Math.max(1, entry.compressedSize));
      const problem = isBomb ? 'import-zip-bomb' : entryProblem(entry);
      if (problem !== undefined) {
        reject(new ImportProblem(problem));
        return;
      }
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function entryProblem(entry: Entry): 'import-zip-unsafe' | 'import-zip-encrypted' | undefined {
  if ((entry.generalPurposeBitFlag & 1) !== 0) return 'import-zip-encrypted';
  // The upper half is a Unix mode where the archive was made on such a system, and zero elsewhere.
  const type = (entry.externalFileAttributes >>> 16) & typeMask;
  const isPlain = type === 0 || type === regularType || type === directoryType;
  return isPlain && isSafeName(entry.fileName) ? undefined : 'import-zip-unsafe';
}

function isSafeName(name: string): boolean {
  if (name.includes('\0') || /^(?:[/\\]|[a-z]:)/i.test(name)) return false;
  return name.split(/[/\\]/).every(part => part !== '..' && !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(part));
}

/** The library refuses absolute names and `..` by itself. */
function problemOf(error: unknown): ImportProblem {
  const message = error instanceof Error ? error.message : '';
  const isName = /relative path|absolute path|invalid characters in fileName/i.test(message);
  return new ImportProblem(isName ? 'import-zip-unsafe' : 'import-zip-damaged');
}

function finder(names: readonly string[]): ZipArchive['findByStart'] {
  const sorted = names.map(name => ({ name, last: name.split('/').at(-1) ?? '' })).sort(byLast);
  return start => {
    let low = 0;
    for (let high = sorted.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle]?.last ?? '') < start) low = middle + 1;
      else high = middle;
    }
    const found = sorted[low];
    return start !== '' && found?.last.startsWith(start) === true ? found.name : undefined;
  };
}

function byLast(a: { readonly last: string }, b: { readonly last: string }): number {
  return a.last < b.last ? -1 : a.last > b.last ? 1 : 0;
}

function content(zip: ZipFile, entry: Entry, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(new ImportProblem('import-zip-damaged'));
        return;
      }
      const chunks: Buffer[] = [];
      let length = 0;
      stream.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > maxBytes) stream.destroy(new Error('larger than it said'));
        else chunks.push(chunk);
      });
      stream.on('error', () => reject(new ImportProblem('import-zip-damaged')));
      stream.on('end', () => {
        const bytes = Buffer.concat(chunks);
        // The library unpacks and does not compare: a stored text with a flipped bit would be taken for sound.
        if (crc32(bytes) === entry.crc32) resolve(bytes);
        else reject(new ImportProblem('import-zip-damaged'));
      });
    });
  });
}
