import { shownLanes } from '../shared/domain/visibleTurns';
import { useOpenConversation } from './openConversation';
import { useUi } from './ui';

/** Moves the keyboard to the lane at a place on the screen, the first being 0. */
export function focusLane(index: number): void {
  const lane = shownLanes(useOpenConversation.getState().lanes)[index];
  if (lane === undefined) return;
  useUi.setState({ focusedLaneId: lane.id });
  // At once where it can be: a Tab that is pressed right after it goes on from this lane.
  // With one lane at a time, the one asked for is on the screen only after the next drawing.
  if (!moveFocus(lane.id)) requestAnimationFrame(() => moveFocus(lane.id));
}

function moveFocus(laneId: string): boolean {
  const column = document.querySelector<HTMLElement>(`[data-lane-id="${laneId}"]`);
  if (column === null) return false;
  column.focus({ preventScroll: true });
  column.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  if (document.activeElement !== column) return false;
  // Chromium shows no focus ring after a shortcut with a modifier when the mouse was used before it.
  column.dataset.keyboard = '';
  column.addEventListener('blur', () => delete column.dataset.keyboard, { once: true });
  return true;
}
