import type { ModelRule, ModelSpec } from './types';

/** Prices of the region Singapore; those of other regions are not known. */
const alibabaDocs = {
  source: 'https://www.alibabacloud.com/help/en/model-studio/qwen3-8-max',
  readOn: '2026-09-17',
};
const flashDocs = { source: 'https://www.alibabacloud.com/help/en/model-studio/qwen3-8-flash', readOn: '2026-09-17' };
const priceTable = {
  source: 'https://github.com/anomalyco/models.dev/tree/dev/providers/alibaba/models',
  readOn: '2026-07-02',
};

const qwen38: Omit<ModelSpec, 'id' | 'name'> = {
  contextTokens: 1_000_000,
  maxOutputTokens: 131_072,
  maxThinkingTokens: 262_144,
  input: ['text', 'image', 'video'],
  thinking: 'on-by-default',
  efforts: ['low', 'medium', 'xhigh'],
  hasTools: true,
  origin: 'built-in',
};

/** Hybrid models of the generations 3.5 to 3.7; whether they think by default is not documented in the pages read. */
const hybrid: Omit<ModelSpec, 'id' | 'name'> = {
  contextTokens: 1_000_000,
  maxOutputTokens: 65_536,
  input: ['text', 'image', 'video'],
  thinking: 'unknown',
  hasTools: true,
  origin: 'built-in',
};

const openWeight: Omit<ModelSpec, 'id' | 'name'> = {
  contextTokens: 131_072,
  input: ['text'],
  thinking: 'on-by-default',
  origin: 'built-in',
};

export const alibabaModels: readonly ModelSpec[] = [
  {
    ...qwen38,
    id: 'qwen3.8-max',
    name: 'Qwen 3.8 Max',
    price: { currency: 'USD', inputPerMillion: 2, outputPerMillion: 6, ...alibabaDocs },
  },
  {
    ...qwen38,
    id: 'qwen3.8-flash',
    name: 'Qwen 3.8 Flash',
    price: { currency: 'USD', inputPerMillion: 0.15, outputPerMillion: 0.47, ...flashDocs },
  },
  {
    ...hybrid,
    id: 'qwen3.7-max',
    name: 'Qwen 3.7 Max',
    input: ['text'],
    price: {
      currency: 'USD',
      inputPerMillion: 2.5,
      cachedInputPerMillion: 0.5,
      cacheWritePerMillion: 3.125,
      outputPerMillion: 7.5,
      ...priceTable,
    },
  },
  // Sources give two different prices, so none.
  { ...hybrid, id: 'qwen3.7-plus', name: 'Qwen 3.7 Plus' },
  {
    ...hybrid,
    id: 'qwen3.6-plus',
    name: 'Qwen 3.6 Plus',
    price: {
      currency: 'USD',
      inputPerMillion: 0.5,
      cachedInputPerMillion: 0.05,
      outputPerMillion: 3,
      longInput: { aboveInputTokens: 256_000, inputPerMillion: 2, outputPerMillion: 6 },
      ...priceTable,
    },
  },
  // Sources differ here too.
  { ...hybrid, id: 'qwen3.6-flash', name: 'Qwen 3.6 Flash' },
  {
    ...hybrid,
    id: 'qwen3.5-plus',
    name: 'Qwen 3.5 Plus',
    price: { currency: 'USD', inputPerMillion: 0.4, outputPerMillion: 2.4, ...priceTable },
  },
  {
    // The base id does not think by itself; dated snapshots differ.
    id: 'qwen3-max',
    name: 'Qwen 3 Max',
    contextTokens: 262_144,
    maxOutputTokens: 65_536,
    input: ['text'],
    thinking: 'off-by-default',
    price: {
      currency: 'USD',
      inputPerMillion: 1.2,
      outputPerMillion: 6,
      longInput: { aboveInputTokens: 32_000, inputPerMillion: 2.4, outputPerMillion: 12 },
      upToInputTokens: 128_000,
      ...priceTable,
    },
    origin: 'built-in',
  },
  {
    id: 'qwen-plus',
    name: 'Qwen Plus',
    contextTokens: 1_000_000,
    maxOutputTokens: 32_768,
    input: ['text'],
    thinking: 'off-by-default',
    price: {
      currency: 'USD',
      inputPerMillion: 0.4,
      outputPerMillion: 1.2,
      thinkingOutputPerMillion: 4,
      ...priceTable,
    },
    origin: 'built-in',
  },
  {
    id: 'qwen-flash',
    name: 'Qwen Flash',
    contextTokens: 1_000_000,
    maxOutputTokens: 32_768,
    input: ['text'],
    thinking: 'off-by-default',
    origin: 'built-in',
  },
  { ...openWeight, id: 'qwen3-235b-a22b', name: 'Qwen 3 235B', maxThinkingTokens: 38_912 },
  { ...openWeight, id: 'qwen3-32b', name: 'Qwen 3 32B', maxThinkingTokens: 38_912 },
  { ...openWeight, id: 'qwq-plus', name: 'QwQ Plus', thinking: 'always' },
  { ...openWeight, id: 'qvq-max', name: 'QvQ Max', input: ['text', 'image'], thinking: 'always' },
];

/** How requests differ by generation: https://www.alibabacloud.com/help/en/model-studio/deep-thinking (read 2026-09-17). */
export const alibabaRules: readonly ModelRule[] = [
  // A switch sent to a model that only thinks, or that never does, is refused with 400.
  { prefix: 'qwq', thinking: 'always', input: ['text'], request: { thinkingSwitch: 'none' } },
  { prefix: 'qvq', thinking: 'always', input: ['text', 'image'], request: { thinkingSwitch: 'none' } },
  { prefix: 'qwen', contains: '-thinking', thinking: 'always', request: { thinkingSwitch: 'none' } },
  { prefix: 'qwen', contains: '-instruct', thinking: 'none', request: { thinkingSwitch: 'none' } },
  { prefix: 'qwen2', thinking: 'none', request: { thinkingSwitch: 'none' } },
  { prefix: 'qwen3-coder', thinking: 'none', input: ['text'], request: { thinkingSwitch: 'none' } },
  {
    // An effort together with a thinking budget is refused with 400, so 3.8 gets the effort alone, which is its switch as well.
    prefix: 'qwen3.8',
    thinking: 'on-by-default',
    efforts: qwen38.efforts,
    input: ['text', 'image', 'video'],
    request: {
      outputCapField: 'max_completion_tokens',
      thinkingSwitch: 'effort-none',
      effortField: 'reasoning_effort',
      effortWhenOn: 'xhigh',
      effortSynonyms: { minimal: 'low', high: 'xhigh', max: 'xhigh' },
      hasThinkingBudget: false,
      replay: 'stored-reasoning',
    },
  },
  {
    // 3.5 to 3.7.
    prefix: 'qwen3.',
    thinking: 'unknown',
    input: ['text', 'image', 'video'],
    request: { outputCapField: 'max_completion_tokens', hasThinkingBudget: true },
  },
  { prefix: 'qwen3-max', thinking: 'unknown', input: ['text'], request: { hasThinkingBudget: true } },
  { prefix: 'qwen3-vl', input: ['text', 'image', 'video'], request: { hasThinkingBudget: true } },
  { prefix: 'qwen3', thinking: 'on-by-default', input: ['text'], request: { hasThinkingBudget: true } },
  { prefix: 'qwen-plus', thinking: 'off-by-default', input: ['text'], request: { hasThinkingBudget: true } },
  { prefix: 'qwen-flash', thinking: 'off-by-default', input: ['text'] },
  { prefix: 'qwen-turbo', thinking: 'off-by-default', input: ['text'] },
  { prefix: 'qwen-max', thinking: 'none', input: ['text'], request: { thinkingSwitch: 'none' } },
  { prefix: 'qwen-vl', thinking: 'none', input: ['text', 'image'], request: { thinkingSwitch: 'none' } },
  // Models of other vendors on the same address follow those vendors.
  { prefix: 'kimi', thinking: 'always', request: { thinkingSwitch: 'none' } },
  { prefix: 'minimax', thinking: 'always', request: { thinkingSwitch: 'none' } },
];
