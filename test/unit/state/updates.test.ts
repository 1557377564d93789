import { beforeEach, expect, it } from 'vitest';
import type { UpdateState } from '../../../src/shared/domain/update';
import { useToasts } from '../../../src/state/toasts';
import { closeDialog, openSettings } from '../../../src/state/ui';
import { noteUpdate, useUpdates } from '../../../src/state/updates';

const available = (version: string): UpdateState => ({
  kind: 'available',
  isInstallable: true,
  release: { version, notes: '', sizeBytes: 1 },
});
const told = () => useToasts.getState().entries.map(({ content }) => content);

beforeEach(() => {
  closeDialog();
  useToasts.setState({ entries: [] });
});

it('a newer version is told once', () => {
  noteUpdate({ kind: 'checking' });
  noteUpdate(available('2.0.0'));
  noteUpdate({ kind: 'checking' });
  noteUpdate(available('2.0.0'));
  expect(told()).toEqual([{ kind: 'update-available', version: '2.0.0' }]);
  expect(useUpdates.getState().state).toEqual(available('2.0.0'));
});

it('a newer version is not told to somebody who is looking at it', () => {
  openSettings('updates');
  noteUpdate(available('3.0.0'));
  expect(told()).toEqual([]);
});
