import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createBodyReader } from '../../../electron/llm/bodyReader';
import { CapError, lineCapBytes, silentCapBytes, totalCapBytes } from '../../../electron/llm/caps';
import { cut } from '../../support/streams';

const seed = 20261125;

/** Reads a body in these pieces and gives the events' data and what the body was. */
function read(pieces: readonly (string | Uint8Array)[]) {
  const data: string[] = [];
  const types: (string | undefined)[] = [];
  const reader = createBodyReader((text, type) => {
    data.push(text);
    types.push(type);
  });
  for (const piece of pieces) reader.feed(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece);
  const end = reader.end();
  return { data, types, end, hasInvalidUtf8: reader.hasInvalidUtf8() };
}

const framings: readonly { name: string; body: string; data: readonly string[] }[] = [
  { name: 'line feeds', body: 'data: {"a":1}\n\ndata: {"b":2}\n\n', data: ['{"a":1}', '{"b":2}'] },
  {
    name: 'carriage returns with line feeds',
    body: 'data: {"a":1}\r\n\r\ndata: {"b":2}\r\n\r\n',
    data: ['{"a":1}', '{"b":2}'],
  },
  { name: 'carriage returns alone', body: 'data: {"a":1}\r\rdata: {"b":2}\r\r', data: ['{"a":1}', '{"b":2}'] },
  { name: 'a byte order mark', body: '\uFEFFdata: {"a":1}\n\n', data: ['{"a":1}'] },
  { name: 'no space after the colon', body: 'data:{"a":1}\n\n', data: ['{"a":1}'] },
  {
    name: 'comments, ids, retry and unknown fields',
    body: ': hello\n\nid: 7\nretry: 100\nfoo: bar\ndata: {"a":1}\n\n:ping\n\n',
    data: ['{"a":1}'],
  },
  { name: 'one document on several data lines', body: 'data: {"a":\ndata: 1}\n\n', data: ['{"a":\n1}'] },
  { name: 'an empty data field', body: 'data:\n\ndata: {"a":1}\n\n', data: ['', '{"a":1}'] },
  {
    name: 'a last event without its blank line',
    body: 'data: {"a":1}\n\ndata: {"b":2}\n',
    data: ['{"a":1}', '{"b":2}'],
  },
  { name: 'a last line without its end', body: 'data: {"a":1}\n\ndata: {"b":2}', data: ['{"a":1}', '{"b":2}'] },
  {
    name: 'single line ends between all events',
    body: 'data: {"a":1}\ndata: {"b":2}\ndata: [DONE]\n',
    data: ['{"a":1}', '{"b":2}', '[DONE]'],
  },
  {
    name: 'single line ends after comments',
    body: ': hi\r\ndata: {"a":1}\r\ndata: {"b":2}\r\ndata: {"c":3}\r\n',
    data: ['{"a":1}', '{"b":2}', '{"c":3}'],
  },
];

describe('reading an event stream', () => {
  it.each([
    { name: 'comments', body: ': waiting\n'.repeat(4_000) },
    { name: 'one long line', body: `data: {"a":"${'x'.repeat(40_000)}` },
    { name: 'lines of one document', body: `data: {"a": [\n${'data: 1,\n'.repeat(4_000)}` },
  ])('looks at each character before the first event once: $name', ({ body }) => {
    const splitting = vi.spyOn(String.prototype, 'split');
    try {
      read(Array.from(body));
      const seen = splitting.mock.contexts.reduce<number>((sum, text) => sum + String(text).length, 0);
      expect(seen).toBeLessThan(2 * body.length);
    } finally {
      splitting.mockRestore();
    }
  });

  it.each(framings)('understands $name', ({ body, data }) => {
    expect(read([body])).toMatchObject({ data, end: { kind: 'events' } });
  });

  it.each(framings)('understands $name one byte at a time', ({ body, data }) => {
    const bytes = new TextEncoder().encode(body);
    expect(read([...bytes].map(byte => Uint8Array.of(byte))).data).toEqual(data);
  });

  it(`gives the same events wherever the bytes are cut (seed ${seed})`, () => {
    const lines = [
      'data: {"a":"思考"}\n\n',
      'data: {"b":"😀"}\r\n\r\n',
      ': ping\n\n',
      'event: error\n',
      'data: x\ndata: y\n\n',
      'id: 1\n',
      '\n',
      'data:\n\n',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(400), { maxLength: 10 }),
        (parts, places) => {
          const bytes = new TextEncoder().encode(`data: {}\n\n${parts.join('')}`);
          expect(read(cut(bytes, places))).toEqual(read([bytes]));
        },
      ),
      { seed, numRuns: 1000 },
    );
  });

  it('hands events on at once when they are separated by single line ends', () => {
    const data: string[] = [];
    const reader = createBodyReader(text => data.push(text));
    const feed = (text: string) => reader.feed(new TextEncoder().encode(text));
    feed('data: {"a":1}\n');
    feed('data: {"b":2}\n');
    expect(data).toEqual(['{"a":1}', '{"b":2}']);
    feed('data: {"c":3}\n');
    expect(data).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
  });

  it("tells the event's own name", () => {
    expect(read(['event: error\ndata: {}\n\ndata: {}\n\n']).types).toEqual(['error', undefined]);
  });

  it('takes a line of three megabytes', () => {
    const long = 'x'.repeat(3 * 1024 * 1024);
    const bytes = new TextEncoder().encode(`data: ${long}\n\n`);
    const { data } = read(
      cut(
        bytes,
        Array.from({ length: 200 }, (_, index) => index * 15_731),
      ),
    );
    expect(data.map(text => text.length)).toEqual([long.length]);
  });

  it.each(['data: ', 'whatever', ': comment ', 'event: '])(
    'gives up a line over the cap that begins with "%s"',
    beginning => {
      const reader = createBodyReader(() => undefined);
      const piece = new Uint8Array(64 * 1024).fill(120);
      reader.feed(new TextEncoder().encode(beginning));
      let fed = 0;
      const feedAll = () => {
        for (; fed < 64 * 1024 * 1024; fed += piece.byteLength) reader.feed(piece);
      };
      expect(feedAll).toThrow(CapError);
      expect(fed).toBeLessThanOrEqual(lineCapBytes + piece.byteLength);
    },
  );

  it('gives up an event of many lines over the cap', () => {
    const reader = createBodyReader(() => undefined);
    const line = new TextEncoder().encode(`data: ${'x'.repeat(64 * 1024)}\n`);
    const feedAll = () => {
      for (let index = 0; index < 200; index += 1) reader.feed(line);
    };
    expect(feedAll).toThrow(CapError);
  });

  it('gives up a body that brings no text for too long, however short its lines', () => {
    const reader = createBodyReader(() => undefined);
    const lines = new TextEncoder().encode(': ping\n\n'.repeat(8 * 1024));
    let fed = 0;
    const feedTo = (bytes: number) => {
      for (; fed < bytes; fed += lines.byteLength) reader.feed(lines);
    };
    feedTo(silentCapBytes - 1024 * 1024);
    reader.noteText();
    const before = fed;
    expect(() => feedTo(before + 2 * silentCapBytes)).toThrow(new CapError('total-cap'));
    expect(fed - before).toBeLessThanOrEqual(silentCapBytes);
  });

  it('gives up a body over the total cap, whatever it brings', () => {
    const cap = 1024 * 1024;
    const reader = createBodyReader(() => undefined, { totalBytesCap: cap });
    const lines = new TextEncoder().encode(': ping\n\n'.repeat(1024));
    let fed = 0;
    const feedAll = () => {
      for (; fed < 2 * cap; fed += lines.byteLength) {
        reader.feed(lines);
        reader.noteText();
      }
    };
    expect(feedAll).toThrow(new CapError('total-cap'));
    expect(fed).toBeLessThanOrEqual(cap);
    expect(totalCapBytes).toBeGreaterThan(1_000_000 * 500);
  });
});

describe('telling what a body is', () => {
  const bodies: readonly (readonly [name: string, body: string, end: object])[] = [
    ['nothing', '', { kind: 'empty' }],
    ['blank lines alone', '\n\n \n', { kind: 'empty' }],
    ['JSON', '{"a":1}', { kind: 'json', content: '{"a":1}' }],
    ['JSON after blank lines', '\n\n\n{"a":1}', { kind: 'json' }],
    ['a JSON string', '"Invalid token"', { kind: 'json' }],
    ['a page', '<!doctype html><p>hi', { kind: 'html' }],
    ['plain text', '404 page not found', { kind: 'text', content: '404 page not found' }],
    ['comments alone', ': keep-alive\n\n', { kind: 'events' }],
  ];

  it.each(bodies)('knows %s', (_, body, end) => {
    expect(read([body]).end).toMatchObject(end);
    expect(read([...body]).end).toMatchObject(end);
  });

  it('stops reading a page that goes on and on', () => {
    const reader = createBodyReader(() => undefined);
    reader.feed(new TextEncoder().encode(`<html>${'x'.repeat(70_000)}`));
    expect(reader.isDecided()).toBe(true);
  });
});

describe('lines that are no field', () => {
  it('are read without an error’s places for each of them, which errors keep otherwise', () => {
    const { stackTraceLimit } = Error;
    const count = 30_000;
    const body = new TextEncoder().encode(`data: {}\n\n${'x\n'.repeat(count)}`);
    const timeOf = (work: () => void) => {
      const startMs = performance.now();
      work();
      return performance.now() - startMs;
    };
    const ratios = [1, 2, 3].map(() => {
      const errorsMs = timeOf(() => {
        for (let made = 0; made < count; made += 1) new Error('no field');
      });
      return timeOf(() => createBodyReader(() => undefined).feed(body)) / errorsMs;
    });
    expect(Math.min(...ratios)).toBeLessThan(0.6);
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });
});

describe('decoding', () => {
  const sentence = 'data: {"t":"思考 😀 ひらがな"}\n\n';

  it('keeps characters whole that were cut at any byte', () => {
    const bytes = new TextEncoder().encode(sentence);
    for (let place = 0; place <= bytes.length; place += 1) {
      const result = read(cut(bytes, [place]));
      expect(result.data).toEqual(['{"t":"思考 😀 ひらがな"}']);
      expect(result.hasInvalidUtf8).toBe(false);
    }
  });

  it('tells broken bytes from a replacement character that the server sent itself', () => {
    const sent = new TextEncoder().encode('data: a\uFFFDb\uFFFD\n\n');
    for (let place = 0; place <= sent.length; place += 1) expect(read(cut(sent, [place])).hasInvalidUtf8).toBe(false);
    expect(read([...sent].map(byte => Uint8Array.of(byte))).hasInvalidUtf8).toBe(false);
    const broken = Buffer.concat([Buffer.from('data: a'), Buffer.from([0xff, 0xe6, 0x80]), Buffer.from('b\n\n')]);
    for (let place = 0; place <= broken.length; place += 1)
      expect(read(cut(broken, [place])).hasInvalidUtf8).toBe(true);
    expect(read([broken]).data).toEqual(['a\uFFFD\uFFFDb']);
  });
});
