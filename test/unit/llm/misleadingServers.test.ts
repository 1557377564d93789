import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createNetwork, type Network } from '../../../electron/llm/network';
import { type RawConnection, type RawServer, startRawServer } from '../../support/rawServer';
import { ask, chatRequest, chunk, events, fetchOf, finished, testKey } from '../../support/streams';

const network: Network = createNetwork({ proxy: () => ({ settings: { mode: 'none' } }) });
const servers: RawServer[] = [];

async function serve(handle: (connection: RawConnection) => void | Promise<void>): Promise<RawServer> {
  const server = await startRawServer(handle);
  servers.push(server);
  return server;
}

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(servers.splice(0).map(server => server.close()));
});

const utf16 = (text: string, isBigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
const error = (message: string) => JSON.stringify({ error: { code: 'insufficient_quota', message } });

describe('a name of this machine', () => {
  it.each(['localhost', 'api.localhost', 'LOCALHOST'])('(%s) leads here, asked of no name server', async host => {
    const server = await serve(async connection => {
      await connection.streamHead();
      await connection.write(events(chunk({ content: 'here' }), finished(), '[DONE]'));
      connection.end();
    });
    expect(await ask(network.fetch, chatRequest(`http://${host}:${server.port}/v1`))).toMatchObject({ text: 'here' });
  });

  it('leads to a server that listens with the newer protocol alone', async ({ skip }) => {
    const server = createServer(socket =>
      socket.end(
        `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${events(chunk({ content: 'six' }), finished(), '[DONE]')}`,
      ),
    );
    const isListening = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false)).listen(0, '::1', () => resolve(true));
    });
    if (!isListening) skip();
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const answer = await ask(network.fetch, chatRequest(`http://localhost:${port}/v1`));
    server.close();
    expect(answer).toMatchObject({ text: 'six', end: { type: 'finish' } });
  });
});

describe('an error in another encoding', () => {
  const message = `the key ${testKey} was refused`;

  it.each<[string, Uint8Array, string]>([
    ['UTF-16 that says so', utf16(error(message)), 'application/json; charset=utf-16le'],
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(error(message))]), 'application/json'],
    ['UTF-16 without a word', utf16(error(message)), 'application/json'],
    ['UTF-16 of the other order', utf16(error(message), true), 'application/json'],
  ])('%s is read, and shows no key', async (_name, body, contentType) => {
    const server = await serve(async connection => {
      await connection.answer(429, body, { 'content-type': contentType, connection: 'close' });
      connection.end();
    });
    const { end, parts } = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(end).toMatchObject({ type: 'error', error: { class: 'no-money', vendorCode: 'insufficient_quota' } });
    expect(JSON.stringify(parts).replaceAll(/[^a-z0-9-]/g, '')).not.toContain('canary-0123456789');
  });

  it('GB18030 is read', async () => {
    // 余额不足
    const words = Buffer.from([0xd3, 0xe0, 0xb6, 0xee, 0xb2, 0xbb, 0xd7, 0xe3]);
    const body = Buffer.concat([Buffer.from('{"message":"'), words, Buffer.from('"}')]);
    const server = await serve(async connection => {
      await connection.answer(400, body, { 'content-type': 'application/json;charset=GB18030', connection: 'close' });
      connection.end();
    });
    expect((await ask(network.fetch, chatRequest(server.baseUrl))).end).toMatchObject({
      error: { class: 'no-money', detail: '余额不足' },
    });
  });
});

describe('an answer behind something else', () => {
  const whole = events(chunk({ content: 'Hello 你好' }), finished(), '[DONE]');
  const queued = '{"status":"queued"}\n\n';

  it.each<[name: string, pieces: readonly string[]]>([
    ['in one piece', [queued + whole]],
    ['in two pieces', [queued, whole]],
    ['cut everywhere', [...(queued + whole)]],
    ['with the name of the event first', [`${queued}event: message\r\n${whole}`]],
  ])('that looks like JSON is read, %s', async (_, pieces) => {
    const result = await ask(fetchOf(pieces), chatRequest('http://127.0.0.1:1/v1'));
    expect(result).toMatchObject({ text: 'Hello 你好', notices: [], end: { type: 'finish' } });
  });

  it('that is an error between text and the end mark is that error, wherever the bytes are cut', async () => {
    const body = `${events(chunk({ content: 'Hello' }))}{"error":{"code":"insufficient_quota","message":"no"}}\n\ndata: [DONE]\n\n`;
    for (const pieces of [[body], [...body]]) {
      const result = await ask(fetchOf(pieces), chatRequest('http://127.0.0.1:1/v1'));
      expect(result).toMatchObject({ text: 'Hello', end: { type: 'error', error: { class: 'no-money' } } });
    }
  });

  it('that is an error is that error', async () => {
    const refusal = '{"error":{"message":"Incorrect API key","code":"invalid_api_key"}}\n\n';
    const result = await ask(fetchOf([`${refusal}data: [DONE]\n\n`]), chatRequest('http://127.0.0.1:1/v1'));
    expect(result.end).toMatchObject({ type: 'error', error: { class: 'bad-key' } });
  });
});

describe('a whole document with status 200 in another encoding', () => {
  it('is read, as the error that it is', async () => {
    // 余额不足 in GB18030.
    const words = Buffer.from([0xd3, 0xe0, 0xb6, 0xee, 0xb2, 0xbb, 0xd7, 0xe3]);
    const body = Buffer.concat([Buffer.from('{"error":"'), words, Buffer.from('"}')]);
    const result = await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1'));
    expect(result).toMatchObject({ notices: [], end: { error: { class: 'no-money', detail: '余额不足' } } });
  });

  it('is read with a mark at its start', async () => {
    const body = Buffer.from('\uFEFF{"error":{"code":"invalid_api_key","message":"no"}}', 'utf16le');
    const result = await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1'));
    expect(result.end).toMatchObject({ error: { class: 'bad-key' } });
  });

  it('is not taken for one because of one broken byte', async () => {
    const answer = { choices: [{ index: 0, message: { content: '今天天气很好#' }, finish_reason: 'stop' }] };
    const body = Buffer.from(JSON.stringify(answer));
    body[body.indexOf('#')] = 0xe4;
    const result = await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1'));
    expect(result.text).toBe('今天天气很好\uFFFD');
  });
});

describe('a key that a server repeats', () => {
  it.each([
    ['with a space after every letter', [...testKey].join(' ')],
    ['with marks that cannot be seen between its letters', [...testKey].join('\u200B')],
    ['in capitals', testKey.toUpperCase().slice(3)],
    ['broken over two lines', `${testKey.slice(0, 12)}\n${testKey.slice(12)}`],
  ])('%s is not shown', async (_name, told) => {
    const fetch = fetchOf([JSON.stringify({ error: { message: `bad: ${told}.` } })], { status: 400 });
    const { parts } = await ask(fetch, chatRequest('http://127.0.0.1:1/v1'));
    const shown = JSON.stringify(parts)
      .toLowerCase()
      .replaceAll(/\\n|[^a-z0-9]/g, '');
    expect(shown).not.toContain('canary');
    expect(shown).not.toContain('0123456789');
  });
});

describe('a finish reason that comes too early', () => {
  it('on every frame cuts nothing off, however slowly they come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const body = new TransformStream<Uint8Array, Uint8Array>();
    const writer = body.writable.getWriter();
    writer.closed.catch(() => undefined);
    const answering = ask(
      () => Promise.resolve(new Response(body.readable)),
      chatRequest('http://127.0.0.1:1/v1', { timeouts: { connectMs: 60_000, firstByteMs: 60_000, idleMs: 60_000 } }),
    );
    for (let index = 0; index < 30; index += 1) {
      const frame = events(chunk({ content: `${index} ` }, { finish_reason: 'stop' }));
      void writer.write(new TextEncoder().encode(frame)).catch(() => undefined);
      await vi.advanceTimersByTimeAsync(index < 2 ? 1_000 : 5_000);
    }
    // The connection stays open: silence is the end.
    await vi.advanceTimersByTimeAsync(10_000);
    const { text, end } = await answering;
    expect(text.trim().split(' ')).toHaveLength(30);
    expect(end?.type).toBe('finish');
  });
});

describe('signs of life without a word', () => {
  it.each([': keep-alive\n\n', events(chunk({}))])(
    '(%j) are given up in the end, and text starts the wait anew',
    async sign => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
      const body = new TransformStream<Uint8Array, Uint8Array>();
      const writer = body.writable.getWriter();
      writer.closed.catch(() => undefined);
      let isOver = false;
      const answering = ask(
        () => Promise.resolve(new Response(body.readable)),
        chatRequest('http://127.0.0.1:1/v1', { timeouts: { connectMs: 60_000, firstByteMs: 60_000, idleMs: 60_000 } }),
      ).finally(() => {
        isOver = true;
      });
      const send = async (text: string) => {
        void writer.write(new TextEncoder().encode(text)).catch(() => undefined);
        await vi.advanceTimersByTimeAsync(50_000);
      };
      for (let index = 0; index < 16; index += 1) await send(sign);
      await send(events(chunk({ content: 'late' })));
      for (let index = 0; index < 16; index += 1) await send(sign);
      expect(isOver).toBe(false);
      for (let index = 0; index < 8; index += 1) await send(sign);
      expect(isOver).toBe(true);
      expect(await answering).toMatchObject({
        text: 'late',
        end: { type: 'error', isInterrupted: true, error: { class: 'timeout', reason: 'idle' } },
      });
    },
  );
});

describe('an error in the dress of a stream', () => {
  it.each([
    ['with a status of its own', 429, ''],
    ['with a status of its own and a name', 429, 'event:error\n'],
  ])('%s is classified from what it says', async (_name, status, before) => {
    const fetch = fetchOf([`${before}data:${error('You exceeded it')}\n\n`], { status });
    expect((await ask(fetch, chatRequest('http://127.0.0.1:1/v1'))).end).toMatchObject({
      error: { class: 'no-money', vendorCode: 'insufficient_quota', detail: 'You exceeded it' },
    });
  });

  it.each([
    ['after comments', ': keep-alive\n\n', '', false],
    ['after text', events(chunk({ content: 'half' })), 'half', true],
  ])('as a bare line %s is classified from what it says', async (_name, before, text, isInterrupted) => {
    for (const after of ['', '\n', '\n\n']) {
      const result = await ask(fetchOf([before, error('Nothing left'), after]), chatRequest('http://127.0.0.1:1/v1'));
      expect(result.text).toBe(text);
      expect(result.end).toMatchObject({ type: 'error', isInterrupted, error: { class: 'no-money' } });
    }
  });

  it('does not come out of a line that is no error', async () => {
    const stray = '{"choices":[{"delta":{"content":"stray"}}]}\n{"note":1}\n{"error":null}\n\n';
    const fetch = fetchOf([
      events(chunk({ content: 'a' })),
      stray,
      events(chunk({ content: 'b' }), finished(), '[DONE]'),
    ]);
    expect(await ask(fetch, chatRequest('http://127.0.0.1:1/v1'))).toMatchObject({
      text: 'ab',
      end: { type: 'finish' },
    });
  });
});

describe('an error field that says nothing', () => {
  it.each([{ message: '', type: '', param: '', code: null }, {}, 0, '0', { code: 0, message: '' }])(
    '(%j) beside an answer is none',
    async field => {
      const frame = (frameOf: object) => ({ ...frameOf, error: field });
      const fetch = fetchOf([events(frame(chunk({ content: 'text' })), frame(finished()), '[DONE]')]);
      expect(await ask(fetch, chatRequest('http://127.0.0.1:1/v1'))).toMatchObject({
        text: 'text',
        end: { type: 'finish' },
      });
    },
  );

  it('alone is an error all the same', async () => {
    for (const body of ['data: {"error":{}}\n\n', 'event: error\ndata: {}\n\n', '{"error":{}}']) {
      expect((await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1'))).end).toMatchObject({ type: 'error' });
    }
  });
});

describe('an answer of one document per line', () => {
  it('that breaks off keeps what came', async () => {
    const lines = ['half', ' way'].map(content => `${JSON.stringify(chunk({ content }))}\n`).join('');
    for (const rest of ['', '{"choices":[{"del']) {
      const server = await serve(async connection => {
        await connection.head(200, { 'content-type': 'application/x-ndjson', 'content-length': '9000' });
        await connection.write(lines + rest);
        connection.end();
      });
      expect(await ask(network.fetch, chatRequest(server.baseUrl))).toMatchObject({
        text: 'half way',
        end: { type: 'error', isInterrupted: true },
      });
    }
  });
});

describe('a wait that is told in an unusual way', () => {
  it.each([
    ['30, 30', 30_000],
    ['120s', 120_000],
    ['"20"', 20_000],
    ['-5', undefined],
    ['864000', undefined],
    ['soon', undefined],
    ['', undefined],
    ['NaN', undefined],
    ['1e3', undefined],
    ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
    ['0', 0],
  ])('%j is understood as %j ms', async (told, retryAfterMs) => {
    const fetch = fetchOf(['{}'], { status: 429, headers: { 'retry-after': told } });
    const { end } = await ask(fetch, chatRequest('http://127.0.0.1:1/v1'));
    expect(end?.type === 'error' && end.error.retryAfterMs).toBe(retryAfterMs);
  });
});
