import { describe, expect, test } from 'vitest';
import { costOf } from '../../../../src/shared/domain/cost';
import type { Price } from '../../../../src/shared/domain/price';
import { findModel, findVendor } from '../../../../src/shared/vendors/index';

const price: Price = {
  currency: 'USD',
  inputPerMillion: 2,
  cachedInputPerMillion: 0.2,
  cacheWritePerMillion: 2.5,
  outputPerMillion: 10,
  source: 'https://vendor.example/prices',
  readOn: '2026-11-23',
};
const sunday = Date.UTC(2026, 10, 22, 2);
const usage = { inputTokens: 1_000_000, outputTokens: 100_000 };

test('input, cached input, cache writes and output are billed at their own rates', () => {
  expect(costOf(usage, price, sunday)).toBeCloseTo(3, 10);
  const cached = { ...usage, cachedInputTokens: 400_000, cacheWriteTokens: 100_000 };
  expect(costOf(cached, price, sunday)).toBeCloseTo(0.5 * 2 + 0.4 * 0.2 + 0.1 * 2.5 + 0.1 * 10, 10);
});

test('zero tokens cost nothing, which is not the same as unknown', () => {
  expect(costOf({ inputTokens: 0, outputTokens: 0 }, price, sunday)).toBe(0);
  const free: Price = { ...price, inputPerMillion: 0, outputPerMillion: 0 };
  expect(costOf(usage, free, sunday)).toBe(0);
});

describe('the cost is unknown', () => {
  test.each([
    ['without usage', undefined],
    ['without a count of the input', { outputTokens: 1 }],
    ['without a count of the output', { inputTokens: 1 }],
    ['when more was cached than sent', { inputTokens: 10, cachedInputTokens: 11, outputTokens: 1 }],
    ['when not every request told its tokens', { inputTokens: 10, outputTokens: 5, isPartial: true }],
    ['when reasoning is counted apart', { inputTokens: 10, outputTokens: 5, reasoningTokens: 50 }],
  ])('%s', (_why, counted) => {
    expect(costOf(counted, price, sunday)).toBeUndefined();
  });

  test('without a price, or where the one rate that matters is missing', () => {
    expect(costOf(usage, undefined, sunday)).toBeUndefined();
    const partial: Price = { ...price, cachedInputPerMillion: undefined, cacheWritePerMillion: undefined };
    expect(costOf({ ...usage, cachedInputTokens: 1 }, partial, sunday)).toBeUndefined();
    expect(costOf({ ...usage, cacheWriteTokens: 1 }, partial, sunday)).toBeUndefined();
    expect(costOf({ ...usage, cachedInputTokens: 0, cacheWriteTokens: 0 }, partial, sunday)).toBeCloseTo(3, 10);
  });

  test('for a prompt longer than the price is known for', () => {
    const limited: Price = { ...price, upToInputTokens: 999_999 };
    expect(costOf(usage, limited, sunday)).toBeUndefined();
  });
});

test('a long prompt is billed as a whole at the long rates, from one token above the border', () => {
  const tiered: Price = {
    ...price,
    longInput: { aboveInputTokens: 500_000, inputPerMillion: 4, cachedInputPerMillion: 0.4, outputPerMillion: 20 },
  };
  expect(costOf({ inputTokens: 500_000, outputTokens: 0 }, tiered, sunday)).toBeCloseTo(1, 10);
  expect(costOf({ inputTokens: 500_001, outputTokens: 0 }, tiered, sunday)).toBeCloseTo(2.000004, 10);
  expect(costOf({ ...usage, cachedInputTokens: 500_000 }, tiered, sunday)).toBeCloseTo(0.5 * 4 + 0.5 * 0.4 + 2, 10);
  expect(costOf({ ...usage, cacheWriteTokens: 1 }, tiered, sunday)).toBeUndefined();
});

test('an answer that thought is billed at the thinking rate where there is one', () => {
  const thinking: Price = { ...price, thinkingOutputPerMillion: 40 };
  expect(costOf({ ...usage, reasoningTokens: 0 }, thinking, sunday)).toBeCloseTo(3, 10);
  expect(costOf({ ...usage, reasoningTokens: 60_000 }, thinking, sunday)).toBeCloseTo(2 + 4, 10);
  expect(costOf(usage, thinking, sunday)).toBeUndefined();
});

test("DeepSeek's peak hours double the price on working days in Beijing and at no other time", () => {
  const deepseek = findVendor('deepseek');
  const flash = deepseek && findModel(deepseek, 'deepseek-flash')?.price;
  const factorAt = (day: number, hour: number, minute = 0) =>
    (costOf({ inputTokens: 1_000_000, outputTokens: 0 }, flash, Date.UTC(2026, 10, day, hour, minute)) ?? 0) / 0.15;
  // 2026-11-23 is a Monday; 09:00 in Beijing is 01:00 UTC.
  expect(factorAt(23, 0, 59)).toBeCloseTo(1, 10);
  expect(factorAt(23, 1)).toBeCloseTo(2, 10);
  expect(factorAt(23, 3, 59)).toBeCloseTo(2, 10);
  expect(factorAt(23, 4)).toBeCloseTo(1, 10);
  expect(factorAt(27, 9, 59)).toBeCloseTo(2, 10);
  expect(factorAt(27, 10)).toBeCloseTo(1, 10);
  expect(factorAt(22, 2)).toBeCloseTo(1, 10);
  expect(factorAt(28, 7)).toBeCloseTo(1, 10);
});

test('an answer that took several requests is billed by the length of each of them', () => {
  const tiered: Price = {
    ...price,
    longInput: { aboveInputTokens: 500_000, inputPerMillion: 4, cachedInputPerMillion: 0.4, outputPerMillion: 20 },
  };
  const summed = { inputTokens: 600_000, outputTokens: 0, largestInputTokens: 300_000 };
  expect(costOf(summed, tiered, sunday)).toBeCloseTo(1.2, 10);
  expect(costOf(summed, { ...price, upToInputTokens: 400_000 }, sunday)).toBeCloseTo(1.2, 10);
  expect(costOf({ ...summed, largestInputTokens: 599_000 }, tiered, sunday)).toBeUndefined();
});
