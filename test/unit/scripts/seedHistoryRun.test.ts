import { expect, test } from 'vitest';
import { seedRequest } from '../../../scripts/lib/seedHistoryRun.mjs';

test('numbers, folder and the long conversation are read from the command line', () => {
  const words = '--messages 5000 --conversations 40 --lanes 3 --seed 9 --folder made --long'.split(' ');
  expect(seedRequest(words)).toEqual({
    messages: 5_000,
    conversations: 40,
    lanes: 3,
    seed: 9,
    folder: 'made',
    hasLong: true,
  });
});

test('what is left out is up to the generator', () => {
  expect(seedRequest(['--messages', '10'])).toEqual({
    messages: 10,
    conversations: undefined,
    lanes: undefined,
    seed: 1,
    folder: undefined,
    hasLong: false,
  });
});

test.each([
  [[], '--messages says how many'],
  [['--messages', 'many'], 'must be a whole number above 0, not "many"'],
  [['--messages', '0'], 'must be a whole number above 0'],
  [['--messages', '10', '--quick'], '--quick'],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => seedRequest(words)).toThrow(sentence);
});
