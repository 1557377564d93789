import { expect, it } from 'vitest';
import { largeJson } from '../../../electron/ipc/largeJson';
import { turnsOfOthers } from '../../support/turnsOfOthers';

it.each([
  {},
  [[]],
  null,
  'text "with" 引号',
  { a: 1, b: [1, 'two', { three: [3] }], c: { d: undefined, e: null, f: { g: [] } }, h: undefined, 'i"': false },
  [[{ a: 1, b: undefined }, undefined, 2]],
])('is the text that JSON has for %j', async value => {
  expect(await largeJson(value)).toBe(JSON.stringify(value));
});

it('lets everything else run between its pieces, in a list and in an object of many fields', async () => {
  const items = Array.from({ length: 40 }, (_, index) => ({ index, text: 'x'.repeat(50_000) }));
  const value = { items, byName: Object.fromEntries(items.map(item => [`name ${item.index}`, item.text])) };
  let text = '';
  const turns = await turnsOfOthers(async () => {
    text = await largeJson(value);
  });
  expect(turns).toBeGreaterThan(10);
  expect(text).toBe(JSON.stringify(value));
});

it('lets everything else run between the pieces of one long text', async () => {
  const value = { turns: [{ prompt: '“long” \n'.repeat(500_000) }] };
  let text = '';
  const turns = await turnsOfOthers(async () => {
    text = await largeJson(value);
  });
  expect(turns).toBeGreaterThan(5);
  expect(text).toBe(JSON.stringify(value));
});
