import { beforeEach, describe, expect, it } from 'vitest';
import { Connections } from '../../../electron/connections/connections';
import type { SecretBinding } from '../../../electron/connections/ports';
import type { Connection, StoredConnection } from '../../../src/shared/domain/connection';
import { CallError } from '../../../src/shared/domain/errors';
import type { ConnectionId } from '../../../src/shared/domain/ids';
import { FakeClock } from '../../support/fakeClock';

let stored: StoredConnection[] = [];
let announced: readonly Connection[][] = [];
let confirmations: string[] = [];
let isConfirmed = true;
/** What must happen while the user looks at the question about an address. */
let whileAsked: (() => Promise<unknown>) | undefined;
let forgotten: string[] = [];
let reportsForgotten: string[] = [];
let clock = new FakeClock();
/** Keys in memory, bound as the real store binds them. */
let keys = new Map<string, { binding: SecretBinding; secret: string }>();

function createConnections() {
  return new Connections({
    storage: {
      list: () => stored,
      save: connection => {
        const others = stored.filter(({ id }) => id !== connection.id);
        stored = stored.some(({ id }) => id === connection.id)
          ? stored.map(other => (other.id === connection.id ? connection : other))
          : [...others, connection];
      },
      remove: id => {
        stored = stored.filter(connection => connection.id !== id);
      },
      reorder: ids => {
        const placeOf = ({ id }: StoredConnection) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
        stored = stored.toSorted((one, other) => placeOf(one) - placeOf(other));
      },
    },
    secrets: {
      state: id => (keys.has(id) ? 'ok' : 'missing'),
      get: async (id, binding) => {
        const kept = keys.get(id);
        if (kept === undefined) return { state: 'missing' };
        const isBound = kept.binding.origin === binding.origin && kept.binding.vendorId === binding.vendorId;
        return isBound ? { state: 'ok', secret: kept.secret } : { state: 'undecryptable' };
      },
      set: async (id, binding, secret) => {
        keys.set(id, { binding, secret });
      },
      remove: async id => {
        keys.delete(id);
      },
    },
    confirmAddress: async host => {
      confirmations.push(host);
      await whileAsked?.();
      return isConfirmed;
    },
    fetchFor: () => fetch,
    forgetModels: id => {
      forgotten.push(id);
    },
    forgetReport: id => {
      reportsForgotten.push(id);
    },
    onChange: list => {
      announced = [...announced, [...list]];
    },
    wallMs: clock.wallMs,
    setTimer: clock.setTimer,
    log: () => undefined,
  });
}

beforeEach(() => {
  stored = [];
  announced = [];
  confirmations = [];
  isConfirmed = true;
  whileAsked = undefined;
  forgotten = [];
  reportsForgotten = [];
  clock = new FakeClock();
  keys = new Map();
});

const refusal = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof CallError) return `${error.code} ${error.reason ?? ''}`.trim();
    throw error;
  }
  return 'accepted';
};

describe('the names of connections', () => {
  it('are never the same, whoever chose them', async () => {
    const connections = createConnections();
    const first = await connections.create({ vendorId: 'deepseek' });
    const second = await connections.create({ vendorId: 'deepseek' });
    const third = await connections.create({ vendorId: 'moonshot', name: ' DeepSeek ' });
    expect([first.name, second.name, third.name]).toEqual(['DeepSeek', 'DeepSeek 2', 'DeepSeek 3']);
    expect(await connections.update({ id: third.id, name: 'DeepSeek 2' })).toMatchObject({ name: 'DeepSeek 3' });
    expect(await connections.update({ id: first.id, name: 'DeepSeek' })).toMatchObject({ name: 'DeepSeek' });
  });

  it('stay apart when a removed connection comes back', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'deepseek' });
    await connections.remove(id);
    await connections.create({ vendorId: 'deepseek' });
    expect(await connections.restore(id)).toMatchObject({ name: 'DeepSeek 2' });
  });
});

describe('making a connection', () => {
  it('takes the first region, the name and the limits of the vendor', async () => {
    const connection = await createConnections().create({ vendorId: 'deepseek' });
    expect(connection).toMatchObject({
      name: 'DeepSeek',
      vendorId: 'deepseek',
      baseUrl: 'https://api.deepseek.com',
      keyState: 'missing',
      isEnabled: true,
      limits: { connectTimeoutMs: 15_000, firstByteTimeoutMs: 600_000 },
    });
    expect(announced).toHaveLength(1);
  });

  it('tells a second one of the same vendor apart by its name', async () => {
    const connections = createConnections();
    await connections.create({ vendorId: 'moonshot' });
    const second = await connections.create({ vendorId: 'moonshot', regionId: 'china' });
    expect(second.name).toMatch(/ 2$/);
    expect(second.baseUrl).toContain('moonshot.cn');
  });

  it('asks before conversations go to an address that is no known vendor', async () => {
    const connections = createConnections();
    const relay = { vendorId: 'custom', baseUrl: 'https://relay.example/v1' };
    await connections.create(relay);
    expect(confirmations).toEqual(['relay.example']);
    isConfirmed = false;
    await expect(refusal(connections.create(relay))).resolves.toBe('E_CANCELLED');
    expect(stored).toHaveLength(1);
  });

  it('does not ask for this machine or for a region of the vendor', async () => {
    const connections = createConnections();
    await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:8000/v1' });
    await connections.create({
      vendorId: 'alibaba',
      baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1/',
    });
    expect(confirmations).toEqual([]);
    expect(stored[1]?.regionId).toBeDefined();
  });

  it('refuses clear text to another machine unless the user agreed', async () => {
    const connections = createConnections();
    const address = { vendorId: 'custom', baseUrl: 'http://server.example/v1' };
    await expect(refusal(connections.create(address))).resolves.toBe('E_BAD_REQUEST plain-http');
    await expect(refusal(connections.create({ ...address, isPlainHttpAccepted: true }))).resolves.toBe('accepted');
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'ftp://x/', '//x', 'https://user:pw@host/', 'https://host:0/'])(
    'refuses the address %s',
    async baseUrl => {
      await expect(refusal(createConnections().create({ vendorId: 'custom', baseUrl }))).resolves.toMatch(
        /^E_BAD_REQUEST/,
      );
      expect(stored).toEqual([]);
    },
  );

  it('refuses a vendor that does not exist', async () => {
    await expect(refusal(createConnections().create({ vendorId: '__proto__' }))).resolves.toBe(
      'E_BAD_REQUEST unknown-vendor',
    );
  });

  it('makes the demo once', async () => {
    const connections = createConnections();
    const first = await connections.createDemo();
    const again = await connections.createDemo();
    expect(again.id).toBe(first.id);
    expect(first.keyState).toBe('none-needed');
  });
});

describe('the key of a connection', () => {
  it('is cleaned, kept, and answered to nobody but the streams', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'deepseek' });
    const connection = await connections.setKey(id, '  Bearer sk-0123456789abcdef\n');
    expect(connection).toMatchObject({ keyState: 'ok', keyLast4: 'cdef' });
    expect(JSON.stringify([connection, stored, announced])).not.toContain('sk-0123456789');
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: 'sk-0123456789abcdef' });
  });

  it('is refused when it cannot be one, and the old one stays', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'moonshot' });
    await connections.setKey(id, 'sk-0123456789abcdef');
    await expect(refusal(connections.setKey(id, 'sk-kimi-0123456789abcdef'))).resolves.toMatch(/^E_BAD_REQUEST \w/);
    await expect(refusal(connections.setKey(id, 'sk-0123 456789'))).resolves.toMatch(/^E_BAD_REQUEST \w/);
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: 'sk-0123456789abcdef' });
  });

  it('is forgotten when the address moves to another origin', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:8000/v1' });
    await connections.setKey(id, 'sk-0123456789abcdef');
    const moved = await connections.update({ id, baseUrl: 'http://127.0.0.1:9000/v1' });
    expect(moved.keyLast4).toBeUndefined();
    expect(keys.size).toBe(0);
  });

  it('stays when only the path changes', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:8000/v1' });
    await connections.setKey(id, 'sk-0123456789abcdef');
    await connections.update({ id, baseUrl: 'http://127.0.0.1:8000/api/v1' });
    expect(keys.size).toBe(1);
  });

  it('is not asked again after a refusal, until it is replaced', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'deepseek' });
    await connections.setKey(id, 'sk-0123456789abcdef');
    expect(connections.markKeyRefused(id, connections.keyVersion(id))).toBe(true);
    await expect(connections.endpoint(id)).resolves.toMatchObject({ class: 'bad-key' });
    await connections.setKey(id, 'sk-fedcba9876543210');
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: 'sk-fedcba9876543210' });
  });

  it('is not blamed for a refusal of the one before', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'deepseek' });
    await connections.setKey(id, 'sk-0123456789abcdef');
    const oldVersion = connections.keyVersion(id);
    await connections.setKey(id, 'sk-fedcba9876543210');
    expect(connections.markKeyRefused(id, oldVersion)).toBe(false);
    expect(connections.get(id).isKeyRefused).toBe(false);
  });

  it('that is missing is said so, and nothing is asked', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'deepseek' });
    await expect(connections.endpoint(id)).resolves.toMatchObject({ class: 'no-key' });
  });
});

describe('a connection that is switched off or gone', () => {
  it('cannot be asked', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'ollama' });
    await connections.update({ id, isEnabled: false });
    await expect(connections.endpoint(id)).resolves.toMatchObject({ class: 'permission', reason: 'switched-off' });
    await connections.remove(id);
    await expect(connections.endpoint(id)).resolves.toMatchObject({ class: 'permission', reason: 'removed' });
    await expect(refusal(connections.remove(id))).resolves.toBe('E_NOT_FOUND connection');
  });
});

describe('the limit of a connection', () => {
  it('is learned down and back at the user’s own when that is changed', async () => {
    const connections = createConnections();
    const { id, limits } = await connections.create({ vendorId: 'deepseek' });
    connections.learnLimit(id, 1);
    expect(connections.maxConcurrent(id)).toBe(1);
    expect(announced.at(-1)?.[0]?.learnedMaxConcurrent).toBe(1);
    await connections.update({ id, limits });
    expect(connections.get(id)).toMatchObject({ learnedMaxConcurrent: undefined, limits });
    connections.learnLimit(id, 1);
    await connections.update({ id, limits: { ...limits, maxConcurrent: 3 } });
    expect(connections.maxConcurrent(id)).toBe(3);
  });
});

describe('changes of one connection that overlap', () => {
  it('do not undo each other while the user looks at the question about an address', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:1111' });
    whileAsked = () => connections.update({ id, name: 'Renamed meanwhile' });
    await connections.update({ id, baseUrl: 'https://elsewhere.example' });
    expect(connections.get(id)).toMatchObject({
      name: 'Renamed meanwhile',
      baseUrl: 'https://elsewhere.example/v1',
    });
  });

  it('never bring back a connection that was removed while the question stood', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:1111' });
    whileAsked = () => connections.remove(id);
    await expect(connections.update({ id, baseUrl: 'https://elsewhere.example' })).rejects.toMatchObject({
      code: 'E_NOT_FOUND',
    });
    expect(connections.list()).toEqual([]);
  });

  it('keep key and address together, whichever comes first', async () => {
    for (const isKeyFirst of [true, false]) {
      const connections = createConnections();
      const { id } = await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:1111' });
      const setKey = () => connections.setKey(id, 'sk-0123456789-abcd');
      const move = () => connections.update({ id, baseUrl: 'http://127.0.0.1:2222' });
      await Promise.all(isKeyFirst ? [setKey(), move()] : [move(), setKey()]);
      const { baseUrl, keyLast4 } = connections.get(id);
      expect(baseUrl).toBe('http://127.0.0.1:2222/v1');
      const kept = keys.get(id);
      if (kept !== undefined) expect(kept.binding.origin).toBe('http://127.0.0.1:2222');
      expect(keyLast4).toBe(kept === undefined ? undefined : 'abcd');
    }
  });

  it('go on after one of them failed', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:1111' });
    const [refused, renamed] = await Promise.allSettled([
      connections.setKey(id, ''),
      connections.update({ id, name: 'After it' }),
    ]);
    expect([refused.status, renamed.status]).toEqual(['rejected', 'fulfilled']);
    expect(connections.get(id).name).toBe('After it');
  });
});

describe('what belongs to an address', () => {
  it('is forgotten when the connection moves or goes: a list of models of another server misleads', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:1111' });
    await connections.update({ id, name: 'Only renamed' });
    expect(forgotten).toEqual([]);
    await connections.update({ id, baseUrl: 'http://127.0.0.1:2222' });
    expect(forgotten).toEqual([id]);
    expect(reportsForgotten).toEqual([id]);
    await connections.remove(id);
    expect(forgotten).toEqual([id]);
    await clock.advance(60_000);
    expect(forgotten).toEqual([id, id]);
    expect(reportsForgotten).toEqual([id, id]);
  });

  it('is not guessed: a region that the vendor does not have is refused', async () => {
    const connections = createConnections();
    const { id, baseUrl } = await connections.create({ vendorId: 'moonshot' });
    await expect(connections.update({ id, regionId: 'moon' })).rejects.toMatchObject({ reason: 'unknown-region' });
    expect(connections.get(id).baseUrl).toBe(baseUrl);
  });

  it('is not marked as working by a check that asked with the key before', async () => {
    const connections = createConnections();
    const { id } = await connections.create({ vendorId: 'custom', baseUrl: 'http://127.0.0.1:1111' });
    const versionOfCheck = connections.keyVersion(id);
    await connections.setKey(id, 'sk-0123456789-abcd');
    connections.markKeyRefused(id, connections.keyVersion(id));
    connections.markKeyAccepted(id, versionOfCheck);
    expect(connections.get(id).isKeyRefused).toBe(true);
  });
});

describe('a second connection like the first', () => {
  it('stands behind it, with the same address and limits, and has no key', async () => {
    const connections = createConnections();
    const { id, limits } = await connections.create({
      vendorId: 'custom',
      baseUrl: 'http://127.0.0.1:1111',
      name: 'Mine',
    });
    await connections.create({ vendorId: 'deepseek' });
    await connections.setKey(id, 'sk-0123456789-abcd');
    await connections.update({ id, limits: { ...limits, maxConcurrent: 3 } });
    const copy = await connections.duplicate(id);
    expect(copy).toMatchObject({
      name: 'Mine 2',
      baseUrl: 'http://127.0.0.1:1111/v1',
      limits: { maxConcurrent: 3 },
      keyState: 'none-needed',
      keyLast4: undefined,
    });
    expect(connections.list().map(({ name }) => name)).toEqual(['Mine', 'Mine 2', 'DeepSeek']);
    expect([...keys.keys()]).toEqual([id]);
    await expect(connections.duplicate(copy.id)).resolves.toMatchObject({ name: 'Mine 3' });
    await expect(connections.duplicate(copy.id)).resolves.toMatchObject({ name: 'Mine 4' });
  });
});

describe('the order of connections', () => {
  it('is the user’s; what is not named stays behind', async () => {
    const connections = createConnections();
    const ids = [];
    for (const port of [1, 2, 3, 4]) {
      ids.push((await connections.create({ vendorId: 'custom', baseUrl: `http://127.0.0.1:${port}000` })).id);
    }
    const [first, second, third, fourth] = ids as [ConnectionId, ConnectionId, ConnectionId, ConnectionId];
    connections.reorder([third, first]);
    expect(connections.list().map(({ id }) => id)).toEqual([third, first, second, fourth]);
    expect(announced.at(-1)?.map(({ id }) => id)).toEqual([third, first, second, fourth]);
  });
});
