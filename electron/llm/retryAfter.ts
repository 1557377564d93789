/** Headers as far as errors read them. */
export interface HeaderReader {
  readonly get: (name: string) => string | null;
}

/** A wait longer than this is taken for a mistake of the server. */
const longestMs = 7 * 24 * 60 * 60 * 1000;

/**
 * The wait a server asks for, in milliseconds: `retry-after-ms`, `retry-after` in seconds or as a date (measured against the server's
 * own `date` where it sends one, so that a wrong clock here does no harm), else a wait named in the text ("try again in 7.6s").
 * Undefined when there is none, or one that cannot be meant: negative, not a number, over a week.
 */
export function readRetryAfter(headers: HeaderReader | undefined, text: string, nowMs: number): number | undefined {
  const milliseconds = toNumber(headers?.get('retry-after-ms'));
  if (milliseconds !== undefined) return plausible(milliseconds);
  const told = headers?.get('retry-after')?.replace(/^[\s"]+|[\s"]+$/g, '');
  if (told !== undefined && told !== '') {
    // Sent twice, headers come joined by a comma; a unit is against the standard and clear all the same.
    const seconds = toNumber(/^([-+\d.]+)\s*(?:s|secs?|seconds?)?\s*(?:,|$)/i.exec(told)?.[1]);
    if (seconds !== undefined) return plausible(seconds * 1000);
    const until = Date.parse(told);
    const serverNow = Date.parse(headers?.get('date') ?? '');
    if (!Number.isNaN(until)) return plausible(until - (Number.isNaN(serverNow) ? nowMs : serverNow));
  }
  return readWaitInText(text);
}

const unitMs: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
};

function readWaitInText(text: string): number | undefined {
  const match =
    /\b(?:again|retry)\s+(?:in|after)\s+(\d{1,6}(?:\.\d{1,6})?)\s*(ms|seconds?|secs?|s|minutes?|mins?|m)\b/i.exec(text);
  if (match === null) return undefined;
  const unit = (match[2] ?? '').toLowerCase().replace(/^(second|sec|minute|min)s$/, '$1');
  return plausible(Number(match[1]) * (unitMs[unit] ?? Number.NaN));
}

function toNumber(text: string | null | undefined): number | undefined {
  return text !== null && text !== undefined && /^\s*[-+]?\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function plausible(ms: number): number | undefined {
  return ms >= 0 && ms <= longestMs ? Math.ceil(ms) : undefined;
}
