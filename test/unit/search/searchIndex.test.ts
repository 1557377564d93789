import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSearch } from '../../../electron/search/searchQuery';
import { connect, type Reader } from '../../../electron/store/db';
import type { ConversationId } from '../../../src/shared/domain/ids';
import type { SearchHit, SearchPage } from '../../../src/shared/domain/search';
import { makeAnswer, makeClock, makeConversation, openReady, send, startMs } from '../store/historyBuilders';
import { ask, findings, finish, noFilters, openIndex } from './searching';

/** A history with one conversation of one lane. */
function start() {
  const clock = makeClock();
  const { history, folder } = openReady({ wallMs: clock.wallMs });
  const { id, laneIds } = makeConversation(history, 1);
  const say = (prompt: string, text: string, more: { reasoning?: string; modelId?: string } = {}) => {
    clock.advance(60_000);
    const { turn, answers } = send(history, id, laneIds, prompt, {
      turn: { createdAt: clock.wallMs() },
      answer: { text, startedAt: clock.wallMs() + 1_000, ...more },
    });
    return { turn, answer: [...answers.values()][0] };
  };
  const revision = (conversationId: ConversationId = id) => history.read.summary(conversationId)?.revision ?? 0;
  return { history, folder, id, laneIds, say, clock, revision };
}

/** Another form, in which nothing would be found. */
function changeForm(path: string, formVersion: number): void {
  const index = connect(path);
  index.exec('DELETE FROM documents');
  index.exec(`PRAGMA user_version=${formVersion}`);
  index.close();
}

describe('a search', () => {
  it('finds prompts, answers and titles, newest first', async () => {
    const { folder, say } = start();
    say('Why is the sky blue? 天空', 'Rayleigh scattering 瑞利散射 of the sky');
    say('And the sea?', 'It mirrors the sky.');
    const index = openIndex(folder);
    finish(index);
    expect(await findings(index, 'sky')).toEqual(['answer: sky', 'answer: sky', 'prompt: sky', 'title: sky']);
    expect(await findings(index, '空')).toEqual(['prompt: 空', 'title: 空']);
    expect(await findings(index, '散射')).toEqual(['answer: 散射']);
    expect(await findings(index, 'scat')).toEqual(['answer: scat']);
    expect(await findings(index, 'scat ')).toEqual([]);
  });

  it('says where a hit stands and who spoke', async () => {
    const { folder, id, laneIds, say } = start();
    const { turn, answer } = say('Frage', 'One **needle** here and a needle there', { modelId: 'kimi-k3' });
    const index = openIndex(folder);
    finish(index);
    const { hits } = await ask(index, 'needle');
    expect(hits).toMatchObject([
      {
        part: 'answer',
        conversationId: id,
        title: 'Frage',
        turnId: turn.id,
        laneId: laneIds[0],
        answerId: answer?.id,
        modelId: 'kimi-k3',
        connectionName: 'Kimi',
        offset: 6,
        matchCount: 2,
        snippet: { text: 'One needle here and a needle there' },
      },
    ]);
  });

  it('finds what has just ended, was changed or was deleted for good', async () => {
    const { folder, history, id, laneIds, say, clock, revision } = start();
    const index = openIndex(folder);
    finish(index);
    const { turn, answer } = say('first', 'alpha');
    finish(index);
    expect(await findings(index, 'alpha')).toEqual(['answer: alpha']);
    if (answer === undefined) throw new Error('No answer.');
    history.write.saveAnswer({ ...answer, text: 'beta' });
    finish(index);
    expect(await findings(index, 'alpha')).toEqual([]);
    expect(await findings(index, 'beta')).toEqual(['answer: beta']);

    const [laneId = '' as never] = laneIds;
    const live = makeAnswer(turn.id, laneId, { status: 'answering', text: 'gamma' });
    history.write.addVariant(live);
    history.write.saveDraft({ ...live, text: 'gamma delta' });
    finish(index);
    expect(await findings(index, 'gamma')).toEqual([]);
    history.write.saveAnswer({ ...live, status: 'done', text: 'gamma delta' });
    finish(index);
    expect(await findings(index, 'gamma')).toEqual(['answer: gamma']);

    history.write.removeConversation(id, revision());
    clock.advance(31 * 24 * 60 * 60 * 1_000);
    history.write.purge();
    clock.advance(24 * 60 * 60 * 1_000);
    history.write.purge();
    finish(index);
    expect(index.index.get('SELECT count(*) AS n FROM documents')).toMatchObject({ n: 0 });
    expect(await findings(index, 'gamma')).toEqual([]);
  });

  it('leaves deleted conversations out until they are restored', async () => {
    const { folder, history, id, say, revision } = start();
    say('needle', 'x');
    const index = openIndex(folder);
    finish(index);
    history.write.removeConversation(id, revision());
    expect(await findings(index, 'needle')).toEqual([]);
    history.write.restoreConversation(id);
    expect(await findings(index, 'needle')).toEqual(['prompt: needle', 'title: needle']);
  });

  it('keeps to its filters', async () => {
    const { folder, history, id, say, clock, revision } = start();
    say('needle one', 'a needle', { modelId: 'kimi-k3', reasoning: 'thinking of a needle' });
    const middleMs = clock.wallMs() + 30_000;
    say('needle two', 'no', { modelId: 'qwen3-max', reasoning: 'needle again' });
    const index = openIndex(folder);
    finish(index);
    expect(await findings(index, 'needle', { who: 'mine' })).toEqual(['prompt: needle', 'prompt: needle']);
    expect(await findings(index, 'needle', { who: 'theirs' })).toEqual(['answer: needle']);
    expect(await findings(index, 'needle', { who: 'theirs', isReasoningSearched: true })).toEqual([
      'reasoning: needle',
      'answer: needle',
    ]);
    expect(await findings(index, 'no again', { isReasoningSearched: true })).toEqual(['answer: no']);
    expect(await findings(index, 'needle', { modelId: 'kimi-k3' })).toEqual(['answer: needle']);
    expect(await findings(index, 'needle', { modelId: 'unknown' })).toEqual([]);
    expect(await findings(index, 'needle', { fromMs: middleMs })).toEqual(['prompt: needle']);
    expect(await findings(index, 'needle', { toMs: middleMs, who: 'mine' })).toEqual(['prompt: needle']);
    history.write.updateConversation(id, revision(), { isArchived: true });
    expect(await findings(index, 'needle', { archived: 'without' })).toEqual([]);
    expect((await findings(index, 'needle', { archived: 'only' })).length).toBe(4);
    expect(await findings(index, 'needle', { folderId: 'a-folder' })).toEqual([]);
  });

  it('goes on where a page ended, without gaps or repeats', async () => {
    const { folder, say } = start();
    for (let number = 0; number < 23; number += 1) say(`needle ${number}`, 'x');
    const index = openIndex(folder);
    finish(index);
    const seen: (string | undefined)[] = [];
    let cursor: number | undefined;
    do {
      const page = await ask(index, 'needle', { who: 'mine' }, { limit: 5, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.hits.map(hit => hit.snippet.text));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 23 }, (_none, number) => `needle ${22 - number}`));
  });

  it('of the beginning of a word finds it in the newest texts and in those behind them, once each', async () => {
    const { folder, say } = start();
    const wanted = [0, 1, 60, 90, 179, 199];
    for (let number = 0; number < 200; number += 1) say(wanted.includes(number) ? `needle ${number}` : 'hay', 'x');
    const index = openIndex(folder);
    finish(index);
    const { hits } = await ask(index, 'needl', { who: 'mine' });
    expect(hits.map(hit => hit.snippet.text)).toEqual(wanted.toReversed().map(number => `needle ${number}`));
  });

  it('takes operators of the index, quotation marks and markup as plain text', async () => {
    const { folder, say } = start();
    say('" OR NEAR(a b) AND {answer}: x*', '<img src=x onerror=alert(1)>');
    const index = openIndex(folder);
    finish(index);
    expect(await findings(index, '" OR NEAR(')).toEqual(['prompt: OR NEAR(', 'title: OR NEAR(']);
    expect((await findings(index, 'onerror=alert(1)'))[0]).toBe('answer: onerror=alert(1)');
    expect(await findings(index, "'; DROP TABLE words; --")).toEqual([]);
    expect(await findings(index, 'word '.repeat(20_000))).toEqual([]);
    const characters = Array.from({ length: 960 }, (_none, number) => String.fromCodePoint(0x4e00 + number));
    const many = characters.map((character, number) => (number % 40 === 0 ? ` ${character}` : character)).join('');
    expect(await findings(index, many, { isReasoningSearched: true })).toEqual([]);
    expect(await findings(index, many.replaceAll(' ', ''), { isReasoningSearched: true })).toEqual([]);
    expect(await findings(index, '{answer}:')).toEqual(['prompt: {answer}:', 'title: {answer}:']);
  });

  it('of one to four Chinese characters, and of English words, finds what a plain search for the same finds', async () => {
    const { folder, say } = start();
    const unit = fc.constantFrom('天', '空', '你', '好', '，', ' ', 'sky', ' blue ', '**', '\n');
    const texts = fc.sample(fc.string({ unit, minLength: 1, maxLength: 20 }), { numRuns: 120, seed: 4 });
    for (const text of texts) say('q', text);
    const index = openIndex(folder);
    finish(index);
    const bare = texts.map(text => text.replaceAll('*', ''));
    const characters = fc.string({ unit: fc.constantFrom('天', '空', '你', '好'), minLength: 1, maxLength: 4 });
    const word = fc.constantFrom('sky ', 'blue ');
    const all = { limit: 1_000 };
    await fc.assert(
      fc.asyncProperty(fc.oneof(characters, word), async query => {
        const { hits } = await ask(index, query, { who: 'theirs' }, all);
        const plain = query.endsWith(' ')
          ? bare.filter(text => new RegExp(`(?<![a-z])${query.trim()}(?![a-z])`).test(text))
          : bare.filter(text => text.includes(query));
        expect(hits).toHaveLength(plain.length);
      }),
      { numRuns: 60 },
    );
  });

  it('ends when a newer one has come', async () => {
    const { folder, say } = start();
    say('needle', 'x');
    const index = openIndex(folder);
    finish(index);
    const { runSearch } = await import('../../../electron/search/searchQuery');
    const run = runSearch({
      history: index.history,
      index: () => index.index,
      query: { text: 'needle', filters: { who: 'all', isReasoningSearched: false, archived: 'any' }, limit: 5 },
      isCancelled: () => true,
      pause: () => Promise.resolve(),
      nowMs: () => 0,
    });
    await expect(run).rejects.toMatchObject({ code: 'E_CANCELLED' });
  });
});

describe('the index', () => {
  it('goes back in time from the newest turn, and goes on after it was cut off', async () => {
    const { folder, say } = start();
    for (let number = 0; number < 150; number += 1) say(`needle ${number}`, 'x');
    const first = openIndex(folder);
    first.backfill();
    first.backfill();
    const part = await findings(first, 'needle', { who: 'mine' });
    expect(part.length).toBeGreaterThan(0);
    expect(part.length).toBeLessThan(150);
    expect(first.status()).toMatchObject({ total: 150, done: part.length, isComplete: false });
    expect((await ask(first, 'needle', { who: 'mine' })).hits[0]?.snippet.text).toBe('needle 149');
    first.close();

    const second = openIndex(folder);
    expect(second.status()).toMatchObject({ done: part.length, total: 150 });
    finish(second);
    expect(second.status()).toMatchObject({ done: 150, total: 150, isComplete: true });
    expect((await ask(second, 'needle', { who: 'mine' }, { limit: 1_000 })).hits).toHaveLength(150);
  });

  it('takes old dates of an import at their place', async () => {
    const { folder, history, laneIds, id, say } = start();
    say('needle new', 'x');
    const index = openIndex(folder);
    finish(index);
    const dayMs = 24 * 60 * 60 * 1_000;
    send(history, id, laneIds, 'needle old', { turn: { createdAt: startMs - 300 * dayMs } });
    for (const createdAt of [8.64e15, -8.64e15, 0]) send(history, id, laneIds, 'needle odd', { turn: { createdAt } });
    finish(index);
    const { hits } = await ask(index, 'needle', { who: 'mine' });
    expect(hits.map(hit => hit.snippet.text)).toEqual([
      'needle odd',
      'needle new',
      'needle old',
      'needle odd',
      'needle odd',
    ]);
  });

  it('finds a place for thousands of rows of one moment', async () => {
    const { folder, history, laneIds, id } = start();
    for (let number = 0; number < 1_500; number += 1) send(history, id, laneIds, `needle ${number}`);
    const index = openIndex(folder);
    finish(index);
    expect(index.index.get('SELECT count(*) AS n FROM documents')).toMatchObject({ n: 3_001 });
    expect((await ask(index, 'needle', { who: 'mine' }, { limit: 2_000 })).hits).toHaveLength(1_500);
  });

  it.each([
    ['is empty', (path: string) => writeFileSync(path, '')],
    ['is something else', (path: string) => writeFileSync(path, 'x'.repeat(20_000))],
    ['is cut in half', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 9_000))],
    ['is gone', (path: string) => rmSync(path)],
    ['is of an older form', (path: string) => changeForm(path, 2)],
    ['is of a form that is not known yet', (path: string) => changeForm(path, 99)],
  ])('is made anew when its file %s', async (_name, harm) => {
    const { folder, say } = start();
    say('needle', 'x');
    const first = openIndex(folder);
    finish(first);
    first.close();
    harm(join(folder, 'search.db'));
    const index = openIndex(folder);
    finish(index);
    expect(await findings(index, 'needle', { who: 'mine' })).toEqual(['prompt: needle']);
  });

  it('is made anew when a page of it turns out to be damaged while it is used', async () => {
    const { folder, say } = start();
    for (let number = 0; number < 300; number += 1) say(`needle ${number}`, `text ${'word '.repeat(50)} ${number}`);
    const first = openIndex(folder);
    finish(first);
    first.close();
    const path = join(folder, 'search.db');
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 8 * 4_096, bytes.length - 4 * 4_096);
    writeFileSync(path, bytes);
    const index = openIndex(folder);
    say('needle new', 'x');
    finish(index);
    index.startOver();
    finish(index);
    expect((await ask(index, 'needle', { who: 'mine' }, { limit: 1_000 })).hits).toHaveLength(301);
  });

  it('is made anew when the history was put back from a backup', async () => {
    const { folder, history, say } = start();
    say('needle early', 'x');
    const backup = join(folder, 'backup.db');
    const writer = connect(join(folder, 'history.db'));
    writer.run('VACUUM INTO :backup', { backup });
    writer.close();
    say('needle late', 'x');
    const first = openIndex(folder);
    finish(first);
    first.close();
    history.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `history.db${suffix}`), { force: true });
    copyFileSync(backup, join(folder, 'history.db'));
    const { history: restored } = openReady({ folder });
    const { id, laneIds } = makeConversation(restored, 1);
    for (let number = 0; number < 5; number += 1) send(restored, id, laneIds, `needle other ${number}`);
    const index = openIndex(folder);
    finish(index);
    const { hits } = await ask(index, 'needle', { who: 'mine' });
    expect(hits.map(hit => hit.snippet.text).sort()).toEqual([
      'needle early',
      ...[0, 1, 2, 3, 4].map(number => `needle other ${number}`),
    ]);
  });

  it('lets the history forget changes it has taken over, and goes on from there', async () => {
    const { folder, history, say } = start();
    say('needle one', 'x');
    const index = openIndex(folder);
    finish(index);
    history.write.forgetChanges(index.seenSequence());
    expect(index.history.get('SELECT count(*) AS n FROM search_changes')).toMatchObject({ n: 1 });
    index.close();
    say('needle two', 'x');
    const next = openIndex(folder);
    expect(next.status().isComplete).toBe(true);
    finish(next);
    expect(await findings(next, 'needle', { who: 'mine' })).toHaveLength(2);
  });
});

describe('many candidates', () => {
  it('are read by few statements, and no more of them than can be hits', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 0; index < 100; index += 1)
      send(history, id, laneIds, `lantern ${index}`, { answer: { text: 'no' } });
    const index = openIndex(folder);
    finish(index);
    const read: string[] = [];
    const counted: Reader = {
      ...index.history,
      tuples: (sql, parameters) => {
        read.push(String(parameters?.rows));
        return index.history.tuples(sql, parameters);
      },
    };
    const page = await runSearch({
      history: counted,
      index: () => index.index,
      query: { text: 'lantern', filters: noFilters, limit: 20 },
      isCancelled: () => false,
      pause: () => Promise.resolve(),
      nowMs: () => 0,
    });
    expect(page.hits).toHaveLength(20);
    const texts = read.map(rows => JSON.parse(rows).length).filter(count => count > 1);
    expect(texts).toEqual([16, 4]);
  });

  it('are the same in pages of any length, also when some are deleted meanwhile', async () => {
    const { history, folder } = openReady();
    for (let index = 0; index < 40; index += 1) {
      const { id, laneIds } = makeConversation(history, 1);
      send(history, id, laneIds, `lantern ${index}`, { answer: { text: `a lantern and ${index}` } });
    }
    const index = openIndex(folder);
    finish(index);
    const removed = history.read.conversationIds().filter((_, place) => place % 5 === 0);
    await history.write.removeConversations(removed);
    const whole = await ask(index, 'lantern', {}, { limit: 200 });
    expect(whole.hits).toHaveLength(96);
    for (const limit of [1, 7, 16, 17]) {
      const hits: SearchHit[] = [];
      for (let cursor: number | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
        const page: SearchPage = await ask(index, 'lantern', {}, { limit, cursor });
        expect(page.hits.length).toBeLessThanOrEqual(limit);
        hits.push(...page.hits);
        cursor = page.cursor;
      }
      expect(hits).toEqual(whole.hits);
    }
  });
});
