import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { SearchService } from '../../../electron/search/searchService';
import type { SearchFilters, SearchHit } from '../../../src/shared/domain/search';
import type { BenchContext, Measurement } from '../row';
import { largeHistorySize, preparedHistory } from '../support/history';
import { median, percentile } from '../support/statistics';
import { chooseQueries, type Database, type QueryClass } from './searchQueries';

const filters: SearchFilters = { who: 'all', isReasoningSearched: false, archived: 'any' };
const limit = 50;
const timedRuns = 10;
/** Hits of a rare word are compared one by one up to so many. */
const mostCompared = 2_000;

const conversationIsThere =
  'JOIN conversations ON conversations.id = turns.conversation_id AND conversations.deleted_at IS NULL';
const likeAnswers = `SELECT answers.id, answers.text FROM answers JOIN turns ON turns.id = answers.turn_id ${conversationIsThere}
  WHERE answers.text LIKE ? ORDER BY answers.row DESC`;
const likePrompts = `SELECT turns.id, turns.prompt AS text FROM turns ${conversationIsThere} WHERE turns.prompt LIKE ? ORDER BY turns.row DESC`;

/** Any query over the large history, with snippets, through the product's own thread; against LIKE on rare two-character words. */
export async function measureSearch(context: BenchContext): Promise<Measurement> {
  const folder = await preparedHistory(context, largeHistorySize(context));
  const database = new DatabaseSync(join(folder, 'history.db'), { readOnly: true });
  const search = new SearchService({
    workerFile: join(context.repository, 'out', 'main', 'searchWorker.cjs'),
    historyPath: join(folder, 'history.db'),
    indexPath: join(folder, 'search.db'),
    onStatus: () => undefined,
    onSeen: () => undefined,
    setTimer: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    log: text => context.say(text),
  });
  const first = (text: string) => search.query({ text, filters, limit });
  await first('a');
  const classes = chooseQueries(database);
  const figures: { name: string; p50: number; p95: number; words: readonly string[] }[] = [];
  for (const { name, words } of classes) {
    const times: number[] = [];
    for (let run = 0; run <= timedRuns; run++) {
      for (const word of words) {
        const startMs = performance.now();
        const { hits } = await first(word);
        // The first round reads pages that no query has needed yet.
        if (run > 0) times.push(performance.now() - startMs);
        if (hits.some(({ snippet }) => snippet.text === '')) throw new Error(`a hit of ${word} has no snippet`);
      }
    }
    figures.push({ name, p50: median(times), p95: percentile(times, 95), words });
    context.say(`${name}: p50 ${median(times).toFixed(2)} ms, p95 ${percentile(times, 95).toFixed(2)} ms`);
  }
  const likeMs = measureLike(database, classes.find(({ name }) => name === '2 characters, rare')?.words ?? []);
  context.say(`LIKE, 2 characters, rare: ${likeMs.toFixed(0)} ms`);
  const problems: string[] = [];
  let compared = 0;
  for (const group of classes.filter(({ isRare }) => isRare)) {
    for (const word of group.words.slice(0, 2)) {
      const { missing, count } = await compareWithLike(search, database, word, group);
      compared += count;
      if (missing > 0) problems.push(`${missing} of ${count} places with "${word}" were not found`);
    }
  }
  await search.close();
  database.close();
  const worst = figures.reduce((a, b) => (b.p95 > a.p95 ? b : a));
  return {
    value: worst.p95,
    unit: 'ms',
    peer: { name: 'LIKE', value: likeMs },
    problems,
    note: `the slowest kind of query at its 95th percentile: ${worst.name}; medians ${figures.map(({ p50 }) => p50.toFixed(1)).join(', ')} ms; ${compared} hits of LIKE compared`,
    detail: { figures, compared, messages: largeHistorySize(context) },
  };
}

/** What a search without an index does: the first 50 answers and prompts that hold the word. */
function measureLike(database: Database, words: readonly string[]): number {
  const answers = database.prepare(`${likeAnswers} LIMIT ${limit}`);
  const prompts = database.prepare(`${likePrompts} LIMIT ${limit}`);
  return median(
    words.map(word => {
      const startMs = performance.now();
      answers.all(`%${word}%`);
      prompts.all(`%${word}%`);
      return performance.now() - startMs;
    }),
  );
}

/** How many of the places that LIKE finds the search does not. English is searched by the beginnings of words. */
async function compareWithLike(search: SearchService, database: Database, word: string, { isEnglish }: QueryClass) {
  const atWordStart = new RegExp(`(?<![\\p{L}\\p{N}_])${word}`, 'iu');
  const wanted = [likeAnswers, likePrompts].flatMap(sql =>
    (database.prepare(`${sql} LIMIT ${mostCompared}`).all(`%${word}%`) as { id: string; text: string }[])
      .filter(({ text }) => !isEnglish || atWordStart.test(text))
      .map(({ id }) => id),
  );
  const found = new Set<string>();
  let cursor: number | undefined;
  do {
    const page: { readonly hits: readonly SearchHit[]; readonly cursor?: number | undefined } = await search.query({
      text: word,
      filters,
      limit,
      cursor,
    });
    for (const { answerId, turnId } of page.hits) found.add(answerId ?? turnId ?? '');
    cursor = page.cursor;
  } while (cursor !== undefined && found.size < 2 * mostCompared);
  return { missing: wanted.filter(id => !found.has(id)).length, count: wanted.length };
}

/** Size of the search's file against the text in it, and against a trigram index of the same texts. */
export async function measureIndexSize(context: BenchContext): Promise<Measurement> {
  const folder = await preparedHistory(context, largeHistorySize(context));
  const small = await preparedHistory(context, 20_000);
  const textMb = textMegabytes(join(folder, 'history.db'));
  const smallTextMb = textMegabytes(join(small, 'history.db'));
  const trigram = buildTrigram(join(small, 'history.db'), join(context.folder, 'trigram.db'));
  const indexMb = megabytes(join(folder, 'search.db'));
  return {
    value: indexMb,
    unit: 'MB',
    peer: { name: 'its text', value: textMb },
    note: `a trigram index of 20,000 messages: ${(trigram.sizeMb / smallTextMb).toFixed(2)} times their text, ours ${(megabytes(join(small, 'search.db')) / smallTextMb).toFixed(2)}`,
    detail: { indexMb, textMb, smallTextMb, trigram },
  };
}

function megabytes(path: string): number {
  return statSync(path).size / 1e6;
}

const texts = `SELECT text FROM answers UNION ALL SELECT reasoning FROM answers WHERE reasoning <> ''
  UNION ALL SELECT prompt FROM turns UNION ALL SELECT title FROM conversations`;

/** Bytes of everything that is indexed, in UTF-8. */
function textMegabytes(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  const { bytes } = database.prepare(`SELECT sum(octet_length(text)) AS bytes FROM (${texts})`).get() as {
    bytes: number;
  };
  database.close();
  return bytes / 1e6;
}

function buildTrigram(historyPath: string, path: string): { readonly sizeMb: number; readonly seconds: number } {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
    CREATE VIRTUAL TABLE words USING fts5 (text, content = '', tokenize = 'trigram');`);
  database.prepare('ATTACH ? AS history').run(historyPath);
  const startMs = performance.now();
  const source = texts.replaceAll(/FROM (answers|turns|conversations)/g, 'FROM history.$1');
  database.exec(`BEGIN; INSERT INTO words (text) ${source}; COMMIT; INSERT INTO words (words) VALUES ('optimize');`);
  const seconds = (performance.now() - startMs) / 1_000;
  database.exec('DETACH history');
  database.close();
  return { sizeMb: megabytes(path), seconds };
}
