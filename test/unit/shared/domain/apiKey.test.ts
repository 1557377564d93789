import { describe, expect, test } from 'vitest';
import { cleanApiKey } from '../../../../src/shared/domain/apiKey';
import { findVendor } from '../../../../src/shared/vendors/index';

const key = 'sk-AbC123456789xyz';

test.each([
  ['as it is', key],
  ['with spaces and a line feed', `  ${key}\r\n`],
  ['in quotes', `"${key}"`],
  ['in single quotes and spaces', ` ' ${key} ' `],
  ['in typographic quotes', `“${key}”`],
  ['in backticks', `\`${key}\``],
  ['with a no-break space', `\u00A0${key}\u3000`],
  ['with zero-width marks inside', `\uFEFFsk-AbC\u200B123456\u2060789xyz\u200D`],
  ['with a soft hyphen', `sk-AbC123\u00AD456789xyz`],
  ['as a bearer token', `Bearer ${key}`],
  ['as a header', `Authorization: Bearer ${key}`],
  ['as a header for curl', `-H "Authorization: Bearer ${key}"`],
  ['as a shell line', `export MOONSHOT_API_KEY="${key}";`],
  ['as a line of an .env file', `DASHSCOPE_API_KEY=${key}`],
  ['as a PowerShell line', `$env:DEEPSEEK_API_KEY = '${key}'`],
  ['as a line of a YAML file', `api_key: ${key},`],
  ['in brackets', `(${key})`],
  ['in the brackets of a list', `["${key}"]`],
  ['in Chinese brackets', `【${key}】`],
  ['at the end of a Chinese sentence', `${key}。`],
  ['behind the word key', `Key: ${key}`],
  ['behind two words', `API Key：${key}`],
  ['behind its Chinese name', `密钥：${key}`],
  ['as a line of a container file', `- DEEPSEEK_API_KEY=${key}`],
  ['as a PowerShell line with a short name', `$env:KEY='${key}'`],
  ['in an address', `https://api.example.com/v1/models?key=${key}&alt=sse`],
  ['in full-width letters', 'ｓｋ－ＡｂＣ１２３４５６７８９ｘｙｚ'],
])('a key pasted %s is taken', (_how, text) => {
  expect(cleanApiKey(text)).toMatchObject({ ok: true, key, isPrefixUnusual: false });
});

test.each([
  ['nothing, for the key alone', key, []],
  ['spaces', `  ${key}\n`, ['spaces']],
  ['spaces and quotes', ` "${key}"`, ['spaces', 'quotes']],
  ['unseen marks', `sk-AbC\u200B123456789xyz`, ['unseen']],
  ['full-width letters', 'ｓｋ－ＡｂＣ１２３４５６７８９ｘｙｚ', ['full-width']],
  ['the name before it', `DEEPSEEK_API_KEY=${key}`, ['name']],
  ['the words of a header', `Bearer ${key}`, ['header']],
  ['what stands around it in JSON', `{ "api_key": "${key}", "base_url": "https://api.deepseek.com" }`, ['around']],
  [
    'what stands around it in a command',
    `curl https://x.example/v1 \\\n  -H "Authorization: Bearer ${key}" \\\n -d '{}'`,
    ['around'],
  ],
  [
    'the other lines of an .env file',
    `# mine\nOPENAI_BASE_URL=https://x.example\nDEEPSEEK_API_KEY=${key}\n`,
    ['around'],
  ],
])('it is told that %s was taken off', (_what, text, removed) => {
  const cleaned = cleanApiKey(text);
  expect(cleaned).toMatchObject({ ok: true, key });
  expect(cleaned.ok && new Set(cleaned.removed)).toEqual(new Set(removed));
});

test('of several keys none is chosen', () => {
  const two = `DEEPSEEK_API_KEY=${key}\nMOONSHOT_API_KEY=sk-another-0123456789`;
  expect(cleanApiKey(two)).toEqual({ ok: false, reason: 'several' });
  expect(cleanApiKey(`API_KEY=${key}\nSAME_API_KEY=${key}`)).toMatchObject({ ok: true, key });
});

test.each([
  ['commas', `${key},sk-another-0123456789`],
  ['line feeds', `${key}\nsk-another-0123456789`],
  ['quotes', `"${key}"; "sk-another-0123456789"`],
])('keys that stand side by side, parted by %s, are told from one key', (_how, text) => {
  expect(cleanApiKey(text)).toEqual({ ok: false, reason: 'several' });
});

test.each([
  'sk-AbCd****************wxyz',
  'sk-AbCd...wxyz',
  'sk-AbCd…wxyz',
  'sk-••••••••••••wxyz',
  '$DEEPSEEK_API_KEY',
  'DEEPSEEK_API_KEY={{ key }}',
  '<your api key>',
  'your-api-key-here',
  'YOUR_DEEPSEEK_API_KEY',
  'https://platform.deepseek.com/api_keys',
])('what only stands in place of a key is refused: %j', text => {
  expect(cleanApiKey(text)).toEqual({ ok: false, reason: 'stand-in' });
});

test.each([
  ['empty', ''],
  ['empty', ' \n\t '],
  ['empty', '""'],
  ['too-short', 'a'],
  ['too-short', 'sk-1234'],
  ['too-long', 'k'.repeat(4_097)],
  ['too-long', 'k'.repeat(100_000)],
  ['space-inside', 'sk-AbC1234 56789xyz'],
  ['space-inside', 'sk-AbC1234\n56789xyz'],
  ['control-character', 'sk-AbC1234\u000056789xyz'],
  ['control-character', 'sk-AbC1234\u007F56789xyz'],
  ['look-alike', 'sk-АbC123456789xyz'],
  ['look-alike', 'ѕk-AbC123456789xyz'],
  ['look-alike', 'sk-AbC123456789νyz'],
  ['not-ascii', 'sk-Äbc123456789xyz'],
  ['not-ascii', 'sk-密钥123456789'],
  ['not-ascii', 'sk-AbC123456789😀'],
])('a text is refused as %s: %j', (reason, text) => {
  expect(cleanApiKey(text)).toEqual({ ok: false, reason });
});

describe('with a vendor’s own rules', () => {
  test('keys of its other products are refused by name', () => {
    expect(cleanApiKey('sk-kimi-0123456789', findVendor('moonshot')?.key)).toEqual({
      ok: false,
      reason: 'kimi-code-key',
    });
    expect(cleanApiKey(' "sk-sp-0123456789"', findVendor('alibaba')?.key)).toEqual({
      ok: false,
      reason: 'coding-plan-key',
    });
    expect(cleanApiKey('sk-ws-0123456789', findVendor('alibaba')?.key)).toMatchObject({ ok: true });
  });

  test('an unusual beginning is noted and not refused', () => {
    expect(cleanApiKey('bce-v3/ALTAK-abc/0123456789', findVendor('baidu')?.key)).toMatchObject({
      isPrefixUnusual: false,
    });
    expect(cleanApiKey('0123456789abcdef', findVendor('baidu')?.key)).toMatchObject({
      ok: true,
      isPrefixUnusual: true,
    });
    expect(cleanApiKey('eyJhbGciOiJIUzI1NiJ9.e30.abc', findVendor('minimax')?.key)).toMatchObject({
      isPrefixUnusual: false,
    });
  });
});

test('what is taken always survives as a header', () => {
  for (const text of [key, 'bce-v3/ALTAK-abc/0123456789', 'a'.repeat(4_096), '!"#$%&()*+,-./:;<=>?@[]^_{|}~x']) {
    const cleaned = cleanApiKey(text);
    if (!cleaned.ok) throw new Error(cleaned.reason);
    expect(new Headers({ authorization: `Bearer ${cleaned.key}` }).get('authorization')).toBe(`Bearer ${cleaned.key}`);
  }
});
