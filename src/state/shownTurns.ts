import { type ConversationRows, type VisibleTurn, visibleTurns } from '../shared/domain/visibleTurns';
import { type VisibleRows, visibleTurnsAfter } from '../shared/domain/visibleTurnsAfter';

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
