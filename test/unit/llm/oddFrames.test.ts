import { describe, expect, it } from 'vitest';
import { ask, chatRequest, chunk, events, fetchOf, finished } from '../../support/streams';

const read = (...frames: readonly (object | string)[]) =>
  ask(fetchOf([events(...frames, '[DONE]')]), chatRequest('http://127.0.0.1:1/v1'));
const choice = (fields: object) => ({ choices: [{ index: 0, ...fields }] });

it('words that a relay made numbers of, as PHP can, are words', async () => {
  const { text, reasoning } = await read(
    chunk({ reasoning_content: 'About ' }),
    chunk({ reasoning_content: 6 }),
    chunk({ content: 'It is ' }),
    chunk({ content: 42 }),
    chunk({ content: ' and ' }),
    chunk({ content: [{ type: 'text', text: 0.5 }] }),
    chunk({ content: 0 }),
    finished(),
  );
  expect({ text, reasoning }).toEqual({ text: 'It is 42 and 0.50', reasoning: 'About 6' });
});

describe('a frame that is almost JSON', () => {
  it.each([
    [
      'numbers that are none',
      '{"choices":[{"index":0,"delta":{"content":"Hello NaN"},"logprobs":NaN,"x":[-Infinity,Infinity]}]}',
    ],
    [
      'words of Python',
      '{"choices":[{"index":0,"delta":{"content":"Hello NaN"},"finish_reason":None,"x":[True,False]}]}',
    ],
    ['a word of JavaScript', '{"choices":[{"index":0,"delta":{"content":"Hello NaN"},"finish_reason":undefined}]}'],
    ['commas at the end', '{"choices":[{"index":0,"delta":{"content":"Hello NaN"},} , ],\t}'],
  ])('(%s) keeps its text', async (_, frame) => {
    expect(await read(frame, finished())).toMatchObject({ text: 'Hello NaN', notices: [], end: { type: 'finish' } });
  });

  it.each([
    ["C:\\x \\' \\", String.raw`C:\x \' \\`],
    [',} NaN "', String.raw`,} NaN \"`],
    ['\\u12', String.raw`\u12`],
    ['a\tb\u0001', 'a\tb\u0001'],
    ['\\\\u00e9 é', String.raw`\\\\u00e9 \u00e9`],
  ])('with a text that is badly escaped (%j) keeps that text', async (text, written) => {
    const frame = `{"choices":[{"index":0,"delta":{"content":"${written}"},"x":NaN}]}`;
    expect((await read(frame, finished())).text).toBe(text);
  });

  it('and cannot be read is told as an error where nothing else came, not as an answer without words', async () => {
    const frame = "{'choices': [{'delta': {'content': 'Hello'}}]}";
    expect(await read(frame, finished())).toMatchObject({
      text: '',
      end: { type: 'error', error: { class: 'protocol' } },
    });
    expect(await read(frame, chunk({ content: 'a' }), finished())).toMatchObject({
      text: 'a',
      notices: ['bad-frame-skipped'],
      end: { type: 'finish' },
    });
    expect(await read(finished())).toMatchObject({ text: '', end: { type: 'finish' } });
  });

  it('of a kilobyte of brackets and quotes is given up in no time', async () => {
    const startMs = performance.now();
    await read(`{"choices":[${'{,"\\'.repeat(200_000)}`, finished());
    expect(performance.now() - startMs).toBeLessThan(1_500);
  });
});

describe('text that stands elsewhere', () => {
  it.each<[name: string, frame: object]>([
    ['as a text of the delta', choice({ delta: { text: 'Hello' } })],
    ['in a list of deltas', choice({ delta: [{ content: 'Hel' }, { content: 'lo' }] })],
    ['as the content of the choice', choice({ content: 'Hello' })],
    ['as a message that is a text', choice({ message: 'Hello' })],
    ['inside of data', { code: 0, data: choice({ delta: { content: 'Hello' } }) }],
    ['inside of a result', { result: choice({ delta: { content: 'Hello' } }) }],
    ['inside of an output', { output: choice({ message: { role: 'assistant', content: 'Hello' } }), request_id: 'x' }],
  ])('(%s) is read', async (_, frame) => {
    expect(await read(frame, finished())).toMatchObject({ text: 'Hello', end: { type: 'finish' } });
  });

  it('in snapshots of a wrapped message is read once', async () => {
    const snapshot = (content: string, finish: string) => ({
      output: { choices: [{ message: { role: 'assistant', content }, finish_reason: finish }] },
      usage: { input_tokens: 3, output_tokens: 2 },
    });
    expect(await read(snapshot('Hel', 'null'), snapshot('Hello', 'stop'))).toMatchObject({
      text: 'Hello',
      usage: { inputTokens: 3, outputTokens: 2 },
      end: { type: 'finish', reason: 'stop' },
    });
  });

  it('is not taken twice where it stands in both places', async () => {
    expect((await read(choice({ delta: { content: 'a', text: 'a' }, text: 'a', content: 'a' }), finished())).text).toBe(
      'a',
    );
  });

  it.each(['thinking', 'reasoning_text', 'thought'])('and is a thought (%s) is reasoning', async field => {
    expect(await read(chunk({ [field]: 'why' }), chunk({ content: 'because' }), finished())).toMatchObject({
      reasoning: 'why',
      text: 'because',
    });
  });
});

describe('numbers of choices that go down', () => {
  it.each([[[3, 2, 1, 0]], [[0, -1]], [[5, 1, 7]]])('(%j) lose no text', async numbers => {
    const frames = numbers.map((index, place) => ({ choices: [{ index, delta: { content: `${place} ` } }] }));
    expect(await read(...frames, finished())).toMatchObject({
      text: numbers.map((_, place) => `${place} `).join(''),
      notices: [],
      end: { type: 'finish' },
    });
  });
});

it('an end mark that is written twice on one line is no damage', async () => {
  const body = `${events(chunk({ content: 'a' }), finished())}data: [DONE]data: [DONE]\n\n`;
  expect(await ask(fetchOf([body]), chatRequest('http://127.0.0.1:1/v1'))).toMatchObject({ text: 'a', notices: [] });
});
