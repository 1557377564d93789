import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import ElectronStore from 'electron-store';
import { shapeOf } from '../../src/shared/domain/boundedJson';
import { CallError } from '../../src/shared/domain/errors';
import { badPath } from './badName';
import { syncFile, syncFolder, writeFileDurably } from './durableFile';
import type { Parsed } from './settingsSchema';
import { isDiskFull, toStorageError } from './storageError';

/** Something the user must be told: what was wrong with a file, and what became of it. */
export interface ConfigNotice {
  readonly kind: 'settings-set-aside' | 'settings-restored-from-backup';
  /** Name under which the bad file was kept; when there was none, the name of the file that was missing. Never a path. */
  readonly detail: string;
}

export interface ConfigFile<Value> {
  readonly value: () => Value;
  /** Durable when it returns. E_STORAGE when it could not be written; the old content then stays, on the disk and here. */
  readonly save: (value: Value) => void;
  readonly notices: readonly ConfigNotice[];
}

export interface ConfigFileOptions<Value> {
  readonly folder: string;
  /** File name without `.json`; also the key of the value inside the file. */
  readonly name: string;
  /** Raised when a field is added or changes its meaning; a file with a higher number is set aside, not guessed at. */
  readonly version: number;
  /** Undefined when the content cannot be used at all. */
  readonly parse: (content: unknown) => Parsed<Value> | undefined;
  readonly empty: Value;
  /** The value with what the content holds beyond it: fields that another version of the program wrote must outlive a save by this one. */
  readonly withUnknown?: ((value: Value, content: unknown) => unknown) | undefined;
  readonly nowMs: number;
}

const maxFileBytes = 16 * 1024 * 1024;
const maxDepth = 64;

/**
 * Opens a JSON file beside its last good copy (`.bak`). A file that cannot be used is kept as `.bad-<time>`, the copy takes its place, and a
 * notice says so; nothing is ever reset in silence. E_STORAGE when the file is there and cannot be read or set aside.
 */
export function openConfigFile<Value>(options: ConfigFileOptions<Value>): ConfigFile<Value> {
  try {
    return open(options);
  } catch (error) {
    throw toStorageError(error);
  }
}

function open<Value>({
  folder,
  name,
  version,
  parse,
  empty,
  withUnknown,
  nowMs,
}: ConfigFileOptions<Value>): ConfigFile<Value> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.json`);
  const backupPath = `${path}.bak`;
  const notices: ConfigNotice[] = [];

  const keepAside = (from: string, move: typeof renameSync | typeof copyFileSync): string => {
    const target = badPath(from, nowMs);
    move(from, target);
    syncFolder(folder);
    return target.slice(folder.length + 1);
  };

  /** What stood in the file when it was last read. */
  let content: unknown;

  function load(): { readonly value: Value; readonly isWhole: boolean } {
    const main = readConfig(path, name, version, parse);
    if (main.kind === 'good') {
      content = main.content;
      if (main.wrongFields.length === 0) return { value: main.value, isWhole: true };
      notices.push({ kind: 'settings-set-aside', detail: keepAside(path, copyFileSync) });
      return { value: main.value, isWhole: false };
    }
    const detail = main.kind === 'bad' ? keepAside(path, renameSync) : `${name}.json`;
    const backup = readConfig(backupPath, name, version, parse);
    if (backup.kind === 'good') {
      content = backup.content;
      notices.push({ kind: 'settings-restored-from-backup', detail });
      return { value: backup.value, isWhole: false };
    }
    if (backup.kind === 'bad') keepAside(backupPath, renameSync);
    if (main.kind === 'bad' || backup.kind === 'bad') notices.push({ kind: 'settings-set-aside', detail });
    return { value: empty, isWhole: main.kind === 'absent' && backup.kind === 'absent' };
  }

  const loaded = load();
  let current = loaded.value;
  let store: ElectronStore<Record<string, unknown>> | undefined;
  /** Made when something is written for the first time, after the file was looked at: it reads the file itself and would stop at a damaged one. */
  const openStore = () =>
    new ElectronStore<Record<string, unknown>>({
      cwd: folder,
      name,
      configFileMode: 0o600,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
      serialize: value => `${JSON.stringify(value, null, 2)}\n`,
      deserialize: text => JSON.parse(text.replace(/^\uFEFF/, '')),
    });

  function write(value: Value): void {
    // Temporary file, fsync and rename are done by the store; the folder is not synced there, and without it a power cut undoes the rename.
    store ??= openStore();
    store.store = { version, [name]: withUnknown?.(value, content) ?? value };
    syncFolder(folder);
  }

  /** The copy is of the content before, which was read back or written whole; the first content is its own copy. */
  function save(value: Value): void {
    // It was made when this was opened: a new one in its place would look like a program that was never used.
    if (!existsSync(folder)) throw new CallError('E_STORAGE', 'gone');
    try {
      const before = readConfig(path, name, version, parse);
      // Damaged or edited by hand while the program ran: kept like one found at the start.
      if (before.kind === 'bad') keepAside(path, renameSync);
      if (before.kind === 'good') content = before.content;
      const isKept = before.kind === 'good' && before.wrongFields.length === 0;
      if (isKept) writeFileDurably(backupPath, readFileSync(path));
      write(value);
      if (!isKept && statSync(backupPath, { throwIfNoEntry: false }) === undefined) {
        writeFileDurably(backupPath, readFileSync(path));
      }
    } catch (error) {
      throw toStorageError(error);
    }
    current = value;
  }

  if (!loaded.isWhole) {
    try {
      write(current);
    } catch (error) {
      // With a full disk the same is found and done at the next start.
      if (!isDiskFull(error)) throw error;
    }
  } else if (statSync(path, { throwIfNoEntry: false }) !== undefined) {
    chmodSync(path, 0o600);
    syncFile(path);
  }
  return { value: () => current, save, notices };
}

type ReadResult<Value> =
  | { readonly kind: 'absent' }
  | { readonly kind: 'bad' }
  | ({ readonly kind: 'good'; readonly content: unknown } & Parsed<Value>);

/** Content of a file. Throws what the file system throws when the file is there and cannot be read: that is not damage. */
function readConfig<Value>(
  path: string,
  name: string,
  version: number,
  parse: (content: unknown) => Parsed<Value> | undefined,
): ReadResult<Value> {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) return { kind: 'absent' };
  if (!file.isFile()) throw new CallError('E_STORAGE', 'unreadable');
  // Never read into memory whole: a file of a gigabyte is damage, too.
  if (file.size > maxFileBytes) return { kind: 'bad' };
  const text = decode(readFileSync(path));
  if (text === undefined || shapeOf(text).depth > maxDepth) return { kind: 'bad' };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { kind: 'bad' };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return { kind: 'bad' };
  if (!('version' in content) || content.version !== version || !Object.hasOwn(content, name)) return { kind: 'bad' };
  const value = (content as Record<string, unknown>)[name];
  const parsed = parse(value);
  return parsed === undefined ? { kind: 'bad' } : { kind: 'good', content: value, ...parsed };
}

/** A byte order mark is no damage: some editors add one. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
