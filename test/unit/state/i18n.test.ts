// @vitest-environment happy-dom
import i18next from 'i18next';
import { afterEach, expect, it } from 'vitest';
import chinese from '../../../src/shared/locales/page.zh-CN.json';
import { loadLanguage, speak } from '../../../src/state/i18n';

afterEach(() => speak('en'));

it('the words of a language that is not loaded yet come as soon as they are', async () => {
  await speak('it');
  expect(i18next.t('action.close')).toBe('Chiudi');
  expect(document.documentElement.lang).toBe('it');
});

it('a language that was loaded ahead is spoken at once', async () => {
  await loadLanguage('zh-CN');
  void speak('zh-CN');
  expect(i18next.t('action.close')).toBe(chinese['action.close']);
});

it('the last language that was asked for is the one that is spoken', async () => {
  i18next.removeResourceBundle('it', 'translation');
  const slow = speak('it');
  await speak('en');
  await slow;
  expect(i18next.language).toBe('en');
  expect(document.documentElement.lang).toBe('en');
});

it.each([
  ['en', '100,000,000', '12,345'],
  ['it', '100.000.000', '12.345'],
  ['zh-CN', '100,000,000', '12,345'],
] as const)('numbers in sentences are written as %s writes them', async (language, limit, count) => {
  await speak(language);
  expect(i18next.t('field.between', { min: 1, max: 100_000_000 })).toContain(limit);
  expect(i18next.t('erase.prompts', { count: 12_345 })).toContain(count);
  expect(i18next.t('limits.default', { value: 0.7 })).toContain(language === 'it' ? '0,7' : '0.7');
});
