const earliestMs = Date.UTC(1990, 0, 1);
const oneDayMs = 24 * 60 * 60 * 1000;

/**
 * A moment from a file, milliseconds since 1970 UTC. What cannot be one (not a number, before 1990, more than a day ahead) becomes
 * `fallbackMs`.
 */
export function safeDate(value: unknown, nowMs: number, fallbackMs = nowMs): number {
  const isDate = typeof value === 'number' && value >= earliestMs && value <= nowMs + oneDayMs;
  return isDate ? Math.round(value) : fallbackMs;
}

/** The same for a text such as 2025-03-04T05:06:07Z. */
export function safeDateText(value: unknown, nowMs: number, fallbackMs = nowMs): number {
  return typeof value === 'string' && value.length < 100
    ? safeDate(Date.parse(value), nowMs, fallbackMs)
    : safeDate(value, nowMs, fallbackMs);
}
