// @vitest-environment happy-dom

import { act } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { BackupContentsDialog } from '../../../src/features/backups/BackupContentsDialog';
import { BackupsPanel } from '../../../src/features/backups/BackupsPanel';
import { useBackups } from '../../../src/state/backups';
import { drawnPage } from '../../support/drawnPage';
import { FakeBridge, Refusal } from '../../support/pageRows';
import { showLists } from '../../support/shownLists';
import '../../../src/state/i18n';

vi.mock('../../../src/shared/domain/backup', async original => ({ ...(await original<object>()), maxCopiedOut: 2 }));

const { draw } = drawnPage();
let bridge: FakeBridge;
const id = 'daily-1.db';

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('api', bridge.api);
  useBackups.setState({ overview: undefined, hasFailed: false });
});

const button = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
const alert = () => document.querySelector('[role="alert"]')?.textContent;

it('a list of backups that cannot be read says so and is read again on demand', async () => {
  bridge.answer('backup.list', () => new Refusal('E_STORAGE'));
  await draw(<BackupsPanel />);
  expect(alert()).toBe('The list of backups could not be read.');
  bridge.answer('backup.list', () => ({ backups: [] }));
  await act(async () => button('Try again')?.click());
  expect(alert()).toBeUndefined();
  expect(document.body.textContent).toContain('There is no backup yet.');
});

it('the conversations of a backup that cannot be read are read again on demand', async () => {
  bridge.answer('backup.contents', () => new Refusal('E_STORAGE'));
  await draw(<BackupContentsDialog id={id} />);
  expect(alert()).toBe('This backup could not be read.');
  bridge.answer('backup.contents', () => []);
  await act(async () => button('Try again')?.click());
  expect(alert()).toBeUndefined();
});

it('no more conversations can be copied out of a backup than one call takes', async () => {
  showLists(44);
  const line = (at: number) => ({ id: `c-${at}`, title: `${at}`, updatedAt: 1, promptCount: 1, now: 'gone' });
  bridge.answer('backup.contents', () => [1, 2, 3].map(line));
  await draw(<BackupContentsDialog id={id} />);
  const boxes = () => [...document.querySelectorAll<HTMLElement>('[type="checkbox"]')];
  for (const at of [0, 1]) await act(async () => boxes()[at]?.click());
  expect([alert(), button('Copy out')?.disabled]).toEqual([undefined, false]);
  await act(async () => boxes()[2]?.click());
  expect(alert()).toBe('At most 2 conversations can be copied out at once. 3 are chosen.');
  expect(button('Copy out')?.disabled).toBe(true);
});
