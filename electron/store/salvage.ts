import { chmodSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { CallError } from '../../src/shared/domain/errors';
import { othersRun } from '../othersRun';
import { type Connection, connect, type Reader, type SqlParameters } from './db';
import { syncFile, syncFolder, writeFileDurably } from './durableFile';
import { migrate, schemaVersion } from './migrate';
import type { Migration } from './migrations/migration';
import { applicationId, historyPaths, moveAside } from './open';
import { mendReferences } from './salvagedReferences';
import { toStorageError } from './storageError';

/** What came out of a damaged history. */
export interface Salvaged {
  readonly rowCount: number;
  /** Rows that no way led to any more, as far as they can be counted. */
  readonly lostCount: number;
}

/** Tables with a number for each row, those that others refer to first. */
export const numberedTables = [
  'folders',
  'conversations',
  'tags',
  'lanes',
  'turns',
  'answers',
  'attachments',
  'votes',
  'prompts',
] as const;

/** Tables that are found by the ids of another one. */
export const keyedTables = [
  { name: 'turn_lanes', column: 'lane_id', keys: 'SELECT id FROM lanes UNION SELECT lane_id FROM answers' },
  { name: 'conversation_tags', column: 'conversation_id', keys: 'SELECT id FROM conversations' },
  { name: 'turn_attachments', column: 'turn_id', keys: 'SELECT id FROM turns' },
] as const;

const rowsPerRead = 50;
const rowsPerCommit = 2_000;
/** Reads of one table that fail; a table with more wounds than this is left at what was found. */
const maxFailures = 2_000_000;

type Row = SqlParameters & { readonly row?: number };

/**
 * Builds a new history from all that can still be read of a damaged one, and puts it in its place; the damaged files are kept. A table is
 * read by ranges of row numbers: a range that cannot be read is halved until what is left out is the damage alone. Rows whose parents are
 * lost get new ones, so that every answer that was found can be reached. Nothing may have the history open.
 * E_STORAGE `damaged` when not even the list of tables can be read, `disk-full`; the history stays as it was then.
 */
export async function salvageHistory(
  folder: string,
  migrations: readonly Migration[],
  nowMs: number,
): Promise<Salvaged> {
  const paths = historyPaths(folder);
  const unfinishedPath = `${paths.database}.salvaging`;
  const removeUnfinished = () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(unfinishedPath + suffix, { force: true });
  };
  removeUnfinished();
  try {
    checkRoom(folder, paths.database);
    const salvaged = await copyReadable(paths.database, unfinishedPath, migrations, nowMs);
    syncFile(unfinishedPath);
    moveAside(folder, nowMs);
    renameSync(unfinishedPath, paths.database);
    syncFolder(folder);
    writeFileDurably(paths.sentinel, `${JSON.stringify({ salvagedAt: nowMs })}\n`);
    return salvaged;
  } catch (error) {
    removeUnfinished();
    throw toStorageError(error);
  }
}

function checkRoom(folder: string, path: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const sizes = ['', '-wal'].map(suffix => statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0);
  if (bavail * bsize < sizes.reduce((sum, size) => sum + size, 0)) throw new CallError('E_STORAGE', 'disk-full');
}

async function copyReadable(
  path: string,
  targetPath: string,
  migrations: readonly Migration[],
  nowMs: number,
): Promise<Salvaged> {
  const source = connect(path, { isReadOnly: true });
  const target = connect(targetPath);
  try {
    chmodSync(targetPath, 0o600);
    const version = schemaVersion(source);
    const known = migrations.filter(migration => migration.version <= version);
    // A newer schema may hold what this version would leave out.
    if (version < 1 || known.at(-1)?.version !== version) throw new CallError('E_STORAGE', 'damaged');
    if (source.get('SELECT name FROM sqlite_schema LIMIT 1') === undefined) throw new CallError('E_STORAGE', 'damaged');
    target.exec(`PRAGMA application_id=${applicationId}`);
    if (migrate(target, known, undefined, nowMs).kind !== 'migrated') throw new CallError('E_STORAGE', 'io');
    target.exec('PRAGMA foreign_keys=OFF');
    const copy = new TableCopy(source, target, statSync(path).size);
    for (const name of numberedTables) await copy.numbered(name);
    for (const table of keyedTables) await copy.keyed(table);
    target.transaction(() => mendReferences(target, nowMs));
    target.exec('PRAGMA foreign_keys=ON');
    const isSound = target.pragma('quick_check(1)') === 'ok' && target.get('PRAGMA foreign_key_check') === undefined;
    if (!isSound) throw new CallError('E_STORAGE', 'damaged');
    target.pragma('wal_checkpoint(TRUNCATE)');
    return { rowCount: copy.rowCount, lostCount: copy.lostCount };
  } finally {
    source.close();
    target.close();
  }
}

class TableCopy {
  rowCount = 0;
  lostCount = 0;
  readonly #source: Connection;
  readonly #target: Connection;
  readonly #sourceBytes: number;
  #waiting: Row[] = [];

  constructor(source: Connection, target: Connection, sourceBytes: number) {
    this.#source = source;
    this.#target = target;
    this.#sourceBytes = sourceBytes;
  }

  async numbered(name: string): Promise<void> {
    const columns = this.#columnsOf(name);
    if (columns.length === 0) return;
    const sql = `SELECT ${columns.join(', ')} FROM ${name} WHERE row BETWEEN :first AND :last ORDER BY row LIMIT ${rowsPerRead}`;
    const open: [first: number, last: number][] = [[1, this.#lastRow(name)]];
    let failures = 0;
    for (let range = open.pop(); range !== undefined; range = open.pop()) {
      const [first, last] = range;
      const rows = readable(() => this.#source.all<Row>(sql, { first, last }));
      if (rows !== undefined) {
        this.#waiting.push(...rows);
        const next = Number(rows.at(-1)?.row ?? last) + 1;
        if (rows.length === rowsPerRead && next <= last) open.push([next, last]);
      } else if (++failures > maxFailures) break;
      else if (first >= last) this.lostCount += 1;
      else {
        const middle = Math.floor((first + last) / 2);
        open.push([middle + 1, last], [first, middle]);
      }
      if (failures % 1_000 === 999 || this.#waiting.length >= rowsPerCommit) await this.#write(name, columns);
    }
    await this.#write(name, columns);
  }

  /** All at once where that works, else by each known id of the other table. */
  async keyed({ name, column, keys }: (typeof keyedTables)[number]): Promise<void> {
    const columns = this.#columnsOf(name);
    if (columns.length === 0) return;
    const select = `SELECT ${columns.join(', ')} FROM ${name}`;
    const whole = readable(() => this.#source.all<Row>(select));
    if (whole !== undefined) this.#waiting = [...whole];
    else {
      for (const { id } of this.#target.all<{ id: string }>(keys)) {
        const rows = readable(() => this.#source.all<Row>(`${select} WHERE ${column} = :id`, { id }));
        if (rows === undefined) this.lostCount += 1;
        else this.#waiting.push(...rows);
        if (this.#waiting.length >= rowsPerCommit) await this.#write(name, columns);
      }
    }
    await this.#write(name, columns);
  }

  /** Columns that both schemas have; none when the damaged file lacks the table. */
  #columnsOf(name: string): readonly string[] {
    const namesIn = (reader: Reader) =>
      (readable(() => reader.all<{ name: string }>(`PRAGMA table_info(${name})`)) ?? []).map(column => column.name);
    const wanted = new Set(namesIn(this.#target));
    return namesIn(this.#source).filter(column => wanted.has(column));
  }

  /** The largest row number: from the table, else from the index over its ids, else what a file of this size can hold at most. */
  #lastRow(name: string): number {
    const inIndex = `SELECT max(row) AS last FROM (SELECT row FROM ${name} INDEXED BY sqlite_autoindex_${name}_1)`;
    for (const sql of [`SELECT max(row) AS last FROM ${name}`, inIndex]) {
      const found = readable(() => this.#source.get<{ last: number | null }>(sql));
      if (found !== undefined) return found.last ?? 0;
    }
    return Math.ceil(this.#sourceBytes / 64);
  }

  /** One row that does not fit (noise read as a row) must not take the others with it. */
  async #write(name: string, columns: readonly string[]): Promise<void> {
    const rows = this.#waiting;
    this.#waiting = [];
    const sql = `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(column => `:${column}`).join(', ')})`;
    this.#target.relaxed(() =>
      this.#target.transaction(() => {
        for (const row of rows) {
          try {
            this.#target.run(sql, row);
            this.rowCount += 1;
          } catch (error) {
            if (error instanceof CallError) throw error;
            this.lostCount += 1;
          }
        }
      }),
    );
    await othersRun();
  }
}

/** What was read, or undefined when a page on the way to it is damaged. */
function readable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CallError && error.reason !== 'damaged') throw error;
    return undefined;
  }
}
