import { shownLanes } from '../shared/domain/visibleTurns';
import { useOpenConversation } from './openConversation';
import { useUi } from './ui';

/** Moves the keyboard to the lane at a place on the screen, the first being 0. */
export function focusLane(index: number): void {
  const lane = shownLanes(useOpenConversation.getState().lanes)[index];
  if (lane === undefined) return;
  useUi.setState({ focusedLaneId: lane.id });
  // With one lane at a time, the one asked for is on the screen only after the next drawing.
  requestAnimationFrame(() => {
    const column = document.querySelector<HTMLElement>(`[data-lane-id="${lane.id}"]`);
    column?.focus({ preventScroll: true });
    column?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  });
}
