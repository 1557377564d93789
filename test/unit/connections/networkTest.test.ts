import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type NetworkTestPorts, testNetwork } from '../../../electron/connections/networkTest';
import { someConnection } from '../../support/pageRows';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  }
});

async function proxyThat(answers: (authorization: string | undefined) => number) {
  const seen: { readonly url: string | undefined; readonly authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, authorization: request.headers.authorization });
    response.writeHead(answers(request.headers['proxy-authorization'])).end();
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  open.push(server);
  return { place: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const ports = (fields: Partial<NetworkTestPorts> = {}): NetworkTestPorts => ({
  connections: () => [
    someConnection('local', { baseUrl: 'http://127.0.0.1:1/v1' }),
    someConnection('off', { baseUrl: 'http://off.example/v1', isEnabled: false }),
    someConnection('one', { baseUrl: 'http://models.example/v1' }),
  ],
  resolveProxy: async () => 'DIRECT',
  passwordFor: async () => undefined,
  monotonicMs: () => performance.now(),
  ...fields,
});

describe('trying the way to the network', () => {
  it('asks the root of the first site that is not this machine, without a key; any answer of it will do', async () => {
    const proxy = await proxyThat(() => 404);
    const found = await testNetwork(ports(), { mode: 'custom', url: `http://${proxy.place}` });
    expect(found).toMatchObject({ host: 'models.example', proxy: proxy.place });
    expect(found.error).toBeUndefined();
    expect(proxy.seen).toEqual([{ url: 'http://models.example/', authorization: undefined }]);
  });

  it('uses the password that is kept, and says when the proxy wants another', async () => {
    const right = `Basic ${Buffer.from('me:kept').toString('base64')}`;
    const proxy = await proxyThat(authorization => (authorization === right ? 200 : 407));
    const settings = { mode: 'custom', url: `http://me@${proxy.place}` } as const;
    const kept = await testNetwork(ports({ passwordFor: async () => 'kept' }), settings);
    expect(kept.error).toBeUndefined();
    const refused = await testNetwork(ports({ passwordFor: async () => 'old' }), settings);
    expect(refused.error).toMatchObject({ class: 'proxy', reason: 'authentication', host: proxy.place });
    expect(JSON.stringify(refused)).not.toMatch(/old|me@/);
  });

  it('names a dead proxy without its password', async () => {
    const found = await testNetwork(ports(), { mode: 'custom', url: 'http://me:secret@127.0.0.1:9' });
    expect(found).toMatchObject({ proxy: '127.0.0.1:9', error: { class: 'proxy', reason: 'refused' } });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('names the proxy of the system', async () => {
    const proxy = await proxyThat(() => 200);
    const found = await testNetwork(ports({ resolveProxy: async () => `PROXY ${proxy.place}; DIRECT` }), {
      mode: 'system',
    });
    expect(found).toMatchObject({ host: 'models.example', proxy: proxy.place });
    expect(found.error).toBeUndefined();
  });
});
