import { openHistory } from '../../../electron/store/history';
import { exportedConversation } from '../../../src/shared/domain/exportedConversation';
import { type ConnectionId, type ConversationId, newId } from '../../../src/shared/domain/ids';

/**
 * A program that does one piece of long work with a history and is killed when so many of its steps are over. It writes a line when the work
 * is over and on the disk.
 */
const [folder = '', work = '', id = '', stepCount = ''] = process.argv.slice(2);
if (stepCount === '') throw new Error('Arguments missing.');
const outcome = openHistory({ folder, wallMs: () => Date.now() });
if (outcome.kind !== 'ready') throw new Error(JSON.stringify(outcome));
const { read, write } = outcome.history;
const conversationId = id as ConversationId;

function dieAfterSteps(left: number): void {
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  else setImmediate(() => dieAfterSteps(left - 1));
}

async function importTwo(): Promise<void> {
  const file = exportedConversation(read.detail(conversationId), { connection: () => undefined, folder: undefined });
  const context = { origin: { kind: 'couplet', id }, connectionId: () => newId<ConnectionId>(), contents: new Map() };
  const ids = [await write.stageConversation(file, context), await write.stageConversation(file, context)];
  await write.publishStaged(ids);
}

const works: Record<string, () => Promise<unknown>> = {
  import: importTwo,
  erase: () => write.eraseConversations([conversationId]),
  duplicate: () => write.copyConversation(conversationId, 'copy'),
};
dieAfterSteps(Number(stepCount));
await works[work]?.();
process.stdout.write('over\n');
// The work was shorter than that.
process.kill(process.pid, 'SIGKILL');
