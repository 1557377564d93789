import { describe, expect, it } from 'vitest';
import { Connections } from '../../../electron/connections/connections';
import { openSettings } from '../../../electron/store/settings';
import { connectionPorts } from '../../support/connectionPorts';
import { FakeClock } from '../../support/fakeClock';
import { createFakeBackend } from '../../support/keyring/fakeBackend';
import { newSecretFolder, readContent, startTestStore } from '../../support/keyring/secretFolder';

const key = 'sk-CANARY-0123456789-abcd';

/** Connections over the real files of settings and of secrets, as the program opens them. */
async function open(folder: string, backend = createFakeBackend()) {
  const clock = new FakeClock();
  const settings = openSettings({ folder, nowMs: clock.wallMs() });
  const secrets = await startTestStore(folder, backend);
  const connections = new Connections(
    connectionPorts(key, {
      storage: {
        list: settings.connections,
        save: settings.saveConnection,
        remove: settings.removeConnection,
        reorder: settings.orderConnections,
      },
      secrets,
      wallMs: clock.wallMs,
      setTimer: clock.setTimer,
    }),
  );
  return { clock, secrets, connections, backend, settings };
}

/** Two connections, the second one with a key. */
async function withKey(folder: string) {
  const opened = await open(folder);
  await opened.connections.create({ vendorId: 'moonshot' });
  const { id } = await opened.connections.create({ vendorId: 'deepseek' });
  await opened.connections.setKey(id, key);
  await opened.connections.create({ vendorId: 'baidu' });
  return { ...opened, id };
}

const savedKeys = (folder: string) => readContent(folder).secrets.map(({ id }) => id);

describe('a removed connection', () => {
  it('comes back with its key, its place and its limits when the removal is undone', async () => {
    const folder = newSecretFolder();
    const { connections, id } = await withKey(folder);
    const before = connections.list();
    await connections.remove(id);
    expect(connections.list().map(({ vendorId }) => vendorId)).toEqual(['moonshot', 'baidu']);
    await expect(connections.endpoint(id)).resolves.toMatchObject({ class: 'permission', reason: 'removed' });
    expect(savedKeys(folder)).toEqual([id]);
    await connections.restore(id);
    expect(connections.list()).toEqual(before);
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: key });
  });

  it('is gone with its key, from the backup too, when the time to undo is over', async () => {
    const folder = newSecretFolder();
    const { connections, clock, secrets, settings, id } = await withKey(folder);
    await connections.remove(id);
    await clock.advance(59_000);
    expect(savedKeys(folder)).toEqual([id]);
    await clock.advance(2_000);
    await secrets.retry();
    expect(savedKeys(folder)).toEqual([]);
    expect(readContent(folder, 'secrets.json.bak').secrets).toEqual([]);
    expect(settings.connections().map(({ vendorId }) => vendorId)).toEqual(['moonshot', 'baidu']);
    await expect(connections.restore(id)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  it('that was brought back in time is not ended by the removal before', async () => {
    const folder = newSecretFolder();
    const { connections, clock, id } = await withKey(folder);
    await connections.remove(id);
    await connections.restore(id);
    await clock.advance(120_000);
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: key });
  });

  it('is ended at the next start when the program did not get to it', async () => {
    const folder = newSecretFolder();
    const { connections, secrets, backend, id } = await withKey(folder);
    await connections.remove(id);
    await secrets.close();
    const again = await open(folder, backend);
    expect(again.connections.list()).toHaveLength(2);
    expect(savedKeys(folder)).toEqual([id]);
    await again.connections.endEarlierRemovals();
    expect(savedKeys(folder)).toEqual([]);
    expect(again.settings.connections()).toHaveLength(2);
  });

  it('can be brought back also when the start, held up by a keyring, comes to the removals of an earlier run only now', async () => {
    const folder = newSecretFolder();
    const { connections, id } = await withKey(folder);
    await connections.remove(id);
    await connections.endEarlierRemovals();
    await connections.restore(id);
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: key });
    await connections.remove(id);
    await connections.endRemovals();
    expect(savedKeys(folder)).toEqual([]);
  });

  it('leaves its name free at once', async () => {
    const { connections, id } = await withKey(newSecretFolder());
    await connections.remove(id);
    await expect(connections.create({ vendorId: 'deepseek' })).resolves.toMatchObject({ name: 'DeepSeek' });
  });
});

describe('a removed key', () => {
  it('is not used any more, and comes back when the removal is undone', async () => {
    const { connections, id } = await withKey(newSecretFolder());
    await expect(connections.removeKey(id)).resolves.toMatchObject({ keyState: 'missing', keyLast4: undefined });
    await expect(connections.endpoint(id)).resolves.toMatchObject({ class: 'no-key' });
    await expect(connections.endpointFor(connections.get(id))).resolves.toMatchObject({ class: 'no-key' });
    await expect(connections.restoreKey(id)).resolves.toMatchObject({ keyState: 'ok', keyLast4: 'abcd' });
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: key });
  });

  it('is gone when the time to undo is over, and the connection stays', async () => {
    const folder = newSecretFolder();
    const { connections, clock, secrets, id } = await withKey(folder);
    await connections.removeKey(id);
    await clock.advance(61_000);
    await secrets.retry();
    expect(savedKeys(folder)).toEqual([]);
    expect(connections.get(id).keyState).toBe('missing');
    await expect(connections.restoreKey(id)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  it('does not take the one with it that was entered in its place', async () => {
    const { connections, clock, id } = await withKey(newSecretFolder());
    await connections.removeKey(id);
    await connections.setKey(id, 'sk-another-0123456789');
    await expect(connections.restoreKey(id)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await clock.advance(120_000);
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: 'sk-another-0123456789' });
  });
});
