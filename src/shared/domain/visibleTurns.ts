import type { Answer } from './answer';
import type { Lane, Turn, TurnLane } from './conversation';
import type { AnswerId, LaneId, TurnId } from './ids';

/** Rows of one conversation by id; `turnLanes` by `cellKey`. */
export interface ConversationRows {
  readonly lanes: { readonly [laneId: string]: Lane };
  readonly turns: { readonly [turnId: string]: Turn };
  readonly turnLanes: { readonly [cellKey: string]: TurnLane };
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
 *
 * Kept for the rows that were asked for last: many parts of the page ask for the same ones, and rows are never changed in place.
 */
export function visibleTurns(rows: ConversationRows): readonly VisibleTurn[] {
  const { lanes, turns, turnLanes } = rows;
  if (last?.lanes !== lanes || last.turns !== turns || last.turnLanes !== turnLanes)
    last = { lanes, turns, turnLanes, visible: findVisibleTurns(rows) };
  return last.visible;
}

let last: (ConversationRows & { readonly visible: readonly VisibleTurn[] }) | undefined;

function findVisibleTurns(rows: ConversationRows): readonly VisibleTurn[] {
  const cellsByTurn = new Map<TurnId, { [laneId: string]: TurnLane }>();
  for (const lane of shownLanes(rows.lanes)) {
    const walked = new Set<TurnId>();
    let turnId = lane.headTurnId;
    while (turnId !== undefined && !walked.has(turnId)) {
      walked.add(turnId);
      const turnLane = rows.turnLanes[cellKey(turnId, lane.id)];
      if (turnLane === undefined || rows.turns[turnId] === undefined) break;
      const cells = cellsByTurn.get(turnId) ?? {};
      cells[lane.id] = turnLane;
      cellsByTurn.set(turnId, cells);
      turnId = turnLane.parentTurnId;
    }
  }
  const versions = versionsByTurn(rows.turns);
  const visible: VisibleTurn[] = [];
  for (const [turnId, cells] of cellsByTurn) {
    const turn = rows.turns[turnId];
    if (turn === undefined) continue;
    visible.push({ turn, cells, versionIds: shownVersions(turnId, versions.get(turnId), cells, rows) });
  }
  return visible.sort((a, b) => a.turn.sequence - b.turn.sequence);
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
    id => id === turnId || laneIds.some(laneId => rows.turnLanes[cellKey(id, laneId)] !== undefined),
  );
}

/** Turns linked by `editedFromTurnId`, each group oldest first. Turns that were never edited are left out. */
function versionsByTurn(turns: ConversationRows['turns']): ReadonlyMap<TurnId, readonly TurnId[]> {
  const all = Object.values(turns);
  if (all.every(turn => turn.editedFromTurnId === undefined)) return new Map();
  const groups = new Map<TurnId, Turn[]>();
  for (const turn of all) {
    const origin = originalTurn(turn, turns);
    const group = groups.get(origin.id);
    if (group === undefined) groups.set(origin.id, [turn]);
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
    const earlier = turns[origin.editedFromTurnId];
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
