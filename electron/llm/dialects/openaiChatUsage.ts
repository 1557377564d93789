import type { Usage } from '../../../src/shared/domain/usage';
import { isJsonObject } from '../errorFacts';

/**
 * Token counts in the many shapes of compatible servers. Undefined for something that is no usage and for one whose counts are all
 * zero, as MiniMax sends with every chunk.
 *
 * Where fewer output than reasoning tokens are reported, or the total is more by just the reasoning, the server counts the reasoning apart
 * (DeepInfra, https://github.com/vercel/ai/issues/18614): both are added, so that output includes reasoning everywhere.
 */
export function readUsage(json: unknown): Usage | undefined {
  if (!isJsonObject(json)) return undefined;
  const input = isJsonObject(json.prompt_tokens_details) ? json.prompt_tokens_details : json.input_tokens_details;
  const output = isJsonObject(json.completion_tokens_details)
    ? json.completion_tokens_details
    : json.output_tokens_details;
  const inputDetails = isJsonObject(input) ? input : {};
  const outputDetails = isJsonObject(output) ? output : {};
  const toldInput = count(json.prompt_tokens, json.input_tokens, json.promptTokens, json.prompt_eval_count);
  const toldOutput = count(json.completion_tokens, json.output_tokens, json.completionTokens, json.eval_count);
  const total = count(json.total_tokens, json.totalTokens);
  const reasoningTokens = count(outputDetails.reasoning_tokens, json.reasoning_tokens);
  const cached = count(
    json.prompt_cache_hit_tokens,
    json.cached_tokens,
    inputDetails.cached_tokens,
    json.cache_read_input_tokens,
  );
  const cacheWriteTokens = count(
    inputDetails.cache_creation_input_tokens,
    inputDetails.cache_write_tokens,
    json.cache_creation_input_tokens,
  );
  const inputTokens = withCache(
    toldInput ?? difference(total, toldOutput) ?? sum(json.prompt_cache_hit_tokens, json.prompt_cache_miss_tokens),
    cached,
    cacheWriteTokens,
  );
  const completionTokens = toldOutput ?? difference(total, toldInput);
  if (
    ![inputTokens, completionTokens, reasoningTokens, cached, cacheWriteTokens].some(
      tokens => tokens !== undefined && tokens > 0,
    )
  ) {
    return undefined;
  }
  const isReasoningApart =
    reasoningTokens !== undefined &&
    completionTokens !== undefined &&
    (reasoningTokens > completionTokens ||
      (total !== undefined && total === sum(toldInput, toldOutput, reasoningTokens)));
  return {
    inputTokens,
    cachedInputTokens: cached === undefined || inputTokens === undefined ? cached : Math.min(cached, inputTokens),
    cacheWriteTokens,
    outputTokens: isReasoningApart ? completionTokens + reasoningTokens : completionTokens,
    reasoningTokens,
  };
}

/** What is left of all tokens; undefined where one of both is not told. */
function difference(total: number | undefined, part: number | undefined): number | undefined {
  return total === undefined || part === undefined || part > total ? undefined : total - part;
}

function sum(...values: readonly unknown[]): number | undefined {
  const counts = values.map(value => count(value));
  return counts.every(value => value !== undefined) ? counts.reduce((all, value) => all + value, 0) : undefined;
}

/** The question with what a cache held of it: where more was cached than there is, it was counted apart (Anthropic's way). */
function withCache(input: number | undefined, read = 0, written = 0): number | undefined {
  return input !== undefined && read + written > input ? input + read + written : input;
}

/** A later report, with what only an earlier one told: some relays count the question in their first chunk and the answer in their last. */
export function withEarlier(later: Usage, earlier: Usage | undefined): Usage {
  if (earlier === undefined) return later;
  const hasInput = later.inputTokens !== undefined && later.inputTokens > 0;
  const hasOutput = later.outputTokens !== undefined && later.outputTokens > 0;
  const input = hasInput ? { ...earlier, ...known(later) } : { ...later, ...known(earlier) };
  const output = hasOutput ? { ...earlier, ...known(later) } : { ...later, ...known(earlier) };
  return {
    inputTokens: input.inputTokens,
    cachedInputTokens: input.cachedInputTokens,
    cacheWriteTokens: input.cacheWriteTokens,
    outputTokens: output.outputTokens,
    reasoningTokens: output.reasoningTokens,
  };
}

function known(usage: Usage): Usage {
  return Object.fromEntries(Object.entries(usage).filter(([, tokens]) => tokens !== undefined));
}

/** More tokens than any request can have. */
const maxTokens = 1e10;

/** The first count above zero, else zero if any field holds it. Numbers may come as strings. */
function count(...values: readonly unknown[]): number | undefined {
  let found: number | undefined;
  for (const value of values) {
    const tokens = typeof value === 'string' && /^\d{1,15}(?:\.\d{1,6})?$/.test(value) ? Number(value) : value;
    if (typeof tokens !== 'number' || !(tokens >= 0 && tokens < maxTokens)) continue;
    found = Math.trunc(tokens);
    if (found > 0) return found;
  }
  return found;
}
