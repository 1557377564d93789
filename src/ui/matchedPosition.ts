/** One row of a scrolled list. */
export interface MeasuredRow {
  readonly key: string;
  readonly heightPx: number;
}

/** A place in a list that has a meaning in another list with some of the same rows: so far into this row. */
export interface MatchedPosition {
  readonly key: string;
  /** 0 at the top of the row, 1 at its end. */
  readonly fraction: number;
}

/** What stands at a distance from the top of the first row; undefined in an empty list. */
export function positionAt(rows: readonly MeasuredRow[], topPx: number): MatchedPosition | undefined {
  let rowTopPx = 0;
  for (const [index, { key, heightPx }] of rows.entries()) {
    if (topPx < rowTopPx + heightPx || index === rows.length - 1) {
      const fraction = heightPx <= 0 ? 0 : (topPx - rowTopPx) / heightPx;
      return { key, fraction: Math.min(1, Math.max(0, fraction)) };
    }
    rowTopPx += heightPx;
  }
  return undefined;
}

/**
 * Where a position of another list is found here, as a distance from the top of the first row. A row that is missing here is looked for
 * upwards in `order`, the rows of all lists: its nearest neighbour above is shown at its end. Undefined when there is none.
 */
export function topOfPosition(
  rows: readonly MeasuredRow[],
  order: readonly string[],
  { key, fraction }: MatchedPosition,
): number | undefined {
  const tops = new Map<string, { readonly topPx: number; readonly heightPx: number }>();
  let topPx = 0;
  for (const row of rows) {
    tops.set(row.key, { topPx, heightPx: row.heightPx });
    topPx += row.heightPx;
  }
  const own = tops.get(key);
  if (own !== undefined) return own.topPx + fraction * own.heightPx;
  for (let index = order.indexOf(key) - 1; index >= 0; index -= 1) {
    const above = tops.get(order[index] ?? '');
    if (above !== undefined) return above.topPx + above.heightPx;
  }
  return undefined;
}
