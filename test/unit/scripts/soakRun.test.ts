import { expect, test } from 'vitest';
import { readArguments } from '../../../scripts/lib/soakRun.mjs';

test('numbers on the command line reach the long tests, other words choose among them', () => {
  expect(readArguments(['--turns', '50', 'workday', '--streams=80'])).toEqual({
    environment: { COUPLET_SOAK_TURNS: '50', COUPLET_SOAK_STREAMS: '80' },
    filters: ['workday'],
  });
  expect(readArguments([])).toEqual({ environment: {}, filters: [] });
});

test.each([['--turns'], ['--turns', '0'], ['--turns', '-3'], ['--runs=many']])(
  'a number that is none is refused: %s %s',
  (...words) => {
    expect(() => readArguments(words)).toThrow('wants a whole number above 0');
  },
);
