import { describe, expect, it } from 'vitest';
import { classifyHttpError, classifyInBand, classifyThrown } from '../../../electron/llm/errors';
import { ProxyFailure } from '../../../electron/llm/networkCodes';
import type { AppError } from '../../../src/shared/domain/errors';
import { vendor } from '../../support/streams';

const key = 'sk-canary-0123456789abcdef';

function http(vendorId: string, status: number, body: unknown, headers: Record<string, string> = {}): AppError {
  const bodyText = typeof body === 'string' ? body : JSON.stringify(body);
  return classifyHttpError({
    vendor: vendor(vendorId),
    host: 'api.test',
    apiKey: key,
    status,
    headers: new Headers(headers),
    bodyText,
  });
}

function inBand(vendorId: string, json: unknown, hasText = false): AppError | undefined {
  return classifyInBand(json, { vendor: vendor(vendorId), host: 'api.test', apiKey: key }, hasText);
}

const typed = (type: string, message = 'something') => ({ error: { type, message } });
const coded = (code: unknown, message = 'something', type = 'invalid_request_error') => ({
  error: { message, type, param: null, code },
  request_id: 'req-1',
});
const qianfan = (code: string, message = 'something') => ({
  error: { code, message, type: 'invalid_request_error' },
  id: 'as-1',
});
const plain = (code: unknown, message: string) => ({ code, message, data: null });

type Row = readonly [vendorId: string, status: number, body: unknown, expected: Partial<AppError>];

/** Every row of the vendors' error tables that can be asked for by HTTP. */
const rows: readonly Row[] = [
  // Moonshot
  [
    'moonshot',
    400,
    typed('content_filter', 'The request was rejected because it was considered high risk'),
    { class: 'moderation', blocked: 'question' },
  ],
  ['moonshot', 400, typed('invalid_request_error', 'Input token length too long'), { class: 'context-too-long' }],
  [
    'moonshot',
    400,
    typed('invalid_request_error', 'Invalid request: Your request exceeded model token limit : 262144'),
    { class: 'context-too-long', limitTokens: 262_144 },
  ],
  [
    'moonshot',
    400,
    typed('invalid_request_error', 'invalid temperature: only 1 is allowed for this model'),
    { class: 'bad-parameter', parameter: 'temperature' },
  ],
  [
    'moonshot',
    400,
    typed('invalid_request_error', "tool_choice 'specified' is incompatible with thinking enabled"),
    { class: 'bad-parameter', parameter: 'tool_choice' },
  ],
  [
    'moonshot',
    401,
    typed('invalid_authentication_error', 'Invalid Authentication'),
    { class: 'bad-key', isRetryable: false },
  ],
  ['moonshot', 401, typed('incorrect_api_key_error', 'Incorrect API key provided'), { class: 'bad-key' }],
  ['moonshot', 403, typed('permission_denied_error', 'You have no right'), { class: 'permission' }],
  ['moonshot', 403, typed('permission_denied_error', 'insufficient balance'), { class: 'no-money' }],
  [
    'moonshot',
    404,
    typed('resource_not_found_error', 'Not found the model kimi-k2 or Permission denied'),
    { class: 'model-gone' },
  ],
  [
    'moonshot',
    429,
    typed('exceeded_current_quota_error', 'Your account is suspended due to insufficient balance'),
    { class: 'no-money', isRetryable: false },
  ],
  [
    'moonshot',
    429,
    typed(
      'rate_limit_reached_error',
      'request reached organization max concurrency: 1, please try again after 1 seconds',
    ),
    { class: 'rate-limit', reason: 'concurrency', retryAfterMs: 1_000, isRetryable: true },
  ],
  [
    'moonshot',
    429,
    typed('rate_limit_reached_error', 'request reached organization TPD rate limit, current: 1500001, limit: 1500000'),
    { class: 'rate-limit', reason: 'daily' },
  ],
  [
    'moonshot',
    429,
    typed('rate_limit_reached_error', 'request reached max request per minute (RPM): 3'),
    { class: 'rate-limit', reason: 'requests' },
  ],
  [
    'moonshot',
    429,
    typed('engine_overloaded_error', 'The engine is currently overloaded, please try again later'),
    { class: 'overloaded', isRetryable: true },
  ],
  ['moonshot', 500, typed('server_error'), { class: 'overloaded', isRetryable: true }],
  // DeepSeek
  [
    'deepseek',
    400,
    coded(
      'invalid_request_error',
      'The supported API model names are deepseek-flash or deepseek-v4-pro, but you passed x.',
    ),
    { class: 'model-gone' },
  ],
  [
    'deepseek',
    400,
    coded(
      'invalid_request_error',
      "This model's maximum context length is 1048576 tokens. However, you requested 2000000 tokens",
    ),
    { class: 'context-too-long', limitTokens: 1_048_576 },
  ],
  [
    'deepseek',
    400,
    coded('invalid_request_error', 'The `reasoning_content` in the thinking mode must be passed back to the API.'),
    { class: 'bad-parameter', parameter: 'reasoning_content' },
  ],
  [
    'deepseek',
    401,
    coded('invalid_request_error', 'Authentication Fails (no such user)', 'authentication_error'),
    { class: 'bad-key' },
  ],
  [
    'deepseek',
    402,
    coded('invalid_request_error', 'Insufficient Balance', 'unknown_error'),
    { class: 'no-money', isRetryable: false },
  ],
  ['deepseek', 422, coded('invalid_request_error', 'Invalid parameter'), { class: 'bad-parameter' }],
  [
    'deepseek',
    429,
    coded(null, 'Too many requests: concurrency over limit', 'rate_limit'),
    { class: 'rate-limit', reason: 'concurrency', retryAfterMs: undefined },
  ],
  ['deepseek', 500, coded(null, 'Server error', 'server_error'), { class: 'overloaded' }],
  ['deepseek', 503, coded(null, 'Server overloaded', 'server_error'), { class: 'overloaded' }],
  // Alibaba
  ['alibaba', 401, coded('invalid_api_key', 'Incorrect API key provided.'), { class: 'bad-key', requestId: 'req-1' }],
  ['alibaba', 401, plain('InvalidApiKey', 'Invalid API-key provided.'), { class: 'bad-key' }],
  [
    'alibaba',
    400,
    coded('Arrearage', 'Access denied, please make sure your account is in good standing.'),
    { class: 'no-money' },
  ],
  [
    'alibaba',
    403,
    coded('AllocationQuota.FreeTierOnly', 'The free tier of the model has been exhausted.'),
    { class: 'no-money' },
  ],
  ['alibaba', 403, coded('AccessDenied.Unpurchased', 'Access to model denied.'), { class: 'permission' }],
  ['alibaba', 403, coded('Endpoint.AccessDenied', 'No access'), { class: 'permission' }],
  ['alibaba', 404, coded('model_not_found', 'The model does not exist'), { class: 'model-gone' }],
  ['alibaba', 404, coded('model_not_supported', 'Unsupported model'), { class: 'model-gone' }],
  [
    'alibaba',
    400,
    coded('data_inspection_failed', 'Input text data may contain inappropriate content.'),
    { class: 'moderation', blocked: 'question' },
  ],
  [
    'alibaba',
    400,
    plain('DataInspectionFailed', 'Output data may contain inappropriate content.'),
    { class: 'moderation', blocked: 'answer' },
  ],
  [
    'alibaba',
    400,
    plain('InvalidParameter', 'Range of input length should be [1, 98304]'),
    { class: 'context-too-long', limitTokens: 98_304 },
  ],
  [
    'alibaba',
    400,
    plain('InvalidParameter', 'The value of the enable_thinking parameter is restricted to True.'),
    { class: 'bad-parameter', parameter: 'enable_thinking' },
  ],
  [
    'alibaba',
    400,
    plain('InvalidParameter.NotSupportEnableThinking', 'The model does not support enable_thinking'),
    { class: 'bad-parameter' },
  ],
  [
    'alibaba',
    400,
    coded('invalid_parameter_error', 'parameter.enable_thinking must be set to false for non-streaming calls'),
    { class: 'bad-parameter', parameter: 'enable_thinking' },
  ],
  [
    'alibaba',
    429,
    coded('limit_requests', 'You exceeded your current requests list.'),
    { class: 'rate-limit', isRetryable: true },
  ],
  ['alibaba', 429, plain('Throttling.RateQuota', 'Requests rate limit exceeded'), { class: 'rate-limit' }],
  ['alibaba', 429, plain('Throttling.BurstRate', 'Request rate increased too quickly'), { class: 'rate-limit' }],
  ['alibaba', 429, plain('Throttling.SomethingNew', 'Slow down'), { class: 'rate-limit' }],
  [
    'alibaba',
    429,
    coded('insufficient_quota', 'Allocated quota exceeded, please increase your quota limit.'),
    { class: 'rate-limit' },
  ],
  [
    'alibaba',
    429,
    coded('insufficient_quota', 'Free allocated quota exceeded.'),
    { class: 'no-money', isRetryable: false },
  ],
  ['alibaba', 429, plain('Throttling.AllocationQuota', 'Free allocated quota exceeded.'), { class: 'no-money' }],
  ['alibaba', 429, plain('PostpaidBillOverdue', 'The postpaid bill is overdue.'), { class: 'no-money' }],
  ['alibaba', 429, plain('PrepaidBillOverdue', 'The prepaid bill is overdue.'), { class: 'no-money' }],
  ['alibaba', 429, plain('CommodityNotPurchased', 'Commodity has not purchased yet.'), { class: 'no-money' }],
  ['alibaba', 500, plain('InternalError.Algo.Timeout', 'Inference timed out'), { class: 'overloaded' }],
  ['alibaba', 500, plain('InternalError.Algo.InvalidParameter', 'Bad request'), { class: 'bad-parameter' }],
  ['alibaba', 503, plain('ModelUnavailable', 'Model is unavailable'), { class: 'overloaded' }],
  ['alibaba', 500, plain('RequestTimeOut', 'Request timed out'), { class: 'overloaded' }],
  // MiniMax
  [
    'minimax',
    401,
    {
      type: 'error',
      error: {
        type: 'authorized_error',
        message: 'login fail: Please carry the API secret key (1004)',
        http_code: '401',
      },
      request_id: 'r-2',
    },
    { class: 'bad-key', requestId: 'r-2' },
  ],
  [
    'minimax',
    401,
    { type: 'error', error: { type: 'some_error', message: 'invalid key (2049)', http_code: '401' } },
    { class: 'bad-key' },
  ],
  [
    'minimax',
    400,
    { type: 'error', error: { type: 'bad_request_error', message: 'insufficient balance (1008)', http_code: '400' } },
    { class: 'no-money' },
  ],
  [
    'minimax',
    400,
    { type: 'error', error: { type: 'bad_request_error', message: 'something is wrong (1026)', http_code: '400' } },
    { class: 'moderation', blocked: 'question' },
  ],
  [
    'minimax',
    400,
    { type: 'error', error: { type: 'bad_request_error', message: 'something is wrong (1027)' } },
    { class: 'moderation', blocked: 'answer' },
  ],
  [
    'minimax',
    429,
    { type: 'error', error: { type: 'rate_limit_error', message: 'rate limit exceeded (1002)' } },
    { class: 'rate-limit' },
  ],
  ['minimax', 404, '404 page not found', { class: 'protocol', reason: 'wrong-path' }],
  // Baidu
  ['baidu', 400, qianfan('malformed_json'), { class: 'bad-parameter' }],
  [
    'baidu',
    400,
    qianfan('invalid_model', 'The model does not exist or you do not have access to it.'),
    { class: 'model-gone' },
  ],
  ['baidu', 401, qianfan('invalid_model'), { class: 'model-gone' }],
  ['baidu', 400, qianfan('characters_too_long'), { class: 'context-too-long' }],
  ['baidu', 400, qianfan('tokens_too_long', 'the max input tokens is 119000'), { class: 'context-too-long' }],
  ['baidu', 401, qianfan('invalid_iam_token', 'IAM verification failed'), { class: 'bad-key', requestId: 'as-1' }],
  ['baidu', 401, qianfan('invalid_appid'), { class: 'bad-key' }],
  ['baidu', 401, qianfan('no_parameter_permission'), { class: 'permission' }],
  ['baidu', 403, qianfan('system_unsafe'), { class: 'moderation', blocked: 'question' }],
  ['baidu', 403, qianfan('user_setting_unsafe'), { class: 'moderation', blocked: 'question' }],
  ['baidu', 403, qianfan('functions_unsafe'), { class: 'moderation' }],
  ['baidu', 403, qianfan('image_url_unsafe'), { class: 'moderation' }],
  ['baidu', 405, qianfan('method_not_supported'), { class: 'protocol' }],
  ['baidu', 429, qianfan('rpm_rate_limit_exceeded'), { class: 'rate-limit' }],
  ['baidu', 429, qianfan('input_tpm_rate_limit_exceeded'), { class: 'rate-limit' }],
  ['baidu', 429, qianfan('cluster_new_rate_limit_exceeded'), { class: 'rate-limit' }],
  ['baidu', 429, qianfan('quota', 'insufficient balance'), { class: 'no-money' }],
  ['baidu', 403, qianfan('BILLING_INSUFFICIENT_BALANCE'), { class: 'no-money' }],
  ['baidu', 500, qianfan('internal_error'), { class: 'overloaded' }],
  ['baidu', 500, qianfan('dispatch_internal_error'), { class: 'overloaded' }],
  ['baidu', 401, qianfan('coding_plan_api_key_not_allowed'), { class: 'bad-key' }],
  // Hosts
  ['openrouter', 402, { error: { code: 402, message: 'This request requires more credits' } }, { class: 'no-money' }],
  [
    'openrouter',
    403,
    {
      error: {
        code: 403,
        message: 'openai/x requires moderation',
        metadata: { reasons: ['violence'], flagged_input: 'x' },
      },
    },
    { class: 'moderation', blocked: 'question' },
  ],
  ['openrouter', 408, { error: { code: 408, message: 'Request timed out' } }, { class: 'timeout', reason: 'upstream' }],
  [
    'openrouter',
    429,
    { error: { code: 429, message: 'Rate limit exceeded: free-models-per-day' } },
    { class: 'rate-limit', reason: 'daily' },
  ],
  [
    'openrouter',
    502,
    {
      error: { code: 502, message: 'Provider returned error', metadata: { provider_name: 'x', raw: 'upstream down' } },
    },
    { class: 'overloaded' },
  ],
  ['siliconflow', 400, plain(20012, 'Model does not exist. Please check it carefully.'), { class: 'model-gone' }],
  ['siliconflow', 401, '"Invalid token"', { class: 'bad-key', detail: 'Invalid token' }],
  ['siliconflow', 401, plain(30014, 'Token is invalid'), { class: 'bad-key' }],
  [
    'together',
    403,
    {
      error: {
        message: 'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 131073. Given: 140000',
        type: 'invalid_request_error',
      },
    },
    { class: 'context-too-long', limitTokens: 131_073 },
  ],
  [
    'fireworks',
    400,
    { error: 'The prompt is too long: 200000, model maximum context length: 131071' },
    { class: 'context-too-long', limitTokens: 131_071 },
  ],
  [
    'groq',
    413,
    {
      error: {
        message: 'Request too large for model x on tokens per minute (TPM): Limit 6000',
        type: 'tokens',
        code: 'rate_limit_exceeded',
      },
    },
    { class: 'rate-limit', reason: 'tokens' },
  ],
  [
    'groq',
    429,
    {
      error: {
        message: 'Rate limit reached. Please try again in 7.66s.',
        type: 'requests',
        code: 'rate_limit_exceeded',
      },
    },
    { class: 'rate-limit', retryAfterMs: 7_660 },
  ],
  ['huggingface', 402, { error: 'You have exceeded your monthly included credits' }, { class: 'no-money' }],
  // Local engines
  [
    'ollama',
    404,
    { error: { message: 'model "x" not found, try pulling it first', type: 'api_error', param: null, code: null } },
    { class: 'model-gone' },
  ],
  ['lmstudio', 400, { error: 'Model does not exist' }, { class: 'model-gone' }],
  [
    'vllm',
    400,
    {
      object: 'error',
      message: "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
    { class: 'context-too-long', limitTokens: 4_096 },
  ],
  ['vllm', 404, { detail: 'Not Found' }, { class: 'protocol', reason: 'wrong-path' }],
  [
    'vllm',
    422,
    { detail: [{ type: 'extra_forbidden', loc: ['body', 'enable_thinking'], msg: 'Extra inputs are not permitted' }] },
    { class: 'bad-parameter', parameter: 'enable_thinking' },
  ],
  [
    'llamacpp',
    400,
    {
      error: {
        code: 400,
        type: 'exceed_context_size_error',
        message: 'request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it',
        n_prompt_tokens: 5000,
        n_ctx: 4096,
      },
    },
    { class: 'context-too-long', limitTokens: 4_096 },
  ],
  [
    'llamacpp',
    503,
    { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
    { class: 'overloaded', reason: 'loading' },
  ],
  // Anywhere
  [
    'custom',
    400,
    {
      error: {
        message: "Unsupported parameter: 'temperature' is not supported with this model.",
        code: 'unsupported_parameter',
        param: 'temperature',
      },
    },
    { class: 'bad-parameter', parameter: 'temperature' },
  ],
  [
    'custom',
    429,
    {
      error: {
        message: 'You exceeded your current quota, please check your plan',
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      },
    },
    { class: 'no-money', isRetryable: false },
  ],
  [
    'custom',
    403,
    { error: { message: '用户额度不足, 剩余额度: 0', type: 'new_api_error', code: 'insufficient_user_quota' } },
    { class: 'no-money' },
  ],
  [
    'custom',
    403,
    { error: { message: 'Country, region, or territory not supported', code: 'unsupported_country_region_territory' } },
    { class: 'permission', reason: 'region' },
  ],
  ['custom', 407, '', { class: 'proxy' }],
  ['custom', 421, '', { class: 'protocol', reason: 'wrong-host' }],
  ['custom', 413, '', { class: 'too-large' }],
  ['custom', 418, '', { class: 'unknown' }],
  ['openrouter', 403, { error: { code: 403, message: 'Key limit exceeded (daily limit).' } }, { class: 'no-money' }],
  ['custom', 511, '<html><title>Sign in</title></html>', { class: 'protocol', reason: 'html', isRetryable: false }],
  ['custom', 429, coded('1113', 'Please top up'), { class: 'no-money' }],
  ['custom', 400, coded('1261', 'Prompt exceeds max length'), { class: 'context-too-long' }],
  ['custom', 400, coded('1301', 'Unsafe'), { class: 'moderation' }],
  ['custom', 400, coded('OutputTextSensitiveContentDetected.Violence', 'Refused'), { class: 'moderation' }],
  ['custom', 500, '', { class: 'overloaded' }],
  ['custom', 529, '', { class: 'overloaded' }],
  ['custom', 504, '', { class: 'overloaded', reason: 'upstream-timeout' }],
  ['custom', 404, '', { class: 'model-gone' }],
  ['custom', 302, '', { class: 'protocol' }],
  // Pages
  [
    'custom',
    502,
    '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>',
    { class: 'overloaded', reason: 'html', detail: '502 Bad Gateway 502 Bad Gateway nginx' },
  ],
  [
    'custom',
    403,
    '<!DOCTYPE html><html><body>Checking your browser<script>steal()</script></body></html>',
    { class: 'protocol', reason: 'html', detail: 'Checking your browser' },
  ],
  ['custom', 404, '<html><body>Not here</body></html>', { class: 'protocol', reason: 'wrong-path' }],
  ['custom', 401, '<html><body>Sign in</body></html>', { class: 'bad-key' }],
];

describe('errors by HTTP', () => {
  it.each(rows)('%s %i %j', (vendorId, status, body, expected) => {
    expect(http(vendorId, status, body)).toMatchObject({ ...expected, httpStatus: status, host: expect.any(String) });
  });

  it('names no field where a word only ends like one', () => {
    expect(http('custom', 400, { error: { message: 'your plan is too small' } }).parameter).toBeUndefined();
  });

  it('keeps the code as sent and the request id of the headers', () => {
    const error = http('alibaba', 400, coded('Arrearage', 'overdue'), { 'x-request-id': 'from-header' });
    expect(error).toMatchObject({ vendorCode: 'Arrearage', requestId: 'from-header' });
    expect(http('minimax', 500, '', { trace_id: 't-1' }).requestId).toBe('t-1');
  });

  it('is retryable for rate limits and busy servers only', () => {
    for (const [vendorId, status, body] of rows) {
      const error = http(vendorId, status, body);
      expect(error.isRetryable).toBe(error.class === 'rate-limit' || error.class === 'overloaded');
    }
  });
});

const inBandRows: readonly (readonly [vendorId: string, json: unknown, expected: Partial<AppError>])[] = [
  [
    'minimax',
    { choices: null, base_resp: { status_code: 1008, status_msg: 'insufficient balance' } },
    { class: 'no-money', vendorCode: '1008' },
  ],
  ['minimax', { base_resp: { status_code: 1002, status_msg: 'rate limit' } }, { class: 'rate-limit' }],
  ['minimax', { base_resp: { status_code: 1004, status_msg: 'login fail' } }, { class: 'bad-key' }],
  [
    'minimax',
    { base_resp: { status_code: 1026, status_msg: 'input new_sensitive' } },
    { class: 'moderation', blocked: 'question' },
  ],
  [
    'minimax',
    { base_resp: { status_code: 1027, status_msg: 'output new_sensitive' } },
    { class: 'moderation', blocked: 'answer' },
  ],
  ['minimax', { base_resp: { status_code: 1039, status_msg: 'token limit' } }, { class: 'context-too-long' }],
  ['minimax', { base_resp: { status_code: 2013, status_msg: 'invalid params' } }, { class: 'bad-parameter' }],
  [
    'minimax',
    { base_resp: { status_code: 2013, status_msg: 'context window exceeds limit' } },
    { class: 'context-too-long' },
  ],
  ['minimax', { base_resp: { status_code: 1033, status_msg: 'system error' } }, { class: 'overloaded' }],
  ['custom', { base_resp: { status_code: 1008, status_msg: '' } }, { class: 'no-money' }],
  ['baidu', { code: 'rpm_rate_limit_exceeded', message: 'slow', choices: null }, { class: 'rate-limit' }],
  [
    'alibaba',
    { error: { code: 'data_inspection_failed', message: 'Output data may contain inappropriate content.' } },
    { class: 'moderation', blocked: 'answer' },
  ],
  [
    'alibaba',
    { code: 'InvalidApiKey', message: 'Invalid API-key provided.', request_id: 'q' },
    { class: 'bad-key', requestId: 'q' },
  ],
  [
    'openrouter',
    {
      id: 'gen',
      choices: [{ delta: { content: '' }, finish_reason: 'error' }],
      error: { code: 502, message: 'Provider disconnected' },
    },
    { class: 'overloaded' },
  ],
  ['openrouter', { choices: [{ delta: {}, error: { code: 429, message: 'slow' } }] }, { class: 'rate-limit' }],
  ['groq', { x_groq: { id: 'r', error: 'over capacity: server busy' } }, { class: 'overloaded' }],
  ['lmstudio', { error: { message: 'The model has crashed without additional information.' } }, { class: 'unknown' }],
  [
    'lmstudio',
    { error: 'Unexpected endpoint or method. (POST /chat/completions)' },
    { class: 'protocol', reason: 'wrong-path' },
  ],
  ['custom', { errors: [{ message: 'Too many requests', code: 429 }] }, { class: 'rate-limit' }],
  ['custom', { error: { message: 'bad', code: 'insufficient_quota' } }, { class: 'no-money' }],
  [
    'custom',
    [{ error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' } }],
    { class: 'bad-key' },
  ],
  ['custom', { success: false, message: 'model not found' }, { class: 'model-gone' }],
  ['siliconflow', { code: 20012, message: 'Model does not exist.', data: null }, { class: 'model-gone' }],
  ['siliconflow', 'Invalid token', { class: 'bad-key' }],
  ['custom', { type: 'error', message: 'Too many requests' }, { class: 'rate-limit' }],
  ['custom', { statusCode: 401, message: 'Unauthorized' }, { class: 'bad-key' }],
  ['custom', { statusCode: 429, message: 'ThrottlerException: Too Many Requests' }, { class: 'rate-limit' }],
  ['custom', { errcode: 40001, errmsg: 'invalid api key' }, { class: 'bad-key', vendorCode: '40001' }],
  ['custom', { err_code: 401, err_msg: 'expired' }, { class: 'bad-key', detail: 'expired' }],
  ['custom', { error_code: 'X', error_message: 'insufficient balance' }, { class: 'no-money' }],
  ['custom', { code: 16, message: 'unauthenticated', details: [] }, { class: 'bad-key' }],
  ['custom', { code: 8, message: 'resource exhausted', details: [] }, { class: 'rate-limit' }],
  ['baidu', { error_code: 110, error_msg: 'Access token invalid or no longer valid' }, { class: 'bad-key' }],
  [
    'baidu',
    { error_code: 17, error_msg: 'Open api daily request limit reached' },
    { class: 'rate-limit', reason: 'daily' },
  ],
  ['baidu', { error_code: 18, error_msg: 'Open api qps request limit reached' }, { class: 'rate-limit' }],
  ['custom', { choices: [{ delta: {} }], error: { code: 200, message: 'quota exceeded' } }, { vendorCode: '200' }],
];

/** Wordings of relays and engines beyond the vendors' own tables. */
const relayRows: readonly Row[] = [
  ['moonshot', 403, typed('permission_denied_error', 'Your account balance is not enough'), { class: 'no-money' }],
  ['custom', 400, { error: { message: 'Your credit balance is too low to access the API' } }, { class: 'no-money' }],
  ['custom', 401, { error: { message: '该令牌额度已用尽', type: 'new_api_error' } }, { class: 'no-money' }],
  ['custom', 401, { error: { message: 'insufficient balance' } }, { class: 'no-money' }],
  [
    'siliconflow',
    400,
    plain(20015, 'length of prompt_tokens (40000) must be less than max_seq_len (32768).'),
    { class: 'context-too-long', limitTokens: 32_768 },
  ],
  ['baidu', 400, qianfan('tokens_too_long', 'the max input tokens is 119000'), { limitTokens: 119_000 }],
  ['llamacpp', 500, { error: { code: 500, message: 'context shift is disabled' } }, { class: 'context-too-long' }],
  [
    'deepseek',
    422,
    {
      error: {
        message: 'Failed to deserialize the JSON body into the target type: max_tokens: invalid type: floating',
      },
    },
    { class: 'bad-parameter', parameter: 'max_tokens' },
  ],
  [
    'alibaba',
    400,
    coded('invalid_parameter_error', "temperature's value should be in [0.0, 2.0)"),
    { parameter: 'temperature' },
  ],
  [
    'minimax',
    400,
    typed('bad_request_error', 'invalid params, invalid temperature: 3 (2013)'),
    { parameter: 'temperature' },
  ],
  ['custom', 400, { error: { message: 'temperature: range: -1 or 2..3' } }, { parameter: 'temperature' }],
  [
    'custom',
    400,
    {
      error: {
        message: '1 validation error for ChatCompletionRequest\nenable_thinking\n  Extra inputs are not permitted',
      },
    },
    { class: 'bad-parameter', parameter: 'enable_thinking' },
  ],
  ['custom', 400, { error: { message: 'Unknown name "seed": Cannot find field.' } }, { parameter: 'seed' }],
  [
    'custom',
    400,
    { error: { message: "Additional properties are not allowed ('thinking' was unexpected)" } },
    { parameter: 'thinking' },
  ],
  ['custom', 400, { error: { message: '参数 temperature 不合法' } }, { parameter: 'temperature' }],
  ['custom', 400, { error: { message: '不支持 top_p 参数' } }, { parameter: 'top_p' }],
  ['custom', 400, { error: { message: 'Invalid request: something is odd' } }, { parameter: undefined }],
];

describe('errors as relays and engines word them', () => {
  it.each(relayRows)('%s %i %j', (vendorId, status, body, expected) => {
    expect(http(vendorId, status, body)).toMatchObject(expected);
  });
});

describe('errors inside an answer with status 200', () => {
  it.each(inBandRows)('%s %j', (vendorId, json, expected) => {
    expect(inBand(vendorId, json)).toMatchObject(expected);
  });

  const answers: readonly unknown[] = [
    { id: '1', choices: [{ index: 0, delta: { content: 'x' } }], usage: null },
    { choices: [], usage: { total_tokens: 3 } },
    { choices: null, base_resp: { status_code: 0, status_msg: '' } },
    { error: null, choices: [] },
    { code: 0, message: 'success', choices: [] },
    { code: '', message: '' },
    { detail: null },
    { code: '0000', message: 'success' },
    { success: true, code: 1000, message: 'ok' },
    { errcode: 0, errmsg: 'ok' },
    { statusCode: 200, message: 'OK' },
    { type: 'ping', message: 'alive' },
    { choices: [{ delta: { content: 'x' } }], error: 'None' },
    { choices: [{ delta: { content: 'x' } }], error: { code: 0, message: 'success' } },
    { choices: [{ delta: { content: 'x' } }], error: { code: '200', message: '' } },
    { choices: [{ delta: { content: 'x' } }], error: { code: 0, message: 'OK', type: '' } },
    [],
    null,
    42,
    '',
  ];
  it.each(answers)('finds none in %j', json => {
    expect(inBand('custom', json)).toBeUndefined();
  });

  it('says which side was blocked by whether text had come, when the vendor does not say', () => {
    const json = { error: { code: 'content_filter', message: 'blocked' } };
    expect(inBand('moonshot', json, false)?.blocked).toBe('question');
    expect(inBand('moonshot', json, true)?.blocked).toBe('answer');
  });
});

/** As undici and the client wrap them. */
function wrapped(code: string, message = 'inner'): Error {
  const inner = Object.assign(new Error(message), { code });
  return new Error('Connection error.', { cause: new TypeError('fetch failed', { cause: inner }) });
}

describe('errors of the network', () => {
  const context = { vendor: vendor('custom'), host: 'api.test:8443', apiKey: key };
  const codes: readonly (readonly [code: string, errorClass: string, reason: string])[] = [
    ['ENOTFOUND', 'network', 'dns'],
    ['EAI_AGAIN', 'network', 'dns'],
    ['ECONNREFUSED', 'network', 'refused'],
    ['ECONNRESET', 'network', 'reset'],
    ['UND_ERR_SOCKET', 'network', 'reset'],
    ['EHOSTUNREACH', 'network', 'unreachable'],
    ['ETIMEDOUT', 'timeout', 'connect'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'connect'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'first-byte'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', 'idle'],
    ['CERT_HAS_EXPIRED', 'tls', 'expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'self-signed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', 'self-signed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', 'unknown-issuer'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'wrong-host'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', 'handshake'],
    ['HPE_INVALID_CONSTANT', 'protocol', 'bad-http'],
    ['Z_DATA_ERROR', 'protocol', 'encoding'],
  ];

  it.each(codes)('%s is %s %s', (code, errorClass, reason) => {
    const error = classifyThrown(wrapped(code), context);
    expect(error).toMatchObject({
      class: errorClass,
      reason,
      vendorCode: code,
      host: 'api.test:8443',
      isRetryable: false,
    });
  });

  it('looks into the tries at several addresses', () => {
    const tries = ['::1', '127.0.0.1'].map(address =>
      Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' }),
    );
    const error = classifyThrown(new TypeError('fetch failed', { cause: new AggregateError(tries) }), context);
    expect(error).toMatchObject({ class: 'network', reason: 'refused' });
  });

  it('names the proxy and not the host when the proxy failed', () => {
    const error = classifyThrown(
      new Error('Connection error.', { cause: new ProxyFailure('proxy.test:3128', 'authentication') }),
      context,
    );
    expect(error).toMatchObject({ class: 'proxy', reason: 'authentication', host: 'proxy.test:3128' });
  });

  it('names an answer that wants another protocol', () => {
    const error = classifyThrown(wrapped('UND_ERR_SOCKET', 'bad upgrade'), context);
    expect(error).toMatchObject({ class: 'protocol', reason: 'bad-http' });
  });

  it('takes a connection that broke without a code for a reset', () => {
    expect(classifyThrown(new TypeError('terminated'), context)).toMatchObject({ class: 'network', reason: 'reset' });
  });

  it('survives whatever is thrown', () => {
    const loop = new Error('loop');
    loop.cause = loop;
    for (const thrown of [undefined, null, 'text', 7, {}, loop])
      expect(classifyThrown(thrown, context).class).toBe('unknown');
  });
});
