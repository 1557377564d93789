/** Decimal places of a stored width: far below a pixel on the widest screen. */
const precision = 10_000;

/**
 * Widths in pixels after the separator behind lane `index` was moved by `deltaPx`. What one neighbour gains the other loses; neither goes
 * below `minPx`, unless it is narrower already.
 */
export function draggedWidths(
  widthsPx: readonly number[],
  index: number,
  deltaPx: number,
  minPx: number,
): readonly number[] {
  const left = widthsPx[index];
  const right = widthsPx[index + 1];
  if (left === undefined || right === undefined) return widthsPx;
  const least = Math.min(minPx, left);
  const most = left + right - Math.min(minPx, right);
  const next = Math.min(Math.max(left + deltaPx, least), most);
  return widthsPx.map((width, at) => (at === index ? next : at === index + 1 ? left + right - next : width));
}

/** Widths as shares of the room, their mean 1, as they are stored. */
export function laneWeights(widthsPx: readonly number[]): readonly number[] {
  const total = widthsPx.reduce((sum, width) => sum + width, 0);
  if (total <= 0) return widthsPx.map(() => 1);
  return widthsPx.map(width => Math.round((width / total) * widthsPx.length * precision) / precision);
}

/** How much of the room of two neighbours the left one has, in whole percent. */
export function separatorPercent(left: number, right: number): number {
  return left + right <= 0 ? 50 : Math.round((left / (left + right)) * 100);
}

/** A list with one of its entries at another place. */
export function movedTo<Entry>(list: readonly Entry[], from: number, to: number): readonly Entry[] {
  const moved = list.filter((_, index) => index !== from);
  const entry = list[from];
  return entry === undefined ? list : [...moved.slice(0, to), entry, ...moved.slice(to)];
}

/** Panes in rows: how many tracks the grid has, and over how many of them each pane goes. */
export interface PaneGrid {
  readonly tracks: number;
  readonly rows: number;
  readonly spans: readonly number[];
}

/** Spreads panes over two rows, or over more where the room is too narrow. A last row with fewer panes is filled by them. */
export function paneGrid(count: number, roomPx: number, minPx: number): PaneGrid {
  const columns = Math.max(1, Math.min(Math.ceil(count / 2), Math.floor(roomPx / minPx)));
  const rows = Math.max(1, Math.ceil(count / columns));
  const last = count - columns * (rows - 1);
  const tracks = last === columns || last < 1 ? columns : columns * last;
  const spans = Array.from({ length: count }, (_, index) => tracks / (index < columns * (rows - 1) ? columns : last));
  return { tracks, rows, spans };
}
