import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '../../../electron/store/db';
import { openHistory } from '../../../electron/store/history';
import { migrations } from '../../../electron/store/migrations/list';
import { keyedTables, numberedTables, salvageHistory } from '../../../electron/store/salvage';
import type { Answer } from '../../../src/shared/domain/answer';
import { temporaryFolder } from '../../support/temporaryFolder';
import { makeConversation, openReady, send, startMs } from './historyBuilders';

const pageBytes = 4_096;
const noise = Buffer.alloc(pageBytes, 0x5a);

/** Several conversations with long and short texts, closed; and every answer that stands in it. */
function makeHistory() {
  const folder = mkdtempSync(join(tmpdir(), 'couplet-salvage-'));
  const outcome = openHistory({ folder, wallMs: () => startMs });
  if (outcome.kind !== 'ready') throw new Error(`Not opened: ${outcome.kind}`);
  const { history } = outcome;
  const answers = new Map<string, Answer>();
  for (let conversation = 0; conversation < 8; conversation += 1) {
    const { id, laneIds } = makeConversation(history, 3);
    for (let index = 0; index < 8; index += 1) {
      const text = `${conversation}/${index} 你好 ${'y'.repeat(index % 2 === 0 ? 300 : 5_000)}`;
      for (const answer of send(history, id, laneIds, `prompt ${index}`, { answer: { text } }).answers.values()) {
        answers.set(answer.id, answer);
      }
    }
  }
  history.close();
  return { folder, answers };
}

const sound = makeHistory();
afterAll(() => rmSync(sound.folder, { recursive: true, force: true }));
const pageCount = statSync(join(sound.folder, 'history.db')).size / pageBytes;

function damagedCopy(pages: readonly number[]): string {
  const folder = temporaryFolder();
  for (const name of ['history.db', 'history.created']) copyFileSync(join(sound.folder, name), join(folder, name));
  const file = openSync(join(folder, 'history.db'), 'r+');
  for (const page of pages) writeSync(file, noise, 0, pageBytes, page * pageBytes);
  return folder;
}

/** Everything that can be reached from the list of conversations. */
function reachable(folder: string) {
  const { history } = openReady({ folder });
  const details = history.read.page(undefined, 500).conversations.map(({ id }) => history.read.detail(id));
  for (const { lanes, turns } of details) {
    // Every path can be walked.
    for (const { id, headTurnId } of lanes) if (headTurnId !== undefined) history.read.path(id, headTurnId);
    expect(turns.every(({ sequence }) => Number.isInteger(sequence))).toBe(true);
  }
  return { history, details, answers: details.flatMap(({ answers }) => answers) };
}

describe('saving what can be read of a damaged history', () => {
  it('gives everything back when nothing is wrong, and keeps the file', async () => {
    const folder = damagedCopy([]);
    const before = readFileSync(join(folder, 'history.db'));
    const { rowCount, lostCount } = await salvageHistory(folder, migrations, startMs);
    expect(lostCount).toBe(0);
    expect(rowCount).toBeGreaterThan(sound.answers.size);
    expect(readFileSync(join(folder, 'history.db.bad-20260131T120000Z')).equals(before)).toBe(true);
    const { history, answers } = reachable(folder);
    expect(new Map(answers.map(answer => [answer.id, answer.text]))).toEqual(
      new Map([...sound.answers].map(([id, { text }]) => [id, text])),
    );
    expect(await history.check()).toEqual({ problems: [] });
    expect(statSync(join(folder, 'history.db')).mode & 0o777).toBe(0o600);
  });

  const seed = 20261126;
  it(`loses nothing but what stood in the damaged pages, wherever they are (seed ${seed})`, async () => {
    const pages = fc.uniqueArray(fc.integer({ min: 1, max: pageCount - 1 }), { minLength: 1, maxLength: 6 });
    let found = 0;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(pages, async damaged => {
        const folder = damagedCopy(damaged);
        try {
          await salvageHistory(folder, migrations, startMs);
        } catch (error) {
          // A page of the list of tables itself: the history is then as it was.
          expect(String(error)).toContain('E_STORAGE: damaged');
          expect(readdirSync(folder).sort()).toEqual(expect.arrayContaining(['history.created', 'history.db']));
          expect(readdirSync(folder).some(name => name.includes('salvaging'))).toBe(false);
          return;
        }
        const { history, answers } = reachable(folder);
        for (const answer of answers) {
          const original = sound.answers.get(answer.id);
          // Noise in the continuation of a long text cannot be told from text.
          if (!answer.text.includes('ZZZZ')) expect(answer.text).toBe(original?.text);
          expect(answer.laneId).toBe(original?.laneId);
          expect(answer.turnId).toBe(original?.turnId);
        }
        expect((await history.check()).problems).toEqual([]);
        history.close();
        found += answers.length;
        runs += 1;
      }),
      { seed, numRuns: 16 },
    );
    expect(runs).toBeGreaterThan(6);
    expect(found / runs / sound.answers.size).toBeGreaterThan(0.8);
  }, 120_000);

  it.each(['conversations', 'lanes', 'turns', 'turn_lanes'])(
    'reaches every answer when all %s are lost',
    async table => {
      const folder = damagedCopy([]);
      const database = connect(join(folder, 'history.db'));
      database.exec('PRAGMA foreign_keys=OFF');
      database.exec(`DELETE FROM ${table}`);
      database.close();
      await salvageHistory(folder, migrations, startMs);
      const { answers, details } = reachable(folder);
      expect(answers.map(({ id }) => id).sort()).toEqual([...sound.answers.keys()].sort());
      // Turns stand in their order, each once, and every lane goes through all eight of its own.
      for (const { lanes, turnLanes, turns } of details) {
        expect(turns.map(({ id }) => id)).toEqual(turns.map(({ id }) => id).toSorted());
        for (const lane of lanes) expect(turnLanes.filter(({ laneId }) => laneId === lane.id)).toHaveLength(8);
      }
      if (table !== 'conversations') {
        const { history } = openReady({ folder });
        const [first] = details;
        const lane = first?.lanes[0];
        expect(history.read.path(lane?.id as never, lane?.headTurnId as never)).toHaveLength(8);
      }
    },
  );

  it('takes what only the log holds', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    send(history, id, laneIds, 'in the log only');
    const copy = temporaryFolder();
    for (const name of ['history.db', 'history.db-wal', 'history.created'])
      copyFileSync(join(folder, name), join(copy, name));
    await salvageHistory(copy, migrations, startMs);
    expect(reachable(copy).answers.map(({ text }) => text)).toEqual([expect.stringContaining('in the log only')]);
    expect(existsSync(join(copy, 'history.db.bad-20260131T120000Z-wal'))).toBe(true);
  });

  it.each<[name: string, damage: (file: string) => void]>([
    [
      'its first page is noise',
      file => writeFileSync(file, Buffer.concat([noise, readFileSync(file).subarray(pageBytes)])),
    ],
    ['it is empty', file => truncateSync(file)],
    ['it is of a newer version', file => setVersion(file, 99)],
    ['it is of no version', file => setVersion(file, 0)],
  ])('changes nothing when %s', async (_name, damage) => {
    const folder = damagedCopy([]);
    const file = join(folder, 'history.db');
    damage(file);
    const before = readFileSync(file);
    await expect(salvageHistory(folder, migrations, startMs)).rejects.toThrow('E_STORAGE');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(
      readdirSync(folder)
        .filter(name => !/-(?:wal|shm)$/.test(name))
        .sort(),
    ).toEqual(['history.created', 'history.db']);
  });

  it('knows every table of the newest schema, or that it can be made anew', () => {
    /** Tables whose rows are no user's, or follow from other tables. */
    const derived = ['search_changes', 'settings_meta'];
    const database = connect(join(sound.folder, 'history.db'), { isReadOnly: true });
    const tables = database
      .all<{ name: string; type: string }>('PRAGMA table_list')
      .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'))
      .map(({ name }) => name);
    database.close();
    expect([...numberedTables, ...keyedTables.map(({ name }) => name), ...derived].sort()).toEqual(tables.sort());
  });
});

function setVersion(file: string, version: number): void {
  const database = connect(file);
  database.exec(`PRAGMA user_version=${version}`);
  database.close();
}
