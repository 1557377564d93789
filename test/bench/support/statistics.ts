/** The value in the middle; of an even number, the mean of the two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The smallest value that `percent` of all values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** What alternating repetitions gave. */
export interface Alternated {
  /** Median of the product. */
  readonly own: number;
  readonly peer: number;
  readonly owns: readonly number[];
  readonly peers: readonly number[];
}

/**
 * Measures product and peer in turns, so that whatever else the machine does meets both, after one round of each that does not count.
 * The one that begins changes from round to round.
 */
export async function alternate(
  repetitions: number,
  own: () => number | Promise<number>,
  peer: () => number | Promise<number>,
): Promise<Alternated> {
  await own();
  await peer();
  return inTurns(repetitions, own, peer);
}

/** The same without a round before, for what prepares itself each time. */
export async function inTurns(
  repetitions: number,
  own: () => number | Promise<number>,
  peer: () => number | Promise<number>,
): Promise<Alternated> {
  const owns: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < repetitions; round++) {
    if (round % 2 === 1) peers.push(await peer());
    owns.push(await own());
    if (round % 2 === 0) peers.push(await peer());
  }
  return { own: median(owns), peer: median(peers), owns, peers };
}
