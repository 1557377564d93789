/**
 * Carries out long work in slices of `sliceMs` between which the page draws and answers. Undefined when it is not wanted any more by the time
 * of the next one: then it is given up.
 */
export async function inSlices<Result>(
  work: Iterator<unknown, Result>,
  sliceMs: number,
  isWanted: () => boolean,
): Promise<Result | undefined> {
  for (let endMs = performance.now() + sliceMs; ; ) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() < endMs) continue;
    await new Promise(resolve => setTimeout(resolve));
    if (!isWanted()) return undefined;
    endMs = performance.now() + sliceMs;
  }
}
