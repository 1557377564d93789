import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { ConversationId } from '../../../src/shared/domain/ids';
import type { BenchContext, Measurement } from '../row';
import { largeHistorySize, preparedHistory } from '../support/history';
import { openedHistory } from '../support/openedHistory';
import { alternate } from '../support/statistics';

const runsPerRepetition = 10;
/** As the program asks for it at its start. */
const firstPageSize = 100;

/** Mean milliseconds of one of several calls. */
async function meanMs(action: () => void | Promise<void>): Promise<number> {
  const startMs = performance.now();
  for (let run = 0; run < runsPerRepetition; run++) await action();
  return (performance.now() - startMs) / runsPerRepetition;
}

/** What the list needs at a start, against reading every conversation. */
export async function measureConversationList(context: BenchContext): Promise<Measurement> {
  const folder = await preparedHistory(context, largeHistorySize(context));
  const { read, close } = openedHistory(folder);
  const database = new DatabaseSync(join(folder, 'history.db'), { readOnly: true });
  const everything = database.prepare(
    'SELECT id, title, created_at, updated_at, is_pinned, is_archived, folder_id, revision FROM conversations WHERE deleted_at IS NULL ORDER BY updated_at DESC',
  );
  let count = 0;
  const { own, peer, owns, peers } = await alternate(
    context.repetitions,
    () =>
      meanMs(() => {
        const { conversations } = read.list({ kind: 'dated' }, undefined, firstPageSize);
        if (conversations.length !== firstPageSize) throw new Error('the first page is not full');
        read.pinned();
        read.folders();
      }),
    () =>
      meanMs(() => {
        count = everything.all().length;
      }),
  );
  database.close();
  close();
  return { value: own, unit: 'ms', peer: { name: `all ${count} rows`, value: peer }, detail: { owns, peers } };
}

/** What the page gets when it opens the conversation of 2,000 turns, against reading its last 30 messages. */
export async function measureConversationTail(context: BenchContext): Promise<Measurement> {
  const folder = await preparedHistory(context, largeHistorySize(context));
  const { read, close } = openedHistory(folder);
  const database = new DatabaseSync(join(folder, 'history.db'), { readOnly: true });
  const longest = database
    .prepare(
      'SELECT conversation_id AS id, count(*) AS turns FROM turns GROUP BY conversation_id ORDER BY turns DESC LIMIT 1',
    )
    .get() as { id: ConversationId; turns: number };
  const tail = database.prepare(
    `SELECT turns.prompt, answers.text, answers.reasoning FROM turns JOIN answers ON answers.turn_id = turns.id
     WHERE turns.conversation_id = ? ORDER BY turns.sequence DESC LIMIT 30`,
  );
  const { own, peer, owns, peers } = await alternate(
    context.repetitions,
    () =>
      meanMs(async () => {
        const { turns } = await read.recentDetail(longest.id);
        if (turns.length === 0) throw new Error('no turn was read');
      }),
    () => meanMs(() => void tail.all(longest.id)),
  );
  database.close();
  close();
  return {
    value: own,
    unit: 'ms',
    peer: { name: 'last 30 messages', value: peer },
    note: `a conversation of ${longest.turns} turns`,
    detail: { owns, peers },
  };
}
