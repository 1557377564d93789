import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SecretStatus } from '../../../src/shared/domain/secret';
import { createFakeBackend } from '../../support/keyring/fakeBackend';
import {
  allBytes,
  newSecretFolder,
  openTestStore,
  readContent,
  startTestStore,
  weaken,
  writeContent,
} from '../../support/keyring/secretFolder';

const deepseek = { vendorId: 'deepseek', origin: 'https://api.deepseek.com' };
const moonshot = { vendorId: 'moonshot', origin: 'https://api.moonshot.cn' };
const canary = 'sk-CANARY-5b0e2f6c';

/** A folder with two keys saved under a keyring. */
async function savedFolder(backend = createFakeBackend()) {
  const folder = newSecretFolder();
  const store = await startTestStore(folder, backend);
  await store.set('a', deepseek, 'sk-a');
  await store.set('b', moonshot, 'sk-b');
  return { folder, backend };
}

describe('with an open keyring', () => {
  it('gives a key back after a restart, to its vendor and address only', async () => {
    const { folder, backend } = await savedFolder();
    const store = await startTestStore(folder, backend);
    expect(store.status()).toEqual({
      mode: 'system',
      state: 'ok',
      backend: 'gnome_libsecret',
      previousBackend: undefined,
    });
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    expect(await store.get('a', { ...deepseek, origin: 'https://evil.example' })).toEqual({ state: 'undecryptable' });
    expect(await store.get('a', moonshot)).toEqual({ state: 'undecryptable' });
    expect([store.state('a'), store.state('none')]).toEqual(['ok', 'missing']);
    expect([store.has('a'), store.has('none')]).toEqual([true, false]);
  });

  it('does not give a key to another connection that its record was copied to', async () => {
    const { folder, backend } = await savedFolder();
    const content = readContent(folder);
    const stolen = { ...content.secrets[0], id: 'thief' };
    writeContent(folder, { ...content, secrets: [...content.secrets, stolen] });
    const store = await startTestStore(folder, backend);
    expect(await store.get('thief', deepseek)).toEqual({ state: 'undecryptable' });
    expect(store.state('thief')).toBe('undecryptable');
    expect(store.state('a')).toBe('ok');
  });

  it('asks the keyring nothing before start, and not again for a key that is used', async () => {
    const { folder, backend } = await savedFolder();
    const before = { ...backend.calls };
    const store = openTestStore(folder, backend);
    expect(store.status().state).toBe('starting');
    expect(await store.get('a', deepseek)).toEqual({ state: 'locked' });
    expect(store.state('a')).toBe('locked');
    await expect(store.set('c', deepseek, 'sk-c')).rejects.toMatchObject({ code: 'E_SECRET', reason: 'starting' });
    expect(backend.calls).toEqual(before);
    await store.start();
    const after = { ...backend.calls };
    for (let time = 0; time < 100; time++) await store.get('a', deepseek);
    expect(backend.calls).toEqual(after);
  });

  it('gives the keyring one data key for all secrets, and never a secret itself', async () => {
    const { backend } = await savedFolder();
    expect(backend.calls.wrap).toBe(1);
    expect(backend.wrapped).toHaveLength(1);
    expect(backend.wrapped[0]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it('leaves no trace of a key in any file, log line or keyring entry', async () => {
    const folder = newSecretFolder();
    const backend = createFakeBackend();
    const log: string[] = [];
    const store = await startTestStore(folder, backend, log);
    await store.set('a', deepseek, canary);
    await store.set('a', deepseek, `${canary}-2`);
    backend.setState('locked');
    await store.retry();
    await store.usePassphrase('CANARY passphrase');
    await store.set('b', deepseek, `${canary}-3`);
    await store.close();
    const everything = [allBytes(folder), ...log, ...backend.wrapped].join('\n');
    for (const needle of ['CANARY', Buffer.from('CANARY').toString('base64').slice(0, 7), '5b0e2f6c']) {
      expect(everything).not.toContain(needle);
    }
  });

  it('records what made the data key', async () => {
    const { folder } = await savedFolder();
    expect(readContent(folder).dataKeys).toEqual([
      expect.objectContaining({
        backend: 'gnome_libsecret',
        appName: 'Couplet',
        createdBy: 'Couplet 1.2.3',
        createdAt: 1_795_000_000_000,
      }),
    ]);
  });

  it('saves calls that come at once one after the other, all of them', async () => {
    const folder = newSecretFolder();
    const backend = createFakeBackend();
    const store = await startTestStore(folder, backend);
    const ids = Array.from({ length: 40 }, (_, index) => `id-${index}`);
    await Promise.all(ids.map(id => store.set(id, deepseek, `sk-${id}`)));
    expect(backend.calls.wrap).toBe(1);
    const again = await startTestStore(folder, backend);
    for (const id of ids) expect(await again.get(id, deepseek)).toEqual({ state: 'ok', secret: `sk-${id}` });
  });

  it('forgets a removed key in the file and in the backup', async () => {
    const { folder, backend } = await savedFolder();
    const sealed = readContent(folder).secrets.find(({ id }) => id === 'a')?.sealed ?? '';
    expect(sealed).not.toBe('');
    const store = await startTestStore(folder, backend);
    await store.remove('a');
    expect(store.state('a')).toBe('missing');
    expect(allBytes(folder)).not.toContain(sealed);
    expect(await store.get('b', moonshot)).toEqual({ state: 'ok', secret: 'sk-b' });
  });

  it('wraps the data key again when the keyring says that its own key is old', async () => {
    const { folder, backend } = await savedFolder();
    const before = readContent(folder).dataKeys[0];
    backend.setStale(true);
    const store = await startTestStore(folder, backend);
    backend.setStale(false);
    const [after, ...others] = readContent(folder).dataKeys;
    expect(others).toEqual([]);
    expect(after?.id).toBe(before?.id);
    expect(after?.wrapped).not.toBe(before?.wrapped);
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    expect(await (await startTestStore(folder, backend)).get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
  });

  it('takes bytes that the keyring garbled without an error for unreadable, and never seals with them', async () => {
    const { folder, backend } = await savedFolder();
    backend.setGarbling(true);
    const store = await startTestStore(folder, backend);
    expect(store.state('a')).toBe('undecryptable');
    await expect(store.set('c', deepseek, 'sk-c')).rejects.toMatchObject({ code: 'E_SECRET', reason: 'undecided' });
    expect(readContent(folder).secrets.map(({ id }) => id)).toEqual(['a', 'b']);
    backend.setGarbling(false);
    await store.retry();
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
  });

  it('saves what was asked before it is closed, and wipes the open keys', async () => {
    const { folder, backend } = await savedFolder();
    const store = await startTestStore(folder, backend);
    const saving = [store.set('c', deepseek, 'sk-c'), store.set('d', deepseek, 'sk-d')];
    await store.close();
    await Promise.all(saving);
    expect((await store.get('a', deepseek)).state).not.toBe('ok');
    await expect(store.remove('a')).rejects.toMatchObject({ code: 'E_STORAGE' });
    const again = await startTestStore(folder, backend);
    expect(['a', 'b', 'c', 'd'].map(again.state)).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  it('is closed without waiting for a keyring that does not answer, and saves nothing after that', async () => {
    const { folder, backend } = await savedFolder();
    backend.wipe();
    const store = openTestStore(folder, backend, [], 600_000);
    await store.start();
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8');
    backend.hang();
    const saving = store.set('a', deepseek, 'sk-new');
    await store.close();
    backend.answer();
    await expect(saving).rejects.toMatchObject({ code: 'E_STORAGE' });
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before);
  });
});

describe('with a locked keyring', () => {
  it('says locked, keeps everything, and opens it when the user answers the prompt', async () => {
    const { folder, backend } = await savedFolder();
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8');
    backend.setState('locked');
    const store = await startTestStore(folder, backend);
    expect(store.status()).toMatchObject({ mode: 'system', state: 'locked' });
    expect(await store.get('a', deepseek)).toEqual({ state: 'locked' });
    await expect(store.set('a', deepseek, 'sk-new')).rejects.toMatchObject({ code: 'E_SECRET', reason: 'locked' });
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before);
    backend.onUnlock(() => backend.setState('ok'));
    expect(await store.retry()).toMatchObject({ mode: 'system', state: 'ok' });
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
  });

  it('stays locked when the prompt is dismissed', async () => {
    const { folder, backend } = await savedFolder();
    backend.setState('locked');
    const store = await startTestStore(folder, backend);
    expect((await store.retry()).state).toBe('locked');
    expect(backend.calls.unlock).toBe(1);
  });

  it('does not wait for a prompt that nobody answers, and opens by itself when somebody does later', async () => {
    const { folder, backend } = await savedFolder();
    backend.setState('locked');
    let answer = () => {};
    backend.onUnlock(() => new Promise(resolve => (answer = resolve)));
    const store = openTestStore(folder, backend, [], 60);
    await store.start();
    const statuses: SecretStatus[] = [];
    const opened = new Promise<void>(resolve => {
      store.onStatus(status => {
        statuses.push(status);
        if (status.state === 'ok') resolve();
      });
    });
    expect((await store.retry()).state).toBe('locked');
    expect((await store.retry()).state).toBe('locked');
    expect(backend.calls.unlock).toBe(1);
    backend.setState('ok');
    answer();
    await opened;
    expect(statuses).toHaveLength(1);
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
  });

  it('counts a keyring that never answers as locked, and the late answer changes nothing by itself', async () => {
    const { folder, backend } = await savedFolder();
    backend.hang();
    const store = openTestStore(folder, backend, [], 60);
    await store.start();
    expect(store.status().state).toBe('locked');
    expect(await store.get('a', deepseek)).toEqual({ state: 'locked' });
    backend.answer();
    expect((await store.retry()).state).toBe('ok');
  });

  it('lets keys be used for the session meanwhile, without touching what is stored', async () => {
    const { folder, backend } = await savedFolder();
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8');
    backend.setState('locked');
    const store = await startTestStore(folder, backend);
    expect(await store.useSession()).toMatchObject({ mode: 'session', state: 'ok' });
    await store.set('a', deepseek, 'sk-today');
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-today' });
    expect(await store.get('a', moonshot)).toEqual({ state: 'missing' });
    expect(store.state('a')).toBe('session');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before);
    backend.setState('ok');
    expect(await store.retry()).toMatchObject({ mode: 'system', state: 'ok' });
    expect(await (await startTestStore(folder, backend)).get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
  });
});

describe('without a keyring', () => {
  it('leaves the choice to the user and nothing on the disk', async () => {
    const folder = newSecretFolder();
    const store = await startTestStore(folder, createFakeBackend('unavailable'));
    expect(store.status()).toMatchObject({ mode: 'undecided', state: 'unavailable', backend: undefined });
    await expect(store.set('a', deepseek, 'sk-a')).rejects.toMatchObject({ code: 'E_SECRET', reason: 'undecided' });
    await store.useSession();
    await store.set('a', deepseek, 'sk-a');
    expect(store.state('a')).toBe('session');
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    await store.remove('a');
    expect(store.state('a')).toBe('missing');
    expect(() => statSync(folder)).toThrow('ENOENT');
  });

  it('treats a backend that protects nothing as none', async () => {
    const folder = newSecretFolder();
    const backend = createFakeBackend('weak');
    const store = await startTestStore(folder, backend);
    expect(store.status()).toMatchObject({ mode: 'undecided', state: 'weak' });
    await expect(store.set('a', deepseek, 'sk-a')).rejects.toMatchObject({ reason: 'undecided' });
    expect(backend.calls.wrap).toBe(0);
    expect(() => statSync(folder)).toThrow('ENOENT');
  });

  it('refuses what a backend wrapped weakly although it had promised better', async () => {
    const folder = newSecretFolder();
    const backend = createFakeBackend();
    const store = await startTestStore(folder, { ...backend, wrap: async bytes => backend.weakly(bytes) });
    await expect(store.set('a', deepseek, 'sk-a')).rejects.toMatchObject({ code: 'E_SECRET', reason: 'undecided' });
    expect(store.status()).toMatchObject({ mode: 'undecided', state: 'weak' });
    expect(() => statSync(folder)).toThrow('ENOENT');
  });

  it('keeps keys under a passphrase that is kept nowhere', async () => {
    const folder = newSecretFolder();
    const backend = createFakeBackend('unavailable');
    const store = await startTestStore(folder, backend);
    expect(await store.usePassphrase('a long passphrase')).toMatchObject({ mode: 'passphrase', state: 'ok' });
    await store.set('a', deepseek, 'sk-a');
    expect(allBytes(folder)).not.toContain('a long passphrase');

    const again = await startTestStore(folder, backend);
    expect(again.status()).toMatchObject({ mode: 'passphrase', state: 'locked' });
    expect(await again.get('a', deepseek)).toEqual({ state: 'locked' });
    await expect(again.set('b', deepseek, 'sk-b')).rejects.toMatchObject({ code: 'E_SECRET', reason: 'locked' });
    await expect(again.usePassphrase('another passphrase')).rejects.toMatchObject({
      code: 'E_SECRET',
      reason: 'wrong-passphrase',
    });
    expect(again.state('a')).toBe('locked');
    expect(await again.usePassphrase('a long passphrase')).toMatchObject({ mode: 'passphrase', state: 'ok' });
    expect(await again.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    expect(backend.calls.wrap).toBe(0);
  });

  it('lets go of a forgotten passphrase when the last key under it is removed', async () => {
    const folder = newSecretFolder();
    const backend = createFakeBackend('unavailable');
    const store = await startTestStore(folder, backend);
    await store.usePassphrase('a long passphrase');
    await store.set('a', deepseek, 'sk-a');
    const again = await startTestStore(folder, backend);
    await again.remove('a');
    expect(again.status()).toMatchObject({ mode: 'undecided', state: 'unavailable' });
    expect(readContent(folder).dataKeys).toEqual([]);
  });

  it('names the keyring that holds the keys when there is none any more', async () => {
    const { folder, backend } = await savedFolder();
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8');
    backend.setState('unavailable');
    const store = await startTestStore(folder, backend);
    expect(store.status()).toMatchObject({ mode: 'undecided', previousBackend: 'gnome_libsecret' });
    expect(await store.get('a', deepseek)).toEqual({ state: 'unavailable' });
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before);
  });
});

describe('with a keyring that lost its key', () => {
  it('says undecryptable and keeps the ciphertext through every call', async () => {
    const { folder, backend } = await savedFolder();
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8');
    backend.wipe();
    const store = await startTestStore(folder, backend);
    expect(store.status()).toMatchObject({ mode: 'system', state: 'undecryptable', previousBackend: undefined });
    expect(await store.get('a', deepseek)).toEqual({ state: 'undecryptable' });
    await store.retry();
    await store.useSession();
    await store.retry();
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before);
  });

  it('replaces only the key that is entered again', async () => {
    const { folder, backend } = await savedFolder();
    const before = readContent(folder);
    backend.wipe();
    const store = await startTestStore(folder, backend);
    await store.set('a', deepseek, 'sk-new');
    const after = readContent(folder);
    expect(after.secrets.find(({ id }) => id === 'b')).toEqual(before.secrets.find(({ id }) => id === 'b'));
    expect(after.dataKeys).toHaveLength(2);
    expect(after.dataKeys[0]).toEqual(before.dataKeys[0]);
    expect([store.state('a'), store.state('b')]).toEqual(['ok', 'undecryptable']);
    expect(store.status().state).toBe('undecryptable');

    const again = await startTestStore(folder, backend);
    expect(await again.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-new' });
    await again.set('b', moonshot, 'sk-b-new');
    expect(again.status().state).toBe('ok');
    expect(readContent(folder).dataKeys).toHaveLength(1);
  });

  it('names the old keyring when another one answers, and overwrites nothing', async () => {
    const { folder, backend } = await savedFolder();
    const before = readFileSync(join(folder, 'secrets.json'), 'utf8');
    backend.setName('kwallet6');
    backend.wipe();
    const store = await startTestStore(folder, backend);
    expect(store.status()).toEqual({
      mode: 'system',
      state: 'undecryptable',
      backend: 'kwallet6',
      previousBackend: 'gnome_libsecret',
    });
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe(before);
  });

  it('has nothing to explain when another keyring opens the keys all the same', async () => {
    const { folder, backend } = await savedFolder();
    backend.setName('secret_portal');
    const store = await startTestStore(folder, backend);
    expect(store.status()).toMatchObject({ state: 'ok', previousBackend: undefined });
  });

  it('calls a record undecryptable whose data key is not in the file', async () => {
    const { folder, backend } = await savedFolder();
    writeContent(folder, { ...readContent(folder), dataKeys: [] });
    const store = await startTestStore(folder, backend);
    expect(await store.get('a', deepseek)).toEqual({ state: 'undecryptable' });
  });
});

describe('with a weakly wrapped data key', () => {
  async function weakFolder() {
    const saved = await savedFolder();
    const bytes = Buffer.from(saved.backend.wrapped[0] ?? '', 'base64');
    const weak = weaken(saved.folder, saved.backend, bytes);
    return { ...saved, weak };
  }

  it('refuses it, says weak, and wraps it anew on request', async () => {
    const { folder, backend, weak } = await weakFolder();
    const store = await startTestStore(folder, backend);
    expect(store.status()).toMatchObject({ mode: 'system', state: 'weak' });
    expect(store.state('a')).toBe('weak');
    expect(await store.get('a', deepseek)).toEqual({ state: 'weak' });
    expect(readContent(folder).dataKeys).toEqual([weak]);

    expect(await store.retry()).toMatchObject({ mode: 'system', state: 'ok' });
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    expect(allBytes(folder)).not.toContain(weak.wrapped);
    const again = await startTestStore(folder, backend);
    expect(await again.get('b', moonshot)).toEqual({ state: 'ok', secret: 'sk-b' });
  });

  it('keeps the weak one while there is no better place for it', async () => {
    const { folder, backend, weak } = await weakFolder();
    backend.setState('unavailable');
    const store = await startTestStore(folder, backend);
    await store.retry();
    expect(store.state('a')).toBe('weak');
    expect(readContent(folder).dataKeys).toEqual([weak]);
  });

  it('keeps the weak one when the new wrapping does not come back as it went in', async () => {
    const { folder, backend, weak } = await weakFolder();
    const liar = {
      ...backend,
      unwrap: async (text: string) =>
        backend.isWeak(text, '') ? backend.unwrap(text) : { bytes: Buffer.alloc(32), isStale: false },
    };
    const store = await startTestStore(folder, liar);
    expect((await store.retry()).state).toBe('weak');
    expect(await store.get('a', deepseek)).toEqual({ state: 'weak' });
    expect(readContent(folder).dataKeys).toEqual([weak]);
  });

  it('saves a new key under a data key of its own, not under the weak one', async () => {
    const { folder, backend, weak } = await weakFolder();
    const store = await startTestStore(folder, backend);
    await store.set('c', deepseek, 'sk-c');
    const content = readContent(folder);
    expect(content.secrets.find(({ id }) => id === 'c')?.keyId).not.toBe(weak.id);
    expect(content.dataKeys).toHaveLength(2);
  });
});

describe('when the disk does not do what it should', () => {
  it('believes nothing that was not saved', async () => {
    const { folder, backend } = await savedFolder();
    const store = await startTestStore(folder, backend);
    const blocked = join(folder, 'secrets.json.tmp');
    mkdirSync(join(blocked, 'in-the-way'), { recursive: true });
    await expect(store.set('a', deepseek, 'sk-new')).rejects.toMatchObject({
      code: 'E_STORAGE',
      reason: 'write-failed',
    });
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    expect((await startTestStore(folder, backend)).state('a')).toBe('ok');
  });

  it('keeps a file that was put in its place while the program ran, and its own keys', async () => {
    const { folder, backend } = await savedFolder();
    const log: string[] = [];
    const store = await startTestStore(folder, backend, log);
    writeFileSync(join(folder, 'secrets.json'), '{"an older file":true}');
    await store.set('c', deepseek, 'sk-c');
    const [kept = ''] = readdirSync(folder).filter(name => name.startsWith('secrets.json.bad-'));
    expect(readFileSync(join(folder, kept), 'utf8')).toBe('{"an older file":true}');
    expect(log.join()).toContain(kept);
    const again = await startTestStore(folder, backend);
    expect(await again.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    expect(await again.get('c', deepseek)).toEqual({ state: 'ok', secret: 'sk-c' });
  });

  it('goes on from the backup and tells which file was set aside', async () => {
    const { folder, backend } = await savedFolder();
    writeFileSync(join(folder, 'secrets.json'), '');
    const store = await startTestStore(folder, backend);
    expect(store.reading.setAside).toMatchObject({ isBackupUsed: true });
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    expect(readdirSync(folder)).toContain(store.reading.setAside?.fileName);
  });

  it('writes nothing over a file of a newer version, yet keys can be used for the session', async () => {
    const folder = newSecretFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, 'secrets.json'), '{"version":9}');
    const store = await startTestStore(folder, createFakeBackend());
    expect(store.status().state).toBe('unavailable');
    expect(store.state('a')).toBe('unavailable');
    await expect(store.set('a', deepseek, 'sk-a')).rejects.toMatchObject({
      code: 'E_STORAGE',
      reason: 'newer-version',
    });
    await expect(store.remove('a')).rejects.toMatchObject({ code: 'E_STORAGE', reason: 'newer-version' });
    await store.useSession();
    await store.set('a', deepseek, 'sk-a');
    expect(store.state('a')).toBe('session');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).toBe('{"version":9}');
  });
});

describe('the status', () => {
  it('is told once for each change', async () => {
    const { folder, backend } = await savedFolder();
    const store = openTestStore(folder, backend);
    const told: string[] = [];
    const stop = store.onStatus(({ mode, state }) => told.push(`${mode} ${state}`));
    await store.start();
    await store.retry();
    await store.useSession();
    stop();
    await store.retry();
    expect(told).toEqual(['system ok', 'session ok']);
  });

  it('makes a reader that comes too early wait for the first look', async () => {
    const { folder, backend } = await savedFolder();
    const store = openTestStore(folder, backend);
    const starting = store.start();
    expect(await store.get('a', deepseek)).toEqual({ state: 'ok', secret: 'sk-a' });
    await starting;
  });
});
