import type { Price } from '../domain/price';
import { structuredStream } from './defaults';
import type { ModelSpec, VendorSpec } from './types';

const k2Source = { source: 'https://platform.kimi.ai/docs/pricing/chat', readOn: '2026-09-29' };
const k31Source = {
  source: 'https://docs.apiyi.com/en/api-capabilities/kimi-k3-1/overview.md',
  readOn: '2026-10-25',
};

/** Cache writes are those kept for five minutes; we never ask for the longer, dearer kind. */
const k31Price: Price = {
  currency: 'USD',
  cachedInputPerMillion: 0.2,
  inputPerMillion: 2,
  cacheWritePerMillion: 2,
  outputPerMillion: 10,
  ...k31Source,
};

const seesAll: ModelSpec['input'] = ['text', 'image', 'video'];

const k3: Pick<
  ModelSpec,
  'contextTokens' | 'maxOutputTokens' | 'input' | 'thinking' | 'efforts' | 'hasTools' | 'origin'
> = {
  contextTokens: 1_048_576,
  // 131,072 unless asked for more; at most the context minus the prompt.
  maxOutputTokens: 1_048_576,
  input: seesAll,
  thinking: 'always',
  efforts: ['low', 'high', 'max'],
  hasTools: true,
  origin: 'built-in',
};

/** Kimi's own platform, with separate accounts and keys for China and the rest of the world. */
export const moonshot: VendorSpec = {
  id: 'moonshot',
  name: 'Kimi (Moonshot AI)',
  nativeName: '月之暗面 Kimi',
  kind: 'vendor',
  dialect: 'openai-chat',
  regions: [
    {
      id: 'international',
      label: 'international',
      baseUrl: 'https://api.moonshot.ai/v1',
      keyPage: 'https://platform.kimi.ai/console/api-keys',
      billingPage: 'https://platform.kimi.ai/console',
      currency: 'USD',
    },
    {
      id: 'china',
      label: 'china',
      baseUrl: 'https://api.moonshot.cn/v1',
      // Path of the Chinese console's key page is not confirmed, so its front page.
      keyPage: 'https://platform.kimi.com',
      billingPage: 'https://platform.kimi.com',
      currency: 'CNY',
    },
  ],
  needsKey: true,
  key: { prefixes: ['sk-'], refusedPrefixes: [{ prefix: 'sk-kimi-', reason: 'kimi-code-key' }] },
  defaultModelId: 'kimi-k3.1-pro',
  suggestedLanes: ['kimi-k3.1-pro'],
  models: [
    { ...k3, id: 'kimi-k3.1-pro', name: 'Kimi K3.1 Pro', price: k31Price },
    {
      ...k3,
      id: 'kimi-k3.1-pro-highspeed',
      name: 'Kimi K3.1 Pro Highspeed',
      // The price of its cache writes is not known.
      price: {
        currency: 'USD',
        cachedInputPerMillion: 0.2,
        inputPerMillion: 4,
        outputPerMillion: 20,
        ...k31Source,
      },
    },
    {
      ...k3,
      id: 'kimi-k3',
      name: 'Kimi K3',
      price: {
        currency: 'USD',
        cachedInputPerMillion: 0.3,
        inputPerMillion: 3,
        cacheWritePerMillion: 3,
        outputPerMillion: 15,
        ...k2Source,
      },
      otherPrices: [
        { currency: 'CNY', cachedInputPerMillion: 2, inputPerMillion: 20, outputPerMillion: 100, ...k2Source },
      ],
    },
    {
      id: 'kimi-k2.7-code',
      name: 'Kimi K2.7 Code',
      contextTokens: 262_144,
      maxOutputTokens: 262_144,
      input: seesAll,
      thinking: 'always',
      price: {
        currency: 'USD',
        cachedInputPerMillion: 0.19,
        inputPerMillion: 0.95,
        outputPerMillion: 4,
        ...k2Source,
      },
      retiresOn: '2026-12',
      hasTools: true,
      origin: 'built-in',
    },
    {
      id: 'kimi-k2.7-code-highspeed',
      name: 'Kimi K2.7 Code Highspeed',
      contextTokens: 262_144,
      maxOutputTokens: 262_144,
      input: seesAll,
      thinking: 'always',
      price: { currency: 'USD', cachedInputPerMillion: 0.38, inputPerMillion: 1.9, outputPerMillion: 8, ...k2Source },
      retiresOn: '2026-12',
      hasTools: true,
      origin: 'built-in',
    },
    {
      // Accounts made after 2026-10-31 have no access to it.
      id: 'kimi-k2.6',
      name: 'Kimi K2.6',
      contextTokens: 262_144,
      input: seesAll,
      thinking: 'on-by-default',
      price: {
        currency: 'USD',
        cachedInputPerMillion: 0.16,
        inputPerMillion: 0.95,
        outputPerMillion: 4,
        ...k2Source,
      },
      retiresOn: '2026-12',
      hasTools: true,
      origin: 'built-in',
    },
  ],
  modelRules: [
    {
      prefix: 'kimi-k3',
      thinking: 'always',
      efforts: k3.efforts,
      request: { effortField: 'reasoning_effort', effortSynonyms: { medium: 'high', xhigh: 'max' } },
    },
    { prefix: 'kimi-k2.7', thinking: 'always' },
    { prefix: 'kimi-k2.6', thinking: 'on-by-default', request: { thinkingSwitch: 'thinking-type' } },
  ],
  modelList: { path: '/models', excludeSubstrings: ['embedding'] },
  request: {
    outputCapField: 'max_completion_tokens',
    // All sampling is frozen, other values are answered with 400: https://platform.kimi.ai/docs/api/models-overview
    sampling: ['stop'],
    stopLimits: { maxCount: 5, maxBytes: 32 },
    thinkingSwitch: 'none',
    effortField: 'none',
    hasThinkingBudget: false,
    replay: 'stored-reasoning',
    continuation: 'partial',
    images: 'data-url',
  },
  stream: structuredStream,
  errors: {
    codes: {
      content_filter: 'moderation',
      invalid_authentication_error: 'bad-key',
      incorrect_api_key_error: 'bad-key',
      resource_not_found_error: 'model-gone',
      exceeded_current_quota_error: 'no-money',
      rate_limit_reached_error: 'rate-limit',
      engine_overloaded_error: 'overloaded',
      server_error: 'overloaded',
    },
    texts: [
      ['considered high risk', 'moderation'],
      ['token length too long', 'context-too-long'],
      ['exceeded model token limit', 'context-too-long'],
      // A help page says that 403 may also mean an empty balance.
      ['insufficient balance', 'no-money'],
      ['permission_denied_error', 'permission'],
    ],
  },
  balance: { path: '/v1/users/me/balance', shape: 'moonshot' },
  // The lowest tier answers 429 to a second request at the same time: https://platform.kimi.ai/docs/pricing/limits
  limits: { maxConcurrent: 1, firstByteTimeoutMs: 120_000, idleTimeoutMs: 180_000 },
  sources: [
    { address: 'https://platform.kimi.ai/docs/api/models-overview', readOn: '2026-09-29' },
    { address: 'https://platform.kimi.ai/docs/guide/use-thinking-models', readOn: '2026-09-29' },
    { address: 'https://platform.kimi.ai/docs/api/errors', readOn: '2026-09-29' },
    { address: 'https://platform.kimi.ai/docs/api/balance', readOn: '2026-09-29' },
    { address: k2Source.source, readOn: k2Source.readOn },
    { address: k31Source.source, readOn: k31Source.readOn },
  ],
};
