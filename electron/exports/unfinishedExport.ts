import { lstatSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { writeFileDurably } from '../store/durableFile';
import { unfinishedNamePattern } from './atomicTarget';

/** The path in a note; undefined where it is none. */
function pathIn(note: unknown): string | undefined {
  if (typeof note !== 'object' || note === null || !('path' in note)) return undefined;
  const { path } = note;
  return typeof path === 'string' && isAbsolute(path) && unfinishedNamePattern.test(basename(path)) ? path : undefined;
}

/**
 * Remembers, in the data folder, where an export is being written under a hidden name, so that one that was cut off with the whole program is
 * put away by the next start wherever it lies.
 */
export class UnfinishedExport {
  readonly #notePath: string;

  /** `folder` is the data folder of the user. */
  constructor(folder: string) {
    this.#notePath = join(folder, 'unfinished-export.json');
  }

  /** To be called before anything is there. Never throws: an export that cannot be remembered is written all the same. */
  readonly begin = (path: string): void => {
    try {
      writeFileDurably(this.#notePath, `${JSON.stringify({ path })}\n`);
    } catch {
      // What it leaves behind then goes with the next export to that place.
    }
  };

  /** It is whole, or was put away. Never throws. */
  readonly end = (): void => {
    try {
      rmSync(this.#notePath, { force: true });
    } catch {
      // The next start finds nothing there, and tries again.
    }
  };

  /**
   * Puts away what the program before this one was writing. Nothing but a file or folder with a hidden name of ours goes, and of a folder only
   * files: what else somebody put there stays. On a disk that is not there at the moment it is looked for again. Never throws.
   */
  removeRest(): void {
    try {
      // Reading a pipe would wait for ever.
      if (!statSync(this.#notePath).isFile()) return;
      const path = pathIn(parseBoundedJson(readFileSync(this.#notePath, 'utf8')));
      if (path !== undefined && lstatSync(dirname(path)).isDirectory()) remove(path);
      this.end();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) this.end();
    }
  }
}

function remove(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile() === true) unlinkSync(path);
  if (found?.isDirectory() !== true) return;
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isFile()) unlinkSync(join(path, entry.name));
  rmdirSync(path);
}
