import type { Answer } from './answer';
import type { Lane, Turn, TurnLane } from './conversation';
import type { AnswerId, LaneId, TurnId } from './ids';
import type { RowTable } from './rowTable';

/** Rows of one conversation by id; `turnLanes` by `cellKey`. */
export interface ConversationRows {
  readonly lanes: { readonly [laneId: string]: Lane };
  readonly turns: RowTable<Turn>;
  readonly turnLanes: RowTable<TurnLane>;
}

/** One row of the comparison: a prompt, and the lanes that were asked. */
export interface VisibleTurn {
  readonly turn: Turn;
  /** By lane id. A lane that did not take part has no entry. */
  readonly cells: { readonly [laneId: string]: TurnLane };
  /** This turn and the versions of its prompt that can be shown in its place, oldest first. */
  readonly versionIds: readonly TurnId[];
}

/** Names the place of one lane in one turn. */
export function cellKey(turnId: TurnId, laneId: LaneId): string {
  return `${turnId}/${laneId}`;
}

/** The lanes that are not removed, in their order on the screen. */
export function shownLanes(lanes: ConversationRows['lanes']): readonly Lane[] {
  return Object.values(lanes)
    .filter(lane => !lane.isRemoved)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/**
 * The turns to show, in their order: the union of the paths of all lanes that are not removed. A path is walked from the lane's head
 * along the parent links of that lane, so turns of other branches stay out. A broken or circular link ends the path.
 */
export function visibleTurns(rows: ConversationRows): readonly VisibleTurn[] {
  const walk = visibleTurnsInSteps(rows);
  for (;;) {
    const step = walk.next();
    if (step.done === true) return step.value;
  }
}

/** Rows of one step: to look at that many takes far less than a millisecond. */
const rowsOfStep = 500;

/** The same, found in many small steps: in a conversation of years it takes longer than a frame may take. */
export function* visibleTurnsInSteps(rows: ConversationRows): Generator<void, readonly VisibleTurn[]> {
  const found = new Map<TurnId, { readonly turn: Turn; readonly cells: { [laneId: string]: TurnLane } }>();
  const byLane = yield* turnLanesByLane(rows.turnLanes);
  for (const lane of shownLanes(rows.lanes)) {
    const own = byLane.get(lane.id);
    const walked = new Set<TurnId>();
    let turnId = lane.headTurnId;
    while (turnId !== undefined && !walked.has(turnId)) {
      walked.add(turnId);
      const turnLane = own?.get(turnId);
      const place = found.get(turnId);
      const turn = place?.turn ?? rows.turns.get(turnId);
      if (turnLane === undefined || turn === undefined) break;
      if (place === undefined) found.set(turnId, { turn, cells: { [lane.id]: turnLane } });
      else place.cells[lane.id] = turnLane;
      turnId = turnLane.parentTurnId;
      if (walked.size % rowsOfStep === 0) yield;
    }
  }
  const versions = yield* versionsByTurn(rows.turns);
  const visible: VisibleTurn[] = [];
  for (const [turnId, { turn, cells }] of found) {
    visible.push({ turn, cells, versionIds: shownVersions(turnId, versions.get(turnId), cells, rows) });
    if (visible.length % rowsOfStep === 0) yield;
  }
  return visible.sort((a, b) => a.turn.sequence - b.turn.sequence);
}

/** Cells by lane and turn: to put together the key of each takes longer than all else of a walk along a long path. */
function* turnLanesByLane(
  turnLanes: ConversationRows['turnLanes'],
): Generator<void, ReadonlyMap<LaneId, ReadonlyMap<TurnId, TurnLane>>> {
  const byLane = new Map<LaneId, Map<TurnId, TurnLane>>();
  let count = 0;
  for (const turnLane of turnLanes.values()) {
    const own = byLane.get(turnLane.laneId);
    if (own === undefined) byLane.set(turnLane.laneId, new Map([[turnLane.turnId, turnLane]]));
    else own.set(turnLane.turnId, turnLane);
    count += 1;
    if (count % rowsOfStep === 0) yield;
  }
  return byLane;
}

/** Those of the versions of a turn that one of its lanes took part in. */
function shownVersions(
  turnId: TurnId,
  versions: readonly TurnId[] | undefined,
  cells: VisibleTurn['cells'],
  rows: ConversationRows,
): readonly TurnId[] {
  if (versions === undefined) return [turnId];
  const laneIds = Object.keys(cells) as LaneId[];
  return versions.filter(
    id => id === turnId || laneIds.some(laneId => rows.turnLanes.get(cellKey(id, laneId)) !== undefined),
  );
}

/** Turns linked by `editedFromTurnId`, each group oldest first. Turns that were never edited are left out. */
function* versionsByTurn(turns: ConversationRows['turns']): Generator<void, ReadonlyMap<TurnId, readonly TurnId[]>> {
  const groups = new Map<TurnId, Turn[]>();
  let count = 0;
  for (const turn of turns.values()) {
    count += 1;
    if (count % rowsOfStep === 0) yield;
    if (turn.editedFromTurnId === undefined) continue;
    const origin = originalTurn(turn, turns);
    if (origin === turn) continue;
    const group = groups.get(origin.id);
    if (group === undefined) groups.set(origin.id, [origin, turn]);
    else group.push(turn);
  }
  const versions = new Map<TurnId, readonly TurnId[]>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const ids = group.sort((a, b) => a.sequence - b.sequence).map(turn => turn.id);
    for (const id of ids) versions.set(id, ids);
  }
  return versions;
}

function originalTurn(turn: Turn, turns: ConversationRows['turns']): Turn {
  const walked = new Set<TurnId>([turn.id]);
  let origin = turn;
  while (origin.editedFromTurnId !== undefined) {
    const earlier = turns.get(origin.editedFromTurnId);
    if (earlier === undefined || walked.has(earlier.id)) break;
    walked.add(earlier.id);
    origin = earlier;
  }
  return origin;
}

/** The answer a cell shows: the chosen one, else the newest. */
export function shownAnswer(turnLane: TurnLane, answers: readonly Answer[]): Answer | undefined {
  return answers.find(answer => answer.id === turnLane.chosenAnswerId) ?? variantOrder(turnLane, answers).at(-1);
}

/**
 * The answers among which the user can switch in a cell, oldest first; one copied from another lane comes before the lane's own.
 * Earlier tries that ended without a word are left out, unless one of them is the answer shown.
 */
export function shownVariants(turnLane: TurnLane, answers: readonly Answer[]): readonly Answer[] {
  const shown = shownAnswer(turnLane, answers)?.id;
  const ordered = variantOrder(turnLane, answers);
  return ordered.filter(
    (answer, index) => answer.id === shown || index === ordered.length - 1 || !endedWithoutWords(answer),
  );
}

function variantOrder(turnLane: TurnLane, answers: readonly Answer[]): readonly Answer[] {
  const rank = (id: AnswerId) => (id === turnLane.copiedAnswerId ? 0 : 1);
  return [...answers].sort((a, b) => rank(a.id) - rank(b.id) || a.sequence - b.sequence);
}

function endedWithoutWords(answer: Answer): boolean {
  const isBroken = answer.status === 'failed' || answer.status === 'stopped' || answer.status === 'interrupted';
  return isBroken && answer.text === '' && answer.reasoning === '';
}
