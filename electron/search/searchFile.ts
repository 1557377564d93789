import { chmodSync, existsSync, rmSync } from 'node:fs';
import { type Connection, connect } from '../store/db';
import { partTable, readParts } from './wordParts';

/** Raised whenever what stands in the index changes its form: an index of another form is made anew. */
const formVersion = 3;
/** "Cpls", so that a file of something else is not taken for an index. */
const applicationId = 0x43706c73;

/**
 * Rows of documents are numbered by time (see `slotOf`), so that the newest hits are the last rows and a search for the first fifty stops
 * there. Their words stand in a table for each of `parts`.
 */
const schema = `
CREATE TABLE facts (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE models (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE parts (
  number INTEGER PRIMARY KEY,
  from_row INTEGER NOT NULL UNIQUE,
  document_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE documents (
  row INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  source_row INTEGER NOT NULL,
  conversation_row INTEGER NOT NULL,
  date INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX documents_by_source ON documents (source_row, kind);
`;

/** Opens the index, or makes an empty one where there is none that can be used. */
export function openSearchFile(path: string): Connection {
  const found = tryOpen(path);
  if (found !== undefined) return found;
  removeSearchFile(path);
  const database = connect(path);
  try {
    // Room that merging leaves free is given back piece by piece; a file that has a page already takes this over with VACUUM alone.
    database.exec('PRAGMA auto_vacuum=INCREMENTAL');
    database.exec('VACUUM');
    // Its tokens tell what was said as well as the history does; its log takes over the same rights.
    for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) chmodSync(path + suffix, 0o600);
    database.transaction(() => {
      database.exec(`PRAGMA application_id=${applicationId}`);
      database.exec(schema);
      database.exec(`PRAGMA user_version=${formVersion}`);
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Deletes the index. Nothing may have it open. */
export function removeSearchFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true, recursive: true });
}

function tryOpen(path: string): Connection | undefined {
  let database: Connection | undefined;
  try {
    database = connect(path);
    const isOurs =
      database.pragma('application_id') === applicationId && database.pragma('user_version') === formVersion;
    // Reads a page of each table, so that a file whose beginning alone is sound is noticed here.
    if (isOurs) {
      database.get('SELECT count(*) FROM facts');
      database.get('SELECT row FROM documents ORDER BY row DESC LIMIT 1');
      for (const { number } of readParts(database)) {
        const table = partTable(number);
        database.get(`SELECT rowid FROM ${table} WHERE ${table} MATCH '"a"' LIMIT 1`);
      }
      return database;
    }
  } catch {
    // Damaged, foreign or half made: it is made anew.
  }
  database?.close();
  return undefined;
}
