import { Worker } from 'node:worker_threads';
import { driverPath } from './db';

/**
 * Runs in a worker thread, because each of the two takes seconds on a large history. Plain JavaScript in a string: the thread loads no
 * file of ours, so it works the same from sources, from a bundle and from a package.
 */
const workerSource = `
const { parentPort, workerData } = require('node:worker_threads');
const { DatabaseSync } = require(workerData.driverPath);
const problems = [];
const check = path => {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    for (const row of database.prepare('PRAGMA quick_check(20)').all()) {
      if (row.quick_check !== 'ok') problems.push(String(row.quick_check));
    }
  } finally {
    database.close();
  }
};
let code;
try {
  if (workerData.copyPath === undefined) {
    check(workerData.path);
  } else {
    const database = new DatabaseSync(workerData.path, { readOnly: true, timeout: 5000 });
    try {
      database.prepare('VACUUM INTO ?').run(workerData.copyPath);
    } finally {
      database.close();
    }
    check(workerData.copyPath);
  }
} catch (error) {
  problems.push(String(error.message));
  code = error.errcode;
}
parentPort.postMessage({ problems, code });
`;

/** What a look at every page found. No problems: the file is sound. */
export interface IntegrityReport {
  readonly problems: readonly string[];
  /** SQLite's result code when the look itself failed, such as 11 (damaged page) or 13 (disk full). */
  readonly code?: number | undefined;
}

/** No result code of SQLite: the look could not be taken. */
const notLooked = -1;
const damageCodes: ReadonlySet<number> = new Set([11, 26]);

/** Whether the file itself is damaged; a look that failed for another reason, such as a full disk, says nothing about it. */
export function showsDamage({ problems, code }: IntegrityReport): boolean {
  return problems.length > 0 && (code === undefined || damageCodes.has(code & 0xff));
}

/** Looks at every page of a database with `quick_check`, in the background. Never rejects. */
export function checkIntegrity(path: string): Promise<IntegrityReport> {
  return runWorker({ path });
}

/** Writes a compact copy of a database to a path where nothing is yet, then checks the copy, in the background. Never rejects. */
export function copyChecked(path: string, copyPath: string): Promise<IntegrityReport> {
  return runWorker({ path, copyPath });
}

function runWorker(task: { readonly path: string; readonly copyPath?: string }): Promise<IntegrityReport> {
  return new Promise(resolve => {
    const worker = new Worker(workerSource, { eval: true, workerData: { ...task, driverPath } });
    worker.once('message', resolve);
    worker.once('error', error => resolve({ problems: [error.message], code: notLooked }));
    worker.once('exit', () => resolve({ problems: ['The check ended without a result.'], code: notLooked }));
    // Quitting does not wait for it.
    worker.unref();
  });
}
