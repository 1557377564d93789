import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import type { Price } from '../../../src/shared/domain/price';
import type { Usage } from '../../../src/shared/domain/usage';
import { figureWords } from '../../../src/state/figureWords';
import { createFormat } from '../../../src/state/format';
import '../../../src/state/i18n';

const price: Price = {
  currency: 'USD',
  inputPerMillion: 1,
  outputPerMillion: 10,
  source: 'https://vendor.example/prices',
  readOn: '2026-11-23',
};
const timings = { sentMs: 0, headersMs: 100, firstTokenMs: 1_000, firstTextMs: 11_000, endMs: 16_000 };

function told(answer: Partial<Parameters<typeof figureWords>[0]>): readonly string[] {
  const whole = { startedAt: 0, timings, usage: undefined, price, ...answer };
  return figureWords(whole, i18next.t, createFormat('en')).map(({ text }) => text);
}

const thinking = { ...timings, reasoningEndMs: 10_900 };
const usage: Usage = { inputTokens: 1_000, outputTokens: 5_000, reasoningTokens: 4_500 };

describe('the figures of an answer', () => {
  it('tell how fast the answer itself came', () => {
    expect(told({ timings: thinking, usage })).toContain('100 tok/s');
  });

  it('tell no speed and no thinking price where a server counts no reasoning though there was some', () => {
    const words = told({ timings: thinking, usage: { ...usage, reasoningTokens: 0 } });
    expect(words.filter(word => word.includes('tok/s'))).toEqual([]);
    const tiered = { ...price, thinkingOutputPerMillion: 40 };
    expect(told({ timings: thinking, usage: { ...usage, reasoningTokens: 0 }, price: tiered }).join(' ')).not.toContain(
      '$',
    );
  });

  it('take the peak hours of the moment at which the answer was asked for, not of the one at which it began to wait', () => {
    const peak = { factor: 2, days: [1, 2, 3, 4, 5, 6, 7], hoursUtc: [[1, 4]] as const };
    const beforePeak = Date.UTC(2026, 10, 23, 0, 59);
    const asked = {
      startedAt: beforePeak,
      usage: { inputTokens: 1_000_000, outputTokens: 0 },
      price: { ...price, peak },
    };
    expect(told({ ...asked, timings: { sentMs: 0 } })).toContain('$1.00');
    expect(told({ ...asked, timings: { sentMs: 120_000 } })).toContain('$2.00');
  });

  it('say that tokens are at least so many where not all were told', () => {
    const words = told({ usage: { inputTokens: 1_000, outputTokens: 5, isPartial: true } });
    expect(words).toEqual(expect.arrayContaining(['≥1,000 in', '≥5 out']));
  });
});
