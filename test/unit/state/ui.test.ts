import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

it('takes up folds as they were left before the page was loaded again, and nothing that is none', async () => {
  const kept = {
    'couplet.folds': JSON.stringify({ one: 'open', two: 'closed', three: 'answer', four: 'ajar', five: 1 }),
  };
  vi.stubGlobal('localStorage', { getItem: (key: keyof typeof kept) => kept[key] ?? null });
  const { useUi } = await import('../../../src/state/ui');
  expect(useUi.getState().folds).toEqual({ one: 'open', two: 'closed', three: 'answer' });
});
