import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AnswerId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import { temporaryFolder } from '../../support/temporaryFolder';
import { Stage } from '../turns/stage';
import { StoreHistory } from '../turns/storeHistory';
import { makeConversation, openReady, send } from './historyBuilders';
import { holdHistory } from './otherProgram';

/** As on a file system without shared memory: asked for a write-ahead log, SQLite keeps its rollback journal. */
vi.mock('@photostructure/sqlite', async importOriginal => {
  const original = await importOriginal<typeof import('@photostructure/sqlite')>();
  return {
    ...original,
    DatabaseSync: function openWithoutLog(...parameters: ConstructorParameters<typeof original.DatabaseSync>) {
      const database = new original.DatabaseSync(...parameters);
      return new Proxy(database, {
        get: (target, name) => {
          if (name === 'prepare')
            return (sql: string) => target.prepare(sql.replace('journal_mode=WAL', 'journal_mode=DELETE'));
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
});

/** Another program: one that copies or reads the file, one that is about to write, one that writes. */
const others = {
  reads: 'BEGIN; SELECT count(*) FROM conversations',
  'is about to write': 'BEGIN IMMEDIATE',
  writes: 'BEGIN EXCLUSIVE',
};

const busy = expect.objectContaining({ code: 'E_STORAGE', reason: 'busy' });

describe.each(Object.entries(others))(
  'a history without a write-ahead log while another program %s',
  (_name, begin) => {
    it('refuses a write at once and not after seconds in which nothing else runs', () => {
      const { history, folder } = openReady();
      const { id } = makeConversation(history, 1);
      holdHistory(folder, begin);
      // With a wait of seconds for each, the time of this test would run out.
      for (let count = 0; count < 50; count += 1) {
        expect(() => history.write.saveComposerDraft(id, 'x')).toThrow(busy);
      }
    });

    it('lets what the user asks for wait until that is over', async () => {
      const { history, folder } = openReady();
      const { id } = makeConversation(history, 1);
      const release = holdHistory(folder, begin);
      let isFree = false;
      const waited = history.writable()?.then(() => {
        isFree = true;
      });
      expect(waited).toBeDefined();
      await new Promise(resolve => setTimeout(resolve, 60));
      expect(isFree).toBe(false);
      release();
      await waited;
      history.write.saveComposerDraft(id, 'x');
      expect(history.read.detail(id).draft).toBe('x');
      expect([history.writable(), history.readable()]).toEqual([undefined, undefined]);
    });

    it('ends at once too', () => {
      const { history, folder } = openReady();
      holdHistory(folder, begin);
      history.close();
    });
  },
);

it('is read while another program reads or is about to write, and after one that writes', async () => {
  const { history, folder } = openReady();
  const { id, laneIds } = makeConversation(history, 1);
  send(history, id, laneIds, 'hello');
  for (const begin of [others.reads, others['is about to write']]) {
    const release = holdHistory(folder, begin);
    expect(history.readable()).toBeUndefined();
    expect(history.read.detail(id).turns).toHaveLength(1);
    release();
  }
  const release = holdHistory(folder, others.writes);
  const waited = history.readable();
  expect(waited).toBeDefined();
  release();
  await waited;
  expect(history.read.detail(id).turns).toHaveLength(1);
});

it('an answer whose turn comes while another program writes waits for that, and is asked then', async () => {
  const folder = temporaryFolder();
  const history = new StoreHistory(folder);
  onTestFinished(() => history.close());
  const stage = new Stage(history);
  const laneId = stage.lane();
  await stage.send('one');
  const { answerIds } = await stage.send('two');
  const answerId = answerIds[0] as AnswerId;
  const first = stage.stream(laneId).start().text('a');
  await settle();
  const release = holdHistory(folder, others.writes);
  first.finish();
  await stage.clock.advance(1_000);
  expect(stage.shown(answerId)).toMatchObject({ status: 'queued' });
  release();
  await stage.clock.advance(6_000);
  stage.stream(laneId).start().text('b').finish();
  await stage.clock.advance(6_000);
  expect(stage.saved(answerId)).toMatchObject({ status: 'done', text: 'b' });
});

describe('a reading in pieces that meets another program which writes', () => {
  function longConversation() {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const turns = Array.from({ length: 1_200 }, (_, index) => send(history, id, laneIds, `prompt ${index}`).turn);
    const ids = Array.from({ length: 1_100 }, () => history.write.createConversation([]));
    return { history, folder, id, laneIds, turns, ids };
  }

  type Long = ReturnType<typeof longConversation>;
  const readings: readonly (readonly [name: string, read: (long: Long) => Promise<unknown>])[] = [
    ['a conversation', ({ history, id }) => history.read.detailInPieces(id)],
    ['its last turns', ({ history, id }) => history.read.recentDetail(id)],
    ['its older texts', ({ history, id }) => history.read.textsBefore(id, 1_000)],
    ['what conversations hold', ({ history, ids }) => history.read.contents(ids)],
    ['many lines', ({ history, ids }) => history.read.summaries(ids)],
    ['what was imported before', ({ history, ids }) => history.read.knownOrigins('couplet', ids)],
    [
      'what is asked with',
      ({ history, laneIds, turns }) => {
        const [laneId, last] = [laneIds[0], turns.at(-1)];
        if (laneId === undefined || last === undefined) throw new Error('There is no lane.');
        const links = history.read.pathLinks(laneId, last.id);
        return history.read.pathInPieces(links, () => new Promise(resolve => setImmediate(resolve)));
      },
    ],
  ];

  it.each(readings)('(%s) waits for it, and comes to the same', async (_name, read) => {
    const long = longConversation();
    const expected = await read(long);
    const reading = read(long);
    // Whatever was read at once is read; the next piece finds the file held.
    const release = holdHistory(long.folder, others.writes);
    setTimeout(release, 80);
    expect(await reading).toEqual(expected);
  });

  it('is refused where that one never ends', async () => {
    const long = longConversation();
    const reading = long.history.read.detailInPieces(long.id);
    holdHistory(long.folder, others.writes);
    await expect(reading).rejects.toThrow(busy);
  }, 20_000);
});
