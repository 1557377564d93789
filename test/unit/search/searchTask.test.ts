import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { SearchReport } from '../../../electron/search/searchMessages';
import { SearchTask } from '../../../electron/search/searchTask';
import { makeConversation, openReady, send } from '../store/historyBuilders';

/** The work of the thread, with the reports it sent. */
function startTask(folder: string, historyFile = 'history.db') {
  const reports: SearchReport[] = [];
  const waits: number[] = [];
  const task = new SearchTask(
    { historyPath: join(folder, historyFile), indexPath: join(folder, 'search.db') },
    {
      report: report => reports.push(report),
      wait: delayMs => {
        waits.push(delayMs);
        return new Promise(resolve => setImmediate(resolve));
      },
      nowMs: () => performance.now(),
    },
  );
  onTestFinished(() => task.take({ kind: 'close' }));
  const of = <Kind extends SearchReport['kind']>(kind: Kind) =>
    reports.filter((report): report is Extract<SearchReport, { kind: Kind }> => report.kind === kind);
  const states = () => of('status').map(({ status }) => status.state);
  return { task, of, states, waits };
}

const query = (id: number, text: string, who: 'all' | 'mine' = 'mine') =>
  ({
    kind: 'query',
    id,
    query: { text, filters: { who, isReasoningSearched: false, archived: 'any' }, limit: 50 },
  }) as const;

function historyOf(promptCount: number) {
  const { history, folder } = openReady();
  const { id, laneIds } = makeConversation(history, 1);
  for (let number = 0; number < promptCount; number += 1) send(history, id, laneIds, `needle ${number}`);
  return { folder, history, say: (prompt: string) => send(history, id, laneIds, prompt) };
}

it('tells how far it is, and answers while it works', async () => {
  const { folder } = historyOf(200);
  const { task, of, states } = startTask(folder);
  task.work();
  let id = 0;
  while ((of('page').at(-1)?.page.hits.length ?? 0) === 0) {
    id += 1;
    await task.take(query(id, 'needle', 'all'));
  }
  expect(states()).not.toContain('ready');
  await expect.poll(() => states().at(-1), { timeout: 15_000 }).toBe('ready');
  expect(states()[0]).toBe('indexing');
  const done = of('status').map(({ status }) => status.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done.at(-1)).toBe(200);
  await task.take(query(id + 1, 'needle'));
  expect(of('page').at(-1)?.page).toMatchObject({ hits: { length: 50 }, cursor: expect.any(Number) });
});

it('finds what changed without being told', async () => {
  const { folder, say } = historyOf(3);
  const { task, of, states } = startTask(folder);
  task.work();
  await expect.poll(() => states().at(-1), { timeout: 15_000 }).toBe('ready');
  say('something newly asked');
  await task.take(query(1, 'newly'));
  expect(of('page')[0]?.page.hits.map(({ snippet }) => snippet.text)).toEqual(['something newly asked']);
});

it('gives up a search for a newer one', async () => {
  const { folder } = historyOf(150);
  const { task, of, states } = startTask(folder);
  task.work();
  await expect.poll(() => states().at(-1), { timeout: 15_000 }).toBe('ready');
  // Candidates by the hundred that the signs then rule out: the first search has to pause.
  const first = task.take(query(1, 'needle++'));
  const second = task.take(query(2, 'needle'));
  await Promise.all([first, second]);
  expect(of('refused')).toMatchObject([{ id: 1, code: 'E_CANCELLED' }]);
  expect(of('page')).toMatchObject([{ id: 2 }]);
});

it('waits and tries again when the history cannot be read, and refuses searches meanwhile', async () => {
  const { folder } = historyOf(1);
  const { task, of, states, waits } = startTask(folder, 'absent.db');
  task.work();
  await task.take(query(1, 'needle'));
  await expect.poll(() => states().at(-1), { timeout: 15_000 }).toBe('paused');
  expect(of('refused')).toMatchObject([{ id: 1, code: 'E_STORAGE' }]);
  expect(waits).toContain(30_000);
});

it('opens nothing any more once it was closed', async () => {
  const { folder } = historyOf(1);
  const { task, of } = startTask(folder);
  await task.take({ kind: 'close' });
  await task.take(query(1, 'needle'));
  expect(of('refused')).toMatchObject([{ id: 1, code: 'E_CANCELLED' }]);
});
