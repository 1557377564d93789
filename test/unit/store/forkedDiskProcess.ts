import { fork } from 'node:child_process';
import { afterAll, beforeAll } from 'vitest';
import type { DiskTaskMessage, StartDiskProcess } from '../../../electron/store/diskTask';
import { buildProgram } from './childProgram';

/** To be called once in a test file: the very process that the program starts, as a child of Node. */
export function offerDiskProcesses(): StartDiskProcess {
  let built: Awaited<ReturnType<typeof buildProgram>> | undefined;
  beforeAll(async () => {
    built = await buildProgram('diskTaskProgram.ts');
  }, 120_000);
  afterAll(() => built?.remove());
  return task => {
    const child = fork(built?.path ?? '', [], { stdio: 'ignore' });
    child.send(task);
    return {
      onMessage: listener => child.on('message', message => listener(message as DiskTaskMessage)),
      onExit: listener => child.once('exit', listener),
      kill: () => child.kill('SIGKILL'),
    };
  };
}
