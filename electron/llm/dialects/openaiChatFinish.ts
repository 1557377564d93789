import type { FinishReason } from '../../../src/shared/domain/part';

const reasons: { readonly [raw: string]: FinishReason } = {
  stop: 'stop',
  normal: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  eos: 'stop',
  eos_token: 'stop',
  length: 'length',
  max_tokens: 'length',
  max_output_tokens: 'length',
  model_length: 'length',
  model_context_window_exceeded: 'length',
  content_filter: 'content-filter',
  'content-filter': 'content-filter',
  safety: 'content-filter',
  refusal: 'content-filter',
  sensitive: 'content-filter',
  tool_calls: 'tool-calls',
  tool_use: 'tool-calls',
  function_call: 'tool-calls',
};

/** What a finish reason means. One that we do not know ended the answer all the same. */
export function unifyFinishReason(raw: string): FinishReason {
  const word = raw.toLowerCase();
  return (Object.hasOwn(reasons, word) ? reasons[word] : undefined) ?? 'other';
}

/**
 * Finish reasons with which a server says that it broke the answer off: no capacity (DeepSeek), its own network (GLM), an error behind
 * it (OpenRouter).
 */
const breaks: ReadonlySet<string> = new Set([
  'insufficient_system_resource',
  'network_error',
  'aborted',
  'abort',
  'error',
  'cancelled',
  'timeout',
  'server_error',
  'engine_overloaded_error',
]);

/** True when this finish reason means that the answer was cut and can be continued. */
export function isBrokenOff(raw: string): boolean {
  return breaks.has(raw.toLowerCase());
}

/** Ways to write that there is none yet; `None` is what Python makes of it. */
const noReasons: ReadonlySet<string> = new Set(['', 'null', 'none', 'undefined']);

/** The reason in a choice: null, missing and empty mean that the answer goes on. */
export function readFinishReason(value: unknown): string | undefined {
  const reason = typeof value === 'string' ? value.trim() : '';
  return noReasons.has(reason.toLowerCase()) ? undefined : reason;
}
