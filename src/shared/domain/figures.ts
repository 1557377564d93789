import type { Timings } from './answer';
import { believedUsage, type Usage } from './usage';

/** Figures of one answer. Undefined where the vendor or the clock did not tell: nothing is estimated. */
export interface Figures {
  /** From the moment the request was sent, waiting in our own queue not counted. Milliseconds. */
  readonly timeToFirstTokenMs?: number | undefined;
  /** To the first piece of the answer itself, after any reasoning. Milliseconds. */
  readonly timeToFirstTextMs?: number | undefined;
  readonly thinkingMs?: number | undefined;
  readonly totalMs?: number | undefined;
  /** Tokens per second while answering, without waiting and reasoning. */
  readonly textTokensPerSecond?: number | undefined;
  readonly reasoningTokensPerSecond?: number | undefined;
}

/** Text that arrived in less time came all at once, and a rate would be the network's, not the model's. Milliseconds. */
const shortestMeasuredMs = 100;

/** Figures of an answer from its clock and the vendor's count of tokens. */
export function figuresOf(timings: Timings, usage: Usage | undefined): Figures {
  const { sentMs, firstTokenMs, firstTextMs, reasoningEndMs, endMs } = timings;
  const hasReasoned = reasoningEndMs !== undefined;
  // Where the two alternated there is no time that belongs to one of them alone.
  const isMixed = hasReasoned && firstTextMs !== undefined && reasoningEndMs > firstTextMs;
  // The time of an answer that took several requests holds the wait for each of them.
  const isSummed = usage?.largestInputTokens !== undefined;
  const split = isMixed || isSummed ? undefined : splitTokens(usage, hasReasoned);
  return {
    timeToFirstTokenMs: between(sentMs, firstTokenMs),
    timeToFirstTextMs: between(sentMs, firstTextMs),
    thinkingMs: hasReasoned ? between(firstTokenMs, reasoningEndMs) : undefined,
    totalMs: between(sentMs, endMs),
    textTokensPerSecond: rate(split?.text, between(firstTextMs, endMs)),
    reasoningTokensPerSecond: hasReasoned ? rate(split?.reasoning, between(firstTokenMs, reasoningEndMs)) : undefined,
  };
}

/**
 * Output tokens as text and reasoning. Undefined when the answer reasoned and the vendor did not say how much of its count that was.
 * Some vendors leave reasoning out of the output, which shows when it is the larger number (https://github.com/vercel/ai/pull/18614).
 */
function splitTokens(usage: Usage | undefined, hasReasoned: boolean): { text: number; reasoning: number } | undefined {
  const told = believedUsage(usage, hasReasoned);
  if (told?.outputTokens === undefined) return undefined;
  const { outputTokens, reasoningTokens } = told;
  if (reasoningTokens === undefined) return hasReasoned ? undefined : { text: outputTokens, reasoning: 0 };
  const isApart = reasoningTokens > outputTokens;
  return { text: isApart ? outputTokens : outputTokens - reasoningTokens, reasoning: reasoningTokens };
}

function between(fromMs: number | undefined, toMs: number | undefined): number | undefined {
  return fromMs === undefined || toMs === undefined ? undefined : Math.max(0, toMs - fromMs);
}

function rate(tokens: number | undefined, durationMs: number | undefined): number | undefined {
  if (tokens === undefined || durationMs === undefined || durationMs < shortestMeasuredMs) return undefined;
  return (tokens * 1_000) / durationMs;
}
