import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../electron/llm/types';
import type { Answer } from '../../../src/shared/domain/answer';
import { reduceAnswer } from '../../../src/shared/domain/lane';
import { ask, chatRequest, chunk, events, fetchOf, finished, type StreamResult, vendor } from '../../support/streams';

/** What a stream with these frames and a proper end comes to. */
function read(
  frames: readonly (object | string)[],
  vendorId = 'custom',
  changes: Partial<ChatRequest> = {},
): Promise<StreamResult> {
  const request = chatRequest('http://127.0.0.1:1/v1', { vendor: vendor(vendorId), ...changes });
  return ask(fetchOf([events(...frames, '[DONE]')]), request);
}

const text = (content: unknown) => chunk({ content });

describe('text', () => {
  it('is put together from deltas', async () => {
    expect(await read([text('a'), text('b'), finished()])).toMatchObject({
      text: 'ab',
      end: { type: 'finish', reason: 'stop', raw: 'stop' },
    });
  });

  it('survives role only, empty, null, missing and strange deltas', async () => {
    const frames = [
      chunk({ role: 'assistant', content: '' }),
      chunk({ role: '', content: null }),
      chunk({}),
      { choices: [{ index: 0 }] },
      { choices: [{ index: 0, delta: null }] },
      { choices: null },
      { choices: [] },
      { choices: [null, 7] },
      { choices: 'no' },
      {},
      chunk({ content: true }),
      chunk({ content: { a: 1 } }),
      chunk({ tool_calls: [] }),
      text('ok'),
      finished(),
    ];
    expect(await read(frames)).toMatchObject({ text: 'ok', notices: [], end: { type: 'finish' } });
  });

  it('is read from a list of content parts', async () => {
    expect((await read([text([{ type: 'text', text: 'a' }, { type: 'x' }]), finished()])).text).toBe('a');
  });

  it.each<[name: string, content: unknown]>([
    ['a list of strings', ['a', 'b']],
    ['one part that is not in a list', { type: 'text', text: 'ab' }],
    ['parts whose text has a value', [{ type: 'text', text: { value: 'ab', annotations: [] } }]],
  ])('is read from %s', async (_, content) => {
    expect(await read([text(content), finished()])).toMatchObject({ text: 'ab', end: { type: 'finish' } });
    const whole = { choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] };
    expect((await read([whole])).text).toBe('ab');
  });

  it.each<[name: string, part: object]>([
    ['a text', { type: 'reasoning', text: 'why' }],
    ['parts of their own', { type: 'thinking', thinking: [{ type: 'text', text: 'why' }] }],
    ['a field of the same name', { type: 'thinking', thinking: 'why' }],
  ])('is told from the thoughts beside it, which have %s', async (_, part) => {
    const frames = [text([part]), text([{ type: 'text', text: 'because' }]), finished()];
    expect(await read(frames)).toMatchObject({ text: 'because', reasoning: 'why' });
  });

  it('with control characters that were not escaped is kept', async () => {
    const raw = JSON.stringify(text('a\u0000b\tc\u001bd')).replaceAll(/\\u00(00|1b)|\\t/g, match =>
      String.fromCharCode(match === '\\t' ? 9 : Number.parseInt(match.slice(4), 16)),
    );
    expect(raw).toContain('\0');
    expect(await read([raw, finished()])).toMatchObject({ text: 'a\uFFFDb\tc\u001bd', notices: [] });
  });

  it('is read from a refusal', async () => {
    expect((await read([chunk({ refusal: 'I cannot' }), finished()])).text).toBe('I cannot');
  });

  it('that comes with or after the finish reason is kept', async () => {
    const frames = [text('a'), chunk({ content: 'b' }, { finish_reason: 'stop' }), text('c')];
    expect(await read(frames)).toMatchObject({ text: 'abc', end: { type: 'finish', raw: 'stop' } });
  });

  it('after [DONE] is ignored', async () => {
    expect((await read([text('a'), finished(), '[DONE]', text('late')])).text).toBe('a');
  });

  it('of other choices is ignored with a notice', async () => {
    const other = { choices: [{ index: 1, delta: { content: 'other' }, finish_reason: 'stop' }] };
    expect(await read([text('a'), other, other, finished()])).toMatchObject({
      text: 'a',
      notices: ['extra-choice-ignored'],
    });
  });

  it('of the only choice is taken whatever number a server gives it', async () => {
    const second = (content: string, finish: unknown = null) => ({
      choices: [{ index: 1, delta: { content }, finish_reason: finish }],
    });
    expect(await read([second('a'), second('b', 'stop')])).toMatchObject({
      text: 'ab',
      notices: [],
      end: { type: 'finish', raw: 'stop' },
    });
    const both = {
      choices: [
        { index: 1, delta: { content: 'x' } },
        { index: 0, delta: { content: 'a' } },
      ],
    };
    expect((await read([both, second('y'), text('b'), finished()])).text).toBe('ab');
  });

  it('ends with a finish reason that stands in the delta', async () => {
    const end = { choices: [{ index: 0, delta: { content: 'b', finish_reason: 'length' } }] };
    expect(await read([text('a'), end])).toMatchObject({ text: 'ab', end: { type: 'finish', raw: 'length' } });
  });

  it('takes a choice without an index and one with a text as index', async () => {
    const frames = [
      { choices: [{ delta: { content: 'a' } }] },
      { choices: [{ index: '0', delta: { content: 'b' } }] },
      finished(),
    ];
    expect((await read(frames)).text).toBe('ab');
  });

  it('keeps a character whole whose halves come in two deltas, and marks a half that stays alone', async () => {
    const [high = '', low = ''] = '😀'.split('');
    expect((await read([text(`a${high}`), text(low), finished()])).text).toBe('a😀');
    expect((await read([text(`a${high}`), text('b'), finished()])).text).toBe('a\uFFFDb');
    expect((await read([text(`a${high}`), finished()])).text).toBe('a\uFFFD');
    expect((await read([text(`${low}nul\0`), finished()])).text).toBe('\uFFFDnul\uFFFD');
  });
});

describe('reasoning', () => {
  const names = ['reasoning_content', 'reasoning'];
  it.each(names)('is read from %s', async name => {
    const frames = [chunk({ [name]: 'why', content: null }), chunk({ content: 'because', [name]: null }), finished()];
    expect(await read(frames)).toMatchObject({ reasoning: 'why', text: 'because' });
  });

  it('is shown once when two fields carry the same', async () => {
    const both = (piece: string) =>
      chunk({
        reasoning_content: piece,
        reasoning: piece,
        reasoning_details: [{ type: 'reasoning.text', text: piece, index: 0 }],
      });
    const result = await read([both('a'), both('ab'), both('c'), text('x'), finished()]);
    expect(result.reasoning).toBe('aabc');
  });

  it.each([
    ['a list', (piece: string) => [{ type: 'reasoning.text', text: piece, index: 0 }]],
    ['one object', (piece: string) => ({ type: 'reasoning.text', text: piece })],
    ['a string', (piece: string) => piece],
    ['summaries', (piece: string) => [{ type: 'reasoning.summary', summary: piece, index: 0 }]],
  ])('is read from reasoning_details as %s', async (_, details) => {
    const frames = [
      chunk({ reasoning_details: details('We ') }),
      chunk({ reasoning_details: details('think') }),
      text('x'),
      finished(),
    ];
    expect(await read(frames, 'minimax')).toMatchObject({ reasoning: 'We think', text: 'x' });
  });

  const increments = ['The', ' user', ' asks', ' why'];
  const snapshots = ['The', 'The user', 'The user asks', 'The user asks why'];
  const lookalikes = ['我', '我们', '需要', '需要'];
  it.each([
    ['increments', increments, 'The user asks why'],
    ['snapshots of all text so far', snapshots, 'The user asks why'],
    ['increments that begin alike', lookalikes, '我我们需要需要'],
    [
      'one long piece and its continuation as a snapshot',
      ['The user asks why', 'The user asks why it is'],
      'The user asks why it is',
    ],
    ['a snapshot repeated without change', ['The user', 'The user', 'The user asks'], 'The user asks'],
  ])('in reasoning_details is read as %s', async (_, pieces, whole) => {
    const frames = pieces.map(piece =>
      chunk({ reasoning_details: [{ type: 'reasoning.text', index: 0, text: piece }] }),
    );
    const result = await read([...frames, text('x'), finished()], 'minimax');
    expect(result.reasoning).toBe(whole);
    expect(result.end?.replay?.reasoningDetails).toEqual([{ type: 'reasoning.text', index: 0, text: whole }]);
  });

  it('details are put together for the next turn, with signatures and encrypted ones', async () => {
    const detail = (fields: object) => chunk({ reasoning_details: [fields] });
    const result = await read(
      [
        detail({ type: 'reasoning.text', index: 0, format: 'f', text: 'Let us ', signature: null }),
        detail({ type: 'reasoning.text', index: 0, text: 'see', signature: 'sig' }),
        detail({ type: 'reasoning.encrypted', index: 1, data: 'opaque' }),
        text('x'),
        finished(),
      ],
      'openrouter',
    );
    expect(result.reasoning).toBe('Let us see');
    expect(result.end?.replay).toEqual({
      reasoningDetails: [
        { type: 'reasoning.text', index: 0, format: 'f', signature: 'sig', text: 'Let us see' },
        { type: 'reasoning.encrypted', index: 1, data: 'opaque' },
      ],
      isReasoningInline: undefined,
    });
  });

  it('inline goes back inline', async () => {
    const result = await read([text('<think>wh'), text('y</thi'), text('nk>\n\nyes'), finished()], 'minimax');
    expect(result).toMatchObject({ reasoning: 'why', text: 'yes', end: { replay: { isReasoningInline: true } } });
  });

  it('that stands as tags and in a field is taken from the field', async () => {
    const both = (piece: string, content: string) => chunk({ reasoning_content: piece, content });
    const result = await read(
      [both('wh', '<think>wh'), both('y', 'y'), chunk({ content: '</think>yes' }), finished()],
      'minimax',
    );
    expect(result).toMatchObject({ reasoning: 'why', text: 'yes' });
    expect(result.end?.replay).toBeUndefined();
  });

  it('that a field repeats after the tags is shown once', async () => {
    const result = await read(
      [text('<think>why</think>yes'), chunk({ reasoning_content: 'why' }), finished()],
      'minimax',
    );
    expect(result).toMatchObject({ reasoning: 'why', text: 'yes' });
  });

  it('tags are text at a vendor that sends reasoning in a field', async () => {
    expect((await read([text('<think>x</think>y'), finished()], 'deepseek')).text).toBe('<think>x</think>y');
  });

  it('without its opening tag is found at a local engine', async () => {
    const frames = [text('The user'), text(' asks</think>\n'), text('yes'), finished()];
    expect(await read(frames, 'llamacpp', { modelId: 'qwen3-thinking' })).toMatchObject({
      reasoning: 'The user asks',
      text: 'yes',
    });
  });

  it('without its opening tag is shown as text first and moved when the closing tag comes', async () => {
    const pieces = ['The user', ' asks</think>\nyes'].map(piece => events(text(piece)));
    const request = chatRequest('http://127.0.0.1:1/v1', { vendor: vendor('llamacpp') });
    const { parts } = await ask(fetchOf([...pieces, events(finished(), '[DONE]')]), request);
    expect(parts.filter(part => part.type.startsWith('text') || part.type === 'reasoning-delta')).toEqual([
      { type: 'text-delta', text: 'The user' },
      { type: 'text-was-reasoning', characters: 8 },
      { type: 'reasoning-delta', text: ' asks' },
      { type: 'text-delta', text: 'yes' },
    ]);
    const before = { status: 'waiting', text: 'Kept. ', reasoning: '', notices: [], timings: {} } as unknown as Answer;
    const answer = parts.reduce((folded, part) => reduceAnswer(folded, { part, atMs: 1 }), before);
    expect(answer).toMatchObject({ status: 'done', text: 'Kept. yes', reasoning: 'The user asks' });
  });

  it('is not waited for when thinking is switched off', async () => {
    const frames = [text('why</think>yes'), finished()];
    const result = await read(frames, 'llamacpp', { parameters: { thinking: 'off' }, modelId: 'unknown-model' });
    expect(result.text).toBe('why</think>yes');
  });

  it('alone leaves the text empty', async () => {
    const result = await read([chunk({ reasoning_content: 'all of it' }), finished('length')], 'deepseek');
    expect(result).toMatchObject({ reasoning: 'all of it', text: '', end: { type: 'finish', reason: 'length' } });
  });
});

describe('a message instead of deltas', () => {
  const message = (fields: object, finish: string | null = 'stop') => ({
    object: 'chat.completion',
    choices: [{ index: 0, message: fields, finish_reason: finish }],
  });

  it('is not added to what the deltas said', async () => {
    const frames = [
      chunk({ reasoning_content: 'why' }),
      text('yes'),
      message({ role: 'assistant', content: 'yes', reasoning_content: 'why' }),
    ];
    expect(await read(frames, 'minimax')).toMatchObject({ text: 'yes', reasoning: 'why', end: { type: 'finish' } });
  });

  it('is the answer when no deltas came', async () => {
    expect(await read([message({ content: 'yes', reasoning_content: 'why' })])).toMatchObject({
      text: 'yes',
      reasoning: 'why',
    });
  });

  it('gives the text when the deltas brought only reasoning', async () => {
    const frames = [chunk({ reasoning_content: 'why' }), message({ content: 'yes', reasoning_content: 'why' })];
    expect(await read(frames)).toMatchObject({ text: 'yes', reasoning: 'why' });
  });

  it('that grows from frame to frame is read once', async () => {
    const frames = [
      message({ content: 'a', reasoning_content: 'r' }, null),
      message({ content: 'ab', reasoning_content: 'rs' }, null),
      message({ content: 'abc', reasoning_content: 'rs' }),
    ];
    expect(await read(frames)).toMatchObject({ text: 'abc', reasoning: 'rs' });
  });
});

describe('tool calls', () => {
  it('of every broken kind are ignored with one notice', async () => {
    const calls = [
      [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }],
      [{ id: '', function: { arguments: '{"a":' } }],
      [{ index: 5, type: 'builtin_function', function: { name: null, arguments: '1}' } }],
      [null],
      'no list',
    ];
    const frames = calls.map(tool_calls => chunk({ tool_calls }));
    expect(
      await read([text('a'), ...frames, chunk({ function_call: { name: 'f' } }), finished('tool_calls')]),
    ).toMatchObject({
      text: 'a',
      notices: ['tool-calls-ignored'],
      end: { type: 'finish', reason: 'tool-calls' },
    });
  });
});

describe('usage', () => {
  const plain = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const expected = { inputTokens: 10, outputTokens: 5 };

  it.each([
    ['beside the finish reason', [finished('stop', { usage: plain })]],
    ['in a chunk of its own', [finished(), { choices: [], usage: plain }]],
    ['inside the choice', [chunk({}, { finish_reason: 'stop', usage: plain })]],
    ['in x_groq', [finished('stop', { x_groq: { usage: plain } })]],
    ['as texts', [finished('stop', { usage: { prompt_tokens: '10', completion_tokens: '5' } })]],
    ['twice', [finished('stop', { usage: plain }), { choices: [], usage: plain }]],
    [
      'half in the first chunk and half in the last',
      [
        chunk({}, {}),
        { choices: [], usage: { prompt_tokens: 10, completion_tokens: 0 } },
        finished('stop', { usage: { prompt_tokens: 0, completion_tokens: 5 } }),
      ],
    ],
  ])('is read %s', async (_, frames) => {
    expect((await read([text('a'), ...frames])).usage).toMatchObject(expected);
  });

  it('that grows is not added up', async () => {
    const growing = [1, 2, 3].map(completion_tokens => ({
      ...chunk({ content: 'a' }),
      usage: { prompt_tokens: 10, completion_tokens },
    }));
    const result = await read([...growing, finished('stop', { usage: null })]);
    expect(result.usage).toMatchObject({ inputTokens: 10, outputTokens: 3 });
  });

  it('of zeros says nothing', async () => {
    const zero = {
      ...chunk({ content: 'a' }),
      usage: { total_tokens: 0, total_characters: 0 },
      input_sensitive: false,
      output_sensitive: false,
    };
    expect((await read([zero, zero, finished()])).usage).toBeUndefined();
    expect((await read([zero, finished('stop', { usage: plain }), { ...zero, choices: [] }])).usage).toMatchObject(
      expected,
    );
  });

  it.each([
    ['prompt_cache_hit_tokens', { ...plain, prompt_cache_hit_tokens: 4, prompt_cache_miss_tokens: 6 }],
    ['cached_tokens', { ...plain, cached_tokens: 4 }],
    ['prompt_tokens_details', { ...plain, prompt_tokens_details: { cached_tokens: 4 } }],
    ['a zero before the real one', { ...plain, cached_tokens: 0, prompt_tokens_details: { cached_tokens: 4 } }],
  ])('counts cached tokens from %s', async (_, usage) => {
    expect((await read([finished('stop', { usage })])).usage?.cachedInputTokens).toBe(4);
  });

  it('counts written cache and reasoning', async () => {
    const usage = {
      ...plain,
      prompt_tokens_details: { cache_creation_input_tokens: 3 },
      completion_tokens_details: { reasoning_tokens: 2 },
    };
    expect((await read([finished('stop', { usage })])).usage).toMatchObject({
      cacheWriteTokens: 3,
      reasoningTokens: 2,
      outputTokens: 5,
    });
  });

  it('with fewer output than reasoning tokens counts both, so that no part is negative', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5, completion_tokens_details: { reasoning_tokens: 20 } };
    expect((await read([finished('stop', { usage })])).usage).toMatchObject({ outputTokens: 25, reasoningTokens: 20 });
  });

  it('that makes no sense is left out', async () => {
    for (const usage of [7, 'x', [], { prompt_tokens: -1 }, { prompt_tokens: null, completion_tokens: Number.NaN }]) {
      expect((await read([finished('stop', { usage })])).usage).toBeUndefined();
    }
  });
});

describe('the end of an answer', () => {
  it.each([
    ['stop', 'stop'],
    ['normal', 'stop'],
    ['length', 'length'],
    ['content_filter', 'content-filter'],
    ['sensitive', 'content-filter'],
    ['tool_calls', 'tool-calls'],
    ['something_new', 'other'],
    ['constructor', 'other'],
  ])('with finish reason %s is %s', async (raw, reason) => {
    expect((await read([text('a'), finished(raw)])).end).toEqual({ type: 'finish', reason, raw, replay: undefined });
  });

  it.each(['', null])('is not there with finish reason %j', async finish_reason => {
    const result = await read([chunk({ content: 'a' }, { finish_reason })]);
    expect(result).toMatchObject({
      text: 'a',
      end: { type: 'error', isInterrupted: true, error: { class: 'protocol', reason: 'no-terminal-event' } },
    });
  });

  it.each(['insufficient_system_resource', 'network_error', 'aborted', 'error'])(
    'with finish reason %s is an interruption',
    async raw => {
      const result = await read([text('half'), finished(raw)]);
      expect(result).toMatchObject({
        text: 'half',
        end: { type: 'error', isInterrupted: true, error: { class: 'overloaded', vendorCode: raw } },
      });
    },
  );

  it('keeps the first finish reason', async () => {
    expect((await read([text('a'), finished('length'), finished('stop')])).end).toMatchObject({ raw: 'length' });
  });

  it.each([
    [{ input_sensitive: true }, 'question'],
    [{ output_sensitive: true }, 'answer'],
  ])('is moderation with %j', async (flag, blocked) => {
    const result = await read([{ ...chunk({ content: 'a' }), ...flag }, finished()], 'minimax');
    expect(result.end).toMatchObject({ type: 'error', isInterrupted: false, error: { class: 'moderation', blocked } });
  });

  it('is moderation with a flag of Baidu', async () => {
    const result = await read(
      [chunk({ content: 'Let us talk of something else' }, { flag: 1, finish_reason: 'stop' })],
      'baidu',
    );
    expect(result.end).toMatchObject({ type: 'error', error: { class: 'moderation' } });
    expect((await read([chunk({ content: 'ok' }, { flag: 0 }), finished()], 'baidu')).end?.type).toBe('finish');
  });

  it('of 25 MB is capped with a notice', async () => {
    const part = 'x'.repeat(1024 * 1024);
    const result = await read([...Array.from({ length: 25 }, () => text(part)), finished()]);
    expect(result.text.length).toBe(20 * 1024 * 1024);
    expect(result).toMatchObject({
      notices: ['answer-capped'],
      end: { type: 'finish', reason: 'other', raw: 'answer-capped' },
    });
  });
});

describe('an error inside the stream', () => {
  const error = { error: { message: 'upstream failed', code: 502 } };

  it('before any text is a failure', async () => {
    expect((await read([error])).end).toMatchObject({
      type: 'error',
      isInterrupted: false,
      error: { class: 'overloaded' },
    });
  });

  it('after text keeps the text', async () => {
    const result = await read(
      [text('half'), { ...chunk({ content: '' }, { finish_reason: 'error' }), ...error }, text('never')],
      'openrouter',
    );
    expect(result).toMatchObject({
      text: 'half',
      end: { type: 'error', isInterrupted: true, error: { class: 'overloaded' } },
    });
  });

  it('of moderation after text cannot be continued', async () => {
    const result = await read(
      [
        text('half'),
        { error: { code: 'data_inspection_failed', message: 'Output data may contain inappropriate content.' } },
      ],
      'alibaba',
    );
    expect(result.end).toMatchObject({ isInterrupted: false, error: { class: 'moderation', blocked: 'answer' } });
  });

  it('named by the event is one whatever its shape', async () => {
    const body = 'event: error\ndata: {"message":"model crashed, server busy"}\n\n';
    const result = await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1', { vendor: vendor('lmstudio') }));
    expect(result.end).toMatchObject({ type: 'error', error: { class: 'overloaded' } });
    const words = await ask(fetchOf(['event: error\ndata: server busy\n\n']), chatRequest('http://127.0.0.1:1/v1'));
    expect(words.end).toMatchObject({ type: 'error', error: { class: 'overloaded', detail: 'server busy' } });
  });
});

describe('a bad frame', () => {
  it('in the middle is skipped with one notice', async () => {
    const body = `${events(text('a'))}data: {"choices":[{\n\ndata: 7\n\ndata: nonsense\n\n${events(text('b'), finished(), '[DONE]')}`;
    const result = await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1'));
    expect(result).toMatchObject({ text: 'ab', notices: ['bad-frame-skipped'], end: { type: 'finish' } });
  });

  it('joined with others by single line ends is read one by one', async () => {
    const [a, b] = [JSON.stringify(text('a')), JSON.stringify(text('b'))];
    const body = `${events(text('0'))}data: ${a}\ndata: ${b}\ndata: ${JSON.stringify(finished())}\ndata: [DONE] \n\n`;
    const result = await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1'));
    expect(result).toMatchObject({ text: '0ab', notices: [], end: { type: 'finish' } });
  });

  it('cut by the end, after the answer was finished, is ignored', async () => {
    const body = `${events(text('a'), finished())}data: {"choices":[],"usa`;
    const result = await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1'));
    expect(result).toMatchObject({ text: 'a', notices: [], end: { type: 'finish' } });
  });
});

describe('the model', () => {
  it('that answered is told once, and again when it changes', async () => {
    const named = (model: string) => ({ ...chunk({ content: 'a' }), model });
    const result = await read([named('alias'), named('alias'), named('real'), { ...finished(), model: '' }]);
    expect(result.parts.filter(part => part.type === 'model').map(part => part.model)).toEqual(['alias', 'real']);
  });
});
