import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession } from '@playwright/test';
import type { Couplet } from '../e2e/couplet';

/** What a program holds at one moment. Memory in megabytes. */
export interface Reading {
  readonly pssMb: number;
  readonly mainPssMb: number;
  readonly pagePssMb: number;
  readonly processes: number;
  readonly mainHeapMb: number;
  readonly pageHeapMb: number;
  readonly domNodes: number;
  readonly listeners: number;
  readonly frames: number;
  readonly fileHandles: number;
  readonly sockets: number;
  readonly timers: number;
  readonly threads: number;
  readonly diskMb: number;
}

const megabyte = 1024 * 1024;

/** Reads what a running program holds, after what can be collected was collected. */
export class Meter {
  readonly #couplet: Couplet;
  readonly #tools: CDPSession;

  private constructor(couplet: Couplet, tools: CDPSession) {
    this.#couplet = couplet;
    this.#tools = tools;
  }

  static async of(couplet: Couplet): Promise<Meter> {
    const tools = await couplet.page.context().newCDPSession(couplet.page);
    await tools.send('Performance.enable');
    await tools.send('HeapProfiler.enable');
    return new Meter(couplet, tools);
  }

  async read(): Promise<Reading> {
    const { page, app, folder } = this.#couplet;
    for (let round = 0; round < 3; round += 1) {
      await this.#tools.send('HeapProfiler.collectGarbage');
      await app.evaluate(() => {
        const { setFlagsFromString } = process.getBuiltinModule('node:v8');
        setFlagsFromString('--expose-gc');
        process.getBuiltinModule('node:vm').runInNewContext('gc')();
      });
      await page.waitForTimeout(300);
    }
    const { metrics } = await this.#tools.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find(one => one.name === name)?.value ?? 0;
    const main = await app.evaluate(({ app: program }) => ({
      pid: process.pid,
      heapUsed: process.memoryUsage().heapUsed,
      timers: process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length,
      processes: program.getAppMetrics().map(({ pid, type }) => ({ pid, type })),
    }));
    const pss = main.processes.map(({ pid, type }) => ({ type, mb: pssMb(pid) }));
    const sumOf = (type: string) => sum(pss.filter(one => one.type === type).map(({ mb }) => mb));
    const handles = handlesOf(main.pid);
    return {
      pssMb: sum(pss.map(({ mb }) => mb)),
      mainPssMb: sumOf('Browser'),
      pagePssMb: sumOf('Tab'),
      processes: main.processes.length,
      mainHeapMb: main.heapUsed / megabyte,
      pageHeapMb: metric('JSHeapUsedSize') / megabyte,
      domNodes: metric('Nodes'),
      listeners: metric('JSEventListeners'),
      frames: metric('Frames'),
      fileHandles: handles.length,
      sockets: handles.filter(target => target.startsWith('socket:')).length,
      timers: main.timers,
      threads: readdirSync(`/proc/${main.pid}/task`).length,
      diskMb: sizeOf(folder) / megabyte,
    };
  }
}

/** What a reading may grow by: a share of what it was, and what is noise. */
export interface Allowance {
  readonly share: number;
  readonly more: number;
}

/** Readings that grew by more than they may, in words. */
export function grown(
  before: Reading,
  after: Reading,
  allowed: Partial<Readonly<Record<keyof Reading, Allowance>>>,
): readonly string[] {
  return (Object.keys(allowed) as (keyof Reading)[]).flatMap(name => {
    const { share, more } = allowed[name] as Allowance;
    const most = before[name] * (1 + share) + more;
    return after[name] <= most ? [] : [`${name} ${before[name].toFixed(1)} -> ${after[name].toFixed(1)}`];
  });
}

/** A table of readings for the report. */
export function table(readings: readonly (readonly [name: string, reading: Reading])[]): string {
  const keys = Object.keys(readings[0]?.[1] ?? {}) as (keyof Reading)[];
  const lines = keys.map(key =>
    [
      key.padEnd(12),
      ...readings.map(([, reading]) => reading[key].toFixed(key.endsWith('Mb') ? 1 : 0).padStart(10)),
    ].join(''),
  );
  return [''.padEnd(12) + readings.map(([name]) => name.padStart(10)).join(''), ...lines].join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Memory of a process with its share of what it has in common with others. */
function pssMb(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
  } catch {
    // It has just ended.
    return 0;
  }
}

function handlesOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap(name => {
    try {
      return [readlinkSync(join(folder, name))];
    } catch {
      return [];
    }
  });
}

function sizeOf(folder: string): number {
  return sum(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => {
      const found = statSync(join(folder, name), { throwIfNoEntry: false });
      return found?.isFile() === true ? found.size : 0;
    }),
  );
}
