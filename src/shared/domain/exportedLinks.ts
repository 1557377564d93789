import type { ExportedConversation, ExportedTurnLane } from './exportFormat';

/** Why the rows of a conversation in a file do not fit together. */
export type LinkProblem = 'duplicate-id' | 'missing-row' | 'cycle';

/** First fault in how the rows of one conversation point at each other; undefined when all is well. */
export function linkProblem(conversation: ExportedConversation): LinkProblem | undefined {
  const { lanes, turns, turnLanes, answers } = conversation;
  const laneIds = new Set(lanes.map(lane => lane.id));
  const turnIds = new Set(turns.map(turn => turn.id));
  const answerIds = new Set(answers.map(answer => answer.id));
  const cells = new Map(turnLanes.map(cell => [cellName(cell.turnId, cell.laneId), cell]));
  const isUnique =
    laneIds.size === lanes.length &&
    turnIds.size === turns.length &&
    answerIds.size === answers.length &&
    cells.size === turnLanes.length;
  if (!isUnique) return 'duplicate-id';
  const knows = (ids: ReadonlySet<string>, id: string | undefined) => id === undefined || ids.has(id);
  const isComplete =
    turnLanes.every(
      cell =>
        laneIds.has(cell.laneId) &&
        turnIds.has(cell.turnId) &&
        (cell.parentTurnId === undefined || cells.has(cellName(cell.parentTurnId, cell.laneId))) &&
        knows(answerIds, cell.chosenAnswerId) &&
        knows(answerIds, cell.copiedAnswerId),
    ) &&
    answers.every(answer => cells.has(cellName(answer.turnId, answer.laneId))) &&
    turns.every(turn => knows(turnIds, turn.editedFromTurnId)) &&
    lanes.every(lane => lane.headTurnId === undefined || cells.has(cellName(lane.headTurnId, lane.id)));
  if (!isComplete) return 'missing-row';
  if (parentsFirst(turnLanes) === undefined || hasCycle(turns)) return 'cycle';
  return undefined;
}

/** Cells so that each stands behind its parent; undefined when their links go in a circle. Takes time in proportion to their number. */
export function parentsFirst(turnLanes: readonly ExportedTurnLane[]): readonly ExportedTurnLane[] | undefined {
  let cells: ReadonlyMap<string, ExportedTurnLane> | undefined;
  const placed = new Set<string>();
  const ordered: ExportedTurnLane[] = [];
  for (const cell of turnLanes) {
    const { turnId, laneId, parentTurnId } = cell;
    // As nearly all stand: behind their parent already.
    if (parentTurnId === undefined || placed.has(cellName(parentTurnId, laneId))) {
      const name = cellName(turnId, laneId);
      if (!placed.has(name)) ordered.push(cell);
      placed.add(name);
      continue;
    }
    cells ??= new Map(turnLanes.map(each => [cellName(each.turnId, each.laneId), each]));
    const chain: ExportedTurnLane[] = [];
    const inChain = new Set<string>();
    let next: ExportedTurnLane | undefined = cell;
    while (next !== undefined) {
      const name = cellName(next.turnId, next.laneId);
      if (placed.has(name)) break;
      if (inChain.has(name)) return undefined;
      inChain.add(name);
      chain.push(next);
      next = next.parentTurnId === undefined ? undefined : cells.get(cellName(next.parentTurnId, next.laneId));
    }
    for (const link of chain.reverse()) {
      placed.add(cellName(link.turnId, link.laneId));
      ordered.push(link);
    }
  }
  return ordered;
}

function hasCycle(turns: ExportedConversation['turns']): boolean {
  const origins = new Map(turns.map(turn => [turn.id, turn.editedFromTurnId]));
  const safe = new Set<string>();
  for (const { id } of turns) {
    const chain = new Set<string>();
    let next: string | undefined = id;
    while (next !== undefined && !safe.has(next)) {
      if (chain.has(next)) return true;
      chain.add(next);
      next = origins.get(next);
    }
    for (const link of chain) safe.add(link);
  }
  return false;
}

function cellName(turnId: string, laneId: string): string {
  return `${turnId}/${laneId}`;
}
