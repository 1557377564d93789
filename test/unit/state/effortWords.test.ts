import i18next from 'i18next';
import { expect, it } from 'vitest';
import { vendors } from '../../../src/shared/vendors';
import { effortLabel, effortWords } from '../../../src/state/effortWords';
import { loadLanguage } from '../../../src/state/i18n';

it('says how much a model shall think in the language of the page', async () => {
  await loadLanguage('it');
  const italian = i18next.getFixedT('it');
  expect(effortWords('low', italian)).toBe('basso');
  expect(effortLabel('xhigh', italian)).toBe('Molto alto');
});

it('has words of its own for every effort that a vendor names, and leaves one that it does not know as it is', async () => {
  await loadLanguage('zh-CN');
  const chinese = i18next.getFixedT('zh-CN');
  const named = vendors.flatMap(({ models, modelRules = [] }) =>
    [...models, ...modelRules].flatMap(({ efforts = [] }) => efforts),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(effort => effortWords(effort, chinese) === effort)).toEqual([]);
  expect(effortWords('turbo', chinese)).toBe('turbo');
});
