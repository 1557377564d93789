import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane, Turn, TurnLane } from '../../../../src/shared/domain/conversation';
import type { AnswerId, LaneId, TurnId } from '../../../../src/shared/domain/ids';
import { RowTable } from '../../../../src/shared/domain/rowTable';
import {
  type ConversationRows,
  cellKey,
  visibleTurns,
  visibleTurnsInSteps,
} from '../../../../src/shared/domain/visibleTurns';
import { visibleTurnsAfter } from '../../../../src/shared/domain/visibleTurnsAfter';
import { someLane, someTurn, someTurnLane } from '../../../support/pageRows';

/** Rows of a conversation that change by what a user or the program does. */
class Rows implements ConversationRows {
  constructor(
    readonly lanes: { readonly [laneId: string]: Lane },
    readonly turns: RowTable<Turn> = RowTable.of(),
    readonly turnLanes: RowTable<TurnLane> = RowTable.of(),
  ) {}

  static ofLanes(count: number): Rows {
    return new Rows(Object.fromEntries(Array.from({ length: count }, (_, n) => [`lane-${n}`, someLane(`lane-${n}`)])));
  }

  get turnList(): readonly Turn[] {
    return [...this.turns.values()].sort((a, b) => a.sequence - b.sequence);
  }

  withLanes(lanes: readonly Lane[]): Rows {
    return new Rows(
      { ...this.lanes, ...Object.fromEntries(lanes.map(lane => [lane.id, lane])) },
      this.turns,
      this.turnLanes,
    );
  }

  withTurns(...turns: readonly Turn[]): Rows {
    return new Rows(this.lanes, this.turns.with(turns.map(turn => [turn.id, turn])), this.turnLanes);
  }

  withCells(...cells: readonly TurnLane[]): Rows {
    const entries = cells.map((cell): [string, TurnLane] => [cellKey(cell.turnId, cell.laneId), cell]);
    return new Rows(this.lanes, this.turns, this.turnLanes.with(entries));
  }

  /** A prompt for these lanes behind what each was asked last. */
  asked(lanes: readonly Lane[], fields: Partial<Turn> = {}, isBesideLast = false): Rows {
    const sequence = (this.turnList.at(-1)?.sequence ?? 100) + 1;
    const id = `turn-${sequence}` as TurnId;
    const parentOf = ({ id: laneId, headTurnId }: Lane) =>
      isBesideLast && headTurnId !== undefined
        ? this.turnLanes.get(cellKey(headTurnId, laneId))?.parentTurnId
        : headTurnId;
    return this.withTurns(someTurn(id, sequence, fields))
      .withCells(...lanes.map(lane => someTurnLane(id, lane.id, { parentTurnId: parentOf(lane) })))
      .withLanes(lanes.map(lane => ({ ...lane, headTurnId: id })));
  }
}

type Step = (rows: Rows, first: number, second: number) => Rows;

const pick = <Item>(items: readonly Item[], number: number): Item | undefined =>
  items[number % Math.max(1, items.length)];
const some = (lanes: readonly Lane[], number: number) => lanes.filter((_, index) => (number >> index) % 2 === 1);

/** What happens all the time: known to be made from what was visible before. */
const usual: { readonly [name: string]: Step } = {
  ask: (rows, first) => rows.asked(some(Object.values(rows.lanes), first)),
  'ask twice': (rows, first, second) => {
    const asked = rows.asked(Object.values(rows.lanes));
    return asked.asked(some(Object.values(asked.lanes), first + second));
  },
  'read texts': (rows, first) =>
    rows.withTurns(
      ...rows.turnList.filter((_, n) => (n + first) % 3 === 0).map(turn => ({ ...turn, prompt: `${first}` })),
    ),
  choose: (rows, first, second) => {
    const cell = pick([...rows.turnLanes.values()], first);
    return cell === undefined ? rows : rows.withCells({ ...cell, chosenAnswerId: `answer-${second}` as AnswerId });
  },
};

const unusual: { readonly [name: string]: Step } = {
  edit: (rows, first, second) => {
    const turn = pick(rows.turnList, first);
    const lanes = some(Object.values(rows.lanes), second);
    return rows.asked(lanes, turn === undefined ? {} : { editedFromTurnId: turn.id }, true);
  },
  'switch lane': (rows, first, second) => {
    const lane = pick(Object.values(rows.lanes), first);
    const turn = pick(rows.turnList, second);
    return lane === undefined || turn === undefined ? rows : rows.withLanes([{ ...lane, headTurnId: turn.id }]);
  },
  'remove or restore lane': (rows, first) => {
    const lane = pick(Object.values(rows.lanes), first);
    return lane === undefined ? rows : rows.withLanes([{ ...lane, isRemoved: !lane.isRemoved }]);
  },
  'add lane': (rows, first, second) =>
    rows.withLanes([someLane(`lane-x${first % 4}`, { headTurnId: pick(rows.turnList, second)?.id })]),
  'know earlier turn': (rows, first, second) => {
    const [earliest] = rows.turnList;
    const lane = pick(Object.values(rows.lanes), second);
    if (earliest === undefined || lane === undefined) return rows;
    const id = `turn-${earliest.sequence - 1}` as TurnId;
    const cell = rows.turnLanes.get(cellKey(earliest.id, lane.id));
    const next = rows.withTurns(someTurn(id, earliest.sequence - 1)).withCells(someTurnLane(id, lane.id));
    return cell === undefined || first % 2 === 0 ? next : next.withCells({ ...cell, parentTurnId: id });
  },
  'know turn before its lanes': (rows, first) => {
    const sequence = (rows.turnList.at(-1)?.sequence ?? 100) + 1;
    const lane = pick(Object.values(rows.lanes), first);
    const next = rows.withTurns(someTurn(`turn-${sequence}`, sequence));
    return lane === undefined ? next : next.withLanes([{ ...lane, headTurnId: `turn-${sequence}` as TurnId }]);
  },
  'know lanes before their turn': (rows, first) => {
    const sequence = (rows.turnList.at(-1)?.sequence ?? 100) + 1;
    const id = `turn-${sequence}` as TurnId;
    const lane = pick(Object.values(rows.lanes), first);
    if (lane === undefined) return rows;
    return rows
      .withCells(someTurnLane(id, lane.id, { parentTurnId: lane.headTurnId }))
      .withLanes([{ ...lane, headTurnId: id }]);
  },
  'join late': (rows, first, second) => {
    const turn = pick(rows.turnList, first);
    const lane = pick(Object.values(rows.lanes), second);
    if (turn === undefined || lane === undefined) return rows;
    return rows.withCells(someTurnLane(turn.id, lane.id, { parentTurnId: pick(rows.turnList, second)?.id }));
  },
};

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...Object.keys(usual), ...Object.keys(usual), ...Object.keys(unusual)),
    first: fc.nat(1_000),
    second: fc.nat(1_000),
  }),
  { maxLength: 25 },
);

/** What is visible, found step by step. */
function inSteps(rows: ConversationRows) {
  const walk = visibleTurnsInSteps(rows);
  for (let count = 1; ; count += 1) {
    const step = walk.next();
    if (step.done === true) return { visible: step.value, count };
  }
}

it('the walk along long paths has many steps', () => {
  let rows = Rows.ofLanes(2);
  const lanes = Object.values(rows.lanes);
  const ids = Array.from({ length: 5_000 }, (_, index) => `turn-${index}` as TurnId);
  rows = rows
    .withTurns(...ids.map((id, index) => someTurn(id, index)))
    .withCells(
      ...lanes.flatMap(lane => ids.map((id, index) => someTurnLane(id, lane.id, { parentTurnId: ids[index - 1] }))),
    )
    .withLanes(lanes.map(lane => ({ ...lane, headTurnId: ids.at(-1) })));
  const { visible, count } = inSteps(rows);
  expect(visible).toEqual(visibleTurns(rows));
  expect(visible).toHaveLength(5_000);
  // Cells, paths, turns and what is made of them, each in pieces.
  expect(count).toBeGreaterThan(50);
});

describe('visibleTurnsAfter', () => {
  it('is what a walk along all paths finds, after any course of changes', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 3 }), (course, laneCount) => {
        let rows = Rows.ofLanes(laneCount);
        let visible = visibleTurns(rows);
        for (const { kind, first, second } of course) {
          const step = usual[kind] ?? unusual[kind];
          const next = step?.(rows, first, second) ?? rows;
          const walked = visibleTurns(next);
          expect(inSteps(next).visible).toEqual(walked);
          const made = visibleTurnsAfter({ ...rows, visible }, next);
          if (made !== undefined) expect(made).toEqual(walked);
          rows = next;
          visible = made ?? walked;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('walks no path for what happens all the time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...Object.values(usual)), fc.nat(1_000), fc.nat(1_000))),
        course => {
          let rows = Rows.ofLanes(3);
          let visible = visibleTurns(rows);
          for (const [step, first, second] of course) {
            const next = step(rows, first, second);
            const made = visibleTurnsAfter({ ...rows, visible }, next);
            expect(made).toEqual(visibleTurns(next));
            rows = next;
            visible = made ?? [];
          }
        },
      ),
    );
  });

  it('keeps every turn the same object that did not change, and the list where none did', () => {
    const rows = Rows.ofLanes(2).asked([someLane('lane-0'), someLane('lane-1')]);
    const asked = rows.asked(Object.values(rows.lanes));
    const before = { ...asked, visible: visibleTurns(asked) };
    const [first, second] = before.visible;
    const more = visibleTurnsAfter(before, asked.asked(Object.values(asked.lanes)));
    expect(more).toHaveLength(3);
    expect([more?.[0] === first, more?.[1] === second]).toEqual([true, true]);
    const hidden = someTurnLane('turn-101', 'lane-9' as LaneId, { chosenAnswerId: 'answer-1' as AnswerId });
    expect(
      visibleTurnsAfter({ ...asked.withCells(hidden), visible: before.visible }, asked.withCells({ ...hidden })),
    ).toBe(before.visible);
  });
});
