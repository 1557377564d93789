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
const contents = path => {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  const number = sql => Number(Object.values(database.prepare(sql).get())[0] ?? 0);
  try {
    return {
      conversationCount: number('SELECT count(*) FROM conversations WHERE deleted_at IS NULL'),
      answerCount: number('SELECT count(*) FROM answers'),
      newestAt: number('SELECT max(updated_at) FROM conversations WHERE deleted_at IS NULL'),
    };
  } catch {
    // A file of something else has no such tables; that is for others to say.
    return undefined;
  } finally {
    database.close();
  }
};
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
let found;
try {
  if (workerData.copyPath === undefined) {
    check(workerData.path);
    if (workerData.isCounted && problems.length === 0) found = contents(workerData.path);
  } else {
    const database = new DatabaseSync(workerData.path, { readOnly: true, timeout: 5000 });
    try {
      database.prepare('VACUUM INTO ?').run(workerData.copyPath);
    } finally {
      database.close();
    }
    parentPort.postMessage('copied');
    check(workerData.copyPath);
    if (problems.length === 0) found = contents(workerData.copyPath);
  }
} catch (error) {
  problems.push(String(error.message));
  code = error.errcode;
}
parentPort.postMessage({ problems, code, ...(found === undefined ? {} : { contents: found }) });
`;

export type { IntegrityReport } from './diskTask';

/** How a check or a copy is carried out and watched. */
export interface DiskWork {
  /** Starts a process for it; a thread of this one does it when left out, which then cannot end before the work does. */
  readonly start?: StartDiskProcess | undefined;
  /** Ends it: the report says that nothing was found out. A thread ends when its step is over: SQLite cannot be stopped inside one. */
  readonly signal?: AbortSignal | undefined;
  /** The copy is written; it is looked at next. */
  readonly onCopied?: (() => void) | undefined;
}

export interface CheckWork extends Omit<DiskWork, 'onCopied'> {
  /** Counts what is in a sound one, too. */
  readonly isCounted?: boolean | undefined;
}

/** No result code of SQLite: the look could not be taken. */
const notLooked = -1;
const damageCodes: ReadonlySet<number> = new Set([11, 26]);

/** Whether the file itself is damaged; a look that failed for another reason, such as a full disk, says nothing about it. */
export function showsDamage({ problems, code }: IntegrityReport): boolean {
  return problems.length > 0 && (code === undefined || damageCodes.has(code & 0xff));
}

/** Looks at every page of a database with `quick_check`, in the background. Never rejects. */
export function checkIntegrity(path: string, { isCounted = false, ...work }: CheckWork = {}): Promise<IntegrityReport> {
  return run({ kind: 'check', path, isCounted }, work);
}

/** Writes a compact copy of a database to a path where nothing is yet, then checks the copy, in the background. Never rejects. */
export function copyChecked(path: string, copyPath: string, work: DiskWork = {}): Promise<IntegrityReport> {
  return run({ kind: 'copy', path, copyPath }, work);
}

type FileTask = Extract<DiskTask, { readonly path: string }>;

const nothingFound: IntegrityReport = { problems: ['The check ended without a result.'], code: notLooked };

function run(task: FileTask, work: DiskWork): Promise<IntegrityReport> {
  if (work.signal?.aborted === true) return Promise.resolve(nothingFound);
  return work.start === undefined ? runWorker(task, work) : runProcess(task, work.start, work);
}

function runProcess(task: FileTask, start: StartDiskProcess, { signal, onCopied }: DiskWork): Promise<IntegrityReport> {
  return new Promise(resolve => {
    const child = start(task);
    signal?.addEventListener('abort', child.kill, { once: true });
    child.onMessage(message => {
      if (message.kind === 'copied') onCopied?.();
      if (message.kind !== 'report') return;
      resolve(message.report);
      child.kill();
    });
    child.onExit(() => {
      signal?.removeEventListener('abort', child.kill);
      resolve(nothingFound);
    });
  });
}

function runWorker(task: FileTask, { signal, onCopied }: DiskWork): Promise<IntegrityReport> {
  return new Promise(resolve => {
    const worker = new Worker(workerSource, { eval: true, workerData: { ...task, driverPath } });
    const stop = () => void worker.terminate();
    const end = (report: IntegrityReport) => {
      signal?.removeEventListener('abort', stop);
      resolve(report);
    };
    signal?.addEventListener('abort', stop);
    worker.on('message', (message: IntegrityReport | 'copied') => {
      if (message === 'copied') onCopied?.();
      else end(message);
    });
    worker.once('error', error => end({ problems: [error.message], code: notLooked }));
    worker.once('exit', () => end(nothingFound));
    worker.unref();
  });
}
