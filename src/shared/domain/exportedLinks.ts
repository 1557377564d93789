import { maxLanes } from './conversation';
import type { ExportedConversation, ExportedTurnLane } from './exportFormat';

/** Why the rows of a conversation in a file do not fit together. */
type LinkProblem = 'duplicate-id' | 'missing-row' | 'foreign-answer' | 'order' | 'cycle' | 'too-many-lanes';

/** A fault, and the field where it stands: `turnLanes[3].parentTurnId`. */
export interface LinkFault {
  readonly problem: LinkProblem;
  readonly field: string;
}

/** First fault in how the rows of one conversation point at each other; undefined when all is well. */
export function linkFault(conversation: ExportedConversation): LinkFault | undefined {
  const { lanes, turns, turnLanes, answers } = conversation;
  const doubled = (list: string, rows: readonly { readonly id: string }[]) =>
    faultAt(
      list,
      rows,
      'id',
      'duplicate-id',
      repeats(({ id }) => id),
    );
  const shown = lanes.flatMap((lane, index) => (lane.isRemoved ? [] : [index]));
  return (
    doubled('lanes', lanes) ??
    doubled('turns', turns) ??
    doubled('answers', answers) ??
    faultAt('turnLanes', turnLanes, 'turnId', 'duplicate-id', repeats(cellOf)) ??
    (shown.length > maxLanes ? { problem: 'too-many-lanes', field: `lanes[${shown[maxLanes]}]` } : undefined) ??
    rowFault(conversation) ??
    (parentsFirst(turnLanes) === undefined ? { problem: 'cycle', field: 'turnLanes' } : undefined) ??
    (hasCycle(turns) ? { problem: 'cycle', field: 'turns' } : undefined) ??
    orderFault(conversation)
  );
}

/** The first row of which something is wrong. */
function faultAt<Row>(
  list: string,
  rows: readonly Row[],
  name: string,
  problem: LinkProblem,
  isWrong: (row: Row) => boolean,
): LinkFault | undefined {
  const index = rows.findIndex(isWrong);
  return index < 0 ? undefined : { problem, field: `${list}[${index}].${name}` };
}

/** Whether a row has the name of one before it. */
function repeats<Row>(nameOf: (row: Row) => string): (row: Row) => boolean {
  const names = new Set<string>();
  return row => {
    const name = nameOf(row);
    const isKnown = names.has(name);
    names.add(name);
    return isKnown;
  };
}

/** The first row that leads nowhere, or to what is not its own. */
function rowFault({ lanes, turns, turnLanes, answers }: ExportedConversation): LinkFault | undefined {
  const laneIds = new Set(lanes.map(lane => lane.id));
  const turnIds = new Set(turns.map(turn => turn.id));
  const cells = new Set(turnLanes.map(cellOf));
  const answersById = new Map(answers.map(answer => [answer.id, answer]));
  const missing = <Row>(list: string, rows: readonly Row[], name: string, isMissing: (row: Row) => boolean) =>
    faultAt(list, rows, name, 'missing-row', isMissing);
  const isNoAnswer = (id: string | undefined) => id !== undefined && !answersById.has(id);
  return (
    missing('turnLanes', turnLanes, 'laneId', cell => !laneIds.has(cell.laneId)) ??
    missing('turnLanes', turnLanes, 'turnId', cell => !turnIds.has(cell.turnId)) ??
    missing(
      'turnLanes',
      turnLanes,
      'parentTurnId',
      ({ laneId, parentTurnId }) => parentTurnId !== undefined && !cells.has(cellName(parentTurnId, laneId)),
    ) ??
    missing('turnLanes', turnLanes, 'chosenAnswerId', cell => isNoAnswer(cell.chosenAnswerId)) ??
    missing('turnLanes', turnLanes, 'copiedAnswerId', cell => isNoAnswer(cell.copiedAnswerId)) ??
    missing('answers', answers, 'laneId', answer => !cells.has(cellOf(answer))) ??
    missing(
      'turns',
      turns,
      'editedFromTurnId',
      ({ editedFromTurnId }) => editedFromTurnId !== undefined && !turnIds.has(editedFromTurnId),
    ) ??
    missing(
      'lanes',
      lanes,
      'headTurnId',
      lane => lane.headTurnId !== undefined && !cells.has(cellName(lane.headTurnId, lane.id)),
    ) ??
    // What is chosen is sent with the next prompt of its lane: the answer of another cell would be sent and never shown.
    faultAt('turnLanes', turnLanes, 'chosenAnswerId', 'foreign-answer', cell => {
      const chosen = answersById.get(cell.chosenAnswerId ?? '');
      return chosen !== undefined && cellOf(chosen) !== cellOf(cell) && chosen.id !== cell.copiedAnswerId;
    }) ??
    faultAt('turnLanes', turnLanes, 'copiedAnswerId', 'foreign-answer', cell => {
      const copied = answersById.get(cell.copiedAnswerId ?? '');
      return copied !== undefined && copied.turnId !== cell.turnId;
    })
  );
}

/** The first turn that comes before the one it follows. */
function orderFault({ turns, turnLanes }: ExportedConversation): LinkFault | undefined {
  const sequences = new Map(turns.map(turn => [turn.id, turn.sequence]));
  const sequenceOf = (id: string) => sequences.get(id) ?? 0;
  return faultAt(
    'turnLanes',
    turnLanes,
    'parentTurnId',
    'order',
    ({ turnId, parentTurnId }) => parentTurnId !== undefined && sequenceOf(parentTurnId) >= sequenceOf(turnId),
  );
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

function cellOf({ turnId, laneId }: { readonly turnId: string; readonly laneId: string }): string {
  return cellName(turnId, laneId);
}

function cellName(turnId: string, laneId: string): string {
  return `${turnId}/${laneId}`;
}
