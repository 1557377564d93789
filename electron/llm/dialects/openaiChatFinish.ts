import type { FinishReason } from '../../../src/shared/domain/part';
import { isJsonObject } from '../errorFacts';
import type { JsonObject } from './openaiChatContent';

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

/** Reasons that say more than that an answer ended, the most telling first; relays send a plain one beside or before them. */
const tellingOrder: readonly FinishReason[] = ['content-filter', 'length'];

/** True when a reason that came later counts instead of the one before. */
export function saysMore(later: string, earlier: string | undefined): boolean {
  if (earlier === undefined || isBrokenOff(later)) return true;
  return !isBrokenOff(earlier) && weightOf(later) > weightOf(earlier);
}

function weightOf(raw: string): number {
  const place = tellingOrder.indexOf(unifyFinishReason(raw));
  return place === -1 ? 0 : tellingOrder.length - place;
}

/** The reason to end in a choice, under the names and in the places that servers have for it. */
export function finishReasonOf(choice: JsonObject): string | undefined {
  const { delta, message } = choice;
  return (
    readFinishReason(choice.finish_reason) ??
    readFinishReason(choice.finishReason) ??
    (isJsonObject(delta) ? readFinishReason(delta.finish_reason) : undefined) ??
    (isJsonObject(message) ? readFinishReason(message.finish_reason) : undefined) ??
    // Engines name beside it what they looked for.
    (choice.finish_reason === undefined ? readFinishReason(choice.stop_reason) : undefined)
  );
}
