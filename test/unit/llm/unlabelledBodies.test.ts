import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { getJson } from '../../../electron/llm/getJson';
import { ask, chatRequest, chunk, cut, events, fetchOf, finished, testKey, vendor } from '../../support/streams';

const request = chatRequest('http://127.0.0.1:1/v1');
const text = (content: string) => chunk({ content });
const whole = events(text('Hello'), text(' 你好 😀'), finished(), '[DONE]');
const read = (body: string | Uint8Array, init?: ResponseInit) => ask(fetchOf([body], init), request);
const bytewise = (body: Uint8Array, init?: ResponseInit) =>
  ask(
    fetchOf(
      [...body].map(byte => Uint8Array.of(byte)),
      init,
    ),
    request,
  );

/** The text as UTF-16, low or high byte first. */
function utf16(body: string, order: 'le' | 'be', hasMark: boolean): Uint8Array {
  const bytes = Buffer.from(hasMark ? `\uFEFF${body}` : body, 'utf16le');
  return new Uint8Array(order === 'le' ? bytes : bytes.swap16());
}

const good = { text: 'Hello 你好 😀', notices: [], end: { type: 'finish', reason: 'stop' } };

describe('a stream that is packed though no header says so', () => {
  it.each([
    ['gzip', gzipSync(whole)],
    ['deflate', deflateSync(whole)],
  ])('(%s) is unpacked', async (_, body) => {
    expect(await read(body)).toMatchObject(good);
    expect(await bytewise(body)).toMatchObject(good);
  });

  it('keeps what came before it breaks off', async () => {
    const body = gzipSync(events(text('Hello'), text(' you')));
    const result = await read(body.subarray(0, -12));
    expect(result.text).toContain('Hello');
    expect(result.end).toMatchObject({ type: 'error', isInterrupted: true });
  });

  it('is an error where it is no packed text after all', async () => {
    const result = await read(Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    expect(result).toMatchObject({ text: '', end: { type: 'error', error: { class: 'protocol' } } });
  });

  it('gives up a flood out of few bytes', async () => {
    const packed = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32));
    const before = process.memoryUsage().rss;
    expect(await read(packed)).toMatchObject({
      end: { type: 'error', error: { reason: expect.stringMatching(/cap/) } },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('tells its error, and a list of models its entries', async () => {
    const error = gzipSync(JSON.stringify({ error: { message: 'Incorrect API key', code: 'invalid_api_key' } }));
    expect(await read(error, { status: 401 })).toMatchObject({ end: { error: { class: 'bad-key' } } });
    expect((await read(error, { status: 400 })).end).toMatchObject({ error: { vendorCode: 'invalid_api_key' } });
    const list = gzipSync(JSON.stringify({ data: [{ id: 'a' }] }));
    const question = { vendor: vendor('custom'), url: 'http://127.0.0.1:1/v1/models', apiKey: testKey };
    expect(await getJson({ ...question, fetch: fetchOf([list]) })).toEqual({ ok: true, json: { data: [{ id: 'a' }] } });
  });
});

describe('a stream in another encoding', () => {
  it.each([
    ['UTF-16, low byte first, with a mark', utf16(whole, 'le', true)],
    ['UTF-16, high byte first, with a mark', utf16(whole, 'be', true)],
    ['UTF-16, low byte first, without a mark', utf16(whole, 'le', false)],
    ['UTF-16, high byte first, without a mark', utf16(whole, 'be', false)],
    ['UTF-16 with blank lines before', utf16(`\r\n\r\n${whole}`, 'le', false)],
  ])('(%s) is read', async (_, body) => {
    expect(await read(body)).toMatchObject(good);
    expect(await bytewise(body)).toMatchObject(good);
    expect(await ask(fetchOf(cut(body, [7, 101, 102, 205])), request)).toMatchObject(good);
  });

  it('is read by its header where it is no UTF-8, and not where it is', async () => {
    const init = (charset: string) => ({ headers: { 'content-type': `text/event-stream; charset=${charset}` } });
    // 你好 in GBK.
    const gbk = Buffer.concat([
      Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"'),
      Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
      Buffer.from(`"}}]}\n\n${events(finished(), '[DONE]')}`),
    ]);
    for (const charset of ['gbk', 'GB2312', '"gb18030"']) {
      expect(await read(gbk, init(charset))).toMatchObject({ ...good, text: '你好' });
      expect(await bytewise(gbk, init(charset))).toMatchObject({ ...good, text: '你好' });
    }
    for (const charset of ['gbk', 'iso-8859-1', 'utf-16', 'nonsense'])
      expect(await read(whole, init(charset))).toMatchObject(good);
  });
});

describe('field names that are written otherwise', () => {
  it.each([
    ['with a capital', (body: string) => body.replaceAll('data:', 'Data:')],
    ['in capitals', (body: string) => body.replaceAll('data:', 'DATA:')],
    ['with a blank before the colon', (body: string) => body.replaceAll('data:', 'data :')],
    ['behind blanks', (body: string) => body.replaceAll('data:', '  data:')],
    ['behind a byte order mark each', (body: string) => body.replaceAll('data:', '\uFEFFdata:')],
    [
      'with a capital and single line ends',
      (body: string) => body.replaceAll('data:', 'Data:').replaceAll('\n\n', '\n'),
    ],
    [
      'with a capital and other line ends',
      (body: string) => body.replaceAll('data:', 'Data:').replaceAll('\n', '\r\n'),
    ],
  ])('(%s) count', async (_, change) => {
    const body = change(whole);
    expect(await read(body)).toMatchObject(good);
    expect(await bytewise(new TextEncoder().encode(body))).toMatchObject(good);
  });

  it('tell an error too', async () => {
    const body = 'Event: error\nData: {"message":"No credit","code":"insufficient_quota"}\n\n';
    expect(await read(body)).toMatchObject({ end: { type: 'error', error: { class: 'no-money' } } });
  });
});

describe('objects with nothing between them', () => {
  const frames = [text('Hello'), text(' {"}{" '), text('你好'), finished()].map(frame => JSON.stringify(frame));
  it.each([
    ['on one data line', `data: ${frames.join('')}\n\ndata: [DONE]\n\n`],
    ['on one data line with the end mark', `data: ${frames.join('')}[DONE]\n\n`],
    ['on one data line with blanks', `data: ${frames.join(' ')}\n\ndata: [DONE]\n\n`],
    ['on one data line as a list', `data: [${frames.join(',')}]\n\ndata: [DONE]\n\n`],
    ['some of them on one line', `data: ${frames[0]}\n\ndata: ${frames.slice(1).join('')}\n\ndata: [DONE]\n\n`],
    ['without lines and names', frames.join('')],
    ['one per line without names', frames.join('\n')],
    ['as texts in quotes', events(...frames.map(frame => JSON.stringify(frame)), '[DONE]')],
  ])('(%s) are read one by one', async (_, body) => {
    expect(await read(body)).toMatchObject({ text: 'Hello {"}{" 你好', notices: [], end: { type: 'finish' } });
  });

  it('keep what is whole when the last one is cut off', async () => {
    const body = `data: ${frames.slice(0, 3).join('')}{"choices":[{"del`;
    expect(await read(body)).toMatchObject({ text: 'Hello {"}{" 你好', end: { type: 'error', isInterrupted: true } });
  });
});

describe('numbers of choices', () => {
  const numbered = (index: number, delta: object, finish: string | null = null) => ({
    choices: [{ index, delta, finish_reason: finish }],
  });
  const say = (index: number, content: string) => numbered(index, { content });

  it.each<[name: string, frames: readonly object[]]>([
    ['that grow with each frame', [say(0, 'a'), say(1, 'b'), say(2, 'c'), say(3, 'd'), say(4, 'e'), finished()]],
    ['that grow to the end', [say(0, 'a'), say(1, 'b'), say(2, 'cde'), numbered(3, {}, 'stop')]],
    ['that grow by more', [say(1, 'a'), say(3, 'b'), say(5, 'c'), say(9, 'd'), say(11, 'e'), finished()]],
    [
      'that grow behind a first empty one',
      [numbered(0, { role: 'assistant' }), say(1, 'abc'), say(2, 'de'), finished()],
    ],
    [
      'that change between thinking and answering',
      [
        numbered(0, { reasoning_content: 'why' }),
        numbered(0, { reasoning_content: 'why' }),
        say(1, 'abc'),
        say(1, 'de'),
        numbered(0, {}, 'stop'),
      ],
    ],
    [
      'that change for an answer in one piece',
      [numbered(0, { reasoning_content: 'why' }), say(1, 'abcde'), numbered(0, {}, 'stop')],
    ],
  ])('%s lose no text', async (_, frames) => {
    expect(await read(events(...frames, '[DONE]'))).toMatchObject({
      text: 'abcde',
      notices: [],
      end: { type: 'finish' },
    });
  });

  it.each<[name: string, frames: readonly object[]]>([
    ['in turn', [say(0, 'a'), say(1, 'x'), say(0, 'b'), say(1, 'y'), finished()]],
    ['three in turn', [say(0, 'a'), say(1, 'x'), say(2, 'y'), say(0, 'b'), say(1, 'x'), say(2, 'y'), finished()]],
    ['behind each other', [say(0, 'a'), numbered(0, { content: 'b' }, 'stop'), say(1, 'x'), say(1, 'y')]],
    ['each in one piece', [numbered(0, { content: 'ab' }, 'stop'), numbered(1, { content: 'xy' }, 'stop')]],
  ])('of several answers (%s) do not mix them', async (_, frames) => {
    expect(await read(events(...frames, '[DONE]'))).toMatchObject({ text: 'ab', notices: ['extra-choice-ignored'] });
  });
});
