import type { Log } from './log';

export interface UncaughtOptions {
  readonly log: Log;
  /** Writes what is only in memory. What throws here is written down too. */
  readonly flush: () => void;
  readonly nowMs: () => number;
  /** The process, when not said. */
  readonly source?: Pick<NodeJS.EventEmitter, 'on'>;
}

/** An error in a timer can come again with each of its turns; saving costs a wait for the disk. */
const flushEveryMs = 1_000;

/**
 * Errors that nobody caught are written down, what is only in memory is saved, and the program goes on: streams and saving do not depend on
 * what failed.
 */
export function noteUncaughtErrors({ log, flush, nowMs, source = process }: UncaughtOptions): void {
  let flushedMs: number | undefined;
  const note = (kind: string) => (error: unknown) => {
    log.failure(kind, error);
    if (flushedMs !== undefined && nowMs() - flushedMs < flushEveryMs) return;
    flushedMs = nowMs();
    try {
      flush();
    } catch (failure) {
      log.failure('saving after it', failure);
    }
  };
  source.on('uncaughtException', note('uncaught exception'));
  source.on('unhandledRejection', note('unhandled rejection'));
}
