export interface HeartbeatOptions {
  /** Asks the page for a sign of life; resolves when it gave one. */
  readonly ask: () => Promise<unknown>;
  /** False while the page is being loaded, was closed or is held by a debugger: its silence says nothing then. */
  readonly isExpected: () => boolean;
  /** The page has been silent for all of `patience` beats. Called once for each silence. */
  readonly onSilent: () => void;
  /** Calls again and again; answers the function that ends it. */
  readonly every: (run: () => void, intervalMs: number) => () => void;
}

export interface Heartbeat {
  /** Another page is there: what the last one was asked is never answered. */
  readonly reset: () => void;
  readonly end: () => void;
}

const beatMs = 3_000;
/**
 * So many beats without an answer are a page that hangs: longer than any page takes that still works, also on a busy machine. Counted, not
 * timed: a machine that slept misses one beat only.
 */
const patience = 15;

/**
 * Watches a page for a loop that never ends. Electron's own `unresponsive` comes only when somebody types or clicks; a page that is merely
 * looked at while answers stream would hang for ever.
 */
export function watchHeartbeat({ ask, isExpected, onSilent, every }: HeartbeatOptions): Heartbeat {
  let missed = 0;
  let isAsked = false;
  const reset = () => {
    missed = 0;
    isAsked = false;
  };
  const end = every(() => {
    if (!isExpected()) {
      reset();
      return;
    }
    if (isAsked) {
      missed += 1;
      if (missed === patience) onSilent();
      return;
    }
    missed = 0;
    isAsked = true;
    const answered = () => {
      isAsked = false;
    };
    // A refusal is an answer, too: the page is there.
    ask().then(answered, answered);
  }, beatMs);
  return { reset, end };
}
