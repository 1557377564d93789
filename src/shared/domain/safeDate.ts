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

/** Fewer are seconds: as milliseconds they would lie before 1974. More are microseconds. */
const fewestMs = 1e11;
const mostMs = 1e14;

/**
 * The same for whatever another program writes: seconds, milliseconds or microseconds since 1970 UTC, as a number or a text, or a text such as
 * 2025-03-04T05:06:07Z.
 */
export function foreignDate(value: unknown, nowMs: number, fallbackMs = nowMs): number {
  if (typeof value === 'string') {
    if (value.trim() === '' || value.length >= 100) return fallbackMs;
    const count = Number(value);
    return Number.isNaN(count) ? safeDate(Date.parse(value), nowMs, fallbackMs) : foreignDate(count, nowMs, fallbackMs);
  }
  if (typeof value !== 'number') return fallbackMs;
  const milliseconds = value < fewestMs ? value * 1_000 : value >= mostMs ? value / 1_000 : value;
  return safeDate(milliseconds, nowMs, fallbackMs);
}
