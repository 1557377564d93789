import type { Price } from './price';
import type { Usage } from './usage';

/**
 * Cost of one answer in the price's currency. Undefined when the vendor reported no usage, or not for every request of it, or when a number that matters is not known:
 * a cost is never guessed. Cached tokens and cache writes are part of the input and billed at their own rates. `askedAtMs` (since
 * 1970, UTC) decides whether the vendor's peak hours apply.
 */
export function costOf(usage: Usage | undefined, price: Price | undefined, askedAtMs: number): number | undefined {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined || price === undefined) return undefined;
  if (usage.isPartial === true) return undefined;
  // Each request is billed by its own length.
  const largest = usage.largestInputTokens ?? usage.inputTokens;
  if (price.upToInputTokens !== undefined && largest > price.upToInputTokens) return undefined;
  // More reasoning than output: the vendor counts reasoning apart, and then what it bills is not known.
  if (usage.reasoningTokens !== undefined && usage.reasoningTokens > usage.outputTokens) return undefined;
  const isLong = price.longInput !== undefined && largest > price.longInput.aboveInputTokens;
  // The smaller ones among them may be billed as short ones.
  if (isLong && largest < usage.inputTokens) return undefined;
  const rates = isLong ? { ...price.longInput, cacheWritePerMillion: undefined } : price;
  const cached = usage.cachedInputTokens ?? 0;
  const written = usage.cacheWriteTokens ?? 0;
  const parts = [
    part(usage.inputTokens - cached - written, rates?.inputPerMillion),
    part(cached, rates?.cachedInputPerMillion),
    part(written, rates?.cacheWritePerMillion),
    part(usage.outputTokens, isLong ? price.longInput?.outputPerMillion : outputRate(usage, price)),
  ];
  const sum = parts.reduce<number | undefined>(
    (total, cost) => (total === undefined || cost === undefined ? undefined : total + cost),
    0,
  );
  return sum === undefined ? undefined : sum * peakFactor(price, askedAtMs);
}

/** Undefined for an unknown rate, unless there is nothing to bill, and for a count that cannot be right. */
function part(tokens: number, perMillion: number | undefined): number | undefined {
  if (tokens === 0) return 0;
  return perMillion === undefined || tokens < 0 ? undefined : (tokens * perMillion) / 1_000_000;
}

/** Where thinking has its own rate, it holds for the whole output of an answer that thought. */
function outputRate({ reasoningTokens }: Usage, price: Price): number | undefined {
  if (price.thinkingOutputPerMillion === undefined) return price.outputPerMillion;
  if (reasoningTokens === undefined) return undefined;
  return reasoningTokens > 0 ? price.thinkingOutputPerMillion : price.outputPerMillion;
}

/** By how much everything costs more at a moment (since 1970, UTC) than outside of the vendor's peak hours. */
export function peakFactor({ peak }: Price, atMs: number): number {
  if (peak === undefined) return 1;
  const time = new Date(atMs);
  const day = time.getUTCDay() === 0 ? 7 : time.getUTCDay();
  const hour = time.getUTCHours();
  return peak.days.includes(day) && peak.hoursUtc.some(([from, to]) => hour >= from && hour < to) ? peak.factor : 1;
}
