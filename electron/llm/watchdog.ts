import type { StreamTimeouts } from './types';

export type TimeoutReason = 'connect' | 'first-byte' | 'idle';

export interface Watchdog {
  /** A connection is being made. Never called by a `fetch` that does not tell; the wait for the first byte then covers it. */
  readonly connecting: () => void;
  /** The request is on its way. */
  readonly connected: () => void;
  /** Raw bytes of the body came: a comment or half a character is life too. */
  readonly bytes: () => void;
  /** Text came, or reasoning. */
  readonly content: () => void;
  readonly stop: () => void;
  /** Which wait ran out; undefined while none did. */
  readonly expired: () => TimeoutReason | undefined;
}

/**
 * A server may send signs of life without a word while a request waits or a model thinks, but not for ever: so many times the wait between
 * bytes, and at least a quarter of an hour, which is more than any vendor keeps a request waiting.
 */
const contentFactor = 10;
const leastContentMs = 15 * 60_000;

/** Node fires a longer timer at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Watches one request: connecting, waiting for the first byte of the answer, waiting between bytes and, much longer, for words. Timers of
 * Node run on a monotonic clock, so that a changed wall clock fires nothing.
 */
export function createWatchdog(timeouts: StreamTimeouts, onTimeout: (reason: TimeoutReason) => void): Watchdog {
  let expired: TimeoutReason | undefined;
  let isStopped = false;
  let phase: TimeoutReason = 'first-byte';
  let timer: NodeJS.Timeout;
  let contentTimer: NodeJS.Timeout | undefined;
  const contentMs = Math.max(timeouts.idleMs * contentFactor, leastContentMs);

  const expire = (reason: TimeoutReason) => {
    expired = reason;
    isStopped = true;
    clearTimeout(timer);
    clearTimeout(contentTimer);
    onTimeout(reason);
  };

  const start = (reason: TimeoutReason, timeoutMs: number) => {
    clearTimeout(timer);
    if (isStopped) return;
    phase = reason;
    timer = setTimeout(() => expire(reason), Math.min(timeoutMs, longestTimerMs));
  };
  start('first-byte', timeouts.firstByteMs);

  return {
    connecting: () => start('connect', timeouts.connectMs),
    connected: () => start('first-byte', timeouts.firstByteMs),
    bytes() {
      if (isStopped) return;
      if (phase === 'idle') timer.refresh();
      else start('idle', timeouts.idleMs);
      contentTimer ??= setTimeout(() => expire('idle'), Math.min(contentMs, longestTimerMs));
    },
    content() {
      if (!isStopped) contentTimer?.refresh();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      clearTimeout(contentTimer);
    },
    expired: () => expired,
  };
}
