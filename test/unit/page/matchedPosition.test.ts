import { describe, expect, it } from 'vitest';
import { positionAt, topOfPosition } from '../../../src/ui/matchedPosition';

const rows = (...heights: readonly (readonly [key: string, heightPx: number])[]) =>
  heights.map(([key, heightPx]) => ({ key, heightPx }));
const long = rows(['a', 100], ['b', 1_000], ['c', 200]);
const short = rows(['a', 50], ['b', 100], ['c', 400]);
const order = ['a', 'b', 'c'];

describe('a position in one lane', () => {
  it.each([
    [0, { key: 'a', fraction: 0 }],
    [100, { key: 'b', fraction: 0 }],
    [600, { key: 'b', fraction: 0.5 }],
    [1_300, { key: 'c', fraction: 1 }],
    [9_999, { key: 'c', fraction: 1 }],
    [-5, { key: 'a', fraction: 0 }],
  ])('at %i px is a place in a turn', (topPx, position) => {
    expect(positionAt(long, topPx)).toEqual(position);
  });

  it('does not exist in an empty lane', () => {
    expect(positionAt([], 10)).toBeUndefined();
  });

  it('is found at the same relative place of the same turn in another lane', () => {
    const position = positionAt(long, 600);
    expect(position && topOfPosition(short, order, position)).toBe(100);
  });

  it('is found again where it was taken', () => {
    for (const topPx of [0, 40, 100, 777, 1_250]) {
      const position = positionAt(long, topPx);
      expect(position && topOfPosition(long, order, position)).toBeCloseTo(topPx, 6);
    }
  });

  it('is the end of the turn before, in a lane that was not asked', () => {
    const without = rows(['a', 50], ['c', 400]);
    expect(topOfPosition(without, order, { key: 'b', fraction: 0.9 })).toBe(50);
    expect(topOfPosition(rows(['c', 400]), order, { key: 'b', fraction: 0.9 })).toBeUndefined();
  });
});
