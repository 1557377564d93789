import { beforeEach, expect, it, vi } from 'vitest';
import { createFolder } from '../../../src/state/folders';
import { FakeBridge } from '../../support/pageRows';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('folder.create', ({ name }: { name: string }) => ({ id: `id of ${name}`, name }));
});

it('a folder that is asked for twice at once, as by a double click, is made once', async () => {
  const made = await Promise.all([createFolder('New folder'), createFolder('New folder')]);
  expect(made.map(folder => folder?.id)).toEqual(['id of New folder', 'id of New folder']);
  expect(bridge.callsOf('folder.create')).toHaveLength(1);
  await createFolder('New folder');
  expect(bridge.callsOf('folder.create')).toHaveLength(2);
});

it('two folders of different names are two', async () => {
  const made = await Promise.all([createFolder('One'), createFolder('Two')]);
  expect(made.map(folder => folder?.name)).toEqual(['One', 'Two']);
});
