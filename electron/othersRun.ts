/** Lets everything else that waits run, streams and the window among it: between two steps of long work. */
export function othersRun(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
