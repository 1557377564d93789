import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { onTestFinished } from 'vitest';

/** What has parts that cannot be bundled, or looks for itself on the disk. */
const external = ['@photostructure/sqlite', 'electron-store', 'electron'];
const root = resolve(import.meta.dirname, '../../..');

/**
 * Builds a TypeScript program, named by its path from this folder, for plain Node. It lands under node_modules, where its packages are found; the folder is
 * removed by the returned function.
 */
export async function buildProgram(fileName: string): Promise<{ readonly path: string; readonly remove: () => void }> {
  const outDir = join(root, 'node_modules', '.cache', `couplet-test-${process.pid}-${basename(fileName)}`);
  mkdirSync(dirname(outDir), { recursive: true });
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, fileName),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { external: [/^node:/, ...external], output: { entryFileNames: 'program.mjs' } },
    },
    ssr: { noExternal: true, external: [...external] },
  });
  return { path: join(outDir, 'program.mjs'), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}

export interface ChildProgram {
  readonly process: ChildProcess;
  /** Whole lines it wrote so far. */
  readonly lines: readonly string[];
  /** Resolves with the signal or exit code it ended with. */
  readonly ended: Promise<string | number | null>;
  /** Resolves when a line fits; rejects when the program ends before. */
  readonly untilLine: (fits: (line: string) => boolean) => Promise<void>;
}

/** Starts a built program; it is killed when the test ends. */
export function startProgram(path: string, programArguments: readonly string[]): ChildProgram {
  const child = spawn(process.execPath, [path, ...programArguments], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const reader = createInterface({ input: child.stdout });
  reader.on('line', line => {
    lines.push(line);
    for (const listener of listeners) listener();
  });
  // Both: the program is gone, and everything it wrote was read.
  const readerClosed = new Promise<void>(done => reader.once('close', () => done()));
  const exited = new Promise<string | number | null>(done =>
    child.once('exit', (code, signal) => done(signal ?? code)),
  );
  const ended = Promise.all([exited, readerClosed]).then(([how]) => how);
  return {
    process: child,
    lines,
    ended,
    untilLine: fits =>
      new Promise((done, fail) => {
        const look = () => {
          if (!lines.some(fits)) return;
          listeners.delete(look);
          done();
        };
        listeners.add(look);
        look();
        void ended.then(how => fail(new Error(`The program ended early: ${how}. It wrote: ${lines.join(' | ')}`)));
      }),
  };
}
