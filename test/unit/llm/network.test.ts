import { createServer as createHttpServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HookedRequestInit } from '../../../electron/llm/connectionHooks';
import { createNetwork, type Network } from '../../../electron/llm/network';
import type { ProxyChoice } from '../../../electron/llm/proxy';
import { customProxyRoute, parseProxyList, proxyFailure, proxyName } from '../../../electron/llm/proxy';
import { type Certificate, makeCertificate } from '../../support/certificates';
import { type RawConnection, type RawServer, startRawServer } from '../../support/rawServer';
import { type SocksOptions, type SocksServer, startSocksServer } from '../../support/socksServer';
import { ask, chatRequest, chunk, events, finished, testKey, until } from '../../support/streams';

const whole = events(chunk({ content: 'Hello' }), finished(), '[DONE]');
const open: { close: () => unknown }[] = [];
/** Of the whole file: what is said once per process may have been said by an earlier test. */
const warnings: string[] = [];
process.on('warning', ({ message }) => {
  // Node says this of the variable alone, whether or not anybody goes by it.
  if (!message.startsWith('Setting the NODE_TLS_REJECT_UNAUTHORIZED')) warnings.push(message);
});

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

function track<Thing extends { close: () => unknown }>(thing: Thing): Thing {
  open.push(thing);
  return thing;
}

function networkWith(proxy: ProxyChoice, options: Partial<Parameters<typeof createNetwork>[0]> = {}): Network {
  return track(createNetwork({ proxy: () => proxy, ...options }));
}

const straight: ProxyChoice = { settings: { mode: 'none' } };
const custom = (url: string, password?: string): ProxyChoice => ({ settings: { mode: 'custom', url }, password });

async function vendorServer(): Promise<RawServer> {
  return track(
    await startRawServer(async connection => {
      await connection.streamHead();
      await connection.write(whole);
      connection.end();
    }),
  );
}

interface TestProxy {
  readonly port: number;
  readonly tunnels: string[];
  readonly forwarded: string[];
  readonly credentials: (string | undefined)[];
  readonly close: () => unknown;
}

/** A proxy on loopback. All hosts behind it are `target`, so that made-up names can be asked for. */
async function startProxy(targetPort: number, refuse?: number): Promise<TestProxy> {
  const tunnels: string[] = [];
  const forwarded: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createHttpServer((request, response) => {
    forwarded.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    if (refuse !== undefined) {
      response.writeHead(refuse).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(whole);
  });
  server.on('connect', (request, socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    tunnels.push(request.url ?? '');
    credentials.push(request.headers['proxy-authorization']);
    if (refuse !== undefined) {
      socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
      return;
    }
    const target = connect(targetPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    return new Promise(resolve => server.close(resolve));
  };
  return track({ port: portOf(server), tunnels, forwarded, credentials, close });
}

/** A SOCKS5 proxy for which `vendor.test` is a port of this machine. */
async function socks(targetPort: number, user?: SocksOptions['user']): Promise<SocksServer> {
  return track(await startSocksServer({ hosts: { 'vendor.test:80': targetPort }, ...(user && { user }) }));
}

function portOf(server: Server | TlsServer | TcpServer): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise(resolve => server.close(resolve));
  return port;
}

describe('a direct connection', () => {
  it('that does not speak HTTP is told from one that is cut', async () => {
    const server = createTcpServer(socket => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.end('220 mail.example ESMTP ready\r\n'));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    track({ close: () => server.close() });
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { end } = await ask(networkWith(straight).fetch, chatRequest(`http://127.0.0.1:${port}/v1`));
    expect(end).toMatchObject({ error: { class: 'protocol', reason: 'bad-http', host: `127.0.0.1:${port}` } });
  });

  it('on a port that requests never go to says so', async () => {
    const { end } = await ask(networkWith(straight).fetch, chatRequest('http://127.0.0.1:25/v1'));
    expect(end).toMatchObject({ error: { class: 'network', reason: 'blocked-port', host: '127.0.0.1:25' } });
  });

  it('that is refused names host and port, not the key', async () => {
    const port = await closedPort();
    const { end } = await ask(networkWith(straight).fetch, chatRequest(`http://127.0.0.1:${port}/v1`));
    expect(end).toMatchObject({
      type: 'error',
      isInterrupted: false,
      error: { class: 'network', reason: 'refused', host: `127.0.0.1:${port}` },
    });
    expect(JSON.stringify(end)).not.toContain(testKey);
  });

  it('to a name that nobody knows is an error of the name', async () => {
    const { end } = await ask(networkWith(straight).fetch, chatRequest('http://no-such-host.invalid/v1'));
    expect(end).toMatchObject({ error: { class: 'network', reason: 'dns', host: 'no-such-host.invalid' } });
  });

  it('that is not completed ends with the connection time-out, and is stopped at once on request', async () => {
    const port = await silentListener();
    const timeouts = { connectMs: 300, firstByteMs: 20_000, idleMs: 20_000 };
    const { end } = await ask(networkWith(straight).fetch, chatRequest(`https://127.0.0.1:${port}/v1`, { timeouts }));
    expect(end).toMatchObject({ isInterrupted: false, error: { class: 'timeout', reason: 'connect' } });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const patient = chatRequest(`https://127.0.0.1:${port}/v1`, { timeouts: { ...timeouts, connectMs: 20_000 } });
    expect((await ask(networkWith(straight).fetch, patient, controller.signal)).parts).toEqual([]);
  });

  it('serves sixteen streams to one host at the same time', async () => {
    const waiting: (() => void)[] = [];
    const server = track(
      await startRawServer(async connection => {
        await connection.streamHead();
        await connection.write(events(chunk({ content: 'a' })));
        await new Promise<void>(resolve => waiting.push(resolve));
        await connection.write(whole);
        connection.end();
      }),
    );
    const network = networkWith(straight);
    const answers = Array.from({ length: 16 }, () => ask(network.fetch, chatRequest(server.baseUrl)));
    await until(() => waiting.length === 16);
    for (const go of waiting) go();
    for (const { end } of await Promise.all(answers)) expect(end?.type).toBe('finish');
  });

  it('that is kept for the next request is not used any more once all are to be new, and what runs goes on', async () => {
    const held: RawConnection[] = [];
    const answer = `${Buffer.byteLength(whole).toString(16)}\r\n${whole}\r\n0\r\n\r\n`;
    const server = track(
      await startRawServer(async connection => {
        await connection.head(200, { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' });
        if (connection === server.connections[1]) held.push(connection);
        else await connection.write(answer);
      }),
    );
    const network = networkWith(straight);
    const request = chatRequest(server.baseUrl);
    expect((await ask(network.fetch, request)).text).toBe('Hello');
    network.renew();
    const running = ask(network.fetch, request);
    await until(() => held.length === 1);
    network.renew();
    expect((await ask(network.fetch, request)).text).toBe('Hello');
    expect(server.connections).toHaveLength(3);
    await held[0]?.write(answer);
    expect((await running).text).toBe('Hello');
  });

  describe('that was kept from an earlier request', () => {
    const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: ${whole.length}\r\n\r\n${whole}`;

    /** Asks, and lets the connection come to rest. */
    const askAndRest = async (network: Network, request: Parameters<typeof ask>[1], signal?: AbortSignal) => {
      const result = await ask(network.fetch, request, signal);
      await new Promise(resolve => setTimeout(resolve, 20));
      return result;
    };

    /** A server that answers on each connection once, and does this with what comes afterwards. */
    async function givesUp(rest: (connection: RawConnection, requestCount: number) => unknown): Promise<RawServer> {
      const served = new Set<RawConnection>();
      const server: RawServer = await startRawServer(async connection => {
        if (served.has(connection)) await rest(connection, server.requests.length);
        else {
          served.add(connection);
          await connection.write(answer);
        }
      });
      return track(server);
    }

    it.each<[string, (connection: RawConnection) => unknown]>([
      ['reset', connection => connection.reset()],
      ['closed', connection => connection.end()],
    ])('and is %s by the server just then is made anew, without a word', async (_, rest) => {
      const server = await givesUp(rest);
      const network = networkWith(straight);
      for (let count = 0; count < 3; count++) {
        expect(await askAndRest(network, chatRequest(server.baseUrl))).toMatchObject({
          text: 'Hello',
          notices: [],
          end: { type: 'finish' },
        });
      }
      expect(server.connections).toHaveLength(3);
      expect(server.requests).toHaveLength(5);
      expect(await (await network.fetch(`${server.baseUrl}/models`)).text()).toBe(whole);
    });

    it('is made anew by every lane that met such a one, through a proxy too', async () => {
      const server = await givesUp(connection => connection.reset());
      const proxy = track(await startSocksServer({ hosts: { 'vendor.test:80': server.port } }));
      const network = networkWith(custom(`socks5://127.0.0.1:${proxy.port}`));
      const askAll = () =>
        Promise.all([1, 2, 3, 4].map(() => askAndRest(network, chatRequest('http://vendor.test/v1'))));
      await askAll();
      for (const { text } of await askAll()) expect(text).toBe('Hello');
    });

    it('is not made anew when a byte of the answer came, nor more than once, nor where it was new', async () => {
      const cut = await givesUp(async connection => {
        await connection.write('HTTP/1.1 200 OK\r\nContent-');
        connection.end();
      });
      const network = networkWith(straight);
      await askAndRest(network, chatRequest(cut.baseUrl));
      expect((await askAndRest(network, chatRequest(cut.baseUrl))).end).toMatchObject({ error: { reason: 'reset' } });
      expect(cut.requests).toHaveLength(2);
      const refusing = track(await startRawServer(connection => connection.reset()));
      expect((await ask(network.fetch, chatRequest(refusing.baseUrl))).end).toMatchObject({
        error: { class: 'network', reason: 'reset' },
      });
      expect(refusing.requests).toHaveLength(1);
    });

    it('is not made anew when it broke later than a round trip: the server may have taken the request', async () => {
      const server = await givesUp(async connection => {
        await new Promise(resolve => setTimeout(resolve, 600));
        connection.reset();
      });
      const network = networkWith(straight);
      await askAndRest(network, chatRequest(server.baseUrl));
      expect((await askAndRest(network, chatRequest(server.baseUrl))).end).toMatchObject({
        error: { class: 'network', reason: 'reset' },
      });
      expect(server.requests).toHaveLength(2);
    });

    it('is waited for no longer than a connection when it is made anew', async () => {
      const server = await givesUp(connection => connection.reset());
      const network = networkWith(straight);
      const moments: string[] = [];
      const connectionHooks = {
        connectTimeoutMs: 15_000,
        onConnecting: () => moments.push('connecting'),
        onConnected: () => moments.push('connected'),
      };
      await askAndRest(network, chatRequest(server.baseUrl));
      const init: HookedRequestInit = { method: 'POST', body: '{}', connectionHooks };
      await network.fetch(`${server.baseUrl}/chat/completions`, init);
      expect(moments).toEqual(['connecting', 'connected', 'connecting', 'connected']);
    });

    it('is not made anew when the user stopped meanwhile', async () => {
      const controller = new AbortController();
      const server = await givesUp(connection => {
        controller.abort();
        connection.reset();
      });
      const network = networkWith(straight);
      await askAndRest(network, chatRequest(server.baseUrl));
      expect((await askAndRest(network, chatRequest(server.baseUrl), controller.signal)).parts).toEqual([]);
      expect(server.requests).toHaveLength(2);
    });
  });

  it('works for plain use without the stream', async () => {
    const server = await vendorServer();
    const response = await networkWith(straight).fetch(`${server.baseUrl}/models`);
    expect(await response.text()).toBe(whole);
  });
});

describe('a secure connection', () => {
  const day = 24 * 60 * 60 * 1000;
  const now = Date.now();
  const valid = { notBefore: new Date(now - day), notAfter: new Date(now + 365 * day) };
  let authority: Certificate;

  beforeAll(() => {
    authority = makeCertificate({ hosts: [], isAuthority: true, ...valid });
  });

  async function tlsServer(certificate: Certificate, requests: string[] = []): Promise<number> {
    const server = createTlsServer({ key: certificate.key, cert: certificate.cert }, socket => {
      socket.on('error', () => undefined);
      socket.on('data', data => {
        requests.push(data.toString());
        socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n${whole}`);
      });
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    track(server);
    return portOf(server);
  }

  const ca = () => ({ extraCertificates: [authority.cert] });

  it('with a trusted certificate works', async () => {
    const port = await tlsServer(makeCertificate({ hosts: ['localhost', '127.0.0.1'], issuer: authority, ...valid }));
    const { text } = await ask(networkWith(straight, ca()).fetch, chatRequest(`https://localhost:${port}/v1`));
    expect(text).toBe('Hello');
  });

  it.each([
    ['a self-signed certificate', 'self-signed', () => makeCertificate({ hosts: ['localhost'], ...valid })],
    [
      'an expired certificate',
      'expired',
      () =>
        makeCertificate({
          hosts: ['localhost'],
          issuer: authority,
          notBefore: new Date(now - 9 * day),
          notAfter: new Date(now - day),
        }),
    ],
    [
      'a certificate of another host',
      'wrong-host',
      () => makeCertificate({ hosts: ['other.test'], issuer: authority, ...valid }),
    ],
  ])('with %s is refused and the key not sent', async (_, reason, make) => {
    const requests: string[] = [];
    const port = await tlsServer(make(), requests);
    const { end } = await ask(networkWith(straight, ca()).fetch, chatRequest(`https://localhost:${port}/v1`));
    expect(end).toMatchObject({
      type: 'error',
      isInterrupted: false,
      error: { class: 'tls', reason, isRetryable: false },
    });
    expect(requests).toEqual([]);
  });

  it.each([
    ['straight', () => straight],
    ['through a tunnel', async (port: number) => custom(`http://127.0.0.1:${(await startProxy(port)).port}`)],
    [
      'through SOCKS5',
      async (port: number) => {
        const server = track(await startSocksServer({ hosts: { 'vendor.test:443': port } }));
        return custom(`socks5://127.0.0.1:${server.port}`);
      },
    ],
  ])('that goes %s is no less refused where the environment says not to look', async (_, way) => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const requests: string[] = [];
      const port = await tlsServer(makeCertificate({ hosts: ['localhost', 'vendor.test'], ...valid }), requests);
      const choice = await way(port);
      const host = choice === straight ? `localhost:${port}` : 'vendor.test';
      const { end } = await ask(networkWith(choice).fetch, chatRequest(`https://${host}/v1`));
      expect(end).toMatchObject({ type: 'error', error: { class: 'tls', reason: 'self-signed' } });
      expect(requests).toEqual([]);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  it('with an unknown issuer is refused', async () => {
    const port = await tlsServer(makeCertificate({ hosts: ['localhost'], issuer: authority, ...valid }));
    expect((await ask(networkWith(straight).fetch, chatRequest(`https://localhost:${port}/v1`))).end).toMatchObject({
      error: { class: 'tls' },
    });
  });

  it('to a server without TLS is refused', async () => {
    const server = await startProxy(1);
    const { end } = await ask(networkWith(straight).fetch, chatRequest(`https://127.0.0.1:${server.port}/v1`));
    expect(end).toMatchObject({ error: { class: 'tls', reason: 'handshake' } });
  });

  it('goes through a tunnel of a proxy, whose name and password the host does not see', async () => {
    const requests: string[] = [];
    const port = await tlsServer(makeCertificate({ hosts: ['vendor.test'], issuer: authority, ...valid }), requests);
    const proxy = await startProxy(port);
    const network = networkWith(custom(`http://user@127.0.0.1:${proxy.port}`, 'p@ss:word'), ca());
    expect((await ask(network.fetch, chatRequest('https://vendor.test/v1'))).text).toBe('Hello');
    expect(proxy.tunnels).toEqual(['vendor.test:443']);
    expect(proxy.credentials).toEqual([`Basic ${Buffer.from('user:p@ss:word').toString('base64')}`]);
    expect(requests.join('')).not.toContain('roxy');
  });

  it.each([
    [407, 'authentication'],
    [403, 'tunnel-403'],
    [502, 'tunnel-502'],
  ])('through a proxy that answers %i is an error of the proxy, named without its password', async (status, reason) => {
    const proxy = await startProxy(1, status);
    const network = networkWith(custom(`http://user:secret-word@127.0.0.1:${proxy.port}`));
    const { end } = await ask(network.fetch, chatRequest('https://vendor.test/v1'));
    expect(end).toMatchObject({ error: { class: 'proxy', reason, host: `127.0.0.1:${proxy.port}` } });
    expect(JSON.stringify(end)).not.toContain('secret-word');
    expect(JSON.stringify(end)).not.toContain('user');
  });
});

describe('a proxy', () => {
  it('that is dead is named', async () => {
    const port = await closedPort();
    const { end } = await ask(
      networkWith(custom(`http://u:secret-word@127.0.0.1:${port}`)).fetch,
      chatRequest('http://vendor.test/v1'),
    );
    expect(end).toMatchObject({ error: { class: 'proxy', reason: 'refused', host: `127.0.0.1:${port}` } });
    expect(JSON.stringify(end)).not.toContain('secret-word');
  });

  it('gets plain requests as they are, not as tunnels', async () => {
    const proxy = await startProxy(1);
    expect(
      (await ask(networkWith(custom(`127.0.0.1:${proxy.port}`)).fetch, chatRequest('http://vendor.test/v1'))).text,
    ).toBe('Hello');
    expect(proxy.forwarded).toEqual(['http://vendor.test/v1/chat/completions']);
    expect(proxy.tunnels).toEqual([]);
  });

  it('that refuses a plain request for want of a password is an error of the proxy', async () => {
    const proxy = await startProxy(1, 407);
    const { end } = await ask(
      networkWith(custom(`http://127.0.0.1:${proxy.port}`)).fetch,
      chatRequest('http://vendor.test/v1'),
    );
    expect(end).toMatchObject({ error: { class: 'proxy', reason: 'authentication' } });
  });

  it('is never asked for this machine', async () => {
    const server = await vendorServer();
    const port = await closedPort();
    for (const base of [server.baseUrl, server.baseUrl.replace('127.0.0.1', 'localhost')]) {
      const network = networkWith(custom(`http://127.0.0.1:${port}`));
      expect((await ask(network.fetch, chatRequest(base))).text).toBe('Hello');
    }
  });

  it('with an address that makes no sense is an error of the proxy', async () => {
    const { end } = await ask(networkWith(custom('http://')).fetch, chatRequest('http://vendor.test/v1'));
    expect(end).toMatchObject({ error: { class: 'proxy', reason: 'bad-address' } });
  });

  it('of the system is asked for each address, and the next way tried when one is dead', async () => {
    const proxy = await startProxy(1);
    const dead = await closedPort();
    const asked: string[] = [];
    const resolveProxy = (url: string) => {
      asked.push(url);
      return Promise.resolve(`PROXY 127.0.0.1:${dead}; PROXY 127.0.0.1:${proxy.port}; DIRECT`);
    };
    const network = networkWith({ settings: { mode: 'system' } }, { resolveProxy });
    expect((await ask(network.fetch, chatRequest('http://vendor.test/v1'))).text).toBe('Hello');
    expect(asked).toEqual(['http://vendor.test/v1/chat/completions']);
    expect(proxy.forwarded).toHaveLength(1);
  });

  it('of the system that cannot be found out is an error of the proxy', async () => {
    const resolveProxy = () => Promise.reject(new Error('no'));
    const network = networkWith({ settings: { mode: 'system' } }, { resolveProxy });
    const { end } = await ask(network.fetch, chatRequest('http://vendor.test/v1'));
    expect(end).toMatchObject({ error: { class: 'proxy', reason: 'not-resolved' } });
  });

  it('takes effect when it is changed', async () => {
    const first = await startProxy(1);
    const second = await startProxy(1);
    let choice = custom(`http://127.0.0.1:${first.port}`);
    const network = track(createNetwork({ proxy: () => choice }));
    await ask(network.fetch, chatRequest('http://vendor.test/v1'));
    choice = custom(`http://127.0.0.1:${second.port}`);
    await ask(network.fetch, chatRequest('http://vendor.test/v1'));
    expect([first.forwarded.length, second.forwarded.length]).toEqual([1, 1]);
  });

  it('of the kind SOCKS5 works, with user name and password', async () => {
    const server = await vendorServer();
    const proxy = await socks(server.port, { name: 'me', password: 'p@ss' });
    const network = networkWith(custom(`socks5://me@127.0.0.1:${proxy.port}`, 'p@ss'));
    expect((await ask(network.fetch, chatRequest('http://vendor.test/v1'))).text).toBe('Hello');
    expect(proxy.credentials).toEqual(['me:p@ss']);
    expect(proxy.places).toEqual(['vendor.test:80']);
  });

  it('of the kind SOCKS5 works without a name, and gets the name of the host rather than its address', async () => {
    const server = await vendorServer();
    const proxy = await socks(server.port);
    const network = networkWith(custom(`socks5://127.0.0.1:${proxy.port}`));
    expect((await ask(network.fetch, chatRequest('http://vendor.test/v1'))).text).toBe('Hello');
    expect(proxy.places).toEqual(['vendor.test:80']);
  });

  it.each([
    ['a wrong password', 'me@', 'secret-word'],
    ['no password', 'me@', undefined],
    ['nothing', '', undefined],
  ])('of the kind SOCKS5 that is shown %s is named without it', async (_shown, user, password) => {
    const proxy = await socks(1, { name: 'me', password: 'p@ss' });
    const network = networkWith(custom(`socks5://${user}127.0.0.1:${proxy.port}`, password));
    const { end } = await ask(network.fetch, chatRequest('http://vendor.test/v1'));
    expect(end).toMatchObject({
      error: { class: 'proxy', reason: 'authentication', host: `127.0.0.1:${proxy.port}` },
    });
    expect(JSON.stringify(end)).not.toMatch(/secret-word|me@/);
  });

  it('of the kind SOCKS5 that cannot reach the host is an error of the proxy', async () => {
    const proxy = await socks(1);
    const network = networkWith(custom(`socks5://127.0.0.1:${proxy.port}`));
    const { end } = await ask(network.fetch, chatRequest('http://elsewhere.test/v1'));
    expect(end).toMatchObject({ error: { class: 'proxy', reason: 'tunnel', host: `127.0.0.1:${proxy.port}` } });
  });

  it('of the kind SOCKS5 that says nothing is an error of the proxy', () => {
    const thrown = new TypeError('fetch failed', { cause: new Error('SOCKS5 authentication timeout') });
    expect(proxyFailure('socks5://me:secret@127.0.0.1:9', thrown)).toMatchObject({
      proxyHost: '127.0.0.1:9',
      reason: 'tunnel',
    });
  });

  it('of the kind SOCKS5 that is dead is named', async () => {
    const port = await closedPort();
    const { end } = await ask(
      networkWith(custom(`socks5://127.0.0.1:${port}`)).fetch,
      chatRequest('http://vendor.test/v1'),
    );
    expect(end).toMatchObject({ error: { class: 'proxy', reason: 'refused', host: `127.0.0.1:${port}` } });
  });

  it('of the kind SOCKS5 makes the program print nothing', async () => {
    const proxy = await socks(1);
    const network = networkWith(custom(`socks5://127.0.0.1:${proxy.port}`));
    await ask(network.fetch, chatRequest('http://elsewhere.test/v1'));
    await new Promise(resolve => setImmediate(resolve));
    expect(warnings).toEqual([]);
  });
});

describe('proxy addresses', () => {
  it.each([
    ['DIRECT', [undefined]],
    ['PROXY a:1; DIRECT', ['http://a:1', undefined]],
    ['HTTPS a:443;SOCKS5 b:1080; SOCKS c:1081', ['https://a:443', 'socks5://b:1080', 'socks5://c:1081']],
    ['proxy [::1]:8080', ['http://[::1]:8080']],
    ['QUIC a:1; ; PROXY', []],
    ['', []],
  ])('are read from the list %j', (list, routes) => {
    expect(parseProxyList(list)).toEqual(routes);
  });

  it.each([
    ['127.0.0.1:8080', undefined, 'http://127.0.0.1:8080/', '127.0.0.1:8080'],
    ['http://me@proxy.test', 'a b', 'http://me:a%20b@proxy.test/', 'proxy.test:80'],
    ['https://proxy.test', undefined, 'https://proxy.test/', 'proxy.test:443'],
    ['socks5://proxy.test', undefined, 'socks5://proxy.test', 'proxy.test:1080'],
    ['socks5h://127.0.0.1:7891', undefined, 'socks5://127.0.0.1:7891', '127.0.0.1:7891'],
    ['127.0.0.1：7890', undefined, 'http://127.0.0.1:7890/', '127.0.0.1:7890'],
    ['http：／／127。0。0。1：7890', undefined, 'http://127.0.0.1:7890/', '127.0.0.1:7890'],
  ])('%j is understood and named without its password', (url, password, route, name) => {
    expect(customProxyRoute(url, password)).toBe(route);
    expect(proxyName(route)).toBe(name);
  });

  it.each([
    '',
    'ftp://x',
    'http://',
    'a b',
    'javascript:alert(1)',
    'http://a:0',
    // A port alone would be taken for the number of a machine, and the address of a script for a proxy.
    '7890',
    'http://7890',
    'http://127.0.0.1:7890/proxy.pac',
    'http://a/?b',
  ])('%j is refused', url => {
    expect(() => customProxyRoute(url, undefined)).toThrow();
  });
});

/** A listener that never says a word: whoever wants TLS from it is never connected. */
async function silentListener(): Promise<number> {
  const sockets: Socket[] = [];
  const server = createTcpServer(socket => void sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  track({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise(resolve => server.close(resolve));
    },
  });
  return portOf(server);
}

it('the end of the program breaks off what runs, a check of a key that is not answered too', async () => {
  let noteAsked = () => {};
  const isAsked = new Promise<void>(resolve => {
    noteAsked = resolve;
  });
  const server = track(await startRawServer(() => noteAsked()));
  const network = networkWith(straight);
  const checked = network.fetch(`${server.baseUrl}/models`).then(
    () => 'answered',
    () => 'broken off',
  );
  await isAsked;
  await network.close();
  expect(await checked).toBe('broken off');
});
