import type { Price } from '../domain/price';
import type { ModelSpec, VendorSpec } from './types';

const priceSource = { source: 'https://platform.minimax.io/docs/guides/pricing-paygo', readOn: '2026-09-29' };

const m2: Omit<ModelSpec, 'id' | 'name'> = {
  contextTokens: 204_800,
  maxOutputTokens: 204_800,
  input: ['text'],
  thinking: 'always',
  hasTools: true,
  origin: 'built-in',
};

const legacyPrice: Price = {
  currency: 'USD',
  cachedInputPerMillion: 0.03,
  inputPerMillion: 0.3,
  outputPerMillion: 1.2,
  ...priceSource,
};

/** MiniMax's own platform, with separate accounts for China and the rest of the world. */
export const minimax: VendorSpec = {
  id: 'minimax',
  name: 'MiniMax',
  nativeName: '稀宇科技 MiniMax',
  kind: 'vendor',
  dialect: 'openai-chat',
  regions: [
    {
      id: 'international',
      label: 'international',
      baseUrl: 'https://api.minimax.io/v1',
      keyPage: 'https://platform.minimax.io/user-center/basic-information/interface-key',
      billingPage: 'https://platform.minimax.io',
      currency: 'USD',
    },
    {
      id: 'china',
      label: 'china',
      // The Chinese host has one "i" more.
      baseUrl: 'https://api.minimaxi.com/v1',
      keyPage: 'https://platform.minimaxi.com',
      billingPage: 'https://platform.minimaxi.com',
      currency: 'CNY',
    },
  ],
  needsKey: true,
  key: { prefixes: [], refusedPrefixes: [] },
  defaultModelId: 'MiniMax-M3',
  suggestedLanes: ['MiniMax-M3'],
  models: [
    {
      id: 'MiniMax-M3',
      name: 'MiniMax M3',
      contextTokens: 1_000_000,
      maxOutputTokens: 524_288,
      input: ['text', 'image', 'video'],
      thinking: 'on-by-default',
      price: {
        currency: 'USD',
        cachedInputPerMillion: 0.06,
        inputPerMillion: 0.3,
        outputPerMillion: 1.2,
        longInput: {
          aboveInputTokens: 524_288,
          cachedInputPerMillion: 0.12,
          inputPerMillion: 0.6,
          outputPerMillion: 2.4,
        },
        ...priceSource,
      },
      hasTools: true,
      origin: 'built-in',
    },
    {
      // Open to subscribers of the Token Plan only when this was read.
      id: 'MiniMax-M3.1-Flash-Preview',
      name: 'MiniMax M3.1 Flash (preview)',
      contextTokens: 1_000_000,
      maxOutputTokens: 524_288,
      input: ['text', 'image', 'video'],
      thinking: 'always',
      isPreview: true,
      origin: 'built-in',
    },
    {
      ...m2,
      id: 'MiniMax-M2.7',
      name: 'MiniMax M2.7',
      price: {
        currency: 'USD',
        cachedInputPerMillion: 0.06,
        inputPerMillion: 0.3,
        cacheWritePerMillion: 0.375,
        outputPerMillion: 1.2,
        ...priceSource,
      },
    },
    {
      ...m2,
      id: 'MiniMax-M2.7-highspeed',
      name: 'MiniMax M2.7 Highspeed',
      price: { currency: 'USD', inputPerMillion: 0.6, outputPerMillion: 2.4, ...priceSource },
    },
    { ...m2, id: 'MiniMax-M2.5', name: 'MiniMax M2.5', price: legacyPrice },
    { ...m2, id: 'MiniMax-M2.1', name: 'MiniMax M2.1', price: legacyPrice },
    // Between 128K and 200K out, sources differ.
    { ...m2, id: 'MiniMax-M2', name: 'MiniMax M2', maxOutputTokens: undefined, price: legacyPrice },
  ],
  modelRules: [
    { prefix: 'minimax-m3.1', thinking: 'always' },
    { prefix: 'minimax-m3', thinking: 'on-by-default', request: { thinkingSwitch: 'thinking-adaptive' } },
    // M2 ignores the switch, M1 and Text-01 are gone from the vendor's table.
    { prefix: 'minimax-m2', thinking: 'always', input: ['text'] },
  ],
  modelList: { path: '/models', excludeSubstrings: ['minimax-m1', 'text-01', 'abab', 'speech', 'video', 'image'] },
  request: {
    outputCapField: 'max_completion_tokens',
    // No seed, penalties, tool_choice, response_format or effort is documented.
    sampling: ['temperature', 'top_p', 'stop'],
    temperatureRange: [0, 2],
    thinkingSwitch: 'none',
    effortField: 'none',
    hasThinkingBudget: false,
    replay: 'as-received',
    // Without it the reasoning stands inside the content as think tags.
    extraFields: { reasoning_split: true },
    continuation: 'instruction',
    images: 'data-url-or-link',
  },
  // One chunk may hold the same reasoning as think tags and as a field.
  stream: { thinkTags: true, openingTagMayBeMissing: false },
  errors: {
    firstTexts: [
      ['context window', 'context-too-long'],
      ['insufficient balance', 'no-money'],
    ],
    codes: {
      '1000': 'overloaded',
      '1001': 'overloaded',
      '1002': 'rate-limit',
      '1004': 'bad-key',
      '1008': 'no-money',
      '1024': 'overloaded',
      '1026': 'moderation',
      '1027': 'moderation',
      '1033': 'overloaded',
      '1039': 'context-too-long',
      // Also sent when the conversation is too long, told apart by its text.
      '2013': 'bad-parameter',
      '2049': 'bad-key',
      authorized_error: 'bad-key',
    },
    texts: [
      ['insufficient balance', 'no-money'],
      ['token limit', 'context-too-long'],
      ['404 page not found', 'protocol'],
    ],
  },
  limits: { maxConcurrent: 5, firstByteTimeoutMs: 120_000, idleTimeoutMs: 180_000 },
  sources: [
    { address: 'https://platform.minimax.io/docs/api-reference/text-openai-api', readOn: '2026-09-29' },
    { address: 'https://platform.minimax.io/docs/guides/pricing-paygo', readOn: '2026-09-29' },
    { address: 'https://platform.minimax.io/docs/guides/rate-limits', readOn: '2026-09-29' },
    { address: 'https://platform.minimax.io/docs/api-reference/errorcode', readOn: '2026-09-29' },
  ],
};
