/** Headers as far as errors read them. */
export interface HeaderReader {
  readonly get: (name: string) => string | null;
}

/** A wait longer than this is taken for a mistake of the server. */
const longestMs = 7 * 24 * 60 * 60 * 1000;
/** From here on a number is no wait but a moment: seconds since 1970, or milliseconds. */
const leastEpochSeconds = 1_000_000_000;
const leastEpochMs = 1_000_000_000_000;

/**
 * The wait a server asks for, in milliseconds: `retry-after-ms`, `retry-after` in seconds, with units or as a date (measured against the
 * server's own `date` where it sends one, so that a wrong clock here does no harm), the moment at which a used-up limit begins anew, else a
 * wait named in the text ("try again in 7.6s"). Undefined when there is none, or one that cannot be meant: negative, not a number, over a
 * week.
 */
export function readRetryAfter(headers: HeaderReader | undefined, text: string, nowMs: number): number | undefined {
  if (headers === undefined) return readWaitInText(text);
  const milliseconds = toNumber(headers.get('retry-after-ms'));
  if (milliseconds !== undefined) return plausible(milliseconds);
  const sentMs = Date.parse(headers.get('date') ?? '');
  const serverNowMs = Number.isNaN(sentMs) ? nowMs : sentMs;
  for (const name of ['retry-after', 'x-retry-after']) {
    const waitMs = readWait(headers.get(name), serverNowMs);
    if (waitMs !== undefined) return waitMs;
  }
  return readReset(headers, serverNowMs) ?? readWaitInText(text);
}

/** A wait as a header tells it: seconds, a number with units, a moment. */
function readWait(value: string | null, nowMs: number): number | undefined {
  // Sent twice, headers come joined by a comma; a unit is against the standard and clear all the same.
  const told = value?.replace(/^[\s"]+|[\s"]+$/g, '') ?? '';
  const seconds = toNumber(/^([-+\d.]+)\s*(?:,|$)/.exec(told)?.[1]);
  if (seconds !== undefined) {
    const untilMs = seconds >= leastEpochMs ? seconds : seconds >= leastEpochSeconds ? seconds * 1000 : undefined;
    return plausible(untilMs === undefined ? seconds * 1000 : untilMs - nowMs);
  }
  const durationMs = readDuration(/^[^,]*/.exec(told)?.[0] ?? '');
  if (durationMs !== undefined) return plausible(durationMs);
  const untilMs = Date.parse(told);
  return Number.isNaN(untilMs) ? undefined : plausible(untilMs - nowMs);
}

/** What a limit is counted in: its headers are named after it. */
const limitKinds = ['', '-requests', '-tokens'];

/** When a limit that is used up begins anew; the latest moment where there are several, of all where none says what is left. */
function readReset(headers: HeaderReader, nowMs: number): number | undefined {
  const limits = ['x-ratelimit', 'ratelimit'].flatMap(family =>
    limitKinds.map(kind => ({
      left: toNumber(headers.get(`${family}-remaining${kind}`)),
      resetMs: readWait(headers.get(`${family}-reset${kind}`), nowMs),
    })),
  );
  const field = headers.get('ratelimit') ?? '';
  limits.push({
    left: toNumber(/\b(?:remaining|r)\s*=\s*(\d+)/i.exec(field)?.[1]),
    resetMs: readWait(/\b(?:reset|t)\s*=\s*(\d+)/i.exec(field)?.[1] ?? null, nowMs),
  });
  const told = limits.filter(({ resetMs }) => resetMs !== undefined);
  const usedUp = told.filter(({ left }) => left === 0);
  const counting = usedUp.length > 0 ? usedUp : told.filter(({ left }) => left === undefined);
  const waits = counting.map(({ resetMs }) => resetMs ?? 0);
  return waits.length === 0 ? undefined : Math.max(...waits);
}

const unitMs: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  秒: 1000,
  秒钟: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  分钟: 60_000,
  h: 3_600_000,
  hr: 3_600_000,
  hour: 3_600_000,
  小时: 3_600_000,
};

const numberAndUnit = String.raw`(\d{1,6}(?:\.\d{1,9})?)\s*(ms|milliseconds?|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|秒钟|秒|分钟|小时)`;
const duration = new RegExp(`^(?:${numberAndUnit}\\s*)+$`, 'i');
const everyNumberAndUnit = new RegExp(numberAndUnit, 'gi');

/** A wait in units, as in `1m30s`, `2 minutes` or `120ms`; undefined for anything else. */
function readDuration(text: string): number | undefined {
  if (!duration.test(text.trim())) return undefined;
  let sumMs = 0;
  for (const [, number, unit = ''] of text.matchAll(everyNumberAndUnit)) {
    const name = unit.toLowerCase();
    const perUnit = unitMs[name] ?? unitMs[name.replace(/s$/, '')] ?? (name.startsWith('milli') ? 1 : Number.NaN);
    sumMs += Number(number) * perUnit;
  }
  return sumMs;
}

const units = `${numberAndUnit}(?:\\s*${numberAndUnit}){0,3}(?![a-z])`;
/** As sentences name a wait; the words of the first one may stand without a unit, and mean seconds. */
const waitPatterns: readonly RegExp[] = [
  new RegExp(`\\b(?:again|retry)(?:\\s+later)?\\s+(?:in|after)\\s+(?<wait>${units})`, 'i'),
  new RegExp(`\\bwait(?:\\s+for)?(?:\\s+(?:about|another|at least))?\\s+(?<wait>${units})`, 'i'),
  /\b(?:again|retry)\s+(?:in|after)\s+(?<seconds>\d{1,6}(?:\.\d{1,9})?)\s*(?:[.,;)"]|$)/i,
  new RegExp(`(?<wait>${units})\\s*(?:之?后|以后)\\s*(?:再|重)`, 'i'),
];

function readWaitInText(text: string): number | undefined {
  for (const pattern of waitPatterns) {
    const { wait, seconds } = pattern.exec(text)?.groups ?? {};
    const waitMs = wait === undefined ? toNumber(seconds) : readDuration(wait);
    if (waitMs !== undefined) return plausible(wait === undefined ? waitMs * 1000 : waitMs);
  }
  return undefined;
}

function toNumber(text: string | null | undefined): number | undefined {
  return text !== null && text !== undefined && /^\s*[-+]?\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function plausible(ms: number): number | undefined {
  return ms >= 0 && ms <= longestMs ? Math.ceil(ms) : undefined;
}
