import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../electron/store/db';
import { findings, finish, openIndex } from '../search/searching';
import { buildProgram, startProgram } from './childProgram';
import { makeConversation, openReady, send } from './historyBuilders';

let program: { readonly path: string; readonly remove: () => void };

beforeAll(async () => {
  program = await buildProgram('longWorkProgram.ts');
}, 120_000);

afterAll(() => program.remove());

const turnCount = 120;

/** A history with one conversation that lasts for several steps of any work, and a search index that knows it. */
function makeHistory() {
  const { history, folder } = openReady();
  const { id, laneIds } = makeConversation(history, 1);
  for (let index = 0; index < turnCount; index += 1) {
    send(history, id, laneIds, `prompt ${index}`, { answer: { text: index === 60 ? 'needle' : `answer ${index}` } });
  }
  finish(openIndex(folder));
  return { history, folder, id };
}

/** Rows of the history, hidden conversations, broken references. */
function stateOf(folder: string) {
  const database = connect(join(folder, 'history.db'), { isReadOnly: true });
  const count = (sql: string) => database.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)?.n;
  const state = {
    turns: count('turns'),
    cells: count('turn_lanes'),
    answers: count('answers'),
    hidden: count('conversations WHERE deleted_at IS NOT NULL'),
    broken: database.all('PRAGMA foreign_key_check'),
    integrity: database.pragma('integrity_check'),
  };
  database.close();
  return state;
}

function wholes(count: number) {
  const rows = count * turnCount;
  return { turns: rows, cells: rows, answers: rows, hidden: 0, broken: [], integrity: 'ok' };
}

async function runUntilKilled(folder: string, work: string, id: string, stepCount: number): Promise<boolean> {
  const child = startProgram(program.path, [folder, work, id, String(stepCount)]);
  expect(await child.ended).toBe('SIGKILL');
  return child.lines.includes('over');
}

describe('a program that is killed in the middle of long work', () => {
  it.each([
    ['import', 1, false],
    ['import', 4, false],
    ['import', 9, false],
    ['import', 1_000, true],
    ['duplicate', 2, false],
    ['duplicate', 5, false],
    ['duplicate', 1_000, true],
    ['erase', 1, false],
    ['erase', 1_000, true],
  ] as const)(
    'has done all of it or nothing at the next start: %s, killed after %i steps',
    async (work, stepCount, isDone) => {
      const { history, folder, id } = makeHistory();
      if (work === 'erase') await history.write.removeConversations([id]);
      history.close();
      expect(await runUntilKilled(folder, work, id, stepCount)).toBe(isDone);

      // What is half is seen nowhere, before anything is tidied up.
      const again = openReady({ folder }).history;
      const added = { import: 2, duplicate: 1, erase: -1 }[work];
      const found = work === 'erase' ? 0 : 1 + (isDone ? added : 0);
      expect(again.read.conversationIds()).toHaveLength(found);
      expect(again.read.removedPage(undefined, 10).conversations).toEqual([]);
      const index = openIndex(folder);
      finish(index);
      expect(await findings(index, 'needle')).toHaveLength(found);

      // A deletion is carried on, all else that is half is taken away.
      while (again.write.purgeOne());
      again.write.purge();
      expect(stateOf(folder)).toEqual(wholes(found));
      finish(index);
      expect(await findings(index, 'needle')).toHaveLength(found);
      const documents = index.index.get<{ n: number }>('SELECT count(*) AS n FROM documents')?.n;
      // Each conversation with its title.
      expect(documents).toBe(found * (2 * turnCount + 1));
      expect(again.read.conversationIds().map(each => again.read.detail(each).answers.length)).toEqual(
        Array.from({ length: found }, () => turnCount),
      );
    },
    60_000,
  );
});
