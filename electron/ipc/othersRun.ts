/** Lets everything else that waits run, streams and the window among it: between two pieces of a long work. */
export function othersRun(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
