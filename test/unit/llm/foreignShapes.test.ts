import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, chatRequest, chunk, events, fetchOf, finished, vendor } from '../../support/streams';

const request = chatRequest('http://127.0.0.1:1/v1');
const stream = (body: string, init?: ResponseInit) => ask(fetchOf([body], init), request);
const read = (...frames: readonly (object | string)[]) => stream(events(...frames, '[DONE]'));
const text = (content: string, more: object = {}) => chunk({ content }, more);
const choice = (fields: object) => ({ choices: [{ index: 0, ...fields }] });
const hello = { text: 'Hello you', notices: [], end: { type: 'finish', reason: 'stop' } };

describe('an answer in the shape of another interface', () => {
  const packed = (content: string, finish: string | null) => ({
    choices: JSON.stringify([{ index: 0, delta: { content }, finish_reason: finish }]),
  });
  const bot = (said: string, more: object = {}) => ({
    choices: [{ messages: [{ sender_type: 'BOT', sender_name: 'MM', text: said }], ...more }],
  });
  const dashscope = (said: string, finish: string) => ({
    output: { text: said, finish_reason: finish },
    usage: { input_tokens: 3, output_tokens: 4 },
    request_id: 'r',
  });
  const ernie = (result: string, is_end: boolean) => ({ id: 'as-1', sentence_id: 0, is_end, result });
  const ollama = (content: string, done: boolean) => ({ model: 'm', message: { role: 'assistant', content }, done });

  it.each<[name: string, frames: readonly object[]]>([
    ['choices packed as a text', [packed('Hello', null), packed(' you', 'stop')]],
    ['messages by sender', [bot('Hello you'), bot('', { finish_reason: 'stop' })]],
    ['a text beside the reason to end', [dashscope('Hello you', 'stop')]],
    ['results', [ernie('Hello', false), ernie(' you', true)]],
    ['messages without choices', [ollama('Hello', false), ollama(' you', true)]],
    [
      'responses',
      [
        { response: 'Hello', done: false },
        { response: ' you', done: true, done_reason: 'stop' },
      ],
    ],
  ])('(%s) is read, as events and line by line', async (_, frames) => {
    expect(await read(...frames)).toMatchObject(hello);
    expect(await stream(frames.map(frame => `${JSON.stringify(frame)}\n`).join(''))).toMatchObject(hello);
  });

  it('that comes whole once more with its end is read once', async () => {
    const frames = [bot('Hello, '), bot('how are you?'), bot('Hello, how are you?', { finish_reason: 'stop' })];
    expect(await read(...frames)).toMatchObject({ text: 'Hello, how are you?', end: { type: 'finish' } });
  });

  it('tells its usage and its model', async () => {
    const wrapped = {
      data: {
        ...choice({ delta: { content: 'a' }, finish_reason: 'stop' }),
        model: 'm',
        usage: { prompt_tokens: 3, completion_tokens: 4 },
      },
    };
    expect(await read(wrapped)).toMatchObject({ text: 'a', model: 'm', usage: { inputTokens: 3, outputTokens: 4 } });
    expect((await read(dashscope('a', 'stop'))).usage).toMatchObject({ inputTokens: 3, outputTokens: 4 });
    const counted = { ...ollama('a', true), prompt_eval_count: 3, eval_count: 4 };
    expect((await read(counted)).usage).toMatchObject({ inputTokens: 3, outputTokens: 4 });
  });

  it('without its end is an interruption', async () => {
    for (const frame of [packed('a', null), bot('a'), dashscope('a', 'null'), ernie('a', false), ollama('a', false)])
      expect(await read(frame)).toMatchObject({ text: 'a', end: { type: 'error', isInterrupted: true } });
  });
});

describe('pieces that each hold all of the text so far', () => {
  const whole = '你好，我是一个助手，可以帮助您写作、翻译和编程。\nWhat can I do for you today?';
  const growing = (...lengths: readonly number[]) => lengths.map(length => whole.slice(0, length));
  const said = (pieces: readonly string[]) => read(...pieces.map(piece => text(piece)), finished());

  it.each<[name: string, pieces: readonly string[]]>([
    ['a few characters each', growing(1, 2, 5, 9, 12, 20, 30, whole.length)],
    ['from a long one on', growing(50, 52, whole.length)],
    ['with some that say nothing new', growing(2, 5, 5, 20, 30, 30, whole.length, whole.length)],
    ['with one that comes late', [...growing(3, 7, 20, 30, 29), whole]],
  ])('(%s) are one text', async (_, pieces) => {
    expect((await said(pieces)).text).toBe(whole);
  });

  it('are one text when they are few and short', async () => {
    expect((await said(['Good', 'Good mor', 'Good morning'])).text).toBe('Good morning');
    expect((await said(['Good morning', 'Good morning to you'])).text).toBe('Good morning to you');
  });

  it('are one thought too', async () => {
    const frames = growing(2, 6, 20, 30, 40).map(piece => chunk({ reasoning_content: piece, content: null }));
    expect(await read(...frames, text('yes'), finished())).toMatchObject({
      reasoning: whole.slice(0, 40),
      text: 'yes',
    });
  });

  it('are told from think tags', async () => {
    const tagged = `<think>${whole}</think>yes`;
    const frames = [3, 9, 20, 40, 60, tagged.length].map(length => text(tagged.slice(0, length)));
    const result = await ask(fetchOf([events(...frames, finished(), '[DONE]')]), {
      ...request,
      vendor: vendor('minimax'),
    });
    expect(result).toMatchObject({ reasoning: whole, text: 'yes' });
  });

  it.each<[pieces: readonly string[]]>([
    [['哈', '哈', '哈', '哈']],
    [['哈', '哈哈', '哈哈哈', '!']],
    [['ha', 'haha', 'hahaha', 'haha']],
    [['1', '10', '100', ' and so on']],
    [['`', '``', 'python\n']],
    [['\n', '\n\n', '\n\n# Title']],
    [['we', 'we need', ' both']],
    [['Let it be. ', 'Let it be. Let it be. ', 'Oh']],
    [['The', ' The', ' The The']],
    [['a', 'ab']],
    [['x'.repeat(60), 'x'.repeat(61), 'y']],
    [['1', '10', '10', 'x']],
    [Array.from({ length: 60 }, (_, index) => '-'.repeat(index + 1))],
    [['Row, row, row your boat\n', 'Row, row, row your boat\n', 'Gently']],
  ])('are not what begins alike: %j', async pieces => {
    expect((await said(pieces)).text).toBe(pieces.join(''));
  });

  it('and the last of which repeats all the others, beside the reason to end, are one text', async () => {
    const pieces = ['Hello, ', 'how are you ', 'today, my friend?'];
    const end = { finish_reason: 'stop' };
    expect((await read(...pieces.map(piece => text(piece)), text(pieces.join(''), end))).text).toBe(pieces.join(''));
    expect((await read(text('ha'), text('ha'), text('haha', end))).text).toBe('hahahaha');
    expect((await read(text('Hello, how are you?'), text('Hello, how are you?', end))).text).toBe(
      'Hello, how are you?Hello, how are you?',
    );
  });

  const seed = 20261127;
  it(`never lose nor double a piece of any text that is cut as it comes (seed ${seed})`, async () => {
    const words = fc.array(fc.constantFrom('a', 'ab', 'ba', ' ', '\n', '哈', '你好', 'the ', '1', '-'), {
      minLength: 3,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(words, async pieces => {
        // What looks like all of the text so far, and not by chance, is the one thing that cannot be told apart.
        const isChain = pieces
          .slice(1)
          .some(
            (piece, index) =>
              index > 0 && pieces[1]?.startsWith(pieces[0] ?? '') && piece.startsWith(pieces[index] ?? ''),
          );
        fc.pre(!isChain);
        expect((await said(pieces)).text).toBe(pieces.join(''));
      }),
      { seed, numRuns: 300 },
    );
  });

  it(`are one text however they grow (seed ${seed})`, async () => {
    const places = fc.uniqueArray(fc.integer({ min: 1, max: whole.length - 1 }), { minLength: 4, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(places, async cuts => {
        const pieces = growing(...cuts.sort((one, other) => one - other), whole.length);
        expect((await said(pieces)).text).toBe(whole);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('a reason to end', () => {
  it.each<[name: string, frame: object]>([
    ['beside the choices', { ...choice({ delta: {} }), finish_reason: 'stop' }],
    ['without a choice', { choices: [], finish_reason: 'stop' }],
    ['in one word', choice({ delta: {}, finishReason: 'stop' })],
    ['under the name of another interface', choice({ delta: {}, stop_reason: 'end_turn' })],
    ['in the message', choice({ message: { content: 'Hello you', finish_reason: 'stop' } })],
  ])('%s is one', async (_, frame) => {
    expect(await read(text('Hello you'), frame)).toMatchObject(hello);
  });

  it.each([
    [['stop', 'length'], 'length'],
    [['stop', 'content_filter'], 'content_filter'],
    [['length', 'stop'], 'length'],
    [['tool_calls', 'stop'], 'tool_calls'],
    [['length', 'content_filter', 'stop'], 'content_filter'],
  ])('that says more counts among %j', async (reasons, raw) => {
    expect((await read(text('a'), ...reasons.map(reason => finished(reason)))).end).toMatchObject({
      type: 'finish',
      raw,
    });
  });

  it('is none where it only names what the engine looks for', async () => {
    expect((await read(choice({ delta: { content: 'a' }, finish_reason: null, stop_reason: 'x' }))).end).toMatchObject({
      type: 'error',
      isInterrupted: true,
    });
  });
});

describe('counts of tokens', () => {
  it.each<[name: string, usage: object, expected: object]>([
    ['of the question and of all', { prompt_tokens: 3, total_tokens: 10 }, { inputTokens: 3, outputTokens: 7 }],
    ['of the answer and of all', { completion_tokens: 7, total_tokens: 10 }, { inputTokens: 3, outputTokens: 7 }],
    [
      'that leave out the reasoning, as their total tells',
      {
        prompt_tokens: 10,
        completion_tokens: 500,
        total_tokens: 810,
        completion_tokens_details: { reasoning_tokens: 300 },
      },
      { inputTokens: 10, outputTokens: 800, reasoningTokens: 300 },
    ],
    ['named in one word', { promptTokens: 3, completionTokens: 10 }, { inputTokens: 3, outputTokens: 10 }],
    [
      'found and not found in the cache',
      { prompt_cache_hit_tokens: 3, prompt_cache_miss_tokens: 5, completion_tokens: 1 },
      { inputTokens: 8, cachedInputTokens: 3 },
    ],
    [
      'that leave out what was cached',
      { input_tokens: 3, cache_read_input_tokens: 50, cache_creation_input_tokens: 7, output_tokens: 1 },
      { inputTokens: 60, cachedInputTokens: 50, cacheWriteTokens: 7 },
    ],
  ])('%s are understood', async (_, usage, expected) => {
    expect((await read(text('a'), finished('stop', { usage }))).usage).toMatchObject(expected);
  });

  it('are found in the delta', async () => {
    const frame = choice({ delta: { usage: { prompt_tokens: 3, completion_tokens: 4 } }, finish_reason: 'stop' });
    expect((await read(text('a'), frame)).usage).toMatchObject({ inputTokens: 3, outputTokens: 4 });
  });
});

describe('a thought', () => {
  it.each<[name: string, delta: object]>([
    ['in an object', { reasoning: { content: 'why' } }],
    ['in an object of another name', { thinking: { thinking: 'why' } }],
    ['as a summary', { reasoning: { summary: [{ type: 'summary_text', text: 'why' }] } }],
    ['in blocks', { thinking_blocks: [{ type: 'thinking', thinking: 'why', signature: 'x' }] }],
    ['as a list of parts', { reasoning_content: [{ type: 'reasoning', text: 'why' }] }],
    ['in two places', { reasoning_content: 'why', thinking_blocks: [{ type: 'thinking', thinking: 'why' }] }],
  ])('%s is read', async (_, delta) => {
    expect(await read(chunk(delta), text('because'), finished())).toMatchObject({ reasoning: 'why', text: 'because' });
  });
});

describe('an error that is no event', () => {
  const quota = { error: { message: 'nothing left', code: 'insufficient_quota' } };
  const pretty = (json: object, lineEnd = '\n') => JSON.stringify(json, undefined, 2).replaceAll('\n', lineEnd);
  const noMoney = { type: 'error', error: { class: 'no-money', detail: 'nothing left' } };
  const begun = events(text('Hello'));

  it.each<[name: string, body: string]>([
    ['over several lines', pretty(quota)],
    ['over several lines of another system', pretty(quota, '\r\n')],
    ['over several lines of an event', `data: ${pretty(quota)}\n\n`],
    ['behind a field of its own', `error: ${JSON.stringify(quota.error)}\n\n`],
    ['behind a field of its own, once more', `error: ${JSON.stringify(quota)}\n\n`],
  ])('%s is told, at the start and after text, cut anywhere', async (_, body) => {
    expect((await stream(body)).end).toMatchObject(noMoney);
    const after = new TextEncoder().encode(`${begun}${body}`);
    expect(await stream(`${begun}${body}`)).toMatchObject({ text: 'Hello', end: { ...noMoney, isInterrupted: true } });
    const bytewise = fetchOf([...after].map(byte => Uint8Array.of(byte)));
    expect(await ask(bytewise, request)).toMatchObject({ text: 'Hello', end: { ...noMoney, isInterrupted: true } });
  });

  it('but words in place of frames is told by them', async () => {
    expect((await stream('data: Rate limit exceeded, please try again in 7s\n\n')).end).toMatchObject({
      error: { class: 'rate-limit', retryAfterMs: 7_000 },
    });
    expect((await stream('data: Internal Server Error\n\ndata: [DONE]\n\n')).end).toMatchObject({
      error: { class: 'protocol', reason: 'not-sse', detail: 'Internal Server Error' },
    });
  });

  it('does not hide frames over several lines', async () => {
    const body = `data: ${pretty(text('Hello you'))}\n\ndata: ${pretty(finished())}\n\ndata: [DONE]\n\n`;
    expect(await stream(body)).toMatchObject(hello);
    expect(await ask(fetchOf([...body].map(character => character)), request)).toMatchObject(hello);
  });

  it('is no flood of lines', async () => {
    const startMs = performance.now();
    await stream(`${begun}{\n${'"a": {\n'.repeat(50_000)}`);
    await stream(`data: {\n${'  "a": 1,\n'.repeat(50_000)}`);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

it('a body in an encoding that nobody asked for and nothing here unpacks is named as such', async () => {
  const packed = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 1, 2, 3);
  const init = { headers: { 'content-type': 'text/event-stream', 'content-encoding': 'zstd' } };
  expect(await ask(fetchOf([packed], init), request)).toMatchObject({
    end: { error: { class: 'protocol', reason: 'encoding' } },
  });
});
