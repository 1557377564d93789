import { describe, expect, it } from 'vitest';
import type { SecretBinding } from '../../../electron/connections/ports';
import { ProxyAccess } from '../../../electron/connections/proxyAccess';
import { customProxyRoute, splitCredentials } from '../../../electron/llm/proxy';

function setUp() {
  const kept = new Map<string, { binding: SecretBinding; secret: string }>();
  let isLocked = false;
  const access = new ProxyAccess({
    get: async (id, binding) => {
      if (isLocked) return { state: 'locked' };
      const found = kept.get(id);
      if (found === undefined || found.binding.origin !== binding.origin) return { state: 'missing' };
      return { state: 'ok', secret: found.secret };
    },
    set: async (id, binding, secret) => {
      kept.set(id, { binding, secret });
    },
    remove: async id => {
      kept.delete(id);
    },
  });
  return { access, kept, lock: (isNow: boolean) => (isLocked = isNow) };
}

describe('a proxy of the user’s own', () => {
  it('is saved without its password', async () => {
    const { access, kept } = setUp();
    const saved = await access.accept({ mode: 'custom', url: 'http://me:p%40ss@proxy.example:8080' });
    expect(saved).toEqual({ mode: 'custom', url: 'http://me@proxy.example:8080/' });
    expect(access.password).toBe('p@ss');
    expect(kept.size).toBe(1);
  });

  it.each([
    ['50%off', '50%off'],
    ['a%2541b', 'a%41b'],
    ['a:b%2Fc', 'a:b/c'],
    ['%E5%AF%86', '密'],
  ])('keeps the password %s and gives it to the proxy as %s', async (typed, meant) => {
    const { access } = setUp();
    const saved = await access.accept({ mode: 'custom', url: `http://me:${typed}@proxy.example:8080` });
    expect(access.password).toBe(meant);
    const route = customProxyRoute(saved.mode === 'custom' ? saved.url : '', access.password);
    expect(splitCredentials(route).password).toBe(meant);
  });

  it('finds its password again, and another proxy does not get it', async () => {
    const { access } = setUp();
    await access.accept({ mode: 'custom', url: 'http://me:secret@proxy.example:8080' });
    await access.load({ mode: 'custom', url: 'http://me@proxy.example:8080/' });
    expect(access.password).toBe('secret');
    await access.load({ mode: 'custom', url: 'http://me@evil.example:8080/' });
    expect(access.password).toBeUndefined();
  });

  it('finds its password once the place of secrets is opened, as by a passphrase after the start', async () => {
    const { access, kept, lock } = setUp();
    const saved = await access.accept({ mode: 'custom', url: 'http://me:secret@proxy.example:8080' });
    lock(true);
    await access.load(saved);
    expect(access.password).toBeUndefined();
    await access.loadMissing(saved);
    expect(access.password).toBeUndefined();
    lock(false);
    await access.loadMissing(saved);
    expect(access.password).toBe('secret');
    kept.clear();
    await access.loadMissing(saved);
    expect(access.password).toBe('secret');
  });

  it('is not given the password of the one before it, which was still being looked for', async () => {
    const { access } = setUp();
    const first = await access.accept({ mode: 'custom', url: 'http://me:secret@proxy.example:8080' });
    const looking = access.load(first);
    await access.accept({ mode: 'none' });
    await looking;
    expect(access.password).toBeUndefined();
  });

  it('is tried with the password that is kept for it, unless another one stands in the address', async () => {
    const { access } = setUp();
    await access.accept({ mode: 'custom', url: 'http://me:secret@proxy.example:8080' });
    const passwordFor = (url: string) => access.passwordFor({ mode: 'custom', url });
    expect(await passwordFor('http://me@proxy.example:8080')).toBe('secret');
    expect(await passwordFor('http://me:other@proxy.example:8080')).toBeUndefined();
    expect(await passwordFor('http://you@proxy.example:8080')).toBeUndefined();
    expect(await passwordFor('not a proxy')).toBeUndefined();
  });

  it('loses its password when that is to be forgotten', async () => {
    const { access, kept } = setUp();
    await access.accept({ mode: 'custom', url: 'http://me:secret@proxy.example:8080' });
    await access.forget();
    expect([access.password, kept.size]).toEqual([undefined, 0]);
  });

  it.each(['ftp://proxy.example', 'not a proxy', 'http://', 'javascript:alert(1)'])(
    'cannot have the address %s',
    async url => {
      await expect(setUp().access.accept({ mode: 'custom', url })).rejects.toMatchObject({
        code: 'E_BAD_REQUEST',
        reason: 'proxy-address',
      });
    },
  );
});
