import { describe, expect, it } from 'vitest';
import { ask, chatRequest, chunk, events, fetchOf, finished, testKey } from '../../support/streams';

const stream = (body: string, init?: ResponseInit) => ask(fetchOf([body], init), chatRequest('http://127.0.0.1:1/v1'));
const frame = (content: string) => chunk({ content });
const joined = (...frames: readonly object[]) => frames.map(one => `data: ${JSON.stringify(one)}`).join('');

describe('an answer that a relay wrote in its own way is read whole, without a notice', () => {
  const choice = (fields: object) => ({ choices: fields });

  it.each<[name: string, body: string]>([
    [
      'the prefix of each line twice',
      events(frame('Hello'), frame(' you'), finished(), '[DONE]').replaceAll('data: ', 'data: data: '),
    ],
    ['frames with nothing between them', `${joined(frame('Hello'), frame(' you'))}\n\n${events(finished(), '[DONE]')}`],
    ['a list of frames', JSON.stringify([frame('Hello'), frame(' you'), finished()])],
    [
      'one choice without its list',
      events(choice({ delta: { content: 'Hello you' } }), choice({ delta: {}, finish_reason: 'stop' })),
    ],
    [
      'choices by number',
      events(choice({ 0: { delta: { content: 'Hello you' } } }), choice({ 0: { finish_reason: 'stop' } })),
    ],
    [
      'a number of the choice that is none',
      events(chunk({ content: 'Hello you' }, { index: 'a' }), chunk({}, { index: 'a', finish_reason: 'stop' })),
    ],
    [
      'text beside the delta that is missing',
      events(choice([{ index: 0, text: 'Hello you' }]), choice([{ index: 0, text: '', finish_reason: 'stop' }])),
    ],
    ['text in place of the delta', events(choice([{ delta: 'Hello you' }]), finished())],
    ['frames of nothing', events('null', frame('Hello you'), '""', '[]', finished(), '[DONE]')],
    ['an end mark in small letters', events(frame('Hello you'), finished(), '[done]')],
    ['an end mark in quotes', events(frame('Hello you'), finished(), '"[DONE]"')],
    ['space around its finish reason', events(frame('Hello you'), finished(' stop '))],
  ])('%s', async (_name, body) => {
    expect(await stream(body)).toMatchObject({
      text: 'Hello you',
      notices: [],
      end: { type: 'finish', reason: 'stop' },
    });
  });

  it.each(['None', 'none', 'undefined', ' '])('the finish reason %j is none yet', async reason => {
    const going = [
      chunk({ content: 'Hello' }, { finish_reason: reason }),
      chunk({ content: ' you' }, { finish_reason: reason }),
    ];
    expect(await stream(events(...going, finished(), '[DONE]'))).toMatchObject({
      text: 'Hello you',
      end: { raw: 'stop' },
    });
    expect(await stream(events(...going))).toMatchObject({
      text: 'Hello you',
      end: { type: 'error', isInterrupted: true },
    });
  });

  it.each([
    ['model_length', { type: 'finish', reason: 'length' }],
    ['max_output_tokens', { type: 'finish', reason: 'length' }],
    ['SAFETY', { type: 'finish', reason: 'content-filter' }],
    ['refusal', { type: 'finish', reason: 'content-filter' }],
    ['server_error', { type: 'error', isInterrupted: true }],
    ['timeout', { type: 'error', isInterrupted: true }],
  ])('the finish reason %s is known', async (reason, end) => {
    expect((await stream(events(frame('Hello'), finished(reason), '[DONE]'))).end).toMatchObject(end);
  });

  it('counts of tokens may be decimals in quotes', async () => {
    const usage = { choices: [], usage: { prompt_tokens: '12.0', completion_tokens: '7.0' } };
    expect((await stream(events(frame('Hello'), finished(), usage, '[DONE]'))).usage).toMatchObject({
      inputTokens: 12,
      outputTokens: 7,
    });
  });
});

describe('an error that a relay wrapped', () => {
  const quota = { error: { code: 'insufficient_quota', message: 'nothing left' } };
  const text = JSON.stringify(quota);

  it.each<[name: string, json: object, error: object]>([
    ['as text in the place of its own', { error: text }, { class: 'no-money', detail: 'nothing left' }],
    [
      'as text in its message',
      { error: { message: text, type: 'upstream_error' } },
      { class: 'no-money', detail: 'nothing left' },
    ],
    ['twice', { error: { message: JSON.stringify({ error: text }) } }, { class: 'no-money', detail: 'nothing left' }],
    ['as a status in the body', { status: '401', msg: 'expired', body: null }, { class: 'bad-key', detail: 'expired' }],
    ['under names in one word', { errorCode: '401', errorMsg: 'expired' }, { class: 'bad-key', detail: 'expired' }],
    ['with the word error for a status', { status: 'error', message: 'Too many requests' }, { class: 'rate-limit' }],
    [
      'in an object of its own',
      { Response: { Error: { Code: 'AuthFailure.SecretIdNotFound', Message: 'no such key' }, RequestId: 'r-1' } },
      { class: 'bad-key', detail: 'no such key', requestId: 'r-1' },
    ],
    [
      'beside what it says of the request',
      { ResponseMetadata: { RequestId: 'r-1', Error: { Code: 'RequestLimitExceeded', Message: 'slow down' } } },
      { class: 'rate-limit', detail: 'slow down', requestId: 'r-1' },
    ],
  ])('%s is that error, as a document and in a stream', async (_name, json, error) => {
    const body = JSON.stringify(json);
    expect((await stream(body)).end).toMatchObject({ type: 'error', error });
    expect((await stream(events(json))).end).toMatchObject({ type: 'error', error });
  });

  it.each([
    [{ error: { message: text } }, 'no-money'],
    [{ Response: { Error: { Code: 'AuthFailure.SecretIdNotFound', Message: 'no' } } }, 'bad-key'],
  ])('is known behind a status: %j', async (json, errorClass) => {
    const { end } = await stream(JSON.stringify(json), { status: 400 });
    expect(end).toMatchObject({ type: 'error', error: { class: errorClass, httpStatus: 400 } });
  });

  it('is no error where the text only looks like one', async () => {
    const error = { error: { message: '{"error"', code: 'insufficient_quota' } };
    expect((await stream(events(error))).end).toMatchObject({ error: { class: 'no-money', detail: '{"error"' } });
    expect(await stream(events(frame(text), finished(), '[DONE]'))).toMatchObject({ text, end: { type: 'finish' } });
  });
});

describe('a key that a server gives back written in another way', () => {
  const bytes = Buffer.from(testKey);
  const escaped = (write: (code: string) => string) => Array.from(bytes, code => write(code.toString(16))).join('');

  it.each<[name: string, written: string]>([
    ['as base64', bytes.toString('base64')],
    ['as base64 behind a user name', Buffer.from(`user:${testKey}`).toString('base64')],
    ['as base64 behind two letters', Buffer.from(`ab${testKey}`).toString('base64url')],
    ['in hexadecimal digits', bytes.toString('hex').toUpperCase()],
    ['as in an address', escaped(code => `%${code}`)],
    ['as in JSON', escaped(code => `\\u00${code}`)],
    ['as in a page', Array.from(bytes, code => `&#${code};`).join('')],
    ['as in a page, in hexadecimal digits', escaped(code => `&#x${code};`)],
  ])('(%s) stands in no part of the error', async (_name, written) => {
    const headers = { 'x-request-id': written };
    const bodies = [JSON.stringify({ error: { message: `no: ${written}!`, code: written } }), `no: ${written}!`];
    for (const body of bodies) {
      const { end, parts } = await stream(body, { status: 400, headers });
      expect(end).toMatchObject({ type: 'error', error: { detail: expect.stringMatching(/^no: .*\[key\]/) } });
      const middle = written.slice(written.length / 4, (written.length * 3) / 4);
      expect(JSON.stringify(parts)).not.toContain(JSON.stringify(middle).slice(1, -1));
    }
  });

  it('stands in no reason to end', async () => {
    const { parts } = await stream(events(frame('Hello'), finished(bytes.toString('base64')), '[DONE]'));
    expect(JSON.stringify(parts)).not.toContain(bytes.toString('base64').slice(0, 20));
  });
});
