import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { BenchContext } from '../row';
import { NotRun } from '../row';
import { DebuggedPage } from './debuggedPage';

const startTimeoutMs = 60_000;

/** A whole Electron program, started and watched from outside through the page's debugging port, so that its main process runs as always. */
export class Program {
  readonly #child: ChildProcess;
  readonly page: DebuggedPage;
  /** When it was started; milliseconds since 1970 UTC, as the page's own clock tells them. */
  readonly startedAt: number;

  private constructor(child: ChildProcess, page: DebuggedPage, startedAt: number) {
    this.#child = child;
    this.page = page;
    this.startedAt = startedAt;
  }

  /** Starts the product on a profile. Resolves when its page can be asked. */
  static product(context: BenchContext, profile: string): Promise<Program> {
    return Program.#start(context, context.repository, profile);
  }

  /** Starts a program with nothing but an empty window. */
  static empty(context: BenchContext, profile: string): Promise<Program> {
    return Program.#start(context, join(context.repository, 'out', 'bench', 'emptyApp'), profile);
  }

  static async #start({ electron }: BenchContext, appFolder: string, profile: string): Promise<Program> {
    mkdirSync(profile, { recursive: true });
    const port = await freePort();
    const startedAt = performance.timeOrigin + performance.now();
    const child = spawn(
      electron.executable,
      [...electron.switches, `--remote-debugging-port=${port}`, appFolder, `--user-data-dir=${profile}`],
      { env: electron.environment, stdio: 'ignore' },
    );
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('the program did not start')), startTimeoutMs).unref();
      child.once('exit', code => reject(new Error(`the program ended with code ${code}`)));
    });
    late.catch(() => undefined);
    try {
      return new Program(child, await Promise.race([DebuggedPage.attach(port), late]), startedAt);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Memory of all its processes, shared pages counted by their share, in megabytes. */
  memoryMb(): number {
    return this.#processes().reduce((sum, id) => sum + proportionalKb(id), 0) / 1024;
  }

  /** Milliseconds of processor time that all its processes have spent. */
  cpuMs(): number {
    return this.#processes().reduce((sum, id) => sum + spentMs(id), 0);
  }

  async end(): Promise<void> {
    this.page.close();
    const gone = new Promise(resolve => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(kill);
  }

  #processes(): readonly number[] {
    if (!existsSync('/proc/self/smaps_rollup')) {
      throw new NotRun('memory and processor time of other processes are read from /proc, which only Linux has');
    }
    return withDescendants(this.#child.pid ?? 0);
  }
}

function withDescendants(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const id = Number(name);
    if (!Number.isInteger(id)) continue;
    const parent = Number(statFields(id)?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const found: number[] = [];
  for (const queue = [root]; queue.length > 0; ) {
    const id = queue.shift() ?? 0;
    found.push(id);
    queue.push(...(children.get(id) ?? []));
  }
  return found;
}

/** Fields of /proc/<id>/stat from the third one on: state, parent and so on. */
function statFields(id: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function proportionalKb(id: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The scheduler counts in nanoseconds, for each thread. */
function spentMs(id: number): number {
  let sumNs = 0;
  try {
    for (const thread of readdirSync(`/proc/${id}/task`)) {
      sumNs += Number(readFileSync(`/proc/${id}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    }
  } catch {
    // It ended meanwhile.
  }
  return sumNs / 1e6;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await new Promise(resolve => server.close(resolve));
  return port;
}
