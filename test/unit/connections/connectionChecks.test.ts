import { afterEach, describe, expect, it } from 'vitest';
import { describeConnection } from '../../../electron/connections/access';
import { ConnectionChecks } from '../../../electron/connections/connectionChecks';
import { Connections } from '../../../electron/connections/connections';
import { findLocalEngines } from '../../../electron/connections/localEngines';
import type { VendorCalls } from '../../../electron/connections/ports';
import { fetchBalance } from '../../../electron/llm/balance';
import { listModels } from '../../../electron/llm/modelList';
import type { ConnectionReport } from '../../../src/shared/domain/connection';
import type { ConnectionId } from '../../../src/shared/domain/ids';
import type { ModelInfo } from '../../../src/shared/domain/model';
import type { Settings } from '../../../src/shared/domain/settings';
import { connectionPorts } from '../../support/connectionPorts';
import { FakeVendor } from '../../support/fakeVendor';

const servers: FakeVendor[] = [];
let overrides: Settings['modelOverrides'] = {};
let wallMs = 1_000_000;
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  overrides = {};
  wallMs = 1_000_000;
});

const calls: VendorCalls = {
  listModels: (endpoint, signal) => listModels({ ...endpoint, signal }),
  balance: (endpoint, signal) => fetchBalance({ ...endpoint, signal }),
};

async function setUp(key: string, address?: string, ask: typeof fetch = fetch) {
  const server = await FakeVendor.start({ style: 'kimi', keys: ['sk-good-0123456789'], modelIds: ['one', 'two'] });
  servers.push(server);
  const reports = new Map<ConnectionId, ConnectionReport>();
  const told: ConnectionId[] = [];
  const lists = new Map<ConnectionId, { listedAt: number; models: readonly ModelInfo[] }>();
  const connections = new Connections(connectionPorts(key, { fetchFor: () => ask }));
  const checks = new ConnectionChecks({
    connections,
    calls,
    cache: {
      get: id => lists.get(id),
      set: (id, models) => lists.set(id, { listedAt: 1, models }),
      remove: id => lists.delete(id),
    },
    reports: {
      all: () => Object.fromEntries(reports),
      add: (id, found) => {
        const report = { ...reports.get(id), ...found };
        reports.set(id, report);
        return report;
      },
      remove: id => reports.delete(id),
    },
    overrides: () => overrides,
    onReport: id => told.push(id),
    monotonicMs: () => performance.now(),
    wallMs: () => wallMs,
  });
  const baseUrl = address?.replace('PORT', new URL(server.baseUrl).port) ?? server.baseUrl;
  const { id } = await connections.create({ vendorId: 'custom', baseUrl });
  return { server, connections, checks, id, reports, told };
}

describe('checking a connection', () => {
  it('says how many models a good key may use, and keeps their list', async () => {
    const { checks, id } = await setUp('sk-good-0123456789');
    await expect(checks.check(id)).resolves.toMatchObject({ outcome: 'ok', modelCount: 2 });
    const { models, listedAt } = await checks.models(id, false);
    expect(models.map(model => model.id)).toEqual(['one', 'two']);
    expect(listedAt).toBe(1);
  });

  it('says that a wrong key was refused, and nothing asks with it again', async () => {
    const { checks, connections, id } = await setUp('sk-wrong-0123456789');
    await expect(checks.check(id)).resolves.toMatchObject({ outcome: 'failed', error: { class: 'bad-key' } });
    await expect(connections.endpoint(id)).resolves.toMatchObject({ class: 'bad-key' });
  });

  it('says that the address lists no models, and keeps the connection usable', async () => {
    const { checks, connections, id } = await setUp('sk-good-0123456789', 'http://127.0.0.1:PORT/elsewhere');
    await expect(checks.check(id)).resolves.toMatchObject({ outcome: 'ok', isListMissing: true });
    await expect(connections.endpoint(id)).resolves.toMatchObject({ apiKey: 'sk-good-0123456789' });
  });

  it('says that nobody answers', async () => {
    const { checks, server, id } = await setUp('sk-good-0123456789');
    servers.splice(servers.indexOf(server), 1);
    await server.close();
    await expect(checks.check(id)).resolves.toMatchObject({ outcome: 'failed', error: { class: 'network' } });
  });

  it('keeps the old list of models when it cannot be read again', async () => {
    const { checks, server, id } = await setUp('sk-good-0123456789');
    await checks.models(id, true);
    servers.splice(servers.indexOf(server), 1);
    await server.close();
    const again = await checks.models(id, true);
    expect(again.error).toMatchObject({ class: 'network' });
    expect(again.models).toHaveLength(2);
  });
});

describe('a key that was refused', () => {
  it('is shown to the vendor’s other regions only when the user asks for that', async () => {
    const asked: string[] = [];
    const elsewhere: typeof fetch = async input => {
      const { host } = new URL(input instanceof Request ? input.url : input);
      asked.push(host);
      return host === 'api.moonshot.cn'
        ? Response.json({ object: 'list', data: [{ id: 'kimi-k3.1-pro' }] })
        : Response.json(
            { error: { type: 'incorrect_api_key_error', message: 'Incorrect API key provided' } },
            { status: 401 },
          );
    };
    const { checks, connections } = await setUp('sk-good-0123456789', undefined, elsewhere);
    const { id } = await connections.create({ vendorId: 'moonshot', regionId: 'international' });
    await expect(checks.check(id)).resolves.toMatchObject({ outcome: 'failed', error: { class: 'bad-key' } });
    expect(asked).toEqual(['api.moonshot.ai']);
    await expect(checks.findRegion(id)).resolves.toBe('china');
    expect(asked).toEqual(['api.moonshot.ai', 'api.moonshot.cn']);
  });
});

/** A `fetch` that answers every list of models and every balance, and counts how many are asked at the same time per host. */
function countingFetch(balanceOf: (host: string) => unknown = () => undefined) {
  const running = new Map<string, number>();
  const seen: string[] = [];
  const most = new Map<string, number>();
  const ask: typeof fetch = async (input, init) => {
    const { host, pathname } = new URL(input instanceof Request ? input.url : input);
    const now = (running.get(host) ?? 0) + 1;
    running.set(host, now);
    most.set(host, Math.max(most.get(host) ?? 0, now));
    seen.push(`${host}${pathname}`);
    await new Promise((resolve, reject) => {
      setTimeout(resolve, 5);
      init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    }).finally(() => running.set(host, (running.get(host) ?? 1) - 1));
    if (!pathname.includes('balance')) return Response.json({ object: 'list', data: [{ id: 'a-model' }] });
    return Response.json(balanceOf(host) ?? {});
  };
  return { ask, seen, most };
}

describe('checking several connections at once', () => {
  it('never asks one vendor twice at the same time, and different vendors together', async () => {
    const { ask, most, seen } = countingFetch();
    const { checks, connections } = await setUp('sk-good-0123456789', undefined, ask);
    const ids: ConnectionId[] = [];
    for (const vendorId of ['deepseek', 'deepseek', 'moonshot', 'moonshot', 'deepseek']) {
      ids.push((await connections.create({ vendorId })).id);
    }
    const found = await Promise.all(ids.map(id => checks.check(id)));
    expect(found.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(Object.fromEntries(most)).toEqual({ 'api.deepseek.com': 1, 'api.moonshot.ai': 1 });
    const both = ['api.deepseek.com', 'api.moonshot.ai'];
    expect(
      seen
        .slice(0, 2)
        .map(path => path.split('/')[0])
        .toSorted(),
    ).toEqual(both);
  });

  it('asks once for those who want to know the same at the same time', async () => {
    const { checks, server, id } = await setUp('sk-good-0123456789');
    const [one, other] = await Promise.all([checks.check(id), checks.check(id)]);
    expect(one).toBe(other);
    expect(server.requests).toHaveLength(1);
  });

  it('asks again for a key that took the place of the one that is being checked', async () => {
    let release: (answer: Response) => void = () => undefined;
    const held = new Promise<Response>(resolve => {
      release = resolve;
    });
    const seen: string[] = [];
    const ask: typeof fetch = async input => {
      seen.push(new URL(input instanceof Request ? input.url : input).pathname);
      return seen.length === 1 ? held : Response.json({ object: 'list', data: [{ id: 'a-model' }] });
    };
    const { checks, connections, id } = await setUp('sk-good-0123456789', undefined, ask);
    const first = checks.check(id);
    await expect.poll(() => seen.length).toBe(1);
    await connections.setKey(id, 'sk-other-0123456789');
    const [second, third] = [checks.check(id), checks.check(id)];
    release(Response.json({ error: { code: 'invalid_api_key', message: 'Wrong' } }, { status: 401 }));
    await expect(first).resolves.toMatchObject({ outcome: 'failed', error: { class: 'bad-key' } });
    await expect(second).resolves.toMatchObject({ outcome: 'ok', modelCount: 1 });
    expect(await third).toBe(await second);
    expect(checks.reports()[id]?.check).toMatchObject({ outcome: 'ok' });
  });

  it('can be cancelled: what waits is not asked, what runs is broken off, and nothing is kept of it', async () => {
    const { ask, seen } = countingFetch();
    const { checks, connections, reports } = await setUp('sk-good-0123456789', undefined, ask);
    const first = await connections.create({ vendorId: 'deepseek' });
    const second = await connections.create({ vendorId: 'deepseek' });
    const both = Promise.allSettled([checks.check(first.id), checks.check(second.id)]);
    await expect.poll(() => seen.length).toBe(1);
    checks.cancel();
    expect((await both).map(result => result.status === 'rejected' && result.reason.code)).toEqual([
      'E_CANCELLED',
      'E_CANCELLED',
    ]);
    expect(seen).toHaveLength(1);
    expect(reports.size).toBe(0);
    await expect(checks.check(first.id)).resolves.toMatchObject({ outcome: 'ok' });
  });
});

describe('what a check found', () => {
  it('is kept with its time and told to the page', async () => {
    const { checks, id, told } = await setUp('sk-good-0123456789');
    await checks.check(id);
    expect(checks.reports()[id]?.check).toMatchObject({ outcome: 'ok', modelCount: 2, checkedAt: 1_000_000 });
    expect(told).toEqual([id]);
  });

  it('is not kept when the key was changed meanwhile', async () => {
    const { checks, connections, id, reports } = await setUp('sk-wrong-0123456789');
    const check = checks.check(id);
    await connections.setKey(id, 'sk-good-0123456789');
    await check;
    expect(reports.size).toBe(0);
  });
});

describe('a key that is taken away while a vendor is asked', () => {
  it.each(['check', 'models'] as const)('is not sent again by "%s", and the list of models is not kept', async what => {
    const seen: string[] = [];
    let takeAway: () => Promise<unknown> = async () => undefined;
    const ask: typeof fetch = async input => {
      seen.push(new URL(input instanceof Request ? input.url : input).pathname);
      await takeAway();
      return Response.json({ data: [{ id: 'a-model' }] });
    };
    const { checks, connections } = await setUp('sk-good-0123456789', undefined, ask);
    const { id } = await connections.create({ vendorId: 'deepseek' });
    takeAway = () => connections.removeKey(id);
    await (what === 'check' ? checks.check(id) : checks.models(id, true));
    expect(seen).toHaveLength(1);
    expect((await checks.models(id, false)).listedAt).toBeUndefined();
  });
});

const deepseekBalance = (amount: string, currency = 'CNY') => ({
  is_available: Number(amount) > 0,
  balance_infos: [{ currency, total_balance: amount, granted_balance: '0', topped_up_balance: amount }],
});

describe('the balance', () => {
  it('is read alone on request, and kept', async () => {
    const { ask, seen } = countingFetch(() => deepseekBalance('49.58'));
    const { checks, connections } = await setUp('sk-good-0123456789', undefined, ask);
    const { id } = await connections.create({ vendorId: 'deepseek' });
    const reading = { balance: { amount: 49.58, currency: 'CNY', isEnough: true }, readAt: 1_000_000 };
    await expect(checks.readBalance(id)).resolves.toEqual(reading);
    expect(checks.reports()[id]?.balance).toEqual(reading);
    expect(seen).toEqual(['api.deepseek.com/user/balance']);
  });

  it('is read after a request without money, once for a burst of them', async () => {
    const { ask, seen } = countingFetch(() => deepseekBalance('0.00'));
    const { checks, connections } = await setUp('sk-good-0123456789', undefined, ask);
    const { id } = await connections.create({ vendorId: 'deepseek' });
    await checks.noteNoMoney(id);
    await checks.noteNoMoney(id);
    expect(seen).toHaveLength(1);
    expect(checks.reports()[id]?.balance?.balance.isEnough).toBe(false);
    wallMs += 60_000;
    await checks.noteNoMoney(id);
    expect(seen).toHaveLength(2);
    // The clock was wrong and is set right.
    wallMs -= 365 * 86_400_000;
    await checks.noteNoMoney(id);
    expect(seen).toHaveLength(3);
  });

  it('is not asked of a vendor that has no such call', async () => {
    const { ask, seen } = countingFetch();
    const { checks, connections } = await setUp('sk-good-0123456789', undefined, ask);
    const { id } = await connections.create({ vendorId: 'minimax' });
    await expect(checks.readBalance(id)).resolves.toBeUndefined();
    expect(seen).toEqual([]);
  });

  it('tells in which currency the models are paid', async () => {
    const { ask } = countingFetch(() => deepseekBalance('49.58'));
    const { checks, connections } = await setUp('sk-good-0123456789', undefined, ask);
    const { id } = await connections.create({ vendorId: 'deepseek' });
    const flash = async () => (await checks.models(id, false)).models.find(model => model.id === 'deepseek-flash');
    expect((await flash())?.price?.currency).toBe('USD');
    await checks.readBalance(id);
    expect((await flash())?.price).toMatchObject({ currency: 'CNY', inputPerMillion: 1, outputPerMillion: 4 });
  });
});

describe('the user’s own values for a model', () => {
  const price = {
    currency: 'CNY',
    inputPerMillion: 7,
    outputPerMillion: 9,
    source: 'yours',
    readOn: '2026-11-24',
  } as const;

  it('stand in place of the tables’, which are kept beside them', async () => {
    const { checks, connections } = await setUp('sk-good-0123456789');
    const { id } = await connections.create({ vendorId: 'deepseek' });
    overrides = { 'deepseek/deepseek-flash': { contextTokens: 64_000, price } };
    const flash = (await checks.models(id, false)).models.find(model => model.id === 'deepseek-flash');
    expect(flash).toMatchObject({ contextTokens: 64_000, price });
    expect(flash?.replaced).toMatchObject({
      contextTokens: 1_048_576,
      price: { currency: 'USD', inputPerMillion: 0.15 },
    });
  });

  it('put a model into the list that nobody lists', async () => {
    const { checks, id } = await setUp('sk-good-0123456789');
    overrides = { 'custom/typed-by-hand': { contextTokens: 32_000 }, 'deepseek/elsewhere': { contextTokens: 1 } };
    const { models } = await checks.models(id, false);
    expect(models.map(model => [model.id, model.contextTokens])).toEqual([['typed-by-hand', 32_000]]);
  });

  it('reach the price that an answer is billed with', async () => {
    const { connections, id } = await setUp('sk-good-0123456789');
    const ports = {
      connections,
      cache: { get: () => undefined, set: () => undefined, remove: () => undefined },
      loadStreamChat: () => Promise.reject(new Error('not asked')),
      priceOverride: (key: string) => (key === 'custom/one' ? price : undefined),
      accountCurrency: () => undefined,
      log: () => undefined,
    };
    expect(describeConnection(ports, id, 'one')?.price).toEqual(price);
    expect(describeConnection(ports, id, 'two')?.price).toBeUndefined();
  });
});

describe('looking for local engines', () => {
  it('names those that answer and is silent about the others', async () => {
    const server = await FakeVendor.start({ style: 'qwen', modelIds: ['qwen3:8b'] });
    servers.push(server);
    const redirected: typeof fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.port !== '11434') return Promise.reject(new TypeError('fetch failed'));
      return fetch(new URL(url.pathname, server.baseUrl), init);
    };
    const found = await findLocalEngines(calls, redirected);
    expect(found).toEqual([{ vendorId: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1', modelIds: ['qwen3:8b'] }]);
  });
});
