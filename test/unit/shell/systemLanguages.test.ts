import { expect, it } from 'vitest';
import { followSystemLanguages } from '../../../electron/shell/systemLanguages';
import { useApp } from '../../../src/state/app';
import { applyEvent } from '../../../src/state/connect';

it('the languages of the system are asked for again, and a change is told once', () => {
  let languages: readonly string[] = ['en-US', 'it'];
  const told: (readonly string[])[] = [];
  const system = followSystemLanguages(
    () => languages,
    changed => told.push(changed),
  );
  system.look();
  expect(told).toEqual([]);
  languages = ['zh-CN', 'en-US'];
  expect(system.current()).toEqual(['en-US', 'it']);
  system.look();
  system.look();
  expect(told).toEqual([['zh-CN', 'en-US']]);
  expect(system.current()).toEqual(['zh-CN', 'en-US']);
  languages = [];
  system.look();
  expect(system.current()).toEqual(['zh-CN', 'en-US']);
});

it('the page takes over a change of them', () => {
  applyEvent({ name: 'languages.changed', payload: ['it-IT'] });
  expect(useApp.getState().systemLanguages).toEqual(['it-IT']);
});
