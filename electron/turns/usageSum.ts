import type { Usage } from '../../src/shared/domain/usage';

/** What was told of an earlier request of the same answer. */
export interface EarlierUsage {
  readonly usage?: Usage | undefined;
}

/**
 * Tokens of an answer that took several requests, so that its cost counts them all. A request that did not tell how long its question or
 * its answer was, as one that broke off, makes the sum a part; finer counts that only one of them told are taken as told.
 */
export function addUsage(before: EarlierUsage | undefined, later: Usage): Usage {
  if (before === undefined) return later;
  const earlier = before.usage;
  if (earlier === undefined) return { ...later, isPartial: true };
  const sum = (a: number | undefined, b: number | undefined) =>
    a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
  const isHalf = (field: 'inputTokens' | 'outputTokens') =>
    (earlier[field] === undefined) !== (later[field] === undefined);
  const isPartial = earlier.isPartial === true || isHalf('inputTokens') || isHalf('outputTokens');
  return {
    inputTokens: sum(earlier.inputTokens, later.inputTokens),
    cachedInputTokens: sum(earlier.cachedInputTokens, later.cachedInputTokens),
    cacheWriteTokens: sum(earlier.cacheWriteTokens, later.cacheWriteTokens),
    outputTokens: sum(earlier.outputTokens, later.outputTokens),
    reasoningTokens: sum(earlier.reasoningTokens, later.reasoningTokens),
    largestInputTokens: largest(earlier.largestInputTokens ?? earlier.inputTokens, later.inputTokens),
    isPartial: isPartial ? true : undefined,
  };
}

function largest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.max(a, b);
}
