import { expect, test } from 'vitest';
import { fetchBalance, parseBalance } from '../../../electron/llm/balance';
import { canaryKey, vendorOf } from './requestCases';

/** A `fetch` that answers one body and remembers what was asked. */
function answering(body: unknown, status = 200) {
  const asked: { url: string; authorization: string | null }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push({ url: request.url, authorization: request.headers.get('authorization') });
    return Response.json(body, { status });
  };
  return { fetch, asked };
}

const kimi = {
  code: 0,
  scode: '0x0',
  status: true,
  data: { available_balance: 49.58, voucher_balance: 46.58, cash_balance: 3 },
};
const deepseek = {
  is_available: true,
  balance_infos: [
    { currency: 'USD', total_balance: '0.00', granted_balance: '0.00', topped_up_balance: '0.00' },
    { currency: 'CNY', total_balance: '110.00', granted_balance: '10.00', topped_up_balance: '100.00' },
  ],
};

test.each([
  [
    'moonshot',
    'https://api.moonshot.ai/v1',
    kimi,
    'https://api.moonshot.ai/v1/users/me/balance',
    { amount: 49.58, currency: 'USD', isEnough: true },
  ],
  [
    'moonshot',
    'https://api.moonshot.cn/v1',
    kimi,
    'https://api.moonshot.cn/v1/users/me/balance',
    { amount: 49.58, currency: 'CNY', isEnough: true },
  ],
  [
    'deepseek',
    'https://api.deepseek.com',
    deepseek,
    'https://api.deepseek.com/user/balance',
    { amount: 110, currency: 'CNY', isEnough: true },
  ],
  [
    'deepseek',
    'https://api.deepseek.com/v1',
    deepseek,
    'https://api.deepseek.com/user/balance',
    { amount: 110, currency: 'CNY', isEnough: true },
  ],
  [
    'siliconflow',
    'https://api.siliconflow.cn/v1',
    {
      code: 20_000,
      message: 'OK',
      status: true,
      data: { balance: '0.88', chargeBalance: '88.00', totalBalance: '88.88' },
    },
    'https://api.siliconflow.cn/v1/user/info',
    { amount: 88.88, currency: 'CNY', isEnough: true },
  ],
  [
    'openrouter',
    'https://openrouter.ai/api/v1',
    { data: { total_credits: 10.1, total_usage: 10 } },
    'https://openrouter.ai/api/v1/credits',
    { amount: 0.1, currency: 'USD', isEnough: true },
  ],
])('%s at %s', async (vendorId, baseUrl, body, url, expected) => {
  const { fetch, asked } = answering(body);
  expect(await fetchBalance({ vendor: vendorOf(vendorId), baseUrl, apiKey: canaryKey, fetch })).toEqual(expected);
  expect(asked).toEqual([{ url, authorization: `Bearer ${canaryKey}` }]);
});

test('an account in two currencies tells both, and nothing of one that is empty', () => {
  const infos = (usd: string, cny: string) => ({
    is_available: true,
    balance_infos: [
      { currency: 'USD', total_balance: usd },
      { currency: 'CNY', total_balance: cny },
    ],
  });
  expect(parseBalance('deepseek', infos('5.20', '3.10'), 'USD')).toEqual({
    amount: 5.2,
    currency: 'USD',
    isEnough: true,
    others: [{ amount: 3.1, currency: 'CNY' }],
  });
  expect(parseBalance('deepseek', infos('-0.5', '3'), 'USD')).toMatchObject({
    currency: 'CNY',
    others: [{ amount: -0.5, currency: 'USD' }],
  });
  expect(parseBalance('deepseek', infos('0.00', '3'), 'USD')).not.toHaveProperty('others');
});

test.each([
  { balance_infos: [{ currency: 'cny', total_balance: '1,110.50' }] },
  { balance_infos: { currency: ' CNY', total_balance: '1,110.50' } },
  { balance_infos: [{ currency: 'CNY', total_balance: '1110.5' }] },
])('a balance is read as relays write it: %j', json => {
  expect(parseBalance('deepseek', json, 'USD')).toEqual({ amount: 1110.5, currency: 'CNY', isEnough: true });
});

test('a number with a comma at an odd place is none', () => {
  expect(parseBalance('moonshot', { data: { available_balance: '1,10' } }, 'USD')).toBeUndefined();
});

test('a balance at zero or below is not enough', () => {
  expect(parseBalance('moonshot', { data: { available_balance: 0 } }, 'USD')?.isEnough).toBe(false);
  expect(parseBalance('moonshot', { data: { available_balance: -1.5 } }, 'CNY')).toMatchObject({
    amount: -1.5,
    isEnough: false,
  });
  expect(parseBalance('deepseek', { ...deepseek, is_available: false }, 'USD')?.isEnough).toBe(false);
});

test('anything else is no balance', () => {
  for (const shape of ['moonshot', 'deepseek', 'siliconflow', 'openrouter'] as const) {
    for (const json of [
      null,
      [],
      'text',
      {},
      { data: null },
      { data: { available_balance: 'much' } },
      { data: { available_balance: 1e300, totalBalance: '1e300', total_credits: 1e300, total_usage: 0 } },
      { balance_infos: [{}] },
      { balance_infos: [{ currency: '¥', total_balance: '5' }] },
      { balance_infos: [{ currency: 'yuan', total_balance: '5' }] },
    ]) {
      expect(parseBalance(shape, json, 'USD')).toBeUndefined();
    }
  }
});

test('nothing is asked of a platform without the call, and a refusal is no balance', async () => {
  const { fetch, asked } = answering({}, 403);
  const question = { apiKey: canaryKey, fetch };
  expect(
    await fetchBalance({ ...question, vendor: vendorOf('minimax'), baseUrl: 'https://api.minimax.io/v1' }),
  ).toBeUndefined();
  expect(asked).toEqual([]);
  expect(
    await fetchBalance({ ...question, vendor: vendorOf('openrouter'), baseUrl: 'https://openrouter.ai/api/v1' }),
  ).toBeUndefined();
});

test('a balance without a currency is not given one by guess', async () => {
  const { fetch } = answering(kimi);
  expect(
    await fetchBalance({ vendor: vendorOf('moonshot'), baseUrl: 'https://relay.example/v1', apiKey: canaryKey, fetch }),
  ).toBeUndefined();
});
