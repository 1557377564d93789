import { paneGrid } from '../../shared/domain/laneWidths';

/**
 * A narrower lane breaks words and tables into pieces; the area is scrolled sideways instead. Five of them stand beside the list of
 * conversations in the window as it is first opened.
 */
export const minLanePx = 212;

/** Height of the head of a lane. */
export const laneHeadPx = 56;

/** Columns of a grid for lanes that share the room by these weights. */
export function laneColumns(weights: readonly number[]): string {
  return weights.map(weight => `minmax(var(--lane-width), ${weight}fr)`).join(' ');
}

/** How many rows of panes there are; room that is not known yet is taken as wide. */
export function paneRows(count: number, roomPx: number): number {
  return paneGrid(count, roomPx || Number.POSITIVE_INFINITY, minLanePx).rows;
}
