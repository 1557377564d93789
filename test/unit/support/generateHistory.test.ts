import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../../electron/store/db';
import { generateHistory } from '../../support/history/generateHistory';
import { longTurns } from '../../support/history/plan';
import { temporaryFolder } from '../../support/temporaryFolder';
import { openReady } from '../store/historyBuilders';

function countRows(folder: string, sql: string): number {
  const database = connect(join(folder, 'history.db'), { isReadOnly: true });
  try {
    return database.get<{ n: number }>(sql)?.n ?? -1;
  } finally {
    database.close();
  }
}

/** Everything that was written, as text. */
function contents(folder: string): string {
  const database = connect(join(folder, 'history.db'), { isReadOnly: true });
  try {
    return ['conversations', 'lanes', 'turns', 'turn_lanes', 'answers']
      .map(table => JSON.stringify(database.tuples(`SELECT * FROM ${table} ORDER BY 1, 2`)))
      .join('\n');
  } finally {
    database.close();
  }
}

describe('a generated history', () => {
  it('holds exactly as many messages and conversations as were asked for, and is sound', async () => {
    const folder = temporaryFolder();
    const told: number[] = [];
    const made = generateHistory(folder, { messages: 2_345, conversations: 31 }, done => told.push(done));
    expect(made.messages).toBe(2_345);
    expect(told.at(-1)).toBe(2_345);
    expect(countRows(folder, 'SELECT (SELECT count(*) FROM turns) + (SELECT count(*) FROM answers) AS n')).toBe(2_345);
    expect(countRows(folder, 'SELECT count(*) AS n FROM conversations')).toBe(31);
    expect(countRows(folder, 'SELECT count(*) AS n FROM pragma_foreign_key_check')).toBe(0);
    const { history } = openReady({ folder });
    expect((await history.check()).problems).toEqual([]);
    const newest = history.read.page(undefined, 1).conversations[0];
    if (newest === undefined) throw new Error('No conversation.');
    const detail = history.read.detail(newest.id);
    expect(detail.turns.length).toBeGreaterThan(0);
    for (const lane of detail.lanes) {
      if (lane.headTurnId !== undefined)
        expect(history.read.path(lane.id, lane.headTurnId).at(-1)?.answer).toBeDefined();
    }
  });

  it('has variants, branches, several lanes, reasoning, both languages, folders and years', () => {
    const folder = temporaryFolder();
    generateHistory(folder, { messages: 8_000 });
    const some = [
      'SELECT count(*) AS n FROM (SELECT 1 FROM answers GROUP BY turn_id, lane_id HAVING count(*) > 1)',
      'SELECT count(*) AS n FROM turns WHERE edited_from_turn_id IS NOT NULL',
      'SELECT count(*) AS n FROM (SELECT 1 FROM lanes GROUP BY conversation_id HAVING count(*) > 2)',
      "SELECT count(*) AS n FROM answers WHERE reasoning <> ''",
      "SELECT count(*) AS n FROM answers WHERE text LIKE '%```python%'",
      "SELECT count(*) AS n FROM answers WHERE text LIKE '%| --- |%'",
      "SELECT count(*) AS n FROM answers WHERE text LIKE '%$$%'",
      "SELECT count(*) AS n FROM answers WHERE text LIKE '%模型%'",
      "SELECT count(*) AS n FROM answers WHERE text LIKE '%model%'",
      'SELECT count(*) AS n FROM conversations WHERE folder_id IS NOT NULL',
    ];
    for (const sql of some) expect(countRows(folder, sql), sql).toBeGreaterThan(0);
    const years = "SELECT count(DISTINCT strftime('%Y', created_at / 1000, 'unixepoch')) AS n FROM conversations";
    expect(countRows(folder, years)).toBeGreaterThan(2);
    expect(countRows(folder, 'SELECT count(*) AS n FROM search_changes')).toBe(1);
  });

  it('is the same for the same seed and another for another one', () => {
    const [first, second, third] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    generateHistory(first, { messages: 800, conversations: 40, seed: 7 });
    generateHistory(second, { messages: 800, conversations: 40, seed: 7 });
    generateHistory(third, { messages: 800, conversations: 40, seed: 8 });
    expect(contents(second)).toBe(contents(first));
    expect(contents(third)).not.toBe(contents(first));
  });

  it('has one long conversation when it is asked for', () => {
    const folder = temporaryFolder();
    const { longConversationId } = generateHistory(folder, {
      messages: 7_000,
      conversations: 11,
      lanes: 2,
      hasLong: true,
    });
    const { history } = openReady({ folder });
    if (longConversationId === undefined) throw new Error('No long conversation.');
    expect(history.read.detail(longConversationId).turns.length).toBeGreaterThan(longTurns * 0.9);
  });

  it('is refused where there is a history, which stays as it is, and where the numbers do not fit', () => {
    const { folder, history } = openReady();
    history.close();
    expect(() => generateHistory(folder, { messages: 100 })).toThrow('There is a history in');
    expect(countRows(folder, 'SELECT count(*) AS n FROM turns')).toBe(0);
    expect(() => generateHistory(temporaryFolder(), { messages: 10, conversations: 6 })).toThrow('6 of them need 12');
    expect(() => generateHistory(temporaryFolder(), { messages: 6_100, conversations: 100, hasLong: true })).toThrow(
      'The long conversation alone',
    );
  });
});
