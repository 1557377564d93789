import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyHttpError, classifyThrown } from '../../../electron/llm/errors';
import { cleanDetail, redactSecrets, stripMarkup } from '../../../electron/llm/errorText';
import { readRetryAfter } from '../../../electron/llm/retryAfter';
import { vendor } from '../../support/streams';

const seed = 20261126;
const key = 'sk-canary-0123456789abcdef';

describe('the detail of an error', () => {
  const texts: readonly (readonly [text: string, clean: string | undefined])[] = [
    ['plain text', 'plain text'],
    ['  spaced  ', 'spaced'],
    ['', undefined],
    ['two\nlines', 'two\nlines'],
    ['bell\u0007 escape\u001b[31m nul\u0000 tab\t.', 'bell escape [31m nul tab .'],
    ['abc\u202egnp.exe\u2066x\u200b', 'abc gnp.exe x'],
    [`Incorrect API key provided: ${key}.`, 'Incorrect API key provided: [key].'],
    ['Authorization: Bearer abc.def-123', 'Authorization: [key]'],
    ['key bce-v3/ALTAK-abc/def123 refused', 'key [key] refused'],
    ['key sk-proj-abcdef123 refused', 'key [key] refused'],
    ['proxy http://user:secret@host:1 refused', 'proxy http:[key]host:1 refused'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln refused', '[key] refused'],
  ];

  it.each(texts)('%j becomes %j', (text, clean) => {
    expect(cleanDetail(text, key)).toBe(clean);
  });

  it('holds no piece of the key of six characters or more, whatever the vendor quotes', () => {
    for (const quoted of [key, key.slice(0, 12), key.slice(-6), `${key.slice(0, 9)}***${key.slice(-8)}`]) {
      const detail = cleanDetail(`Wrong key "${quoted}", try again`, key) ?? '';
      for (let index = 0; index + 6 <= key.length; index += 1)
        expect(detail).not.toContain(key.slice(index, index + 6));
      expect(detail).toContain('try again');
    }
  });

  it(`never lets a key through, wherever it stands (seed ${seed})`, () => {
    const keys = fc.stringMatching(/^[A-Za-z0-9_./-]{8,60}$/);
    fc.assert(
      fc.property(keys, fc.string({ maxLength: 80 }), fc.string({ maxLength: 80 }), (apiKey, before, after) => {
        expect(cleanDetail(`${before}${apiKey}${after}`, apiKey) ?? '').not.toContain(apiKey);
        expect(redactSecrets(`${before}${apiKey}${after}`, apiKey)).not.toContain(apiKey);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it('is cut at 2,000 characters, never inside a character', () => {
    const detail = cleanDetail('😀'.repeat(5_000), undefined) ?? '';
    expect(detail.length).toBeLessThanOrEqual(2_000);
    expect(detail.endsWith('😀…')).toBe(true);
  });

  it('of an error holds no key, from the body, the code, the id or the header', () => {
    const error = classifyHttpError({
      vendor: vendor('custom'),
      host: 'api.test',
      apiKey: key,
      status: 400,
      headers: new Headers({ 'x-request-id': 'req-1' }),
      bodyText: JSON.stringify({ error: { message: `bad ${key}`, code: key, param: key }, request_id: key }),
    });
    expect(JSON.stringify(error)).not.toContain(key);
    expect(
      JSON.stringify(classifyThrown(new Error(`Bearer ${key}`), { vendor: vendor('custom'), host: 'x', apiKey: key })),
    ).not.toContain(key);
  });
});

describe('a key that is quoted in a way to be undone', () => {
  const key = 'sk-CANARY-7f3a9c2e51d84b06';
  const bytes = [...Buffer.from(key)];
  it.each([
    ['from its end', [...key].reverse().join('')],
    ['as a mail writes it', bytes.map(byte => `=${byte.toString(16).toUpperCase()}`).join('')],
    ['as pairs of digits with colons', bytes.map(byte => byte.toString(16)).join(':')],
    ['as a list of numbers', bytes.join(', ')],
  ])('%s is taken out', (_name, quoted) => {
    const shown = cleanDetail(`The key ${quoted} is wrong.`, key) ?? '';
    expect(shown).toContain('[key]');
    expect(shown).not.toContain(quoted.slice(4, 40));
  });
});

describe('the text of a page', () => {
  it.each([
    ['<p>Hello <b>you</b></p>', 'Hello you'],
    ['<style>p{}</style><script>alert(1)</script>x', 'x'],
    ['<SCRIPT>a</SCRIPT >y', 'y'],
    ['<script>never closed', ''],
    ['a &lt;b&gt; &amp; &quot;c&quot;', 'a <b> & "c"'],
    ['<head><title>T</title></head><body>B', 'T B'],
    ['x < y', 'x'],
  ])('%j becomes %j', (html, text) => {
    expect(stripMarkup(html)).toBe(text);
  });

  it('is found in one pass, also in a page made to be slow', () => {
    expect(stripMarkup('<'.repeat(64 * 1024))).toBe('');
    expect(stripMarkup('<script>'.repeat(8 * 1024))).toBe('');
  });
});

describe('the wait that a server asks for', () => {
  const now = Date.parse('2026-11-24T10:00:00Z');
  const cases: readonly (readonly [headers: Record<string, string>, text: string, ms: number | undefined])[] = [
    [{ 'retry-after': '30' }, '', 30_000],
    [{ 'retry-after': '1.5' }, '', 1_500],
    [{ 'retry-after': '0' }, '', 0],
    [{ 'retry-after': '3600' }, '', 3_600_000],
    [{ 'retry-after-ms': '250', 'retry-after': '30' }, '', 250],
    [{ 'retry-after': 'Tue, 24 Nov 2026 10:00:20 GMT' }, '', 20_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 12:00:20 GMT', date: 'Tue, 24 Nov 2026 12:00:00 GMT' }, '', 20_000],
    [{ 'retry-after': 'Tue, 24 Nov 2026 09:00:00 GMT' }, '', undefined],
    [{ 'retry-after': '-5' }, '', undefined],
    [{ 'retry-after': '99999999999' }, '', undefined],
    [{ 'retry-after': 'soon' }, '', undefined],
    [{}, 'Please try again in 7.66s.', 7_660],
    [{}, 'please try again after 1 seconds', 1_000],
    [{}, 'retry in 250ms', 250],
    [{}, 'Try again in 2 minutes', 120_000],
    [{}, 'Please try again later', undefined],
    [{}, '', undefined],
    [{ 'retry-after': '1m30s' }, '', 90_000],
    [{ 'retry-after': '500ms' }, '', 500],
    [{ 'retry-after': '2 minutes' }, '', 120_000],
    [{ 'retry-after': 'Tuesday, 24-Nov-26 10:00:20 GMT' }, '', 20_000],
    [{ 'retry-after': '1795514430' }, '', 30_000],
    [{ 'retry-after': '1795514430000' }, '', 30_000],
    [{ 'retry-after': '1e3', 'x-retry-after': '5' }, '', 5_000],
    [{ 'retry-after': '-1' }, 'try again in 4s', 4_000],
    [{ 'retry-after': '99999999999', 'x-ratelimit-reset': '7' }, '', 7_000],
    [{ 'x-ratelimit-reset': '30' }, '', 30_000],
    [{ 'x-ratelimit-reset': '1795514430' }, '', 30_000],
    [{ 'x-ratelimit-reset': '1795514430000' }, '', 30_000],
    [{ 'x-ratelimit-reset': '2026-11-24T10:00:30Z' }, '', 30_000],
    [{ 'x-ratelimit-reset': '30', 'x-ratelimit-remaining': '4' }, '', undefined],
    [{ 'ratelimit-reset': '30', 'ratelimit-remaining': '0' }, '', 30_000],
    [{ ratelimit: 'limit=100, remaining=0, reset=30' }, '', 30_000],
    [{ ratelimit: '"default";r=0;t=30' }, '', 30_000],
    [{ ratelimit: '"default";r=9;t=30' }, '', undefined],
    [
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '1m30s',
        'x-ratelimit-remaining-tokens': '500',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      '',
      90_000,
    ],
    [{ 'x-ratelimit-reset-requests': '120ms', 'x-ratelimit-reset-tokens': '6.5s' }, '', 6_500],
    [{ 'x-ratelimit-reset': 'never' }, 'retry in 2s', 2_000],
    [{ 'retry-after': '3', 'x-ratelimit-reset': '30' }, '', 3_000],
    [{}, 'Please try again in 6m0s.', 360_000],
    [{}, 'Please try again in 1h2m3.5s. Visit https://x', 3_723_500],
    [{}, 'retry after 30', 30_000],
    [{}, 'Please wait 30 seconds before the next request', 30_000],
    [{}, 'Try again later in 30 secs', 30_000],
    [{}, '请在30秒后重试', 30_000],
    [{}, '请 5 分钟之后再试', 300_000],
    [{}, 'Try again after 3 models were loaded', undefined],
    [{}, 'Please retry in a minute', undefined],
  ];

  it.each(cases)('%j %j is %s ms', (headers, text, ms) => {
    expect(readRetryAfter(new Headers(headers), text, now)).toBe(ms);
  });

  it('is looked for in no time, however the text was made', () => {
    const startMs = performance.now();
    expect(readRetryAfter(undefined, `again in ${'9s'.repeat(20_000)}!`, now)).toBeDefined();
    for (const text of ['9m', '9', 'wait for 1 ', '9 minutes ', 'again in 9.9']) {
      readRetryAfter(new Headers({ 'retry-after': text.repeat(2_000) }), text.repeat(20_000), now);
    }
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});
