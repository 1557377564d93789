import { expect, test } from 'vitest';
import { countText, createCountProgress, createProgress, progressText } from '../../../scripts/lib/progress.mjs';

test.each([
  [{ doneBytes: 0, totalBytes: 196_000_000, elapsedMs: 0 }, '[>                       ]   0 %  0 of 196 MB'],
  [
    { doneBytes: 98_000_000, totalBytes: 196_000_000, elapsedMs: 10_000 },
    '[============>           ]  50 %  98 of 196 MB, 9.8 MB/s',
  ],
  [
    { doneBytes: 195_900_000, totalBytes: 196_000_000, elapsedMs: 100 },
    '[=======================>]  99 %  196 of 196 MB',
  ],
  [
    { doneBytes: 196_000_000, totalBytes: 196_000_000, elapsedMs: 20_000 },
    '[========================] 100 %  196 of 196 MB, 9.8 MB/s',
  ],
  [
    { doneBytes: 200_000_000, totalBytes: 196_000_000, elapsedMs: 100 },
    '[========================] 100 %  200 of 196 MB',
  ],
  [{ doneBytes: 5_000_000, totalBytes: undefined, elapsedMs: 1000 }, '5 MB, 5.0 MB/s'],
])('%o is shown as "%s"', (state, text) => {
  expect(progressText(state)).toBe(text);
});

function record(isTTY: boolean) {
  const written: string[] = [];
  const progress = createProgress('Runtime', { isTTY, write: (text: string) => written.push(text) });
  for (let done = 0; done <= 1000; done += 1) progress.update(done * 1000, 1_000_000);
  progress.end();
  return written;
}

test('without a terminal there is one line for each tenth', () => {
  const lines = record(false);
  expect(lines).toHaveLength(11);
  expect(lines.every(line => line.endsWith('\n') && !line.includes('\r'))).toBe(true);
});

test('on a terminal one line is drawn over and over, and the last state is shown', () => {
  const written = record(true);
  expect(written.at(-1)).toBe('\n');
  expect(written.at(-2)).toMatch(/^\r.*Runtime {2}\[=+\] 100 %/);
  expect(written.slice(0, -1).every(text => !text.includes('\n'))).toBe(true);
});

test('things that are counted show how many there are and how fast it goes', () => {
  expect(countText(450_000, 1_000_000, 10_000)).toBe(
    '[==========>             ]  45 %  450000 of 1000000, 45000 a second',
  );
  const written: string[] = [];
  const progress = createCountProgress('Messages', { write: (text: string) => written.push(text) });
  for (let done = 0; done <= 50; done += 1) progress.update(done, 50);
  progress.end();
  expect(written).toHaveLength(11);
  expect(written.at(-1)).toMatch(/^Messages {2}\[=+\] 100 % {2}50 of 50/);
});
