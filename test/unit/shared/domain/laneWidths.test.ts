import { describe, expect, it } from 'vitest';
import {
  draggedWidths,
  laneWeights,
  movedTo,
  paneGrid,
  separatorPercent,
} from '../../../../src/shared/domain/laneWidths';

describe('draggedWidths', () => {
  it('takes from one neighbour what the other gains, and leaves the rest alone', () => {
    expect(draggedWidths([400, 300, 300], 0, 50, 240)).toEqual([450, 250, 300]);
    expect(draggedWidths([400, 300, 300], 1, -40, 240)).toEqual([400, 260, 340]);
  });

  it('stops where a lane would become too narrow', () => {
    expect(draggedWidths([400, 300], 0, 500, 240)).toEqual([460, 240]);
    expect(draggedWidths([400, 300], 0, -1e6, 240)).toEqual([240, 460]);
  });

  it('never widens a lane that is too narrow already by itself', () => {
    expect(draggedWidths([200, 500], 0, -20, 240)).toEqual([200, 500]);
    expect(draggedWidths([200, 500], 0, 60, 240)).toEqual([260, 440]);
  });

  it('does nothing behind the last lane', () => {
    expect(draggedWidths([400, 300], 1, 50, 240)).toEqual([400, 300]);
  });
});

describe('laneWeights', () => {
  it.each([[[300, 300, 300]], [[100, 700]], [[1, 2, 3, 4, 5, 6, 7, 8]]])('has a mean of 1 for %j', widths => {
    const weights = laneWeights(widths);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(widths.length, 3);
    expect((weights[0] ?? 0) / (weights.at(-1) ?? 1)).toBeCloseTo((widths[0] ?? 0) / (widths.at(-1) ?? 1), 2);
  });

  it('is even where nothing was measured', () => {
    expect(laneWeights([0, 0])).toEqual([1, 1]);
  });
});

it('says in percent how two neighbours share their room', () => {
  expect([separatorPercent(1, 1), separatorPercent(3, 1), separatorPercent(0, 0)]).toEqual([50, 75, 50]);
});

it('moves an entry to another place and keeps the order of the others', () => {
  expect(movedTo(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(movedTo(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c']);
  expect(movedTo(['a', 'b'], 5, 0)).toEqual(['a', 'b']);
});

describe('paneGrid', () => {
  it.each([
    { count: 1, rows: 1, spans: [1] },
    { count: 2, rows: 2, spans: [1, 1] },
    { count: 4, rows: 2, spans: [1, 1, 1, 1] },
    { count: 8, rows: 2, spans: [1, 1, 1, 1, 1, 1, 1, 1] },
  ])('stands $count panes in $rows rows', ({ count, rows, spans }) => {
    expect(paneGrid(count, 2_000, 240)).toMatchObject({ rows, spans });
  });

  it.each([3, 5, 7])('lets the last of %i panes fill their row', count => {
    const { tracks, rows, spans } = paneGrid(count, 2_000, 240);
    expect(rows).toBe(2);
    expect(spans.reduce((sum, span) => sum + span, 0)).toBe(tracks * rows);
    expect(spans.every(Number.isInteger)).toBe(true);
  });

  it('takes more rows where the room is narrow', () => {
    expect(paneGrid(6, 500, 240).rows).toBe(3);
    expect(paneGrid(3, 100, 240)).toEqual({ tracks: 1, rows: 3, spans: [1, 1, 1] });
  });
});
