import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { SearchService } from '../../../electron/search/searchService';
import { documentKinds } from '../../../electron/search/sourceRows';
import { connect } from '../../../electron/store/db';
import type { SearchStatus } from '../../../src/shared/domain/search';
import { FakeClock } from '../../support/fakeClock';
import { buildProgram } from '../store/childProgram';
import { makeConversation, openReady, send } from '../store/historyBuilders';

let thread: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  thread = await buildProgram('../../../electron/search/searchWorker.ts');
}, 60_000);
afterAll(() => thread.remove());

const patience = { timeout: 20_000 };

/** The real thread over a history of one prompt, and a clock for what the program waits for. */
async function startService() {
  const { history, folder } = openReady();
  const { id, laneIds } = makeConversation(history, 1);
  send(history, id, laneIds, 'needle 1');
  const clock = new FakeClock();
  const statuses: SearchStatus[] = [];
  const logged: string[] = [];
  const indexPath = join(folder, 'search.db');
  const service = new SearchService({
    workerFile: thread.path,
    historyPath: join(folder, 'history.db'),
    indexPath,
    onStatus: status => statuses.push(status),
    onSeen: () => undefined,
    setTimer: clock.setTimer,
    log: message => logged.push(message),
  });
  onTestFinished(() => service.close());
  service.start();
  await expect.poll(() => statuses.at(-1)?.state, patience).toBe('ready');
  // The log beside the index goes when the last one that has it open closes it.
  const isRunning = () => existsSync(`${indexPath}-wal`);
  return {
    clock,
    service,
    logged,
    isRunning,
    say: (prompt: string) => send(history, id, laneIds, prompt),
    find: async (text: string) => {
      const filters = { who: 'mine', isReasoningSearched: false, archived: 'any' } as const;
      const { hits } = await service.query({ text, filters, limit: 50 });
      return hits.map(({ snippet }) => snippet.text).sort();
    },
    /** Lets time pass until the thread has ended. Answers how long that took, in steps of a second. */
    untilEnded: async () => {
      const startMs = clock.monotonicMs();
      const pass = async () => {
        await clock.advance(1_000);
        return isRunning();
      };
      await expect.poll(pass, patience).toBe(false);
      return clock.monotonicMs() - startMs;
    },
    /** How many prompts are in the index, asked of its file. */
    indexedPrompts: () => {
      const index = connect(indexPath, { isReadOnly: true });
      const sql = 'SELECT count(*) AS n FROM documents WHERE kind = :kind';
      const found = index.get<{ n: number }>(sql, { kind: documentKinds.prompt });
      index.close();
      return found?.n;
    },
  };
}

it('ends its thread when nothing was to do for a while, and finds what was said meanwhile', async () => {
  const { untilEnded, say, find, logged, isRunning } = await startService();
  expect(isRunning()).toBe(true);
  await untilEnded();
  say('needle 2');
  expect(await find('needle')).toEqual(['needle 1', 'needle 2']);
  expect(isRunning()).toBe(true);
  // Somebody who searches searches again.
  expect(await untilEnded()).toBeGreaterThanOrEqual(60_000);
  expect(await find('needle')).toEqual(['needle 1', 'needle 2']);
  expect(logged).toEqual([]);
});

it('indexes what changes after its thread has ended, and ends it again', async () => {
  const { untilEnded, say, service, clock, indexedPrompts, isRunning } = await startService();
  await untilEnded();
  expect(indexedPrompts()).toBe(1);
  for (const number of [2, 3]) {
    say(`needle ${number}`);
    service.noteChange();
    await clock.advance(2_000);
    await expect.poll(isRunning, patience).toBe(true);
    await untilEnded();
    expect(indexedPrompts()).toBe(number);
  }
});

it('does not end its thread while something changes', async () => {
  const { clock, service, say, untilEnded, indexedPrompts, isRunning } = await startService();
  for (let number = 2; number < 12; number += 1) {
    say(`needle ${number}`);
    service.noteChange();
    await clock.advance(1_900);
    expect(isRunning()).toBe(true);
  }
  await untilEnded();
  expect(indexedPrompts()).toBe(11);
});

it('waits for the end of its thread with one timer, however often it is asked, and leaves none', async () => {
  const { clock, find, untilEnded } = await startService();
  for (let time = 0; time < 10; time += 1) await find('needle');
  // The last report that nothing is left to do comes after the last answer.
  await expect.poll(() => clock.pendingTimers, patience).toBe(1);
  await untilEnded();
  await expect.poll(() => clock.pendingTimers, patience).toBe(0);
});

it('waits at its end for a thread that is about to go', async () => {
  const { clock, service, isRunning } = await startService();
  await clock.advance(4_000);
  await service.close();
  expect(isRunning()).toBe(false);
  service.noteChange();
  await clock.advance(10_000);
  expect(isRunning()).toBe(false);
  await expect(service.choices()).rejects.toMatchObject({ code: 'E_CANCELLED' });
});
