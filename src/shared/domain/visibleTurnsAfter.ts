import type { Lane, Turn, TurnLane } from './conversation';
import type { LaneId, TurnId } from './ids';
import { type ConversationRows, cellKey, shownLanes, type VisibleTurn } from './visibleTurns';

/** Rows, and what is visible of them. */
export interface VisibleRows extends ConversationRows {
  readonly visible: readonly VisibleTurn[];
}

/**
 * The visible turns after a change of the rows, made from those before it: to walk all paths anew takes as long as the conversation is
 * long. What did not change stays the same object. Knows what happens all the time (texts arrive, another answer is chosen, prompts are
 * added at the end of the paths) and answers undefined to everything else.
 */
export function visibleTurnsAfter(before: VisibleRows, now: ConversationRows): readonly VisibleTurn[] | undefined {
  const lanes = shownLanes(now.lanes);
  if (!isSameSet(lanes, shownLanes(before.lanes))) return undefined;
  const turns = changedTurns(before, now);
  if (turns === undefined) return undefined;
  const cells = changedCells(before, now, turns.added);
  if (cells === undefined) return undefined;
  const added = addedTurns(before, now, lanes, cells.added);
  if (added === undefined) return undefined;
  const replaced = replacedTurns(before.visible, turns.replaced, cells.replaced);
  return added.length === 0 ? replaced : [...replaced, ...added];
}

function isSameSet(lanes: readonly Lane[], others: readonly Lane[]): boolean {
  const ids = new Set(others.map(({ id }) => id));
  return lanes.length === others.length && lanes.every(({ id }) => ids.has(id));
}

interface ChangedTurns {
  readonly replaced: ReadonlyMap<TurnId, Turn>;
  readonly added: ReadonlySet<TurnId>;
}

/** Undefined where the order of turns or the versions of a prompt may have changed. */
function changedTurns(before: VisibleRows, now: ConversationRows): ChangedTurns | undefined {
  const replaced = new Map<TurnId, Turn>();
  const added = new Set<TurnId>();
  const laneIds = Object.keys(now.lanes) as LaneId[];
  const lastSequence = before.visible.at(-1)?.turn.sequence ?? Number.NEGATIVE_INFINITY;
  for (const id of now.turns.keysThatDiffer(before.turns)) {
    const turn = now.turns.get(id);
    const known = before.turns.get(id);
    if (turn === undefined) return undefined;
    if (known === undefined) {
      // The versions of a prompt are linked by the later ones, which come after it.
      if (turn.editedFromTurnId !== undefined || turn.sequence <= lastSequence) return undefined;
      // A path may have ended where it was missing.
      if (laneIds.some(laneId => before.turnLanes.get(cellKey(turn.id, laneId)) !== undefined)) return undefined;
      added.add(turn.id);
    } else {
      if (turn.sequence !== known.sequence || turn.editedFromTurnId !== known.editedFromTurnId) return undefined;
      replaced.set(turn.id, turn);
    }
  }
  return { replaced, added };
}

interface ChangedCells {
  /** By turn. */
  readonly replaced: ReadonlyMap<TurnId, readonly TurnLane[]>;
  /** By key. */
  readonly added: ReadonlyMap<string, TurnLane>;
}

/** Undefined where a lane got another path, or a turn that was known got another lane. */
function changedCells(
  before: VisibleRows,
  now: ConversationRows,
  addedTurnIds: ReadonlySet<TurnId>,
): ChangedCells | undefined {
  const replaced = new Map<TurnId, TurnLane[]>();
  const added = new Map<string, TurnLane>();
  for (const key of now.turnLanes.keysThatDiffer(before.turnLanes)) {
    const cell = now.turnLanes.get(key);
    const known = before.turnLanes.get(key);
    if (cell === undefined) return undefined;
    if (known === undefined) {
      if (!addedTurnIds.has(cell.turnId)) return undefined;
      added.set(key, cell);
    } else {
      if (cell.parentTurnId !== known.parentTurnId) return undefined;
      replaced.set(cell.turnId, [...(replaced.get(cell.turnId) ?? []), cell]);
    }
  }
  return { replaced, added };
}

/**
 * What the lanes went on with: the way from each new head back to the head before. Undefined where a head went elsewhere, or where a
 * cell came that is on no such way and may close a gap in a path.
 */
function addedTurns(
  before: VisibleRows,
  now: ConversationRows,
  lanes: readonly Lane[],
  addedCells: ReadonlyMap<string, TurnLane>,
): readonly VisibleTurn[] | undefined {
  const found = new Map<TurnId, { readonly turn: Turn; readonly cells: { [laneId: string]: TurnLane } }>();
  let walkedCount = 0;
  for (const lane of lanes) {
    const end = before.lanes[lane.id]?.headTurnId;
    const walked = new Set<TurnId>();
    for (let id = lane.headTurnId; id !== end; ) {
      const cell = id === undefined ? undefined : addedCells.get(cellKey(id, lane.id));
      const turn = id === undefined ? undefined : now.turns.get(id);
      if (cell === undefined || turn === undefined || walked.has(turn.id)) return undefined;
      walked.add(turn.id);
      const place = found.get(turn.id);
      if (place === undefined) found.set(turn.id, { turn, cells: { [lane.id]: cell } });
      else place.cells[lane.id] = cell;
      id = cell.parentTurnId;
    }
    walkedCount += walked.size;
  }
  const shown = new Set<LaneId>(lanes.map(({ id }) => id));
  const cameCount = [...addedCells.values()].filter(({ laneId }) => shown.has(laneId)).length;
  if (walkedCount !== cameCount) return undefined;
  return [...found.values()]
    .map(({ turn, cells }): VisibleTurn => ({ turn, cells, versionIds: [turn.id] }))
    .sort((a, b) => a.turn.sequence - b.turn.sequence);
}

/** The same list where nothing of it changed. */
function replacedTurns(
  visible: readonly VisibleTurn[],
  turns: ChangedTurns['replaced'],
  cells: ChangedCells['replaced'],
): readonly VisibleTurn[] {
  if (turns.size === 0 && cells.size === 0) return visible;
  let isSame = true;
  const next = visible.map(place => {
    const turn = turns.get(place.turn.id) ?? place.turn;
    const changed = (cells.get(place.turn.id) ?? []).filter(({ laneId }) => place.cells[laneId] !== undefined);
    if (turn === place.turn && changed.length === 0) return place;
    isSame = false;
    return {
      ...place,
      turn,
      cells: { ...place.cells, ...Object.fromEntries(changed.map(cell => [cell.laneId, cell])) },
    };
  });
  return isSame ? visible : next;
}
