import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { BenchContext } from '../row';
import type { VendorPlan } from './vendorPlan';

/** A fake vendor in a process of its own: its work is not counted with the client's. */
export class VendorProcess {
  readonly #child: ChildProcess;
  /** Base address, with the path `/v1`. Every model id is answered. */
  readonly baseUrl: string;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.baseUrl = `http://127.0.0.1:${port}/v1`;
  }

  /** Starts a server on loopback. It ends with this process. */
  static async start(context: BenchContext, plan: VendorPlan): Promise<VendorProcess> {
    const child = fork(join(context.repository, 'out', 'bench', 'vendorServer.js'), {
      execPath: context.nodeExecutable,
      execArgv: [],
      env: { PATH: process.env.PATH ?? '' },
    });
    const { port } = (await nextMessage(child)) as { port: number };
    const vendor = new VendorProcess(child, port);
    await vendor.plan(plan);
    return vendor;
  }

  /** Requests from now on are answered like this. */
  async plan(plan: VendorPlan): Promise<void> {
    const planned = nextMessage(this.#child);
    this.#child.send(plan);
    await planned;
  }

  stop(): void {
    this.#child.disconnect();
  }
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the fake vendor ended with code ${code}`));
    child.once('exit', onExit);
    child.once('message', message => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}
