import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { driverPath } from './db';
import type { DiskTask, IntegrityReport, StartDiskProcess } from './diskTask';

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

export type { IntegrityReport } from './diskTask';

/** No result code of SQLite: the look could not be taken. */
const notLooked = -1;
const damageCodes: ReadonlySet<number> = new Set([11, 26]);

/** Whether the file itself is damaged; a look that failed for another reason, such as a full disk, says nothing about it. */
export function showsDamage({ problems, code }: IntegrityReport): boolean {
  return problems.length > 0 && (code === undefined || damageCodes.has(code & 0xff));
}

/** How a check or a copy is carried out and watched. */
export interface DiskWork {
  /** Starts a process for it; a thread of this one does it when left out, which then cannot end before the work does. */
  readonly start?: StartDiskProcess | undefined;
  /** Ends it: the report says that nothing was found out. */
  readonly signal?: AbortSignal | undefined;
  /** Told while a copy grows. */
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

/** Looks at every page of a database with `quick_check`, in the background. Never rejects. */
export function checkIntegrity(path: string, work: DiskWork = {}): Promise<IntegrityReport> {
  return work.start === undefined ? runWorker({ path }) : runProcess({ kind: 'check', path }, work.start, work.signal);
}

/** Writes a compact copy of a database to a path where nothing is yet, then checks the copy, in the background. Never rejects. */
export async function copyChecked(path: string, copyPath: string, work: DiskWork = {}): Promise<IntegrityReport> {
  const watch = work.onProgress && watchCopy(path, copyPath, work.onProgress);
  try {
    return await (work.start === undefined
      ? runWorker({ path, copyPath })
      : runProcess({ kind: 'copy', path, copyPath }, work.start, work.signal));
  } finally {
    clearInterval(watch);
  }
}

const watchIntervalMs = 500;

function watchCopy(path: string, copyPath: string, onProgress: NonNullable<DiskWork['onProgress']>): NodeJS.Timeout {
  const watch = setInterval(() => {
    const totalBytes = sizeOf(path);
    onProgress(Math.min(sizeOf(copyPath), totalBytes), totalBytes);
  }, watchIntervalMs);
  watch.unref();
  return watch;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function runProcess(
  task: Extract<DiskTask, { readonly path: string }>,
  start: StartDiskProcess,
  signal: AbortSignal | undefined,
): Promise<IntegrityReport> {
  return new Promise(resolve => {
    const nothing = { problems: ['The check ended without a result.'], code: notLooked };
    if (signal?.aborted === true) {
      resolve(nothing);
      return;
    }
    const child = start(task);
    signal?.addEventListener('abort', child.kill, { once: true });
    child.onMessage(message => {
      if (message.kind !== 'report') return;
      resolve(message.report);
      child.kill();
    });
    child.onExit(() => {
      signal?.removeEventListener('abort', child.kill);
      resolve(nothing);
    });
  });
}

function runWorker(task: { readonly path: string; readonly copyPath?: string }): Promise<IntegrityReport> {
  return new Promise(resolve => {
    const worker = new Worker(workerSource, { eval: true, workerData: { ...task, driverPath } });
    worker.once('message', resolve);
    worker.once('error', error => resolve({ problems: [error.message], code: notLooked }));
    worker.once('exit', () => resolve({ problems: ['The check ended without a result.'], code: notLooked }));
    worker.unref();
  });
}
