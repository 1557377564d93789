import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFormat } from '../../../src/state/format';

describe('figures', () => {
  const english = createFormat('en');

  it.each([
    [0, '0s'],
    [0.4, '0s'],
    [36, '36ms'],
    [49, '49ms'],
    [50, '0.1s'],
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
    [0.000_006, 'USD', '$0.00001'],
    [0.000_003, 'USD', '<$0.00001'],
    [12.5, 'CNY', 'CN¥12.50'],
  ])('%d %s is written as %s', (amount, currency, text) => {
    expect(english.money(amount, currency)).toBe(text);
  });

  it.each(['', '¥', 'yuan', 'usd!'])('an amount in %j, which is no currency, is a plain number', currency => {
    expect(english.money(12.5, currency)).toBe('12.50');
    expect(english.roughMoney(12.5, currency)).toBe('13');
  });

  it.each([Number.NaN, 9e18, -9e18, Number.POSITIVE_INFINITY])('the moment %d, which cannot be, is a dash', wallMs => {
    expect(english.time(wallMs)).toBe('—');
    expect(() => english.ago(wallMs, 0)).not.toThrow();
  });

  it.each([
    [900, '900'],
    [128_000, '128K'],
    [131_072, '128K'],
    [204_800, '200K'],
    [262_144, '256K'],
    [1_000_000, '1M'],
    [1_048_576, '1M'],
    [2_500_000, '2.5M'],
  ])('%i tokens of context are written as %s', (tokens, text) => {
    expect(english.tokens(tokens)).toBe(text);
  });

  it.each([
    [0, 'now'],
    [60, '1 minute ago'],
    [180, '3 minutes ago'],
    [46 * 60, '1 hour ago'],
    [23 * 3_600, 'yesterday'],
    [3 * 86_400, '3 days ago'],
    [-5, 'now'],
  ])('what was %i seconds ago is told as %s', (seconds, text) => {
    expect(english.ago(1_800_000_000_000 - seconds * 1_000, 1_800_000_000_000)).toBe(text);
  });

  it('writes days and months, and leaves what is neither as it is', () => {
    expect(english.day('2026-11-23')).toBe('Nov 23, 2026');
    expect(english.day('2026-12')).toBe('Dec 2026');
    expect(english.day('soon')).toBe('soon');
  });

  it('uses the signs of the language', () => {
    expect(createFormat('it').seconds(1_234)).toBe('1,2s');
    expect(createFormat('zh-CN').money(1.5, 'CNY')).toBe('¥1.50');
  });

  it('writes each currency of an account', () => {
    const balance = { amount: 5.2, currency: 'USD', isEnough: true };
    expect(createFormat('en').balance(balance)).toBe('$5.20');
    const both = { ...balance, others: [{ amount: 3.1, currency: 'CNY' }] };
    expect(createFormat('en').balance(both)).toBe('$5.20 and CN¥3.10');
    expect(createFormat('zh-CN').balance(both)).toBe('US$5.20和¥3.10');
    expect(createFormat('it').balance(both)).toBe('5,20\u00A0USD e 3,10\u00A0CN¥');
  });

  it('sets sentences after each other as the language does, and leaves empty ones out', () => {
    expect(english.sentences(['One.', '', 'Two.'])).toBe('One. Two.');
    expect(createFormat('zh-CN').sentences(['一。', '二。'])).toBe('一。二。');
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

it('writes a moment in the time zone in which this machine is now', () => {
  vi.stubEnv('TZ', 'UTC');
  onTestFinished(() => void vi.unstubAllEnvs());
  const format = createFormat('en');
  const moment = Date.UTC(2026, 0, 31, 22, 30);
  expect(format.time(moment)).toContain('Jan 31, 2026');
  vi.stubEnv('TZ', 'Asia/Shanghai');
  expect(format.time(moment)).toContain('Feb 1, 2026');
});

describe('names in a row', () => {
  const names = ['Qwen', 'GLM', 'Kimi', 'DeepSeek'];

  it.each(['en', 'zh-CN', 'it'])('stand as the browser itself would write them: %s', language => {
    const own = createFormat(language);
    const browser = new Intl.ListFormat(language, { type: 'conjunction' });
    for (let count = 0; count <= names.length; count++) {
      expect(own.list(names.slice(0, count))).toBe(browser.format(names.slice(0, count)));
    }
  });
});

describe('what formats cost', () => {
  it('only those are made that are asked for, once', () => {
    const made = vi.spyOn(Intl, 'NumberFormat');
    const own = createFormat('en');
    expect(made).not.toHaveBeenCalled();
    own.count(1);
    own.count(2);
    expect(made).toHaveBeenCalledTimes(1);
    made.mockRestore();
  });
});
