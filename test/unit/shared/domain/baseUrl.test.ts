import { expect, test } from 'vitest';
import { normalizeBaseUrl } from '../../../../src/shared/domain/baseUrl';
import { vendors } from '../../../../src/shared/vendors/index';

test.each([
  ['https://api.moonshot.ai/v1', 'https://api.moonshot.ai/v1'],
  ['  https://api.moonshot.ai/v1/  \n', 'https://api.moonshot.ai/v1'],
  ['\uFEFFhttps://api.moonshot.ai/v1\u200B', 'https://api.moonshot.ai/v1'],
  ['HTTPS://API.Moonshot.AI/v1//', 'https://api.moonshot.ai/v1'],
  ['https://api.moonshot.ai', 'https://api.moonshot.ai/v1'],
  ['https://api.moonshot.ai/', 'https://api.moonshot.ai/v1'],
  ['https://api.moonshot.ai/v1/chat/completions', 'https://api.moonshot.ai/v1'],
  ['https://api.moonshot.ai/v1/chat/completions/', 'https://api.moonshot.ai/v1'],
  ['https://api.moonshot.ai/v1/models', 'https://api.moonshot.ai/v1'],
  ['https://host.example/chat/completions', 'https://host.example'],
  ['https://host.example:443/a/b/v2', 'https://host.example/a/b/v2'],
  ['https://host.example:8443/v1', 'https://host.example:8443/v1'],
  ['https://host.example./v1', 'https://host.example/v1'],
  ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1'],
  ['http://localhost:1234/v1/', 'http://localhost:1234/v1'],
  ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
  [
    'https://ws-1.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1',
    'https://ws-1.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1',
  ],
])('%j becomes %j', (text, baseUrl) => {
  expect(normalizeBaseUrl(text)).toMatchObject({ ok: true, baseUrl });
});

test.each([
  ['', 'empty'],
  [' \n ', 'empty'],
  ['javascript:alert(1)', 'scheme'],
  ['JaVaScRiPt:alert(1)', 'scheme'],
  ['data:text/html,x', 'scheme'],
  ['file:///etc/passwd', 'scheme'],
  ['ftp://host.example/v1', 'scheme'],
  ['ws://host.example/v1', 'scheme'],
  ['//host.example/v1', 'no-scheme'],
  ['host.example/v1', 'no-scheme'],
  ['host.example:8080', 'no-scheme'],
  ['x', 'no-scheme'],
  ['https:/host.example/v1', 'malformed'],
  ['https:host.example', 'malformed'],
  ['https:///v1', 'malformed'],
  ['https://', 'malformed'],
  ['https://host.example\\@evil.example/v1', 'malformed'],
  ['https://host example/v1', 'space'],
  ['https://host.example/v 1', 'space'],
  ['https://user:pass@host.example/v1', 'user-info'],
  ['https://user@host.example/v1', 'user-info'],
  ['https://@host.example/v1', 'user-info'],
  ['https://:@host.example/v1', 'user-info'],
  ['https://host.example:0/v1', 'port'],
  ['https://host.example:99999/v1', 'port'],
  ['https://host.example/v1?key=secret', 'query'],
  ['https://host.example/v1?', 'query'],
  ['https://host.example/v1#part', 'query'],
  ['https://ho\tst.example/v1', 'control-character'],
  ['https://host.example/v1\u0000', 'control-character'],
  ['https://host\u200B.example/v1', 'control-character'],
  ['https://host\u202E.example/v1', 'control-character'],
  [`https://host.example/${'a'.repeat(3_000)}`, 'too-long'],
])('%j is refused as %s', (text, reason) => {
  expect(normalizeBaseUrl(text)).toMatchObject({ ok: false, reason });
});

test('an address without a scheme comes with a suggestion, plain http only for this machine', () => {
  const suggestionFor = (text: string) => {
    const address = normalizeBaseUrl(text);
    return address.ok ? undefined : address.suggestion;
  };
  expect(suggestionFor('api.deepseek.com/v1')).toBe('https://api.deepseek.com/v1');
  expect(suggestionFor('//host.example')).toBe('https://host.example/v1');
  expect(suggestionFor('localhost:11434')).toBe('http://localhost:11434/v1');
  expect(suggestionFor('127.0.0.1:8080/v1')).toBe('http://127.0.0.1:8080/v1');
  expect(suggestionFor('user:pass@host.example')).toBeUndefined();
});

test.each([
  ['http://localhost:1/v1', true],
  ['http://LOCALHOST./v1', true],
  ['http://api.localhost/v1', true],
  ['http://127.9.8.7/v1', true],
  ['http://127.1/v1', true],
  ['http://0x7f.1/v1', true],
  ['http://2130706433/v1', true],
  ['http://[::1]/v1', true],
  ['http://192.168.1.5:8000/v1', false],
  ['http://10.0.0.1/v1', false],
  ['http://0.0.0.0:8000/v1', false],
  ['http://localhost.example/v1', false],
  ['http://127.0.0.1.example/v1', false],
  ['http://notlocalhost/v1', false],
])('%s is this machine: %s', (text, isLoopback) => {
  expect(normalizeBaseUrl(text)).toMatchObject({ ok: true, isLoopback, isPlainHttp: true });
});

test('https is never taken for plain http', () => {
  expect(normalizeBaseUrl('https://localhost/v1')).toMatchObject({ isLoopback: true, isPlainHttp: false });
});

test('look-alikes show themselves in punycode', () => {
  expect(normalizeBaseUrl('https://аpi.deepseek.com/v1')).toMatchObject({
    baseUrl: 'https://xn--pi-6kc.deepseek.com/v1',
    asciiHost: 'xn--pi-6kc.deepseek.com',
    isInternationalHost: true,
  });
  expect(normalizeBaseUrl('https://ａｐｉ.deepseek.com/v1')).toMatchObject({
    asciiHost: 'api.deepseek.com',
    isInternationalHost: false,
  });
});

test('a bare host of a known platform gets that platform’s path', () => {
  const known = vendors.flatMap(({ regions }) => regions.map(({ baseUrl }) => baseUrl));
  expect(normalizeBaseUrl('https://dashscope-intl.aliyuncs.com', known)).toMatchObject({
    baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  });
  expect(normalizeBaseUrl('https://api.deepseek.com/', known)).toMatchObject({ baseUrl: 'https://api.deepseek.com' });
  expect(normalizeBaseUrl('https://openrouter.ai', known)).toMatchObject({ baseUrl: 'https://openrouter.ai/api/v1' });
});

test('every built-in address stays as it is, and normalising twice changes nothing', () => {
  const known = vendors.flatMap(({ regions }) => regions.map(({ baseUrl }) => baseUrl));
  for (const baseUrl of known) expect(normalizeBaseUrl(baseUrl, known)).toMatchObject({ ok: true, baseUrl });
});

test.each([
  ['"https://host.example/v1"'],
  ['“https://host.example/v1”'],
  ['<https://host.example/v1>'],
  ['`https://host.example/v1`,'],
  ["'https://host.example/v1';"],
  ['https://host.example/v1。'],
  ['https://host.example/v1，'],
])('an address that was copied with what stands around it is taken without: %s', text => {
  expect(normalizeBaseUrl(text)).toMatchObject({ ok: true, baseUrl: 'https://host.example/v1' });
});

test.each([
  ['https：//host.example/v1', 'https://host.example/v1'],
  ['https：／／host.example', 'https://host.example/v1'],
  ['base_url=https://host.example/v1', 'https://host.example/v1'],
  ['OPENAI_BASE_URL="http://localhost:1234/v1"', 'http://localhost:1234/v1'],
  ['x://https', undefined],
  ['a=https://user:pass@host.example/v1', undefined],
])('%s is refused, with what was meant by it', (text, suggestion) => {
  const refusal = normalizeBaseUrl(text);
  expect(refusal.ok).toBe(false);
  expect('suggestion' in refusal ? refusal.suggestion : undefined).toBe(suggestion);
});
