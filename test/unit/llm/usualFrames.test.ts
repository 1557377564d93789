import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ask, chatRequest, chunk, cut, events, fetchOf, finished, vendor } from '../../support/streams';

const seed = 20261129;
const folder = resolve(import.meta.dirname, '../../../../shared/recorded');
const recorded = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.jsonl')) : [];
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '');
const fixtures = resolve(import.meta.dirname, '../../fixtures/streams');
const streams: readonly (readonly string[])[] = [
  ...recorded.map(file => linesOf(resolve(folder, file)).slice(0, 250)),
  ...readdirSync(fixtures)
    .filter(name => name.endsWith('.jsonl'))
    .map(name => linesOf(resolve(fixtures, name))),
  Array.from({ length: 60 }, (_, index) => JSON.stringify(chunk({ content: ` ${index}"\n\\😀你` }))),
  Array.from({ length: 60 }, (_, index) => JSON.stringify(chunk({ reasoning_content: `${index} `, content: null }))),
];

const request = chatRequest('http://127.0.0.1:1/v1');
const framed = (lines: readonly string[], lineEnd: string, name = 'data: ') =>
  [...lines, '[DONE]'].map(line => `${name}${line}${lineEnd}${lineEnd}`).join('');

/** What a stream came to, but for how its text was cut into parts. */
async function outcome(pieces: readonly (string | Uint8Array)[], vendorId: string) {
  const { text, reasoning, usage, model, notices, end } = await ask(fetchOf(pieces), {
    ...request,
    vendor: vendor(vendorId),
  });
  return { text, reasoning, usage, model, notices, end };
}

/** Events with other line ends are each read as a whole, so that both readings can be held against each other. */
async function expectSame(lines: readonly string[], vendorId: string, places: readonly number[]): Promise<void> {
  const whole = await outcome([framed(lines, '\r\n')], vendorId);
  const bytes = new TextEncoder().encode(framed(lines, '\n'));
  expect(await outcome([bytes], vendorId)).toEqual(whole);
  expect(await outcome(cut(bytes, places), vendorId)).toEqual(whole);
}

const vendorIds = fc.constantFrom('custom', 'deepseek', 'alibaba', 'minimax', 'baidu', 'moonshot', 'llamacpp');
const places = fc.array(fc.nat(), { maxLength: 30 });

describe('frames that repeat each other but for their words', () => {
  it('are not parsed', async () => {
    const frames = Array.from({ length: 2_000 }, (_, index) => chunk({ content: `word ${index}` }));
    const half = Math.floor(frames.length / 4);
    const pieces = [frames.slice(0, half), frames.slice(half)].map(part => events(...part));
    const parsing = vi.spyOn(JSON, 'parse');
    try {
      const { text } = await ask(fetchOf([...pieces, events(finished(), '[DONE]')]), request);
      expect(text).toBe(frames.map((_, index) => `word ${index}`).join(''));
      expect(parsing.mock.calls.length).toBeLessThan(half + 20);
    } finally {
      parsing.mockRestore();
    }
  });

  it.each([
    ['another field', chunk({ content: 'x', refusal: 'no' })],
    ['another model', { ...chunk({ content: 'x' }), model: 'other' }],
    ['a usage', { ...chunk({ content: 'x' }), usage: { prompt_tokens: 3, completion_tokens: 4 } }],
    ['an error', { ...chunk({ content: 'x' }), error: { message: 'no', code: 'insufficient_quota' } }],
    ['an end', chunk({ content: 'x' }, { finish_reason: 'length' })],
    ['another number', chunk({ content: 'x' }, { index: 1 })],
    ['a thought', chunk({ content: '', reasoning_content: 'x' })],
    ['a flag', chunk({ content: 'x' }, { flag: 1 })],
  ])('are left as soon as one has %s, at any place', async (_, odd) => {
    const usual = Array.from({ length: 20 }, (_, index) => chunk({ content: `${index} ` }));
    for (const place of [0, 1, 2, 10, 19, 20]) {
      const lines = [...usual.slice(0, place), odd, ...usual.slice(place), finished()].map(frame =>
        JSON.stringify(frame),
      );
      await expectSame(lines, 'custom', [100, 2_000, 2_001, 3_000]);
      await expectSame(lines, 'baidu', [1_500]);
    }
  });

  it.each([
    ['"content":"a\\x"'],
    ['"content":"a\tb"'],
    ['"content":"a\\u4f60\\n\\"b"'],
    ['"content":"\\ud83d"'],
    ['"content":"a","content":"b"'],
    ['"content":"a" ,"x":"content"'],
    ['"cont\\u0065nt":"a","x":{"content":"a"}'],
    ['"content" : "a"'],
    ['"content":"","reasoning":"a"'],
  ])('hold %s as it is meant', async written => {
    const usual = JSON.stringify(chunk({ content: 'abc ' }));
    const odd = usual.replace('"content":"abc "', written);
    await expectSame([usual, usual.replace('abc', 'x'), usual, odd, odd, usual, odd, odd, odd], 'custom', [300, 900]);
    await expectSame([odd, odd, odd, usual.replace('abc', 'q'), usual, odd], 'custom', [500]);
  });

  it.each([
    ['a character cut between two frames', ['\xe4\xbd', '\xa0']],
    ['a character cut by the end of its frame', ['\xe4\xbd', 'a']],
    ['half a character of UTF-16', ['\xed\xa0\xbd', '\xed\xb8\x80']],
    ['a character of another encoding', ['\xc4\xe3', 'b']],
    ['an escape cut between two frames', ['\\u4f', '60']],
    ['an escape cut before its quote', ['\\', 'n']],
    ['an escape cut off in the middle of others', ['a\\u12', '34b\\n']],
    ['the two halves of a character, each as an escape', ['\\ud83d', '\\ude00']],
    ['a character that was lost before', ['\xef\xbf\xbd', 'c']],
    ['a byte order mark', ['\xef\xbb\xbf', 'd']],
  ])('with %s are read as each of them is meant', async (_, odd) => {
    const line = JSON.stringify(chunk({ content: '@' }));
    const words = ['abc ', 'x', 'y ', '\xe4\xbd\xa0', ...odd, 'z', '\xe5\xa5\xbd', ...odd, ...odd, 'end'];
    const body = (lineEnd: string) => {
      const frames = [...words.map(word => line.replace('@', () => word)), JSON.stringify(finished()), '[DONE]'];
      return Buffer.from(frames.map(frame => `data: ${frame}${lineEnd}${lineEnd}`).join(''), 'latin1');
    };
    const whole = await outcome([body('\r\n')], 'custom');
    const bytes = body('\n');
    for (const places of [[line.length + 20], [500], [700, 1_100], Array.from({ length: bytes.length }, (_, at) => at)])
      expect(await outcome(cut(bytes, places), 'custom')).toEqual(whole);
  });

  it('are not seen behind half a character', async () => {
    const line = JSON.stringify(chunk({ content: 'word ' }));
    const frames = `data: ${line}\n\n`.repeat(4);
    const end = events(finished(), '[DONE]');
    const pieces = [`${frames}\xe4`, frames, end].map(piece => Buffer.from(piece, 'latin1'));
    expect(await outcome(pieces, 'custom')).toEqual(await outcome([Buffer.concat(pieces)], 'custom'));
    expect((await outcome(pieces, 'custom')).text).toBe('word '.repeat(7));
  });

  it('that come without a blank, or among comments and other fields, are read', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => JSON.stringify(chunk({ content: `${index} ` })));
    const whole = await outcome([framed(lines, '\r\n')], 'custom');
    expect(await outcome([framed(lines, '\n', 'data:')], 'custom')).toEqual(whole);
    expect(await outcome([framed(lines, '\n', ': ping\n\nid: 7\nevent: message\ndata: ')], 'custom')).toEqual(whole);
    expect(await outcome([...framed(lines, '\n', ': ping\n\ndata: ')], 'custom')).toEqual(whole);
    const mixed = lines.map((line, index) => `data: ${line}${index % 7 === 3 ? '\r\n\r\n' : '\n\n'}`).join('');
    expect(await outcome([`${mixed}data: [DONE]\n\n`], 'custom')).toEqual(whole);
    const bytes = new TextEncoder().encode(framed(lines, '\n'));
    expect(
      await outcome(
        [...bytes].map(byte => Uint8Array.of(byte)),
        'custom',
      ),
    ).toEqual(whole);
  });

  it('whose last one is cut off keep what was whole', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => JSON.stringify(chunk({ content: `${index} ` })));
    const body = framed(lines, '\n').slice(0, -60);
    const result = await outcome([body.slice(0, 3_000), body.slice(3_000)], 'custom');
    expect(result.text).toBe(
      lines
        .map((_, index) => `${index} `)
        .slice(0, -1)
        .join(''),
    );
    expect(result.end).toMatchObject({ type: 'error', isInterrupted: true });
  });

  it(`give what they give when each is read as a whole, from recorded streams cut anywhere (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...streams), vendorIds, places, async (lines, vendorId, cuts) => {
        await expectSame(lines, vendorId, cuts);
      }),
      { seed, numRuns: 60 },
    );
  });

  const change = fc.record({
    line: fc.nat(),
    place: fc.nat(),
    removed: fc.nat({ max: 12 }),
    added: fc.oneof(
      fc.constantFrom(
        '',
        '"',
        '\\',
        '\\u0041',
        ',',
        '{',
        '}',
        '"content":"x"',
        '"error":{"code":1},',
        'null',
        '\t',
        '😀',
        '<think>',
      ),
      fc.string({ maxLength: 5 }).map(text => text.replace(/[\r\n]/g, '')),
    ),
  });
  const move = fc.record({ from: fc.nat(), to: fc.nat(), count: fc.nat({ max: 5 }) });

  it(`give it also when they are damaged, doubled and moved (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...streams),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.array(move, { maxLength: 3 }),
        vendorIds,
        places,
        async (source, changes, moves, vendorId, cuts) => {
          const lines = source.slice(0, 120);
          for (const { line, place, removed, added } of changes) {
            const index = line % lines.length;
            const text = lines[index] ?? '';
            const at = place % (text.length + 1);
            lines[index] = text.slice(0, at) + added + text.slice(at + removed);
          }
          for (const { from, to, count } of moves) {
            const start = from % lines.length;
            lines.splice(to % lines.length, 0, ...lines.slice(start, start + count));
          }
          await expectSame(lines, vendorId, cuts);
        },
      ),
      { seed, numRuns: 250 },
    );
  });
});
