import type { Price } from '../domain/price';
import { structuredStream } from './defaults';
import type { VendorSpec } from './types';

const priceSource = { source: 'https://api-docs.deepseek.com/quick_start/pricing', readOn: '2026-11-15' };

/**
 * Twice the price on working days from 9 to 12 and 14 to 18 in Beijing. Chinese public holidays are excepted but not known here, so a
 * cost on such a day can be shown too high.
 */
const peak: NonNullable<Price['peak']> = {
  factor: 2,
  days: [1, 2, 3, 4, 5],
  hoursUtc: [
    [1, 4],
    [6, 10],
  ],
};

/** DeepSeek's own platform: one host for the whole world. */
export const deepseek: VendorSpec = {
  id: 'deepseek',
  name: 'DeepSeek',
  nativeName: '深度求索 DeepSeek',
  kind: 'vendor',
  dialect: 'openai-chat',
  regions: [
    {
      id: 'worldwide',
      label: 'worldwide',
      baseUrl: 'https://api.deepseek.com',
      keyPage: 'https://platform.deepseek.com/api_keys',
      billingPage: 'https://platform.deepseek.com/top_up',
      currency: 'USD',
    },
  ],
  needsKey: true,
  key: { prefixes: ['sk-'], refusedPrefixes: [] },
  defaultModelId: 'deepseek-flash',
  suggestedLanes: ['deepseek-flash'],
  models: [
    {
      id: 'deepseek-flash',
      name: 'DeepSeek Flash (V4.1)',
      contextTokens: 1_048_576,
      maxOutputTokens: 393_216,
      input: ['text', 'image'],
      thinking: 'on-by-default',
      efforts: ['low', 'high', 'max'],
      hasTools: true,
      price: {
        currency: 'USD',
        cachedInputPerMillion: 0.003,
        inputPerMillion: 0.15,
        outputPerMillion: 0.6,
        peak,
        ...priceSource,
      },
      otherPrices: [
        {
          currency: 'CNY',
          cachedInputPerMillion: 0.02,
          inputPerMillion: 1,
          outputPerMillion: 4,
          peak,
          ...priceSource,
        },
      ],
      // Between 0.95 and 1 top_p has an effect while thinking too.
      request: { samplingWhileThinking: ['top_p', 'stop'] },
      origin: 'built-in',
    },
    {
      // One announcement of September 2026 routes it to Flash, later price pages list it on its own.
      id: 'deepseek-v4-pro',
      name: 'DeepSeek V4 Pro',
      contextTokens: 1_048_576,
      maxOutputTokens: 393_216,
      // Given a picture it answers 200 and makes the content up: https://api-docs.deepseek.com/guides/vision
      input: ['text'],
      thinking: 'on-by-default',
      efforts: ['low', 'high', 'max'],
      hasTools: true,
      price: {
        currency: 'USD',
        cachedInputPerMillion: 0.022,
        inputPerMillion: 0.66,
        outputPerMillion: 1.98,
        peak,
        ...priceSource,
      },
      otherPrices: [
        {
          currency: 'CNY',
          cachedInputPerMillion: 0.15,
          inputPerMillion: 4.5,
          outputPerMillion: 13.5,
          peak,
          ...priceSource,
        },
      ],
      origin: 'built-in',
    },
  ],
  // The first two were retired on 2026-07-24; the others are served and billed as Flash.
  aliases: {
    'deepseek-chat': { modelId: 'deepseek-flash', thinking: 'off' },
    'deepseek-reasoner': { modelId: 'deepseek-flash', thinking: 'on' },
    'deepseek-v4-flash': { modelId: 'deepseek-flash' },
    'deepseek-v4-flash-vision-exp': { modelId: 'deepseek-flash' },
  },
  modelList: { path: '/models' },
  request: {
    outputCapField: 'max_tokens',
    sampling: ['temperature', 'top_p', 'stop'],
    // Temperature is ignored without an error: https://api-docs.deepseek.com/guides/thinking_mode
    samplingWhileThinking: ['stop'],
    temperatureRange: [0, 2],
    stopLimits: { maxCount: 16 },
    thinkingSwitch: 'thinking-type',
    effortField: 'reasoning_effort',
    effortSynonyms: { minimal: 'low', medium: 'high', xhigh: 'high', ultra: 'max' },
    hasThinkingBudget: false,
    replay: 'always-reasoning',
    continuation: 'prefix',
    continuationPath: '/beta',
    images: 'data-url-or-link',
    maxImageBytes: 33_554_432,
    maxRequestBytes: 50_331_648,
    imageTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  },
  stream: structuredStream,
  errors: {
    codes: {
      authentication_error: 'bad-key',
      insufficient_system_resource: 'overloaded',
    },
    texts: [
      // An unknown model is answered with 400, never 404.
      ['supported api model names', 'model-gone'],
      ['maximum context length', 'context-too-long'],
      ['insufficient balance', 'no-money'],
      ['content exists risk', 'moderation'],
    ],
  },
  balance: { path: '/user/balance', shape: 'deepseek' },
  // Comments keep a queued request alive for up to ten minutes: https://api-docs.deepseek.com/quick_start/rate_limit
  limits: { maxConcurrent: 8, firstByteTimeoutMs: 600_000, idleTimeoutMs: 600_000 },
  sources: [
    { address: 'https://api-docs.deepseek.com/quick_start/pricing', readOn: '2026-11-15' },
    { address: 'https://api-docs.deepseek.com/guides/thinking_mode', readOn: '2026-11-23' },
    { address: 'https://api-docs.deepseek.com/guides/vision', readOn: '2026-11-23' },
    { address: 'https://api-docs.deepseek.com/quick_start/error_codes', readOn: '2026-11-23' },
    { address: 'https://api-docs.deepseek.com/api/get-user-balance', readOn: '2026-11-23' },
  ],
};
