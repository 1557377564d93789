import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowTable } from '../../../../src/shared/domain/rowTable';

interface Row {
  readonly value: number;
}

const entry = fc.tuple(
  fc.nat(60).map(number => `row-${number}`),
  fc.nat(1_000).map((value): Row => ({ value })),
);
const sorted = (rows: Iterable<readonly [string, Row]>) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1));

describe('RowTable', () => {
  it('holds what a map would hold after any insertions and replacements, and leaves earlier tables as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.array(entry, { maxLength: 12 }), { maxLength: 30 }), fc.nat(29), (steps, place) => {
        const first = { table: RowTable.of<Row>(), map: new Map<string, Row>() };
        const kept = [first];
        let last = first;
        for (const entries of steps) {
          last = { table: last.table.with(entries), map: new Map([...last.map, ...entries]) };
          kept.push(last);
        }
        for (const { table, map } of kept) {
          expect(sorted(table.entries())).toEqual(sorted(map));
          expect(new Set(table.values())).toEqual(new Set(map.values()));
          expect(table.size).toBe(map.size);
          expect([...map].every(([key, row]) => table.get(key) === row)).toBe(true);
        }
        const earlier = kept[place % kept.length] ?? first;
        const differing = [...last.map.keys()].filter(key => earlier.map.get(key) !== last.map.get(key)).sort();
        expect([...last.table.keysThatDiffer(earlier.table)].sort()).toEqual(differing);
        expect([...earlier.table.keysThatDiffer(last.table)].sort()).toEqual(differing);
      }),
    );
  });

  it('is the same table where nothing is added', () => {
    const table = RowTable.of([['a', { value: 1 }]]);
    expect(table.with([])).toBe(table);
    expect([...table.keysThatDiffer(table)]).toEqual([]);
    expect(RowTable.of<Row>().get('a')).toBeUndefined();
  });

  it('looks at few rows to find what differs between a large table and the next one', () => {
    const large = RowTable.of(
      Array.from({ length: 10_000 }, (_, index): [string, Row] => [`row-${index}`, { value: index }]),
    );
    const next = large.with([['row-7', { value: -1 }]]);
    const looks: string[] = [];
    const watched: RowTable<Row> = Object.create(large, {
      get: { value: (key: string) => looks.push(key) && large.get(key) },
    });
    expect([...next.keysThatDiffer(watched)]).toEqual(['row-7']);
    expect(looks).toEqual(['row-7']);
  });
});
