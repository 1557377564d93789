import { parentPort, workerData } from 'node:worker_threads';
import type { SearchCommand, SearchWorkerData } from './searchMessages';
import { SearchTask } from './searchTask';

/** The entry of the search's own thread. */
if (parentPort === null) throw new Error('The search runs in a thread of its own.');
const port = parentPort;
const task = new SearchTask(workerData as SearchWorkerData, {
  report: report => port.postMessage(report),
  wait: delayMs => new Promise(resolve => (delayMs < 1 ? setImmediate(resolve) : setTimeout(resolve, delayMs))),
  nowMs: () => performance.now(),
});
port.on('message', (command: SearchCommand) => {
  void task.take(command).then(() => {
    if (command.kind === 'close') port.close();
  });
});
task.work();
