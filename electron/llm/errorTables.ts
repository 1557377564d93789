import type { ErrorClass } from '../../src/shared/domain/errors';

/** Codes that mean the same wherever they occur, lower case. Sources: the error pages named in the vendors' own files. */
export const commonCodes: { readonly [code: string]: ErrorClass } = {
  invalid_api_key: 'bad-key',
  invalidapikey: 'bad-key',
  incorrect_api_key_error: 'bad-key',
  invalid_authentication_error: 'bad-key',
  authentication_error: 'bad-key',
  authorized_error: 'bad-key',
  invalid_iam_token: 'bad-key',
  unauthenticated: 'bad-key',
  unauthorized: 'bad-key',
  authfailure: 'bad-key',
  insufficient_quota: 'no-money',
  exceeded_current_quota_error: 'no-money',
  insufficient_balance: 'no-money',
  insufficient_credits: 'no-money',
  insufficient_user_quota: 'no-money',
  billing_hard_limit_reached: 'no-money',
  billing_insufficient_balance: 'no-money',
  arrearage: 'no-money',
  accountoverdueerror: 'no-money',
  rate_limit_exceeded: 'rate-limit',
  rate_limit_error: 'rate-limit',
  rate_limit_reached_error: 'rate-limit',
  limit_requests: 'rate-limit',
  limit_burst_rate: 'rate-limit',
  throttling: 'rate-limit',
  requestlimitexceeded: 'rate-limit',
  resource_exhausted: 'rate-limit',
  context_length_exceeded: 'context-too-long',
  exceed_context_size_error: 'context-too-long',
  tokens_too_long: 'context-too-long',
  characters_too_long: 'context-too-long',
  content_filter: 'moderation',
  content_policy_violation: 'moderation',
  data_inspection_failed: 'moderation',
  datainspectionfailed: 'moderation',
  sensitivecontentdetected: 'moderation',
  moderation_blocked: 'moderation',
  model_not_found: 'model-gone',
  model_not_supported: 'model-gone',
  model_decommissioned: 'model-gone',
  modelnotopen: 'model-gone',
  invalid_model: 'model-gone',
  resource_not_found_error: 'model-gone',
  permission_denied_error: 'permission',
  permission_denied: 'permission',
  permission_error: 'permission',
  accessdenied: 'permission',
  unsupported_country_region_territory: 'permission',
  engine_overloaded_error: 'overloaded',
  overloaded_error: 'overloaded',
  server_error: 'overloaded',
  internal_error: 'overloaded',
  internal_server_error: 'overloaded',
  internalerror: 'overloaded',
  service_unavailable: 'overloaded',
  serviceunavailable: 'overloaded',
  modelunavailable: 'overloaded',
  requesttimeout: 'overloaded',
  unavailable: 'overloaded',
  insufficient_system_resource: 'overloaded',
  invalidparameter: 'bad-parameter',
  unsupported_parameter: 'bad-parameter',
  unsupported_value: 'bad-parameter',
};

/** Codes that share an end. */
export const codePatterns: readonly (readonly [pattern: RegExp, errorClass: ErrorClass])[] = [
  [/rate_limit_exceeded$/, 'rate-limit'],
  [/_unsafe$/, 'moderation'],
  // Volcengine's name the side before it and the kind after it.
  [/sensitivecontentdetected$/, 'moderation'],
];

/** Numbers of MiniMax's `base_resp`, which relays pass on: https://platform.minimax.io/docs/api-reference/errorcode, read on 2026-09-29. */
export const baseCodes: { readonly [code: string]: ErrorClass } = {
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
  '2013': 'bad-parameter',
  '2049': 'bad-key',
  // Zhipu's, whose numbers fall between: https://docs.z.ai/api-reference/api-code, read on 2026-11-23.
  '1113': 'no-money',
  '1211': 'model-gone',
  '1261': 'context-too-long',
  '1301': 'moderation',
  '1302': 'rate-limit',
  '1303': 'rate-limit',
  '1305': 'rate-limit',
};

/** Wordings seen at several platforms and relays, by class; the last resort before the HTTP status. */
export const commonTexts: readonly (readonly [errorClass: ErrorClass, texts: readonly string[]])[] = [
  [
    'no-money',
    [
      'insufficient balance',
      'insufficient_balance',
      'insufficient credit',
      'insufficient funds',
      'insufficient account balance',
      'insufficient quota',
      'balance is not enough',
      'balance not enough',
      'balance is too low',
      'balance is insufficient',
      'exceeded your current quota',
      'free allocated quota exceeded',
      'free quota',
      'out of credits',
      'requires more credits',
      'payment required',
      'please recharge',
      'good standing',
      'arrears',
      'overdue',
      'included credits',
      '余额不足',
      '欠费',
      '额度不足',
      '额度已用',
      '额度已耗尽',
    ],
  ],
  [
    'moderation',
    [
      'content_filter',
      'content filter',
      'considered high risk',
      'inappropriate content',
      'data inspection',
      'content policy',
      'content exists risk',
      'sensitive content',
      'requires moderation',
      'was flagged',
      '敏感',
      '违规',
      '内容安全',
    ],
  ],
  [
    'context-too-long',
    [
      'maximum context',
      'context length',
      'context_length',
      'context window',
      'context size',
      'token limit',
      'input length',
      'token length too long',
      'prompt is too long',
      'prompt too long',
      'input is too long',
      'reduce the length',
      'max_new_tokens` must be',
      'max_seq_len',
      'context shift',
      'maximum number of tokens',
      'longer than the model',
      '上下文长度',
      '输入过长',
      '超出最大长度',
    ],
  ],
  [
    'model-gone',
    [
      'supported api model names',
      'model not exist',
      'model not found',
      'no such model',
      'unknown model',
      'not a valid model',
      'model does not exist',
      'try pulling it first',
      'no endpoints found',
      'decommissioned',
      '模型不存在',
    ],
  ],
  [
    'bad-key',
    [
      'incorrect api key',
      'invalid api key',
      'api key not valid',
      'invalid token',
      'login fail',
      'no auth credentials',
      'invalid authentication',
      'unauthenticated',
      'access token invalid',
      '无效的令牌',
    ],
  ],
  [
    'rate-limit',
    [
      'rate limit',
      'rate_limit',
      'too many requests',
      'max concurrency',
      'request limit',
      'resource exhausted',
      '请求过于频繁',
      '限流',
    ],
  ],
  ['overloaded', ['overloaded', 'loading model', 'server is busy', 'server busy', 'currently unavailable', '服务繁忙']],
];

/** A missing model, in many words. */
export const modelMissing = /\bmodel\b[^.\n]{0,120}\b(?:not (?:be )?found|does not exist|not exist|not available)/;

/** What a status means by itself. */
export function statusClass(status: number): ErrorClass {
  if (status === 400 || status === 415 || status === 422) return 'bad-parameter';
  if (status === 401) return 'bad-key';
  if (status === 402) return 'no-money';
  if (status === 403 || status === 451) return 'permission';
  if (status === 404 || status === 410) return 'model-gone';
  // 421: another host than the one that was asked. 511: the network itself wants a sign-in.
  if (status === 405 || status === 421 || status === 511) return 'protocol';
  if (status === 407) return 'proxy';
  if (status === 413 || status === 414 || status === 431) return 'too-large';
  if (status === 429) return 'rate-limit';
  if (status === 408 || status === 409 || status === 425 || status >= 500) return 'overloaded';
  if (status >= 300 && status < 400) return 'protocol';
  return 'unknown';
}
