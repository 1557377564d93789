import { boundedPieces, type PieceBounds } from './boundedPieces';

/** Steps that insert rows, some at a time, each to be carried out in a transaction of its own. */
export function* inSteps<Row>(
  rows: readonly Row[],
  bounds: PieceBounds,
  insert: (row: Row) => void,
  sizeOf: (row: Row) => number = () => 0,
): Generator<() => void> {
  for (const piece of boundedPieces(rows, bounds, sizeOf)) {
    yield () => {
      for (const row of piece) insert(row);
    };
  }
}
