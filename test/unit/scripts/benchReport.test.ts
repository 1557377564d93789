import { expect, test } from 'vitest';
import { exitCode, figure, judge, tableText } from '../../../scripts/lib/benchReport.mjs';
import { chooseRows, readCommandLine } from '../../../scripts/lib/benchRun.mjs';
import type { Outcome } from '../../bench/job';
import type { Measurement, Row } from '../../bench/row';
import { alternate, median, percentile } from '../../bench/support/statistics';

const target = { name: 'speed', title: 'how fast', limit: 1.5, direction: 'atMost' } as const;
const measured = (measurement: Partial<Measurement> & { value: number }): Outcome => ({
  kind: 'measured',
  measurement: { unit: 'ms', ...measurement },
});

test('the limit is about the stated ratio, else about product and peer, else about the figure itself', () => {
  const peer = { name: 'peer', value: 10 };
  expect(judge(target, measured({ value: 20, peer })).judged).toBe(2);
  expect(judge(target, measured({ value: 20, peer, ratio: 1.2 }))).toMatchObject({ judged: 1.2, verdict: 'pass' });
  expect(judge(target, measured({ value: 1.5 }))).toMatchObject({ judged: 1.5, verdict: 'pass' });
});

test('a limit can be a least and a most', () => {
  expect(judge(target, measured({ value: 1.6 })).verdict).toBe('FAIL');
  expect(judge({ ...target, direction: 'atLeast' }, measured({ value: 1.6 })).verdict).toBe('pass');
  expect(judge({ ...target, direction: 'atLeast' }, measured({ value: 1.4 })).verdict).toBe('FAIL');
});

test('a figure that is none fails, whichever the direction', () => {
  for (const direction of ['atMost', 'atLeast'] as const) {
    const outcome = measured({ value: 0, peer: { name: 'nothing', value: 0 } });
    expect(judge({ ...target, direction }, outcome).verdict).toBe('FAIL');
  }
});

test('a condition besides the limit that does not hold fails the row and is named', () => {
  const result = judge(target, measured({ value: 1, problems: ['3 long tasks'] }));
  expect(result).toMatchObject({ verdict: 'FAIL', reasons: ['3 long tasks'] });
});

test('rows that could not be measured fail only when they were meant to be', () => {
  const notRun = judge(target, { kind: 'not-run', reason: 'no /proc here' });
  const broken = judge(target, { kind: 'failed', reason: 'it threw' });
  expect([notRun.verdict, broken.verdict]).toEqual(['not run', 'FAIL']);
  const passed = judge(target, measured({ value: 1 }));
  expect(exitCode([passed, notRun])).toBe(0);
  expect(exitCode([passed, broken])).toBe(1);
});

test('the table has a line for each row and says below it why one failed', () => {
  const text = tableText([
    judge(target, measured({ value: 12, peer: { name: 'bare loop', value: 10 }, note: 'of 5' })),
    judge({ ...target, name: 'memory' }, { kind: 'failed', reason: 'its process ended' }),
  ]);
  const lines = text.split('\n');
  expect(lines[2]).toMatch(/^speed +12 ms +10 \(bare loop\) +1\.2 +<= 1\.5 +pass$/);
  expect(lines[3]).toMatch(/^memory +<= 1\.5 +FAIL$/);
  expect(lines.slice(5)).toEqual(['speed: of 5', 'memory: its process ended']);
});

test('figures are shown with the digits one needs', () => {
  expect([1234.5, 12.345, 0.05, 0.00001, 0, Number.NaN].map(figure)).toEqual([
    '1235',
    '12.3',
    '0.05',
    '1.0e-5',
    '0',
    'NaN',
  ]);
});

test('the command line names rows, a report and what rows want to know', () => {
  expect(readCommandLine(['search', '--json', 'a.json', '--messages', '5000', '--repetitions', '3'])).toEqual({
    names: ['search'],
    jsonFile: 'a.json',
    isList: false,
    repetitions: 3,
    options: { messages: '5000' },
  });
  expect(readCommandLine([]).repetitions).toBeUndefined();
  expect(() => readCommandLine(['--repetitions', '0'])).toThrow('whole number');
});

test('a row that does not exist is refused with the names of those that do', () => {
  const rows = ['a', 'b'].map(name => ({ ...target, name, runsIn: 'driver', measure: () => Promise.reject() }) as Row);
  expect(chooseRows(rows, [])).toHaveLength(2);
  expect(chooseRows(rows, ['b']).map(({ name }) => name)).toEqual(['b']);
  expect(() => chooseRows(rows, ['c'])).toThrow('no row c');
});

test('medians and percentiles', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  expect([percentile([1, 2, 3, 4], 50), percentile([5, 1], 95)]).toEqual([2, 5]);
  expect([median([]), percentile([], 95)]).toEqual([Number.NaN, Number.NaN]);
});

test('product and peer are measured in turns, the first round of each uncounted', async () => {
  const order: string[] = [];
  const result = await alternate(
    2,
    () => order.push('own'),
    () => order.push('peer'),
  );
  expect(order).toEqual(['own', 'peer', 'own', 'peer', 'peer', 'own']);
  expect(result).toMatchObject({ owns: [3, 6], peers: [4, 5] });
});
