import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  isFull,
  partOf,
  partStarts,
  readParts,
  usualTurnsPerPart as turnsPerPart,
} from '../../../electron/search/wordParts';
import { generateHistory } from '../../support/history/generateHistory';
import { temporaryFolder } from '../../support/temporaryFolder';
import { ask, finish, openIndex } from './searching';

it('shares prompts out to parts of about the same number, the first of which takes all that is older', () => {
  const rows = Array.from({ length: 3 * turnsPerPart + 10 }, (_row, index) => 1_000 + 7 * index).reverse();
  const starts = partStarts(rows);
  expect(starts).toHaveLength(4);
  expect(starts[0]).toBe(0);
  const counts = starts.map(
    (start, index) => rows.filter(row => row >= start && row < (starts[index + 1] ?? Infinity)).length,
  );
  expect(counts).toEqual([10, turnsPerPart, turnsPerPart, turnsPerPart]);
  expect(partStarts([])).toEqual([0]);
  expect(partStarts(Array.from({ length: 5 * turnsPerPart }, () => 77))).toEqual([0, 77]);
});

it('finds the part of every row, and knows which is full', () => {
  const parts = [
    { number: 3, fromRow: 500, documentCount: 80_000 },
    { number: 1, fromRow: 0, documentCount: 3 },
  ];
  expect([0, 499, 500, 9_999].map(row => partOf(parts, row).number)).toEqual([1, 1, 3, 3]);
  expect(parts.map(isFull)).toEqual([true, false]);
});

it('finds over several parts what it finds in one, page by page and in the same order', async () => {
  const folder = temporaryFolder();
  generateHistory(folder, { messages: 1_500, conversations: 20 });
  const whole = openIndex(folder);
  finish(whole);
  const parted = openIndex(folder, 'parted.db', 130);
  finish(parted);
  expect(readParts(whole.index)).toHaveLength(1);
  const counts = readParts(parted.index).map(({ documentCount }) => documentCount);
  expect(counts.length).toBeGreaterThan(3);
  expect(counts.filter(count => count > 200).length).toBeGreaterThan(2);
  for (const text of ['模型', '数', 'mo', 'm', 'model ', '"the key"', '数据 模型', 'zzzz']) {
    const pages = async (index: typeof whole) => {
      const dates: number[] = [];
      for (let cursor: number | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
        const page = await ask(index, text, {}, { cursor, limit: 40 });
        dates.push(...page.hits.map(hit => hit.date));
        cursor = page.cursor;
      }
      return dates;
    };
    const found = await pages(whole);
    expect(await pages(parted), text).toEqual(found);
    expect(found.length > 0, text).toBe(text !== 'zzzz');
  }
});

it('gives the room back that putting pieces together leaves', () => {
  const folder = temporaryFolder();
  generateHistory(folder, { messages: 1_200 });
  const index = openIndex(folder);
  finish(index);
  while (index.tidy());
  const share = Number(index.index.pragma('freelist_count')) / Number(index.index.pragma('page_count'));
  expect(index.index.pragma('auto_vacuum')).toBe(2);
  expect(share).toBeLessThan(0.03);
  expect(join(folder, 'search.db')).toBe(index.index.path);
});
