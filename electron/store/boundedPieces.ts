/** Bounds of one piece; a row that is larger by itself is a piece of its own. */
export interface PieceBounds {
  readonly mostRows: number;
  /** In the unit of what tells the size of a row. */
  readonly mostSize: number;
}

/** Cuts rows into pieces that each take some milliseconds, in their order. */
export function* boundedPieces<Row>(
  rows: readonly Row[],
  { mostRows, mostSize }: PieceBounds,
  sizeOf: (row: Row) => number,
): Generator<readonly Row[]> {
  let piece: Row[] = [];
  let pieceSize = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    if (piece.length === mostRows || (piece.length > 0 && pieceSize + size > mostSize)) {
      yield piece;
      piece = [];
      pieceSize = 0;
    }
    piece.push(row);
    pieceSize += size;
  }
  if (piece.length > 0) yield piece;
}
