import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type History, openHistory } from '../../../electron/store/history';
import { type AnswerId, type ConversationId, newId, type TurnId } from '../../../src/shared/domain/ids';
import { temporaryFolder } from '../../support/temporaryFolder';
import { copyLane, makeAnswer, makeLaneInput, makeTurn, startMs } from './historyBuilders';
import { type Cell, LaneModel, type ModelLane } from './laneModel';

/** Numbers are taken modulo what there is to choose from, so that every sequence of steps is possible. */
const step = fc.record({
  kind: fc.constantFrom(
    'lane',
    'copy',
    'turn',
    'turn',
    'turn',
    'edit',
    'variant',
    'choose',
    'switch',
    'remove',
    'restore',
    'reopen',
  ),
  first: fc.nat(1_000),
  second: fc.nat(1_000),
  lanes: fc.nat(255),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const pick = <Item>(items: readonly Item[], number: number): Item | undefined =>
  items[number % Math.max(items.length, 1)];

class Trial {
  readonly model = new LaneModel();
  readonly folder = temporaryFolder();
  history: History;
  readonly id: ConversationId;

  constructor() {
    this.history = this.#open();
    this.id = this.history.write.createConversation([makeLaneInput(), makeLaneInput()]);
    for (const lane of this.history.read.lanes(this.id)) this.model.addLane(lane.id);
  }

  #open(): History {
    const outcome = openHistory({ folder: this.folder, wallMs: () => startMs });
    if (outcome.kind !== 'ready') throw new Error(outcome.kind);
    return outcome.history;
  }

  run({ kind, first, second, lanes: mask }: Step): void {
    const { model, history, id } = this;
    const { read, write } = history;
    const lane = pick(model.lanes, first) as ModelLane;
    const turnsOfLane = model.turns.filter(turnId => lane.cells.has(turnId));
    const turnId = pick(turnsOfLane, second);
    const cell = turnId === undefined ? undefined : lane.cells.get(turnId);
    switch (kind) {
      case 'lane':
        if (model.lanes.length < 8) model.addLane(write.addLane(id, makeLaneInput()).id);
        break;
      case 'copy':
        if (turnId !== undefined && model.lanes.length < 8) {
          const added = copyLane(history, id, makeLaneInput(), { laneId: lane.id, upToTurnId: turnId });
          model.copyLane(added.id, lane, turnId);
        }
        break;
      case 'turn':
        this.#send(
          model.lanes.filter((_, index) => (mask >> index) & 1),
          undefined,
        );
        break;
      case 'edit': {
        const edited = pick(model.turns, second);
        if (edited !== undefined) {
          this.#send(
            model.lanes.filter(other => other.cells.has(edited)),
            edited,
          );
        }
        break;
      }
      case 'variant':
        if (turnId !== undefined && cell !== undefined) {
          const answer = makeAnswer(turnId, lane.id, { sequence: read.nextAnswerSequence(lane.id) });
          write.addVariant(answer);
          cell.own.push(answer.id);
          cell.chosen = answer.id;
        }
        break;
      case 'choose':
        if (turnId !== undefined && cell !== undefined) {
          const answerId = pick(variantsOf(cell), mask) as AnswerId;
          write.chooseAnswer(turnId, lane.id, answerId);
          cell.chosen = answerId;
        }
        break;
      case 'switch': {
        const shown = pick(model.turns, second);
        for (const { laneId } of shown === undefined ? [] : read.turnLanes(shown)) {
          const end = read.branchEnd(laneId, shown as TurnId);
          write.setHead(laneId, end);
          (model.lanes.find(other => other.id === laneId) as ModelLane).head = end;
        }
        break;
      }
      case 'remove':
        write.removeLane(lane.id);
        lane.isRemoved = true;
        break;
      case 'restore':
        write.restoreLane(lane.id);
        lane.isRemoved = false;
        break;
      case 'reopen':
        history.close();
        this.history = this.#open();
    }
  }

  #send(lanes: readonly ModelLane[], edited: TurnId | undefined): void {
    const asked = lanes.filter(lane => !lane.isRemoved);
    if (asked.length === 0) return;
    const turn = makeTurn(this.id, `turn ${this.model.turns.length}`, {
      sequence: this.history.read.nextTurnSequence(this.id),
      editedFromTurnId: edited,
    });
    const cells = new Map<ModelLane, { parent: TurnId | undefined; answerId: AnswerId }>();
    for (const lane of asked) {
      const parent = edited === undefined ? lane.head : lane.cells.get(edited)?.parent;
      cells.set(lane, { parent, answerId: newId<AnswerId>() });
    }
    this.history.write.addTurn(
      turn,
      Array.from(cells, ([lane, { parent, answerId }]) => ({
        turnLane: { turnId: turn.id, laneId: lane.id, parentTurnId: parent, chosenAnswerId: answerId },
        answer: makeAnswer(turn.id, lane.id, { id: answerId, sequence: this.history.read.nextAnswerSequence(lane.id) }),
      })),
    );
    this.model.addTurn(turn.id, cells);
  }

  check(): void {
    const { model, history } = this;
    const detail = history.read.detail(this.id);
    expect(detail.lanes.map(({ id, headTurnId, isRemoved }) => [id, headTurnId, isRemoved])).toEqual(
      model.lanes.map(({ id, head, isRemoved }) => [id, head, isRemoved]),
    );
    expect(detail.turns.map(turn => turn.id)).toEqual(model.turns);
    const cellCount = model.lanes.reduce((sum, lane) => sum + lane.cells.size, 0);
    expect(detail.turnLanes).toHaveLength(cellCount);
    for (const lane of model.lanes) {
      for (const [turnId, cell] of lane.cells) {
        const path = history.read.path(lane.id, turnId);
        expect(path.map(({ turn, answer }) => [turn.id, answer?.id])).toEqual(model.path(lane, turnId));
        for (const { turn, answer } of path) {
          const isOwn = answer?.laneId === lane.id;
          expect(isOwn || answer?.id === lane.cells.get(turn.id)?.copied).toBe(true);
        }
        expect(history.read.branchEnd(lane.id, turnId)).toBe(model.branchEnd(lane, turnId));
        expect(history.read.variants(turnId, lane.id).map(answer => answer.id)).toEqual(cell.own);
      }
    }
  }
}

function variantsOf(cell: Cell): readonly AnswerId[] {
  return cell.copied === undefined ? cell.own : [cell.copied, ...cell.own];
}

it.each([1, 20260131, 4242])(
  "gives every lane its own history, and another lane's answers only where they were copied (seed %i)",
  seed => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), steps => {
        const trial = new Trial();
        try {
          for (const next of steps) trial.run(next);
          trial.check();
        } finally {
          trial.history.close();
        }
      }),
      { seed, numRuns: 15 },
    );
  },
  60_000,
);
