import { createGzip, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createNetwork, type Network } from '../../../electron/llm/network';
import { streamChat } from '../../../electron/llm/stream';
import type { StreamPart } from '../../../src/shared/domain/part';
import { type RawConnection, type RawRequest, type RawServer, startRawServer } from '../../support/rawServer';
import {
  ask,
  chatRequest,
  chunk,
  events,
  fetchOf,
  finished,
  joinParts,
  testKey,
  until,
  vendor,
} from '../../support/streams';

const network: Network = createNetwork({ proxy: () => ({ settings: { mode: 'none' } }) });
const servers: RawServer[] = [];

async function serve(
  handle: (connection: RawConnection, request: RawRequest) => void | Promise<void>,
): Promise<RawServer> {
  const server = await startRawServer(handle);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

const text = (content: string) => chunk({ content });
const whole = events(text('Hello'), text(' 你好 😀'), finished(), '[DONE]');

/** Sends a stream with this text and ends properly. */
function streaming(body: string | Uint8Array, headers: Record<string, string> = {}) {
  return async (connection: RawConnection) => {
    await connection.streamHead(headers);
    await connection.write(body);
    connection.end();
  };
}

describe('a stream over a real connection', () => {
  it('is read whole', async () => {
    const server = await serve(streaming(whole, { 'x-request-id': 'req-7' }));
    const result = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(result).toMatchObject({ text: 'Hello 你好 😀', end: { type: 'finish', reason: 'stop' } });
    expect(result.parts[0]).toEqual({ type: 'start', requestId: 'req-7' });
  });

  it('is the same when every byte comes alone', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      for (const byte of Buffer.from(whole)) await connection.write(Uint8Array.of(byte));
      connection.end();
    });
    const result = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(result).toMatchObject({ text: 'Hello 你好 😀', notices: [], end: { type: 'finish' } });
  });

  it('is the same compressed', async () => {
    const server = await serve(streaming(gzipSync(whole), { 'content-encoding': 'gzip' }));
    expect(await ask(network.fetch, chatRequest(server.baseUrl))).toMatchObject({
      text: 'Hello 你好 😀',
      end: { type: 'finish' },
    });
  });

  it('sends the key, the body and nothing about this machine', async () => {
    const server = await serve(streaming(whole));
    await ask(network.fetch, chatRequest(server.baseUrl));
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${testKey}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    });
    expect(
      Object.keys(request?.headers ?? {}).filter(name => name.startsWith('x-stainless') || name.startsWith('openai')),
    ).toEqual([]);
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      model: 'test-model',
      stream: true,
      messages: [{ role: 'user', content: 'Hello' }],
    });
  });

  it('sends a request of megabytes whole, with its length told before', async () => {
    const server = await serve(streaming(whole));
    const text = '“word” 😀 of "many"\n'.repeat(200_000);
    const result = await ask(network.fetch, chatRequest(server.baseUrl, { messages: [{ role: 'user', text }] }));
    expect(result.end).toMatchObject({ type: 'finish' });
    const [request] = server.requests;
    expect(request?.headers['transfer-encoding']).toBeUndefined();
    expect(request?.headers['content-length']).toBe(String(Buffer.byteLength(request?.body ?? '')));
    expect(JSON.parse(request?.body ?? '').messages).toEqual([{ role: 'user', content: text }]);
  });

  it('sends no authorization where there is no key', async () => {
    const server = await serve(streaming(whole));
    await ask(network.fetch, chatRequest(server.baseUrl, { apiKey: undefined }));
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('takes nothing from the environment', async () => {
    process.env.OPENAI_CUSTOM_HEADERS = 'x-leak: yes';
    process.env.OPENAI_BASE_URL = 'http://127.0.0.1:1';
    try {
      const server = await serve(streaming(whole));
      expect((await ask(network.fetch, chatRequest(server.baseUrl))).text).toContain('Hello');
      expect(server.requests[0]?.headers['x-leak']).toBeUndefined();
    } finally {
      delete process.env.OPENAI_CUSTOM_HEADERS;
      delete process.env.OPENAI_BASE_URL;
    }
  });

  it('tells once a second at most that the server lives, also before the first text', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      for (let index = 0; index < 10; index += 1) {
        await connection.write(': keep-alive\n\n');
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      await connection.write(whole);
      connection.end();
    });
    const { parts } = await ask(network.fetch, chatRequest(server.baseUrl, { vendor: vendor('deepseek') }));
    expect(parts.slice(0, 2).map(part => part.type)).toEqual(['start', 'alive']);
    expect(parts.filter(part => part.type === 'alive')).toHaveLength(1);
  });
});

describe('the end of a stream', () => {
  it('comes at once after [DONE], and the connection is closed, though the server keeps it open', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      await connection.write(whole);
    });
    expect((await ask(network.fetch, chatRequest(server.baseUrl))).end?.type).toBe('finish');
    await until(() => server.connections[0]?.isClosed === true);
  });

  it('leaves the connection usable for the next request after a proper end', async () => {
    const server = await serve(async connection => {
      await connection.head(200, { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' });
      await connection.write(`${Buffer.byteLength(whole).toString(16)}\r\n${whole}\r\n`);
      await connection.write('0\r\n\r\n');
    });
    for (let index = 0; index < 3; index += 1) {
      expect((await ask(network.fetch, chatRequest(server.baseUrl))).end?.type).toBe('finish');
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(server.connections).toHaveLength(1);
  });

  it('after a finish reason without [DONE] waits for the usage, then comes though the connection stays open', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      await connection.write(events(text('a'), finished()));
      await connection.write(events({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 1 } }));
    });
    const result = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(result).toMatchObject({ usage: { inputTokens: 3 }, end: { type: 'finish', reason: 'stop' } });
    await until(() => server.connections[0]?.isClosed === true);
  });

  it.each([
    ['without anything', ''],
    ['with [DONE] alone', 'data: [DONE]\n\n'],
  ])('%s after text is an interruption', async (_, rest) => {
    const server = await serve(streaming(`${events(text('half'))}${rest}`));
    expect(await ask(network.fetch, chatRequest(server.baseUrl))).toMatchObject({
      text: 'half',
      end: { type: 'error', isInterrupted: true, error: { class: 'protocol', reason: 'no-terminal-event' } },
    });
  });

  it.each([
    [
      'of a chunked body',
      { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' },
      true,
      { class: 'network', reason: 'reset' },
    ],
    // Without a length the client cannot tell a reset from an end; the missing finish reason tells it.
    [
      'of a body without length',
      { 'content-type': 'text/event-stream', connection: 'close' },
      false,
      { class: 'protocol', reason: 'no-terminal-event' },
    ],
  ])('by a reset %s keeps the text', async (_, headers, isChunked, error) => {
    const body = events(text('half'), text(' way'));
    const server = await serve(async connection => {
      await connection.head(200, headers);
      await connection.write(isChunked ? `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n` : body);
      await new Promise(resolve => setTimeout(resolve, 30));
      connection.reset();
    });
    expect(await ask(network.fetch, chatRequest(server.baseUrl))).toMatchObject({
      text: 'half way',
      end: { type: 'error', isInterrupted: true, error },
    });
  });

  it('by a reset after the finish reason is complete all the same', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      await connection.write(events(text('whole'), finished()));
      await new Promise(resolve => setTimeout(resolve, 30));
      connection.reset();
    });
    expect(await ask(network.fetch, chatRequest(server.baseUrl))).toMatchObject({
      text: 'whole',
      end: { type: 'finish' },
    });
  });

  it('by a reset before the headers is a failure of the network', async () => {
    const server = await serve(connection => connection.reset());
    expect((await ask(network.fetch, chatRequest(server.baseUrl))).end).toMatchObject({
      type: 'error',
      isInterrupted: false,
      error: { class: 'network', reason: 'reset', host: `127.0.0.1:${server.port}` },
    });
  });

  it('inside a compressed body keeps the text', async () => {
    const packed = gzipSync(`${events(text('half'))}${events(text('x'.repeat(5_000)))}`);
    const server = await serve(streaming(packed.subarray(0, packed.length - 20), { 'content-encoding': 'gzip' }));
    const result = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(result.end).toMatchObject({ type: 'error', isInterrupted: true });
  });
});

describe('waiting', () => {
  const timeouts = { connectMs: 5_000, firstByteMs: 600, idleMs: 600 };

  it('for headers ends with a time-out', async () => {
    const server = await serve(() => undefined);
    const result = await ask(network.fetch, chatRequest(server.baseUrl, { timeouts }));
    expect(result.parts).toMatchObject([
      { type: 'error', isInterrupted: false, error: { class: 'timeout', reason: 'first-byte' } },
    ]);
    await until(() => server.connections[0]?.isClosed === true);
  });

  it('for the first byte after the headers ends with a time-out', async () => {
    const server = await serve(connection => void connection.streamHead());
    const result = await ask(network.fetch, chatRequest(server.baseUrl, { timeouts }));
    expect(result.parts.map(part => part.type)).toEqual(['start', 'error']);
    expect(result.end).toMatchObject({ isInterrupted: false, error: { class: 'timeout', reason: 'first-byte' } });
  });

  it('in the middle ends with an interruption and keeps the text', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      await connection.write(events(text('half')));
    });
    const result = await ask(network.fetch, chatRequest(server.baseUrl, { timeouts }));
    expect(result).toMatchObject({
      text: 'half',
      end: { isInterrupted: true, error: { class: 'timeout', reason: 'idle' } },
    });
    await until(() => server.connections[0]?.isClosed === true);
  });

  it('goes on as long as comments come', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      for (let index = 0; index < 20; index += 1) {
        await connection.write(': keep-alive\n\n');
        await new Promise(resolve => setTimeout(resolve, 60));
      }
      await connection.write(whole);
      connection.end();
    });
    expect((await ask(network.fetch, chatRequest(server.baseUrl, { timeouts }))).end?.type).toBe('finish');
  });

  it('does not count as connecting once the request is out', async () => {
    const server = await serve(async connection => {
      await new Promise(resolve => setTimeout(resolve, 1_500));
      await streaming(whole)(connection);
    });
    const patient = { connectMs: 1_000, firstByteMs: 10_000, idleMs: 10_000 };
    expect((await ask(network.fetch, chatRequest(server.baseUrl, { timeouts: patient }))).end?.type).toBe('finish');
  });
});

describe('stopping', () => {
  it('while the answer streams ends the iteration at once and closes the connection', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      while (await connection.write(events(text('more ')))) await new Promise(resolve => setTimeout(resolve, 1));
    });
    const controller = new AbortController();
    const parts: StreamPart[] = [];
    for await (const part of streamChat(chatRequest(server.baseUrl), { fetch: network.fetch }, controller.signal)) {
      parts.push(part);
      if (joinParts(parts).text.length > 50) controller.abort();
    }
    expect(joinParts(parts).end).toBeUndefined();
    await until(() => server.connections[0]?.isClosed === true);
  });

  it.each(['before the headers', 'after the headers'])('%s ends the iteration without a word', async moment => {
    const server = await serve(connection => void (moment === 'after the headers' && connection.streamHead()));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const result = await ask(network.fetch, chatRequest(server.baseUrl), controller.signal);
    expect(result.end).toBeUndefined();
    await until(() => server.connections.every(connection => connection.isClosed));
  });

  it('before the start sends nothing', async () => {
    const server = await serve(streaming(whole));
    const result = await ask(network.fetch, chatRequest(server.baseUrl), AbortSignal.abort());
    expect(result.parts).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('works with a fetch that does not listen', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const deaf = await ask(() => new Promise(() => undefined), chatRequest('http://127.0.0.1:1/v1'), controller.signal);
    expect(deaf.parts).toEqual([]);
    const silent = new AbortController();
    setTimeout(() => silent.abort(), 20);
    const endless = () =>
      Promise.resolve(new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } }));
    expect((await ask(endless, chatRequest('http://127.0.0.1:1/v1'), silent.signal)).end).toBeUndefined();
  });

  it('reading early closes the connection', async () => {
    const server = await serve(async connection => {
      await connection.streamHead();
      await connection.write(events(text('a')));
    });
    for await (const part of streamChat(
      chatRequest(server.baseUrl),
      { fetch: network.fetch },
      new AbortController().signal,
    )) {
      if (part.type === 'text-delta') break;
    }
    await until(() => server.connections[0]?.isClosed === true);
  });
});

describe('an answer that is no event stream', () => {
  const json =
    (body: unknown, headers: Record<string, string> = {}) =>
    (connection: RawConnection) =>
      void connection.answer(200, typeof body === 'string' ? body : JSON.stringify(body), headers);

  it('but a whole completion is an answer', async () => {
    const body = {
      id: '1',
      model: 'm',
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Hello', reasoning_content: 'why' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2 },
    };
    const server = await serve(json(`\n\n\n${JSON.stringify(body)}`));
    expect(await ask(network.fetch, chatRequest(server.baseUrl))).toMatchObject({
      text: 'Hello',
      reasoning: 'why',
      usage: { outputTokens: 2 },
      end: { type: 'finish', reason: 'stop' },
    });
  });

  it('but chunks one per line is an answer', async () => {
    const server = await serve(json([text('a'), text('b'), finished()].map(frame => JSON.stringify(frame)).join('\n')));
    expect(await ask(network.fetch, chatRequest(server.baseUrl))).toMatchObject({
      text: 'ab',
      end: { type: 'finish' },
    });
  });

  it.each([
    ['minimax', { choices: null, base_resp: { status_code: 1008, status_msg: 'insufficient balance' } }, 'no-money'],
    ['baidu', { code: 'rpm_rate_limit_exceeded', message: 'too fast', choices: null }, 'rate-limit'],
    ['custom', { error: { message: 'Incorrect API key provided', code: 'invalid_api_key' } }, 'bad-key'],
    ['custom', 'insufficient balance', 'no-money'],
  ])('but an error of %s with status 200 is that error', async (vendorId, body, errorClass) => {
    const server = await serve(json(typeof body === 'string' ? JSON.stringify(body) : body));
    const result = await ask(network.fetch, chatRequest(server.baseUrl, { vendor: vendor(vendorId) }));
    expect(result.end).toMatchObject({ type: 'error', isInterrupted: false, error: { class: errorClass } });
  });

  it.each([
    [
      'a page',
      '<!doctype html><html><head><title>Sign in</title></head><body><h1>Hotel WiFi</h1><script>x</script></body></html>',
      'text/html',
      'html',
      'Sign in Hotel WiFi',
    ],
    ['plain text', 'upstream connect error', 'text/plain', 'not-sse', 'upstream connect error'],
    ['foreign JSON', '{"hello":"world"}', 'application/json', 'not-sse', '{"hello":"world"}'],
    ['broken JSON', '{"hello":', 'text/event-stream', 'not-sse', '{"hello":'],
    ['nothing', '', 'text/event-stream', 'empty-body', undefined],
  ])('but %s is a protocol error that shows its beginning', async (_, body, type, reason, detail) => {
    const server = await serve(json(body, { 'content-type': type }));
    const { end } = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(end).toMatchObject({ type: 'error', isInterrupted: false, error: { class: 'protocol', reason } });
    expect(end?.type === 'error' ? end.error.detail : '').toBe(detail);
  });

  it('an event stream is one whatever its content type', async () => {
    for (const type of ['application/json', 'text/plain', 'application/octet-stream', undefined]) {
      const server = await serve(async connection => {
        await connection.head(
          200,
          type === undefined ? { connection: 'close' } : { connection: 'close', 'content-type': type },
        );
        await connection.write(whole);
        connection.end();
      });
      expect((await ask(network.fetch, chatRequest(server.baseUrl))).end?.type).toBe('finish');
    }
  });
});

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with status %i is refused and the key goes nowhere', async status => {
    const other = await serve(streaming(whole));
    const server = await serve(
      connection =>
        void connection.answer(status, '', {
          location: `http://127.0.0.1:${other.port}/v1/chat/completions?token=secret`,
        }),
    );
    const { end } = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(end).toMatchObject({
      type: 'error',
      error: { class: 'protocol', reason: 'redirect', httpStatus: status, detail: `http://127.0.0.1:${other.port}` },
    });
    expect(other.requests).toEqual([]);
  });
});

describe('an error by HTTP', () => {
  it('is classified from its body', async () => {
    const server = await serve(
      connection =>
        void connection.answer(
          429,
          JSON.stringify({ error: { type: 'exceeded_current_quota_error', message: 'no' } }),
          { 'retry-after': '30' },
        ),
    );
    const { parts } = await ask(network.fetch, chatRequest(server.baseUrl, { vendor: vendor('moonshot') }));
    expect(parts).toMatchObject([
      { type: 'error', isInterrupted: false, error: { class: 'no-money', httpStatus: 429, isRetryable: false } },
    ]);
    expect(server.requests).toHaveLength(1);
  });

  it('says how long to wait', async () => {
    const server = await serve(connection => void connection.answer(429, '{}', { 'retry-after': '30' }));
    const { end } = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(end).toMatchObject({ error: { class: 'rate-limit', retryAfterMs: 30_000, isRetryable: true } });
  });

  it('whose body never ends is told all the same', async () => {
    const server = await serve(async connection => {
      await connection.head(500, { 'content-type': 'text/html' });
      while (await connection.write('x'.repeat(64 * 1024)));
    });
    const { end } = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(end).toMatchObject({ type: 'error', error: { class: 'overloaded', httpStatus: 500 } });
  });

  it('about a field is answered once by asking without it', async () => {
    const server = await serve((connection, request) =>
      request.body.includes('temperature')
        ? void connection.answer(
            400,
            JSON.stringify({
              error: { message: 'invalid temperature: only 1 is allowed', type: 'invalid_request_error' },
            }),
          )
        : streaming(whole)(connection),
    );
    const result = await ask(
      network.fetch,
      chatRequest(server.baseUrl, { parameters: { thinking: 'default', temperature: 0.3, topP: 0.5 } }),
    );
    expect(result).toMatchObject({ notices: ['parameter-dropped'], end: { type: 'finish' } });
    expect(server.requests).toHaveLength(2);
    expect(JSON.parse(server.requests[1]?.body ?? '')).toMatchObject({ top_p: 0.5 });
  });

  it('about a field that is not there is told at once', async () => {
    const server = await serve(
      connection => void connection.answer(400, JSON.stringify({ error: { message: 'invalid request' } })),
    );
    const request = chatRequest(server.baseUrl, {
      vendor: { ...vendor('custom'), request: { ...vendor('custom').request, thinkingSwitch: 'none' } },
    });
    expect((await ask(network.fetch, request)).end).toMatchObject({ error: { class: 'bad-parameter' } });
    expect(server.requests).toHaveLength(1);
  });
});

describe('too much', () => {
  it('on one line without end is given up near the cap', async () => {
    let sent = 0;
    const server = await serve(async connection => {
      await connection.streamHead();
      await connection.write(`${events(text('half'))}data: {"choices":[{"delta":{"content":"`);
      const piece = 'x'.repeat(256 * 1024);
      while (sent < 64 * 1024 * 1024 && (await connection.write(piece))) sent += piece.length;
    });
    const before = process.memoryUsage().rss;
    const result = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(result).toMatchObject({
      text: 'half',
      end: { type: 'error', isInterrupted: true, error: { class: 'protocol', reason: 'line-cap' } },
    });
    await until(() => server.connections[0]?.isClosed === true);
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('out of a small compressed body is given up at the cap', async () => {
    const server = await serve(async connection => {
      await connection.streamHead({ 'content-encoding': 'gzip' });
      const gzip = createGzip({ level: 9 });
      gzip.on('data', (data: Buffer) => void connection.write(data));
      const lines = ': nothing at all in this line\n'.repeat(32 * 1024);
      gzip.write(events(text('half')));
      for (let index = 0; index < 1_000 && !connection.isClosed; index += 1) {
        if (!gzip.write(lines)) await new Promise(resolve => gzip.once('drain', resolve));
      }
      gzip.end();
    });
    const before = process.memoryUsage().rss;
    const result = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(result).toMatchObject({
      text: 'half',
      end: { type: 'error', isInterrupted: true, error: { class: 'protocol', reason: 'total-cap' } },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('in a JSON body is given up at its cap', async () => {
    const server = await serve(async connection => {
      await connection.head(200, { 'content-type': 'application/json', connection: 'close' });
      await connection.write('{"choices":[{"message":{"content":"');
      while (await connection.write('x'.repeat(1024 * 1024)));
    });
    expect((await ask(network.fetch, chatRequest(server.baseUrl))).end).toMatchObject({
      error: { class: 'protocol', reason: 'line-cap' },
    });
  });

  it('is not a million deltas of one character', async () => {
    const thousand = new TextEncoder().encode(events(chunk({ content: 'x' })).repeat(1_000));
    const pieces = [
      ...Array.from({ length: 1_000 }, () => thousand),
      new TextEncoder().encode(events(finished(), '[DONE]')),
    ];
    const result = await ask(fetchOf(pieces), chatRequest('http://127.0.0.1:1/v1'));
    expect(result.text).toHaveLength(1_000_000);
    expect(result.end?.type).toBe('finish');
  });
});

describe('a key that cannot be sent', () => {
  it.each(['sk-ключ', 'sk key', 'sk-\nkey', 'ｓｋ－１'])('%j is refused before anything is sent', async apiKey => {
    const server = await serve(streaming(whole));
    const { end } = await ask(network.fetch, chatRequest(server.baseUrl, { apiKey }));
    expect(end).toMatchObject({ type: 'error', error: { class: 'bad-key', reason: 'not-ascii' } });
    expect(JSON.stringify(end)).not.toContain(apiKey);
    expect(server.requests).toEqual([]);
  });

  it('because there is none is told where one is needed', async () => {
    const { end } = await ask(
      network.fetch,
      chatRequest('http://127.0.0.1:1/v1', { vendor: vendor('deepseek'), apiKey: undefined }),
    );
    expect(end).toMatchObject({ error: { class: 'no-key' } });
  });
});
