import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import { isDiskFull, storageReason, toStorageError } from './storageError';

type SqlValue = string | number | null;

/** Values by parameter name, without the `:`. Booleans are stored as 0 and 1, undefined as NULL. */
export interface SqlParameters {
  readonly [name: string]: SqlValue | boolean | undefined;
}

/**
 * A handle that can only read. `Row` is what the caller says its columns are: the tables are STRICT, so a column holds the type it was
 * declared with.
 */
export interface Reader {
  readonly get: <Row>(sql: string, parameters?: SqlParameters) => Row | undefined;
  readonly all: <Row>(sql: string, parameters?: SqlParameters) => readonly Row[];
  /** Rows as arrays in the order of the columns: for long results, about half the time of `all`. */
  readonly tuples: <Tuple extends readonly SqlValue[]>(sql: string, parameters?: SqlParameters) => readonly Tuple[];
  /** Resolves once no other program keeps this one from reading, or patience has run out. For `steadily`. */
  readonly whenReadable?: (() => Promise<void> | undefined) | undefined;
}

export interface Writer extends Reader {
  /** Number of rows changed. */
  readonly run: (sql: string, parameters?: SqlParameters) => number;
  /** All or nothing. A call inside another one joins it. May be run a second time when the disk was full and room could be made. */
  readonly transaction: <Result>(steps: () => Result) => Result;
  /**
   * Commits of `steps` may be lost when the power fails (not when the program does), until the next ordinary commit. For text that is
   * still streaming: such a commit takes 0.02 ms where one that waits for the disk takes 0.4 ms on an SSD and 10 to 30 ms on a hard disk.
   */
  readonly relaxed: <Result>(steps: () => Result) => Result;
  /**
   * What `steps` commit is on the disk as ever, in the log beside the file, and is folded into the file a moment later, in a step of its own:
   * for megabytes of text, of which that is the longer half.
   */
  readonly foldedLater: <Result>(steps: () => Result) => Result;
  /**
   * Without foreign keys: nothing is deleted along with what is deleted, and nothing is refused. For steps that delete all that belongs
   * together, of which SQLite reads all rows of a lane anew for each row that it checks.
   */
  readonly unchecked: <Result>(steps: () => Result) => Result;
}

/** An open database, for the files that open, migrate and copy it. */
export interface Connection extends Writer {
  readonly path: string;
  /** False where the file system has no shared memory (some network folders): a rollback journal is used, safe but slower. */
  readonly isWal: boolean;
  readonly exec: (sql: string) => void;
  /** Whether another program keeps this one from writing at the moment; without a write-ahead log, one that only reads does too. */
  readonly isLocked: () => boolean;
  /** Whether another program keeps this one from reading at the moment: only without a write-ahead log. */
  readonly isUnreadable: () => boolean;
  /** First column of the first row. */
  readonly pragma: (name: string) => SqlValue | undefined;
  readonly isOpen: () => boolean;
  readonly close: () => void;
}

export interface ConnectionOptions {
  readonly isReadOnly?: boolean;
  /** Called when the disk is full, before a second try. True when room was made. */
  readonly makeRoom?: () => boolean;
}

/** Pages in the log at which a commit folds them into the file; SQLite's own number. */
const foldedPages = 1_000;
/** What a long prompt leads to, such as its way to the page and to the models, comes first. */
const foldAfterMs = 200;

/** Location of the driver, for a worker thread that has to load it by itself. */
export const driverPath = createRequire(import.meta.url).resolve('@photostructure/sqlite');

/**
 * Opens the file, creating it when it is not there; whoever must not create it looks first. Errors are CallError E_STORAGE.
 * `synchronous=FULL`: with NORMAL a power cut took 190 of 190 acknowledged rows in a trial, with FULL none.
 */
export function connect(path: string, options: ConnectionOptions = {}): Connection {
  const { isReadOnly = false, makeRoom } = options;
  const driver = guarded(() => new DatabaseSync(path, { readOnly: isReadOnly, timeout: 5_000 }));
  const statements = new Map<string, StatementSyncInstance>();

  function guarded<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      throw toStorageError(error, dirname(path));
    }
  }

  function statement(sql: string, isTuple = false): StatementSyncInstance {
    const key = isTuple ? `tuple ${sql}` : sql;
    let prepared = statements.get(key);
    if (prepared === undefined) {
      prepared = driver.prepare(sql);
      if (isTuple) prepared.setReturnArrays(true);
      statements.set(key, prepared);
    }
    return prepared;
  }

  /** Runs a write that leaves nothing behind when it fails; once more when the disk was full and room could be made. */
  function retried<Result>(action: () => Result): Result {
    // Asked before: a full disk may end the transaction, and one of its steps must never be repeated outside of it.
    if (driver.isTransaction) return guarded(action);
    try {
      return guarded(action);
    } catch (error) {
      if (!isDiskFull(error) || makeRoom?.() !== true) throw error;
      return guarded(action);
    }
  }

  function transaction<Result>(steps: () => Result): Result {
    if (driver.isTransaction) return steps();
    return retried(() => {
      driver.exec('BEGIN IMMEDIATE');
      try {
        const result = steps();
        driver.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk or a damaged page ends the transaction by itself.
        if (driver.isTransaction) driver.exec('ROLLBACK');
        throw error;
      }
    });
  }

  function foldedLater<Result>(steps: () => Result): Result {
    // Until it is done, also by no other commit of the same moment.
    driver.exec('PRAGMA wal_autocheckpoint=0');
    try {
      return steps();
    } finally {
      setTimeout(fold, foldAfterMs).unref();
    }
  }

  function fold(): void {
    if (!driver.isOpen) return;
    driver.exec(`PRAGMA wal_autocheckpoint=${foldedPages}`);
    try {
      driver.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // The next commit does it, and says what it meets.
    }
  }

  function isBusy(begin: string): boolean {
    if (!driver.isOpen || driver.isTransaction) return false;
    try {
      driver.exec(begin);
      return false;
    } catch (error) {
      // Anything else is for the read or write itself to meet.
      return storageReason(error) === 'busy';
    } finally {
      if (driver.isTransaction) driver.exec('ROLLBACK');
    }
  }

  function pragma(name: string): SqlValue | undefined {
    return guarded(() => {
      const row = driver.prepare(`PRAGMA ${name}`).get();
      return row === undefined ? undefined : (Object.values(row)[0] as SqlValue);
    });
  }

  function close(): void {
    statements.clear();
    if (driver.isOpen) driver.close();
  }

  try {
    // Before the journal mode, which is the first thing to touch the file: a damaged page is then looked at with suspicion already.
    for (const setting of ['foreign_keys=ON', 'trusted_schema=OFF', 'cell_size_check=ON', 'synchronous=FULL']) {
      guarded(() => driver.exec(`PRAGMA ${setting}`));
    }
    const isWal = pragma(isReadOnly ? 'journal_mode' : 'journal_mode=WAL') === 'wal';
    // Gives the log's room back after a long answer made it grow.
    if (isWal && !isReadOnly) pragma('journal_size_limit=67108864');
    return {
      path,
      isWal,
      get: <Row>(sql: string, parameters?: SqlParameters) =>
        guarded(() => statement(sql).get(bindable(parameters)) as Row | undefined),
      all: <Row>(sql: string, parameters?: SqlParameters) =>
        guarded(() => statement(sql).all(bindable(parameters)) as readonly Row[]),
      tuples: <Tuple extends readonly SqlValue[]>(sql: string, parameters?: SqlParameters) =>
        guarded(() => statement(sql, true).all(bindable(parameters)) as unknown as readonly Tuple[]),
      run: (sql, parameters) => retried(() => statement(sql).run(bindable(parameters)).changes),
      transaction,
      relaxed: steps => {
        // Inside a transaction the level cannot be changed; without a write-ahead log NORMAL could damage the file.
        if (!isWal || driver.isTransaction) return steps();
        driver.exec('PRAGMA synchronous=NORMAL');
        try {
          return steps();
        } finally {
          driver.exec('PRAGMA synchronous=FULL');
        }
      },
      foldedLater: steps => (isWal && !isReadOnly ? foldedLater(steps) : steps()),
      unchecked: steps => {
        // Inside a transaction the setting cannot be changed.
        if (driver.isTransaction) return steps();
        driver.exec('PRAGMA foreign_keys=OFF');
        try {
          return steps();
        } finally {
          driver.exec('PRAGMA foreign_keys=ON');
        }
      },
      exec: sql => retried(() => driver.exec(sql)),
      // With a rollback journal, the commit is what waits for those that read.
      isLocked: () => isBusy(isWal ? 'BEGIN IMMEDIATE' : 'BEGIN EXCLUSIVE'),
      isUnreadable: () => !isWal && isBusy('BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1'),
      pragma,
      isOpen: () => driver.isOpen,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * Values as the driver takes them. The driver ends a text at U+0000 and would store the beginning only, so that character, which a model
 * can write, becomes U+FFFD.
 */
function bindable(parameters: SqlParameters = {}): Record<string, SqlValue> {
  const bound: Record<string, SqlValue> = {};
  for (const name in parameters) {
    const value = parameters[name];
    if (typeof value === 'string') bound[name] = value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
    else if (typeof value === 'boolean') bound[name] = value ? 1 : 0;
    else bound[name] = value ?? null;
  }
  return bound;
}
