let last: Promise<void> = Promise.resolve();

/**
 * A turn of the event loop that no other caller shares, in the order of asking: what several lanes each have to do for some milliseconds is
 * not done in one go, and streams, timers and the window get their say in between.
 */
export function ownTurn(): Promise<void> {
  last = last.then(() => new Promise(resolve => setImmediate(resolve)));
  return last;
}
