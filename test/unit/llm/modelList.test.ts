import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { listModels, maxListedModels, mergeModels, parseModelList } from '../../../electron/llm/modelList';
import type { ModelSpec } from '../../../src/shared/vendors/types';
import { canaryKey, vendorOf } from './requestCases';

const reading = { source: 'https://vendor.example/models', readOn: '2026-11-24' };

function idsOf(vendorId: string, json: unknown): readonly string[] | undefined {
  return parseModelList(vendorOf(vendorId), json, reading)?.models.map(({ id }) => id);
}

function oneOf(vendorId: string, entry: unknown): ModelSpec | undefined {
  return parseModelList(vendorOf(vendorId), { data: [entry] }, reading)?.models[0];
}

describe('the shapes of a list', () => {
  test.each([
    ['{ data }', { object: 'list', data: [{ id: 'a' }, { id: 'b' }] }],
    ['a bare array', [{ id: 'a' }, { id: 'b' }]],
    ['{ models }', { models: [{ name: 'a' }, { model: 'b' }] }],
    ['plain ids', { data: ['a', 'b'] }],
    ['{ data: { models } }', { code: 0, data: { models: [{ id: 'a' }, { id: 'b' }] } }],
    ['{ data: { data } }', { success: true, data: { data: [{ id: 'a' }, { id: 'b' }], total: 2 } }],
    ['{ result }', { result: [{ id: 'a' }, { id: 'b' }] }],
    ['{ items }', { items: [{ id: 'a' }, { id: 'b' }] }],
    ['other names of an id', { data: [{ model_id: 'a' }, { modelId: 'b' }] }],
  ])('%s is read', (_shape, json) => {
    expect(idsOf('custom', json)).toEqual(['a', 'b']);
  });

  test.each([[null], ['models'], [7], [{}], [{ data: null }], [{ data: { id: 'a' } }], [{ error: { message: 'no' } }]])(
    '%j is no list',
    json => {
      expect(parseModelList(vendorOf('custom'), json)).toBeUndefined();
    },
  );

  test('an engine without a model has a list, an empty one', () => {
    expect(idsOf('ollama', { object: 'list', data: null })).toEqual([]);
  });

  test('junk and doubles are left out, foreign text stays text', () => {
    const markup = '<img src=x onerror=alert(1)>';
    const json = {
      data: [
        null,
        3,
        [],
        {},
        { id: 7 },
        { id: '' },
        { id: ' a ' },
        { id: 'a\nb' },
        { id: 'a\u200B' },
        { id: 'a\u202Eb' },
        { id: 'a\uD800' },
        { id: 'x'.repeat(301) },
        '__proto__',
        { id: 'a' },
        { id: 'a' },
        { id: markup },
      ],
    };
    expect(idsOf('custom', json)).toEqual(['__proto__', 'a', markup]);
    expect(oneOf('custom', { id: 'a', name: markup })?.name).toBe(markup);
    expect(oneOf('custom', { id: 'a', name: 'x'.repeat(201) })?.name).toBe('a');
    expect(oneOf('custom', { id: 'a', name: 'two\nlines' })?.name).toBe('two lines');
    expect(oneOf('custom', { id: 'a', name: '\u202Eodd\u2066' })?.name).toBe('odd');
  });

  test('a list of 50,000 is cut and says so', () => {
    const data = Array.from({ length: 50_000 }, (_, index) => ({ id: `model-${index}` }));
    const parsed = parseModelList(vendorOf('custom'), { data }, reading);
    expect(parsed?.models).toHaveLength(maxListedModels);
    expect(parsed?.isCut).toBe(true);
    expect(parseModelList(vendorOf('custom'), { data: data.slice(0, maxListedModels) })?.isCut).toBe(false);
  });
});

describe('what a platform tells of a model', () => {
  test.each([
    ['context_length', { context_length: 4_096 }],
    ['context_window', { context_window: 4_096 }],
    ['max_model_len', { max_model_len: '4096' }],
    ['meta.n_ctx_train', { meta: { n_ctx_train: 4_096 } }],
    ['the smallest of its providers', { providers: [{ context_length: 8_192 }, { context_length: 4_096 }, {}] }],
  ])('the context is read from %s', (_field, fields) => {
    expect(oneOf('custom', { id: 'a', ...fields })?.contextTokens).toBe(4_096);
  });

  test('a context that cannot be right is unknown', () => {
    for (const value of [0, -1, 1.5, 1e12, 'many', null, Number.NaN]) {
      expect(oneOf('custom', { id: 'a', context_length: value })?.contextTokens).toBeUndefined();
    }
  });

  test('the longest answer is read in each vendor’s way', () => {
    expect(oneOf('deepseek', { id: 'new', max_output_tokens: 9 })?.maxOutputTokens).toBe(9);
    expect(oneOf('baidu', { id: 'new', max_completions_tokens: 99, max_tokens: 9 })?.maxOutputTokens).toBe(9);
    expect(oneOf('baidu', { id: 'new', max_completions_tokens: 99 })?.maxOutputTokens).toBe(99);
    expect(oneOf('openrouter', { id: 'new', top_provider: { max_completion_tokens: 9 } })?.maxOutputTokens).toBe(9);
    expect(oneOf('custom', { id: 'new', max_tokens: 9 })?.maxOutputTokens).toBeUndefined();
  });

  test('OpenRouter’s prices are dollars per token as text', () => {
    const entry = {
      id: 'moonshotai/kimi-k3',
      name: 'MoonshotAI: Kimi K3',
      context_length: 1_048_576,
      pricing: { prompt: '0.00000189', completion: '0.00000948', input_cache_read: '0.000000216' },
      architecture: { input_modalities: ['text', 'image', 'file'], output_modalities: ['text'] },
      supported_parameters: ['max_tokens', 'reasoning', 'stop'],
    };
    expect(oneOf('openrouter', entry)).toMatchObject({
      id: 'moonshotai/kimi-k3',
      name: 'Kimi K3',
      contextTokens: 1_048_576,
      input: ['text', 'image'],
      thinking: 'always',
      origin: 'listed',
      price: {
        currency: 'USD',
        inputPerMillion: 1.89,
        cachedInputPerMillion: 0.216,
        outputPerMillion: 9.48,
        ...reading,
      },
    });
  });

  test('a free model has a price of zero, one without a fixed price has none', () => {
    const priced = (pricing: unknown) => oneOf('openrouter', { id: 'x/y', pricing })?.price;
    for (const prompt of ['1e305', '1e300', 2, 'Infinity', 'NaN'])
      expect(priced({ prompt, completion: '1e-6' })).toBeUndefined();
    expect(priced({ prompt: '0', completion: '0' })).toMatchObject({ inputPerMillion: 0, outputPerMillion: 0 });
    expect(priced({ prompt: '-1', completion: '-1' })).toBeUndefined();
    expect(priced({ prompt: '', completion: '0.1' })).toBeUndefined();
    expect(priced({ prompt: '0.1' })).toBeUndefined();
    expect(priced('free')).toBeUndefined();
    expect(oneOf('custom', { id: 'x/y', pricing: { prompt: '1', completion: '1' } })?.price).toBeUndefined();
  });

  test('Baidu’s prices are yuan per thousand tokens, and only its chat models count', () => {
    const data = [
      { id: 'ernie-5.1', type: 'chat', pricing: { prompt: '0.004', completion: '0.016' } },
      { id: 'bge-large', type: 'embedding' },
    ];
    expect(parseModelList(vendorOf('baidu'), { object: 'list', data }, reading)?.models).toMatchObject([
      { id: 'ernie-5.1', name: 'ERNIE 5.1', price: { currency: 'CNY', inputPerMillion: 4, outputPerMillion: 16 } },
    ]);
  });

  test('a model that answers with pictures, sleeps or has no live provider is left out', () => {
    expect(oneOf('openrouter', { id: 'x/painter', architecture: { output_modalities: ['image'] } })).toBeUndefined();
    expect(oneOf('groq', { id: 'old', active: false, context_window: 8_192 })).toBeUndefined();
    expect(oneOf('huggingface', { id: 'x/y', providers: [{ status: 'error' }] })).toBeUndefined();
    expect(oneOf('huggingface', { id: 'x/y', providers: [{ status: 'error' }, { status: 'live' }] })).toBeDefined();
  });

  test('what a model may do by its family is known without being told', () => {
    expect(oneOf('ollama', { id: 'deepseek-r1:7b' })).toMatchObject({ thinking: 'always', input: ['text'] });
    expect(oneOf('openrouter', { id: 'x/y', supported_parameters: ['stop'] })).toMatchObject({ thinking: 'none' });
    expect(oneOf('openrouter', { id: 'x/y', supported_parameters: ['reasoning'] })).toMatchObject({
      thinking: 'unknown',
    });
  });

  test('Qwen’s list of everything is cut down to models that chat', () => {
    const data = [
      'qwen3.8-max',
      'qwen-image',
      'qwen3-tts-flash',
      'qwen-mt-plus',
      'text-embedding-v4',
      'qwq-plus',
      'wan2.5-t2v',
      'qwen3-omni-realtime',
    ];
    expect(idsOf('alibaba', { data: data.map(id => ({ id })) })).toEqual(['qwen3.8-max', 'qwq-plus']);
  });
});

describe('built-in and listed models together', () => {
  const builtIn: readonly ModelSpec[] = [
    {
      id: 'a',
      name: 'Model A',
      contextTokens: 100,
      maxOutputTokens: 10,
      input: ['text'],
      thinking: 'always',
      origin: 'built-in',
    },
    { id: 'b', name: 'Model B', input: ['text'], thinking: 'unknown', origin: 'built-in' },
  ];
  const price = { currency: 'USD', inputPerMillion: 1, outputPerMillion: 2, ...reading } as const;
  const listed: readonly ModelSpec[] = [
    { id: 'c', name: 'c', input: ['text'], thinking: 'unknown', origin: 'listed' },
    { id: 'a', name: 'a', contextTokens: 200, input: ['text', 'image'], thinking: 'unknown', price, origin: 'listed' },
  ];

  test('keep the table’s names and abilities, take the platform’s numbers, and mark what is not listed', () => {
    expect(mergeModels(builtIn, listed)).toEqual([
      { ...builtIn[0], contextTokens: 200, price },
      { ...builtIn[1], isUnlisted: true },
      listed[0],
    ]);
  });

  test('an empty list marks nothing', () => {
    expect(mergeModels(builtIn, [])).toEqual(builtIn);
  });
});

describe('asking for a list', () => {
  let close: (() => Promise<void>) | undefined;

  afterEach(async () => {
    await close?.();
    close = undefined;
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    close = () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const ask = (baseUrl: string, vendorId = 'custom', signal?: AbortSignal) =>
    listModels({
      vendor: vendorOf(vendorId),
      baseUrl,
      apiKey: canaryKey,
      fetch: globalThis.fetch,
      signal,
      readOn: reading.readOn,
    });

  test('sends the key to the list’s address and tells where prices come from', async () => {
    const asked: unknown[] = [];
    const root = await serve((request, response) => {
      asked.push([request.method, request.url, request.headers.authorization]);
      response.end(JSON.stringify({ data: [{ id: 'x/y', pricing: { prompt: '0.000001', completion: '0.000002' } }] }));
    });
    const answer = await ask(`${root}/api/v1/`, 'openrouter');
    expect(asked).toEqual([['GET', '/api/v1/models', `Bearer ${canaryKey}`]]);
    expect(answer).toMatchObject({
      ok: true,
      isCut: false,
      models: [{ id: 'x/y', price: { inputPerMillion: 1, source: `${root}/api/v1/models`, readOn: '2026-11-24' } }],
    });
  });

  test('asks SiliconFlow for chat models only', async () => {
    let asked: string | undefined;
    const root = await serve((request, response) => {
      asked = request.url;
      response.end('{"data":[]}');
    });
    expect(await ask(`${root}/v1`, 'siliconflow')).toEqual({ ok: true, models: [], isCut: false });
    expect(asked).toBe('/v1/models?type=text&sub_type=chat');
  });

  test.each([
    [401, 'bad-key'],
    [403, 'permission'],
    [500, 'overloaded'],
  ])('status %i is told as %s, without the key', async (status, errorClass) => {
    const root = await serve((_request, response) => {
      response.writeHead(status).end(JSON.stringify({ error: { message: `refused ${canaryKey}` } }));
    });
    const answer = await ask(`${root}/v1`);
    expect(answer).toMatchObject({ ok: false, error: { class: errorClass, httpStatus: status } });
    expect(JSON.stringify(answer)).not.toContain(canaryKey);
  });

  test('status 404, a page, something else than JSON and an error inside a 200 are all errors', async () => {
    const answers: readonly (readonly [number, string])[] = [
      [404, 'not found'],
      [200, '<html><body>Log in to the hotel</body></html>'],
      [200, 'hello'],
      [200, '{"hello":1}'],
      [200, '{"base_resp":{"status_code":1004,"status_msg":"login fail"}}'],
    ];
    let index = 0;
    const root = await serve((_request, response) => {
      const [status, body] = answers[index++] ?? [500, ''];
      response.writeHead(status).end(body);
    });
    const classes: (string | undefined)[] = [];
    for (const _answer of answers) {
      const answer = await ask(`${root}/v1`, 'minimax');
      classes.push(answer.ok ? 'ok' : `${answer.error.class} ${answer.error.reason ?? ''}`.trim());
    }
    expect(classes).toEqual([
      'protocol wrong-path',
      'protocol html',
      'protocol not-json',
      'protocol no-list',
      'bad-key',
    ]);
  });

  test('a redirect is not followed, so that the key goes to no other address', async () => {
    const seen: unknown[] = [];
    const root = await serve((request, response) => {
      seen.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await ask(`${root}/v1`)).toMatchObject({ ok: false, error: { class: 'protocol', reason: 'redirect' } });
    expect(seen).toEqual(['/v1/models']);
  });

  test('a body without end is given up at its cap', async () => {
    const piece = Buffer.alloc(1024 * 1024, ' ');
    let isClosed = false;
    const root = await serve((_request, response) => {
      response.on('close', () => {
        isClosed = true;
      });
      const write = () => {
        while (!isClosed && response.write(piece));
        if (!isClosed) response.once('drain', write);
      };
      write();
    });
    expect(await ask(`${root}/v1`)).toMatchObject({ ok: false, error: { class: 'too-large' } });
    await expect.poll(() => isClosed).toBe(true);
  });

  test('nobody there is a network error, and waiting ends when it is told to', async () => {
    const root = await serve(() => {});
    expect(await ask(`${root}/v1`, 'custom', AbortSignal.timeout(50))).toMatchObject({
      ok: false,
      error: { class: 'timeout' },
    });
    await close?.();
    close = undefined;
    expect(await ask(`${root}/v1`)).toMatchObject({ ok: false, error: { class: 'network' } });
  });
});
