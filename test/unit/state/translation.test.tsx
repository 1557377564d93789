// @vitest-environment happy-dom
import { act, createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, it } from 'vitest';
import chinese from '../../../src/shared/locales/page.zh-CN.json';
import { speak } from '../../../src/state/i18n';
import { useTranslation } from '../../../src/state/translation';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

afterEach(() => act(() => speak('en')));

/** A component that shows words, how often it was drawn, and the functions that it was given. */
async function drawn() {
  const host = document.createElement('div');
  const functions: unknown[] = [];
  function Words() {
    const { t, language } = useTranslation();
    functions.push(t);
    return `${language}: ${t('action.close')}, ${t('erase.prompts', { count: 1 })}, ${t('erase.prompts', { count: 2 })}`;
  }
  const root = createRoot(host);
  await act(async () => root.render(createElement(Words)));
  return { host, functions, root };
}

it('words change on the screen with the language, and come back with it', async () => {
  const { host, root } = await drawn();
  const english = host.textContent;
  expect(english).toMatch(/^en: Close, /);
  await act(() => speak('zh-CN'));
  expect(host.textContent).toMatch(new RegExp(`^zh-CN: ${chinese['action.close']}, `));
  await act(() => speak('en'));
  expect(host.textContent).toBe(english);
  await act(async () => root.unmount());
});

it('numbers in words are filled in anew each time', async () => {
  const { host, root } = await drawn();
  const [, one, two] = host.textContent.split(', ');
  expect(one).toContain('1');
  expect(two).toContain('2');
  await act(async () => root.unmount());
});

it('what looks up words is the same for as long as the language is, and another one afterwards', async () => {
  const first = await drawn();
  const second = await drawn();
  expect(second.functions[0]).toBe(first.functions[0]);
  await act(() => speak('it'));
  expect(new Set(first.functions).size).toBe(2);
  for (const { root } of [first, second]) await act(async () => root.unmount());
});

it('a component that left the page is not told of another language', async () => {
  const { functions, root } = await drawn();
  await act(async () => root.unmount());
  await act(() => speak('it'));
  expect(functions).toHaveLength(1);
});
