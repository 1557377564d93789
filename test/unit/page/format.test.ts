import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src/state/format';

describe('figures', () => {
  const english = createFormat('en');

  it.each([
    [0, '0s'],
    [820, '0.8s'],
    [9_940, '9.9s'],
    [9_960, '10s'],
    [59_400, '59s'],
    [59_600, '1m 0s'],
    [125_000, '2m 5s'],
  ])('%i ms are written as %s', (milliseconds, text) => {
    expect(english.seconds(milliseconds)).toBe(text);
  });

  it.each([
    [0, 'USD', '$0.00'],
    [0.00573, 'USD', '$0.00573'],
    [0.0236, 'CNY', 'CN¥0.0236'],
    [12.5, 'CNY', 'CN¥12.50'],
  ])('%d %s is written as %s', (amount, currency, text) => {
    expect(english.money(amount, currency)).toBe(text);
  });

  it('uses the signs of the language', () => {
    expect(createFormat('it').seconds(1_234)).toBe('1,2s');
    expect(createFormat('zh-CN').money(1.5, 'CNY')).toBe('¥1.50');
  });

  it.each([
    [0, '$0'],
    [0.0004, '<$0.001'],
    [0.01234, '$0.012'],
    [12.34, '$12'],
  ])('an estimate of %d dollars is %s', (amount, text) => {
    expect(english.roughMoney(amount, 'USD')).toBe(text);
  });
});
