import {
  type ConversationRows,
  type VisibleTurn,
  visibleTurns,
  visibleTurnsInSteps,
} from '../shared/domain/visibleTurns';
import { type VisibleRows, visibleTurnsAfter } from '../shared/domain/visibleTurnsAfter';
import { inSlices } from './slices';

/** As much of a frame as may be taken for what nobody waits for. */
const sliceMs = 5;

/** Of the rows that were asked for last: many parts of the page ask for the same ones, and the next ones are made from them. */
let last: VisibleRows | undefined;

/** The turns on the screen, in their order; see `visibleTurns`. The same list for as long as nothing in it changes. */
export function shownTurns({ lanes, turns, turnLanes }: ConversationRows): readonly VisibleTurn[] {
  if (last?.lanes !== lanes || last.turns !== turns || last.turnLanes !== turnLanes) {
    const rows = { lanes, turns, turnLanes };
    const visible = (last && visibleTurnsAfter(last, rows)) ?? visibleTurns(rows);
    last = { ...rows, visible };
  }
  return last.visible;
}

/**
 * Finds the turns of rows that are to be shown, without holding up the page, for `takeWalkedTurns`. Undefined when they are not wanted any
 * more.
 */
export async function walkTurns(
  { lanes, turns, turnLanes }: ConversationRows,
  isWanted: () => boolean,
): Promise<VisibleRows | undefined> {
  const rows = { lanes, turns, turnLanes };
  const visible = await inSlices(visibleTurnsInSteps(rows), sliceMs, isWanted);
  return visible && { ...rows, visible };
}

/** Rows like these are shown now: no path of theirs is walked again, also where they have changed a little meanwhile. */
export function takeWalkedTurns(rows: VisibleRows): void {
  last = rows;
}
