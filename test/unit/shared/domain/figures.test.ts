import { expect, test } from 'vitest';
import { figuresOf } from '../../../../src/shared/domain/figures';

const timings = {
  sentMs: 1_000,
  headersMs: 1_200,
  firstTokenMs: 2_000,
  reasoningEndMs: 4_000,
  firstTextMs: 4_500,
  endMs: 9_500,
};

test('times are counted from the sending, not from the queue', () => {
  expect(figuresOf(timings, undefined)).toMatchObject({
    timeToFirstTokenMs: 1_000,
    timeToFirstTextMs: 3_500,
    thinkingMs: 2_000,
    totalMs: 8_500,
  });
});

test('speed leaves the waiting out and keeps reasoning apart', () => {
  const figures = figuresOf(timings, { outputTokens: 700, reasoningTokens: 200 });
  expect(figures.textTokensPerSecond).toBe(100);
  expect(figures.reasoningTokensPerSecond).toBe(100);
});

test('an answer without reasoning needs no count of it', () => {
  const plain = { sentMs: 0, firstTokenMs: 500, firstTextMs: 500, endMs: 2_500 };
  expect(figuresOf(plain, { outputTokens: 100 })).toEqual({
    timeToFirstTokenMs: 500,
    timeToFirstTextMs: 500,
    totalMs: 2_500,
    textTokensPerSecond: 50,
  });
});

test('without usage there is no speed, and nothing is estimated', () => {
  const figures = figuresOf(timings, undefined);
  expect(figures.textTokensPerSecond).toBeUndefined();
  expect(figures.reasoningTokensPerSecond).toBeUndefined();
});

test('an answer that reasoned has no speed when the vendor did not count the reasoning', () => {
  expect(figuresOf(timings, { outputTokens: 700 }).textTokensPerSecond).toBeUndefined();
});

test('a vendor that leaves reasoning out of the output never makes a count negative', () => {
  const figures = figuresOf(timings, { outputTokens: 100, reasoningTokens: 400 });
  expect(figures.textTokensPerSecond).toBe(20);
  expect(figures.reasoningTokensPerSecond).toBe(200);
});

test('a count of no reasoning is not believed of an answer that reasoned', () => {
  const figures = figuresOf(timings, { outputTokens: 5_000, reasoningTokens: 0 });
  expect(figures.textTokensPerSecond).toBeUndefined();
  expect(figures.reasoningTokensPerSecond).toBeUndefined();
});

test('an answer that took several requests has no speed: its time holds the wait for each of them', () => {
  const plain = { sentMs: 0, firstTokenMs: 500, firstTextMs: 500, endMs: 20_500 };
  const summed = { inputTokens: 900, outputTokens: 400, largestInputTokens: 500 };
  expect(figuresOf(plain, summed).textTokensPerSecond).toBeUndefined();
});

test('text that came all at once has no speed', () => {
  const burst = { sentMs: 0, firstTokenMs: 5_000, firstTextMs: 5_000, endMs: 5_020 };
  expect(figuresOf(burst, { outputTokens: 900 }).textTokensPerSecond).toBeUndefined();
});

test('reasoning and text that alternated have no speed of their own', () => {
  const mixed = { ...timings, reasoningEndMs: 8_000 };
  expect(figuresOf(mixed, { outputTokens: 700, reasoningTokens: 200 })).toMatchObject({
    textTokensPerSecond: undefined,
    reasoningTokensPerSecond: undefined,
  });
});

test('an answer that never began has no figures', () => {
  expect(Object.values(figuresOf({}, undefined)).filter(value => value !== undefined)).toEqual([]);
});
