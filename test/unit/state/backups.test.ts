import { beforeEach, expect, it, vi } from 'vitest';
import { useBackups } from '../../../src/state/backups';
import { applyEvent } from '../../../src/state/connect';
import { FakeBridge } from '../../support/pageRows';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  useBackups.setState({ overview: { backups: [], isDailyRunning: false }, work: 'none', progress: undefined });
});

const daily = (isRunning: boolean) => applyEvent({ name: 'backup.daily', payload: { isRunning } });

it('the daily backup shows while it runs, and the list is read again when it is over', async () => {
  const backups = [{ id: 'a', kind: 'daily', createdAt: 1, sizeBytes: 1, place: 'own' }];
  bridge.answer('backup.list', () => ({ backups, isDailyRunning: false }));
  daily(true);
  expect(useBackups.getState().work).toBe('daily');
  daily(false);
  expect(useBackups.getState().work).toBe('none');
  await vi.waitFor(() => expect(useBackups.getState().overview?.backups).toEqual(backups));
});

it('the end of the daily backup leaves alone what the user has begun', () => {
  useBackups.setState({ work: 'restoring' });
  daily(true);
  daily(false);
  expect(useBackups.getState().work).toBe('restoring');
});
