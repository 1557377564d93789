import type { Reader } from '../store/db';

/**
 * Rows of the index are numbered by time in steps of eight seconds: fine enough for the order of hits, and close enough together for the
 * index, which keeps the distance from row to row, to stay small.
 */
const stepMs = 8_192;
const lastSlot = 2 ** 40;

/** Farthest that a row may stand behind its time, where many share one: about 99 days, and an import without dates stays together. */
export const slotSpread = 2 ** 20;

/** Where a moment belongs. Times before 1970 and after the year 200000 stand at the ends. */
export function slotOf(date: number): number {
  return Math.min(lastSlot, Math.max(1, Math.floor(date / stepMs)));
}

/** The first free row at a time or soon after it; one at a distance where everything near is taken. */
export function freeSlot(index: Reader, date: number, random: () => number = Math.random): number {
  const first = slotOf(date);
  let from = first;
  for (let attempt = 0; ; attempt += 1) {
    // Most find their place at once.
    const limit = attempt === 0 ? 4 : 64;
    const taken = index.tuples<readonly [number]>(
      'SELECT row FROM documents WHERE row >= :from ORDER BY row LIMIT :limit',
      { from, limit },
    );
    let free = from;
    for (const [row] of taken) {
      if (row !== free) return free;
      free += 1;
    }
    if (taken.length < limit) return free;
    // Everything near is taken: farther and farther away, so that a million rows of one moment find their place as fast.
    from = attempt < 5 ? free : first + Math.floor(random() * Math.min(slotSpread, 2 ** (attempt + 4)));
    if (attempt > 200) from = first + slotSpread + attempt;
  }
}
