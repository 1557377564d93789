import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { listModels } from '../../../electron/llm/modelList';
import { createNetwork, type Network } from '../../../electron/llm/network';
import { type RawConnection, type RawServer, startRawServer } from '../../support/rawServer';
import { ask, chatRequest, chunk, events, fetchOf, finished, testKey, until, vendor } from '../../support/streams';

const network: Network = createNetwork({ proxy: () => ({ settings: { mode: 'none' } }) });
const servers: RawServer[] = [];

async function serve(handle: (connection: RawConnection) => void | Promise<void>): Promise<RawServer> {
  const server = await startRawServer(handle);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

const whole = events(chunk({ content: 'Hello 你好' }), finished(), '[DONE]');
const chunked = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Asks a server that writes these bytes, its head included, and then ends. */
async function answerOf(...pieces: readonly (string | Uint8Array)[]) {
  const server = await serve(async connection => {
    for (const piece of pieces) await connection.write(piece);
    connection.end();
  });
  return ask(network.fetch, chatRequest(server.baseUrl));
}

const head = (...lines: readonly string[]) => `${lines.join('\r\n')}\r\n\r\n`;

describe('an answer in unusual HTTP is read all the same', () => {
  it.each<[name: string, pieces: readonly (string | Uint8Array)[]]>([
    [
      'chunked, with extensions and trailers',
      [
        head('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', 'Trailer: X-Checksum'),
        chunked(whole.slice(0, 20)).replace('\r\n', ';name=value\r\n'),
        chunked(whole.slice(20)),
        '0\r\nX-Checksum: 1234\r\nSet-Cookie: a=b\r\n\r\n',
      ],
    ],
    ['HTTP/1.0 that ends by closing', [head('HTTP/1.0 200 OK', 'Content-Type: text/event-stream'), whole]],
    [
      'two content types',
      [
        head('HTTP/1.1 200 OK', 'Content-Type: text/html', 'Content-Type: text/event-stream', 'Connection: close'),
        whole,
      ],
    ],
    [
      'after an early hint',
      [
        head('HTTP/1.1 103 Early Hints', 'Link: </style.css>; rel=preload'),
        head('HTTP/1.1 200 OK', 'Connection: close'),
        whole,
      ],
    ],
    ['without a reason phrase', [head('HTTP/1.1 200', 'Connection: close'), whole]],
    ['with status 201', [head('HTTP/1.1 201 Created', 'Connection: close'), whole]],
    [
      'of an encoding that nobody knows but is not used',
      [head('HTTP/1.1 200 OK', 'Content-Encoding: identity', 'Connection: close'), whole],
    ],
    [
      'compressed twice',
      [head('HTTP/1.1 200 OK', 'Content-Encoding: gzip, gzip', 'Connection: close'), gzipSync(gzipSync(whole))],
    ],
    [
      'deflated without its wrapper',
      [head('HTTP/1.1 200 OK', 'Content-Encoding: deflate', 'Connection: close'), deflateRawSync(whole)],
    ],
    [
      'with headers of 200 kB, as policies and cookies of a gateway',
      [
        head(
          'HTTP/1.1 200 OK',
          ...Array.from({ length: 200 }, (_none, index) => `Set-Cookie: c${index}=${'v'.repeat(1_000)}`),
          'Connection: close',
        ),
        whole,
      ],
    ],
    [
      'with cookies',
      [head('HTTP/1.1 200 OK', 'Set-Cookie: id=1; HttpOnly', 'Set-Cookie: id=2', 'Connection: close'), whole],
    ],
  ])('%s', async (_name, pieces) => {
    expect(await answerOf(...pieces)).toMatchObject({ text: 'Hello 你好', end: { type: 'finish', reason: 'stop' } });
  });
});

describe('an answer that HTTP makes nothing of is an error in words', () => {
  it.each<[name: string, pieces: readonly (string | Uint8Array)[], error: object]>([
    ['status 204', [head('HTTP/1.1 204 No Content')], { class: 'protocol', reason: 'empty-body' }],
    ['status 205 with a body', [head('HTTP/1.1 205 Reset Content', 'Content-Length: 2'), '{}'], { class: 'protocol' }],
    [
      'status 200 with no body',
      [head('HTTP/1.1 200 OK', 'Content-Length: 0')],
      { class: 'protocol', reason: 'empty-body' },
    ],
    [
      'plain text that claims gzip',
      [head('HTTP/1.1 200 OK', 'Content-Encoding: gzip', 'Connection: close'), whole],
      { class: 'protocol', reason: 'encoding' },
    ],
    [
      'plain text that claims brotli',
      [head('HTTP/1.1 200 OK', 'Content-Encoding: br', 'Connection: close'), whole],
      { class: 'protocol', reason: 'encoding' },
    ],
    [
      'plain text that claims deflate',
      [head('HTTP/1.1 200 OK', 'Content-Encoding: deflate', 'Connection: close'), `\x78\x9c${whole}`],
      { class: 'protocol', reason: 'encoding' },
    ],
    [
      'a hundred layers of compression',
      [
        head('HTTP/1.1 200 OK', `Content-Encoding: ${Array(100).fill('gzip').join(', ')}`, 'Connection: close'),
        gzipSync(whole),
      ],
      { class: 'protocol' },
    ],
    [
      'a status above all statuses',
      [head('HTTP/1.1 999 Odd', 'Connection: close'), 'no'],
      { class: expect.stringMatching(/./) },
    ],
    [
      'a change of protocol',
      [head('HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade')],
      { class: expect.stringMatching(/network|protocol/) },
    ],
    [
      'a header of a megabyte',
      [`HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(1024 * 1024)}\r\n\r\n`, whole],
      { class: 'protocol', reason: 'bad-http' },
    ],
    [
      'two lengths',
      [head('HTTP/1.1 200 OK', 'Content-Length: 5', 'Content-Length: 6'), 'hello'],
      { class: 'protocol', reason: 'bad-http' },
    ],
    [
      'a permission to go on that nobody asked for',
      [head('HTTP/1.1 100 Continue'), head('HTTP/1.1 200 OK', 'Connection: close'), whole],
      { class: 'protocol', reason: 'unasked-status' },
    ],
    [
      'status 421, with what the server says',
      [
        head('HTTP/1.1 421 Misdirected Request', 'Connection: close'),
        '{"error":{"message":"this host is not served here"}}',
      ],
      { class: 'protocol', reason: 'wrong-host', httpStatus: 421, detail: 'this host is not served here' },
    ],
    [
      'status 407 of a server that is no proxy, with what it says',
      [
        head('HTTP/1.1 407 Proxy Authentication Required', 'Connection: close'),
        '{"error":{"message":"sign in first"}}',
      ],
      { class: 'proxy', reason: 'authentication', httpStatus: 407, detail: 'sign in first' },
    ],
    ['another protocol', ['SSH-2.0-OpenSSH_9.9\r\n'], { class: 'protocol', reason: 'bad-http' }],
    [
      'a chunk of a size that is none',
      [head('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked'), 'zz\r\nhello\r\n'],
      { class: 'protocol', reason: 'bad-http' },
    ],
    [
      'a redirect to itself',
      [head('HTTP/1.1 307 Again', 'Location: /v1/chat/completions', 'Content-Length: 0')],
      { class: 'protocol', reason: 'redirect' },
    ],
    [
      'a redirect to nowhere',
      [head('HTTP/1.1 302 Found', 'Content-Length: 0')],
      { class: 'protocol', reason: 'redirect' },
    ],
    [
      'a redirect to a script',
      [head('HTTP/1.1 302 Found', 'Location: javascript:alert(1)', 'Content-Length: 0')],
      { class: 'protocol', reason: 'redirect' },
    ],
    ['not modified', [head('HTTP/1.1 304 Not Modified')], { class: 'protocol' }],
  ])('%s', async (_name, pieces, error) => {
    const { end, text } = await answerOf(...pieces);
    expect(text).toBe('');
    expect(end).toMatchObject({ type: 'error', error });
  });

  it('status 421 is not asked a second time behind our back', async () => {
    const server = await serve(async connection => {
      await connection.answer(421, '{}');
    });
    const { end } = await ask(network.fetch, chatRequest(server.baseUrl));
    expect(end).toMatchObject({ error: { httpStatus: 421 } });
    expect(server.requests).toHaveLength(1);
  });

  it('a body shorter than its length keeps its text and is an interruption', async () => {
    const part = events(chunk({ content: 'half' }));
    const { end, text } = await answerOf(head('HTTP/1.1 200 OK', 'Content-Length: 5000'), part);
    expect(text).toBe('half');
    expect(end).toMatchObject({ type: 'error', isInterrupted: true });
  });

  it('a body longer than its length ends at its length', async () => {
    const more = events(chunk({ content: 'smuggled' }));
    const result = await answerOf(head('HTTP/1.1 200 OK', `Content-Length: ${Buffer.byteLength(whole)}`), whole + more);
    expect(result).toMatchObject({ text: 'Hello 你好', end: { type: 'finish' } });
  });
});

describe('content made to hurt', () => {
  const from = (...frames: readonly (object | string)[]) =>
    ask(fetchOf([events(...frames, '[DONE]')]), chatRequest('http://127.0.0.1:1/v1'));

  it('keeps no null character and no half of a character', async () => {
    const result = await ask(
      fetchOf(['data: {"choices":[{"delta":{"content":"a\\u0000b\\ud800c\\udfffd"}}]}\n\n', events(finished())]),
      chatRequest('http://127.0.0.1:1/v1'),
    );
    expect(result.text).toBe('a\uFFFDb\uFFFDc\uFFFDd');
  });

  it.each([
    [
      { prompt_tokens: -5, completion_tokens: 3 },
      { inputTokens: undefined, outputTokens: 3 },
    ],
    [
      { prompt_tokens: 1e300, completion_tokens: 3 },
      { inputTokens: undefined, outputTokens: 3 },
    ],
    [
      { prompt_tokens: '99999999999999', completion_tokens: 3 },
      { inputTokens: undefined, outputTokens: 3 },
    ],
    [
      { prompt_tokens: 1.5, completion_tokens: '7' },
      { inputTokens: 1, outputTokens: 7 },
    ],
    [{ prompt_tokens: [1], completion_tokens: { n: 1 }, total_tokens: null }, undefined],
  ])('takes no count of tokens that cannot be meant: %j', async (usage, expected) => {
    const result = await from(chunk({ content: 'x' }), finished('stop', { usage }));
    if (expected === undefined) expect(result.usage).toBeUndefined();
    else expect(result.usage).toMatchObject(expected);
    expect(result.end?.type).toBe('finish');
  });

  it('shortens what a server calls its model and its reason to end, and marks what a terminal would obey', async () => {
    const long = `\u001b]52;c;ZXZpbA==\u0007${'m'.repeat(2_000_000)}`;
    const result = await from({ ...chunk({ content: 'x' }), model: long }, finished(long));
    const end = result.end?.type === 'finish' ? result.end.raw : '';
    for (const shown of [result.model ?? '', end]) {
      expect(shown.length).toBeGreaterThan(0);
      expect(shown.length).toBeLessThanOrEqual(300);
      expect(shown).not.toMatch(/\p{Cc}/u);
    }
  });

  it('tells of no more than a few models, however many a server names', async () => {
    const frames = Array.from({ length: 5_000 }, (_none, index) => ({ ...chunk({}), model: `model-${index}` }));
    const result = await from(...frames, chunk({ content: 'x' }), finished());
    expect(result.parts.filter(part => part.type === 'model').length).toBeLessThanOrEqual(16);
    expect(result.end?.type).toBe('finish');
  });

  it.each([100, 5_000, 200_000, 1_900_000])('survives JSON %i deep, wherever it stands', async depth => {
    const deep = nested(depth);
    for (const frame of [
      `{"error":{"message":"no","more":${deep}}}`,
      `{"error":${deep}}`,
      `{"detail":${deep}}`,
      `{"choices":[{"delta":{"content":${deep}}}]}`,
      `{"choices":[{"delta":{"reasoning_details":[{"type":"x","data":${deep}}]}}]}`,
      `{"choices":[{"delta":{"reasoning_details":${deep}}}]}`,
      `{"usage":${deep}}`,
      deep,
    ]) {
      const result = await ask(
        fetchOf([events(chunk({ content: 'text' })), `data: ${frame}\n\n`, events(finished(), '[DONE]')]),
        chatRequest('http://127.0.0.1:1/v1'),
      );
      expect(result.text).toBe('text');
      expect(result.end?.type === 'finish' || result.end?.error.class !== undefined).toBe(true);
      // What is kept must be fit for the history and for the way to the page.
      for (const part of result.parts) {
        expect(() => JSON.stringify(part)).not.toThrow();
        expect(() => structuredClone(part)).not.toThrow();
      }
    }
  });

  it('keeps no more of what a vendor wants back than can be sent back', async () => {
    const frames = Array.from({ length: 2_000 }, (_none, index) =>
      chunk({ reasoning_details: [{ type: 'encrypted', index, data: `${index}${'d'.repeat(10_000)}` }] }),
    );
    const result = await from(...frames, chunk({ content: 'x' }), finished());
    expect(JSON.stringify(result.end).length).toBeLessThan(8 * 1024 * 1024);
    expect(result.end?.type).toBe('finish');
  });

  it('of a key that a server repeats shows nothing, in any header or field', async () => {
    const body = { ...chunk({ content: 'x' }), model: testKey, id: testKey };
    const result = await ask(
      fetchOf([events(body, finished(testKey), '[DONE]')], { headers: { 'x-request-id': testKey } }),
      chatRequest('http://127.0.0.1:1/v1'),
    );
    expect(JSON.stringify(result.parts)).not.toContain(testKey);
  });
});

describe('a list of models from an odd server', () => {
  const listOf = async (...pieces: readonly (string | Uint8Array)[]) => {
    const server = await serve(async connection => {
      for (const piece of pieces) await connection.write(piece);
      connection.end();
    });
    return listModels({ vendor: vendor('custom'), baseUrl: server.baseUrl, apiKey: testKey, fetch: network.fetch });
  };
  const ok = (body: string) => [head('HTTP/1.1 200 OK', 'Connection: close'), body];

  it.each<[string, readonly (string | Uint8Array)[], object]>([
    ['a page', ok('<!doctype html><html><body>Sign in</body></html>'), { class: 'protocol', reason: 'html' }],
    ['nothing', ok(''), { class: 'protocol', reason: 'not-json' }],
    ['status 204', [head('HTTP/1.1 204 No Content')], { class: 'protocol' }],
    [
      'plain text that claims gzip',
      [head('HTTP/1.1 200 OK', 'Content-Encoding: gzip', 'Connection: close'), '{"data":[]}'],
      { class: 'protocol', reason: 'encoding' },
    ],
    ['an error 200,000 deep', ok(`{"error":${nested(200_000)}}`), { class: expect.any(String) }],
    [
      'a refused key whose body breaks off',
      [head('HTTP/1.1 401 Unauthorized', 'Content-Length: 1000'), '{"error":{"message":"Incorrect API key'],
      { class: 'bad-key', httpStatus: 401 },
    ],
    [
      'an empty list beside an error',
      ok('{"data":[],"base_resp":{"status_code":1004,"status_msg":"login fail"}}'),
      { class: 'bad-key', vendorCode: '1004' },
    ],
    ['status 304', [head('HTTP/1.1 304 Not Modified', 'Connection: close')], { class: 'protocol', reason: undefined }],
    ['an object five million deep', ok(`{"x":${nested(5_000_000)}}`), { class: 'protocol', reason: 'not-json' }],
  ])('%s is an error', async (_name, pieces, error) => {
    expect(await listOf(...pieces)).toMatchObject({ ok: false, error });
  });

  it('gives up an error without end', async () => {
    const server = await serve(async connection => {
      await connection.head(500);
      while (await connection.write('x'.repeat(64 * 1024)));
    });
    const listing = await listModels({
      vendor: vendor('custom'),
      baseUrl: server.baseUrl,
      apiKey: testKey,
      fetch: network.fetch,
    });
    expect(listing).toMatchObject({ ok: false, error: { httpStatus: 500 } });
    await until(() => server.connections[0]?.isClosed === true);
  });

  it('tells an error whose body drips without end', async () => {
    const server = await serve(async connection => {
      await connection.head(401, { 'content-type': 'application/json' });
      await connection.write('{"error":{"message":"Incorrect API key provided"}}');
      while (await connection.write(' ')) await new Promise(resolve => setTimeout(resolve, 50));
    });
    const listing = await listModels({
      vendor: vendor('custom'),
      baseUrl: server.baseUrl,
      apiKey: testKey,
      fetch: network.fetch,
      signal: AbortSignal.timeout(20_000),
    });
    expect(listing).toMatchObject({ ok: false, error: { class: 'bad-key', httpStatus: 401 } });
  });

  it('that says the key shows it nowhere', async () => {
    const listing = await listOf(
      ...ok(`{"data":[{"id":"${testKey}"},{"id":"m","name":"for ${testKey}"},{"id":"\\u0073${testKey.slice(1)}/x"}]}`),
    );
    expect(listing.ok ? listing.models.map(({ id, name }) => [id, name]) : []).toEqual([
      ['[key]', '[key]'],
      ['m', 'for [key]'],
      ['[key]/x', '[key]/x'],
    ]);
    expect(JSON.stringify(listing)).not.toContain(testKey);
  });

  it('with prototype names for ids is a list like any other', async () => {
    const listing = await listOf(
      ...ok('{"data":[{"id":"__proto__"},{"id":"constructor"},{"id":"toString","context_length":-1}]}'),
    );
    expect(listing).toMatchObject({ ok: true });
    expect(listing.ok ? listing.models.map(({ id }) => id) : []).toEqual(['__proto__', 'constructor', 'toString']);
  });
});
