import { alibabaModels, alibabaRules } from './alibabaModels';
import { structuredStream } from './defaults';
import type { VendorSpec } from './types';

const chinaConsole = 'https://bailian.console.aliyun.com';
const internationalConsole = 'https://modelstudio.console.alibabacloud.com';

/** Alibaba Cloud Model Studio. Keys are bound to their region and plan; workspace addresses can be typed instead of a region. */
export const alibaba: VendorSpec = {
  id: 'alibaba',
  name: 'Qwen (Alibaba Cloud)',
  nativeName: '通义千问 百炼',
  kind: 'vendor',
  dialect: 'openai-chat',
  // https://www.alibabacloud.com/help/model-studio/base-url
  regions: [
    {
      id: 'singapore',
      label: 'international',
      baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
      keyPage: internationalConsole,
      billingPage: internationalConsole,
      currency: 'USD',
    },
    {
      id: 'beijing',
      label: 'china',
      baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
      keyPage: chinaConsole,
      billingPage: chinaConsole,
      currency: 'CNY',
    },
    {
      id: 'us',
      label: 'us',
      baseUrl: 'https://dashscope-us.aliyuncs.com/compatible-mode/v1',
      keyPage: internationalConsole,
      billingPage: internationalConsole,
    },
    {
      id: 'hong-kong',
      label: 'hong-kong',
      baseUrl: 'https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1',
      keyPage: internationalConsole,
      billingPage: internationalConsole,
    },
  ],
  needsKey: true,
  key: { prefixes: ['sk-'], refusedPrefixes: [{ prefix: 'sk-sp-', reason: 'coding-plan-key' }] },
  defaultModelId: 'qwen3.8-max',
  suggestedLanes: ['qwen3.8-max'],
  models: alibabaModels,
  modelRules: alibabaRules,
  modelList: {
    path: '/models',
    includePrefixes: ['qwen', 'qwq', 'qvq'],
    excludeSubstrings: ['-tts', '-asr', '-image', '-mt', 'embedding', 'rerank', 'realtime', 'livetranslate'],
  },
  request: {
    // Of the older models `max_tokens` caps the answer alone; from 3.5 on `max_completion_tokens` caps thinking and answer.
    outputCapField: 'max_tokens',
    sampling: ['temperature', 'top_p', 'seed', 'stop'],
    temperatureRange: [0, 2],
    seedMax: 2_147_483_647,
    thinkingSwitch: 'enable-thinking',
    effortField: 'none',
    hasThinkingBudget: false,
    replay: 'none',
    continuation: 'instruction',
    images: 'data-url-or-link',
    // About 10 MB once in base64; not documented for every model.
    maxImageBytes: 7_000_000,
    // https://www.alibabacloud.com/help/en/model-studio/error-code, read 2026-10-11.
    imageSides: { minPx: 10, maxRatio: 200 },
  },
  stream: structuredStream,
  errors: {
    firstTexts: [
      // Comes with the code of a plain limit per minute, but waiting does not help.
      ['free allocated quota exceeded', 'no-money'],
      // Sounds like an empty account and means tokens per minute.
      ['exceeded your current quota', 'rate-limit'],
      ['range of input length', 'context-too-long'],
    ],
    codes: {
      invalid_api_key: 'bad-key',
      InvalidApiKey: 'bad-key',
      Arrearage: 'no-money',
      'AllocationQuota.FreeTierOnly': 'no-money',
      PostpaidBillOverdue: 'no-money',
      PrepaidBillOverdue: 'no-money',
      CommodityNotPurchased: 'no-money',
      AccessDenied: 'permission',
      'AccessDenied.Unpurchased': 'permission',
      'Endpoint.AccessDenied': 'permission',
      model_not_found: 'model-gone',
      model_not_supported: 'model-gone',
      data_inspection_failed: 'moderation',
      DataInspectionFailed: 'moderation',
      limit_requests: 'rate-limit',
      limit_burst_rate: 'rate-limit',
      insufficient_quota: 'rate-limit',
      'Throttling.RateQuota': 'rate-limit',
      'Throttling.BurstRate': 'rate-limit',
      'Throttling.AllocationQuota': 'rate-limit',
      'InternalError.Algo.InvalidParameter': 'bad-parameter',
      'InvalidParameter.NotSupportEnableThinking': 'bad-parameter',
      internal_error: 'overloaded',
      'InternalError.Algo': 'overloaded',
      RequestTimeOut: 'overloaded',
      ServiceUnavailable: 'overloaded',
      ModelUnavailable: 'overloaded',
    },
    texts: [
      ['good standing', 'no-money'],
      ['billoverdue', 'no-money'],
      ['inappropriate content', 'moderation'],
    ],
  },
  limits: { maxConcurrent: 5, firstByteTimeoutMs: 120_000, idleTimeoutMs: 180_000 },
  sources: [
    { address: 'https://www.alibabacloud.com/help/model-studio/base-url', readOn: '2026-10-11' },
    { address: 'https://www.alibabacloud.com/help/en/model-studio/qwen3-8-max', readOn: '2026-09-17' },
    { address: 'https://www.alibabacloud.com/help/en/model-studio/qwen3-8-flash', readOn: '2026-09-17' },
    { address: 'https://www.alibabacloud.com/help/en/model-studio/deep-thinking', readOn: '2026-09-17' },
    {
      address: 'https://www.alibabacloud.com/help/en/model-studio/qwen-api-via-openai-chat-completions',
      readOn: '2026-09-17',
    },
    { address: 'https://www.alibabacloud.com/help/en/model-studio/error-code', readOn: '2026-09-17' },
  ],
};
