import { describe, expect, it } from 'vitest';
import { cleanApiKey } from '../../../../src/shared/domain/apiKey';
import { keyOwners } from '../../../../src/shared/vendors/keyOwner';

function owners(text: string) {
  const cleaned = cleanApiKey(text);
  if (!cleaned.ok) throw new Error(cleaned.reason);
  return keyOwners(text, cleaned.key).map(({ vendor, regionId }) =>
    regionId === undefined ? vendor.id : `${vendor.id} ${regionId}`,
  );
}

describe('whose key a text holds', () => {
  it.each([
    ['sk-or-v1-0123456789', ['openrouter']],
    ['gsk_0123456789', ['groq']],
    ['hf_0123456789', ['huggingface']],
    ['nvapi-0123456789', ['nvidia']],
    ['bce-v3/ALTAK-abc/0123456789', ['baidu']],
    ['sk-kimi-0123456789', ['moonshot']],
    ['sk-sp-0123456789', ['alibaba']],
  ])('is told by the beginning of %s', (text, expected) => {
    expect(owners(text)).toEqual(expected);
  });

  it('is left open where several platforms have such keys, and where the key says nothing', () => {
    expect(owners('sk-0123456789abcdef')).toEqual(['moonshot', 'deepseek', 'alibaba', 'siliconflow']);
    expect(owners('0123456789abcdef')).toEqual([]);
  });

  it.each([
    ['DASHSCOPE_API_KEY=sk-0123456789', ['alibaba']],
    ['export MOONSHOT_API_KEY="sk-0123456789"', ['moonshot']],
    ['DEEPSEEK_API_KEY=sk-0123456789', ['deepseek']],
    ['HF_TOKEN=abcdefgh0123', ['huggingface']],
  ])('is told by the name of the variable in %s', (text, expected) => {
    expect(owners(text)).toEqual(expected);
  });

  it('is told, with the region, by an address beside it', () => {
    const text = '{"baseURL": "https://api.moonshot.cn/v1", "apiKey": "sk-0123456789"}';
    expect(owners(text)).toEqual(['moonshot china']);
  });
});
