import { expect, it } from 'vitest';
import { HistoryCheck } from '../../../electron/store/historyCheck';

async function checked(report: { readonly problems: readonly string[]; readonly code?: number }) {
  const told: unknown[] = [];
  const check = new HistoryCheck({
    check: async () => {
      told.push(`running ${check.isRunning}`);
      return report;
    },
    onRunning: isRunning => told.push(isRunning),
    onDamaged: () => told.push('damaged'),
    log: message => told.push(message),
  });
  expect(check.isRunning).toBe(false);
  await check.run();
  expect(check.isRunning).toBe(false);
  return told;
}

it('is told of while it runs, and says nothing more where all is well', async () => {
  expect(await checked({ problems: [] })).toEqual([true, 'running true', false]);
});

it('tells of damage once it is over', async () => {
  const problem = 'row 3 missing from index';
  expect(await checked({ problems: [problem] })).toEqual([
    true,
    'running true',
    false,
    `history check: ${problem}`,
    'damaged',
  ]);
});

it('takes a look that could not be taken for no damage', async () => {
  expect(await checked({ problems: ['disk I/O error'], code: 10 })).not.toContain('damaged');
});
