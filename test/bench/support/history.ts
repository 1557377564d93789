import { fork } from 'node:child_process';
import { join } from 'node:path';
import { migrations } from '../../../electron/store/migrations/list';
import type { BenchContext } from '../row';

/** Messages of the large history when the command line names no other number. */
const defaultMessages = 1_000_000;

/** Named in the folder of a kept history: one of an earlier version would be brought up to date each time, with a window of its own. */
export const historyVersion = `v${migrations.length}`;

/** How many messages the large history has. */
export function largeHistorySize({ options }: BenchContext): number {
  return Number(options.messages ?? defaultMessages);
}

/**
 * A folder with an invented history of so many messages and the product's search index of it, made once and kept. Nothing may change it:
 * copy what is to be written to.
 */
export async function preparedHistory(
  context: BenchContext,
  messages: number,
  conversations?: number,
): Promise<string> {
  const counts = [messages, conversations].filter(count => count !== undefined).map(String);
  const folder = join(context.cacheFolder, `history-${historyVersion}-${counts.join('-')}`);
  const child = fork(join(context.repository, 'out', 'bench', 'prepareHistory.js'), [folder, ...counts], {
    execPath: context.nodeExecutable,
    execArgv: [],
    env: { PATH: process.env.PATH ?? '' },
  });
  child.on('message', text => context.say(String(text)));
  const code = await new Promise(resolve => child.once('exit', resolve));
  if (code !== 0) throw new Error(`the history could not be prepared (code ${code})`);
  return folder;
}
