/**
 * Tokens of one answer as the vendor reported them. A field is undefined when the vendor did not tell; zero means zero.
 * `inputTokens` includes cached ones; `outputTokens` includes reasoning where the vendor counts it so.
 */
export interface Usage {
  readonly inputTokens?: number | undefined;
  readonly cachedInputTokens?: number | undefined;
  readonly cacheWriteTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly reasoningTokens?: number | undefined;
  /** Input of the largest request of an answer that took several; the other fields are their sums. */
  readonly largestInputTokens?: number | undefined;
  /** The answer took several requests, and not all of them told their tokens: the sums are too small. */
  readonly isPartial?: boolean | undefined;
}

/**
 * What of a vendor's count can be believed: servers that take reasoning out of the text without counting it report none of it for an answer
 * that reasoned, and then how much it was is not known.
 */
export function believedUsage(usage: Usage | undefined, hasReasoned: boolean): Usage | undefined {
  return hasReasoned && usage?.reasoningTokens === 0 ? { ...usage, reasoningTokens: undefined } : usage;
}
