import { join } from 'node:path';
import { utilityProcess } from 'electron';
import type { DiskTaskMessage, StartDiskProcess } from './store/diskTask';

const running = new Set<Electron.UtilityProcess>();

/** Starts processes that do long work on the files of the history. `mainFolder`: where the built main file stands. */
export function diskProcesses(mainFolder: string): StartDiskProcess {
  return task => {
    const child = utilityProcess.fork(join(mainFolder, 'diskProcess.cjs'), [], {
      serviceName: 'Couplet disk',
      stdio: 'ignore',
      env: {},
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    child.postMessage(task);
    return {
      onMessage: listener => child.on('message', (message: DiskTaskMessage) => listener(message)),
      onExit: listener => child.once('exit', listener),
      kill: () => child.kill(),
    };
  };
}

/** Ends all of them at once; the program does not wait for what they do. */
export function endDiskProcesses(): void {
  for (const child of running) child.kill();
}
