import { call } from '../bridge';
import type { Arrangement, Lane } from '../shared/domain/conversation';
import type { LaneId } from '../shared/domain/ids';
import { shownLanes } from '../shared/domain/visibleTurns';
import { updateSettings, useApp } from './app';
import { useOpenConversation } from './openConversation';
import { showFailure } from './toasts';
import { useUi } from './ui';

/** Says how the lanes of this conversation stand, and so those of the next new one. */
export async function arrange(change: Partial<Arrangement>): Promise<void> {
  const before = useOpenConversation.getState();
  const { id } = before;
  if (id === undefined) return;
  useUi.setState({ isLaneMaximised: false });
  useOpenConversation.setState(change);
  try {
    await call('conversation.arrange', { id, ...change });
  } catch (failure) {
    // Only what was to change, and is still as it was wanted here: the rest may have been changed meanwhile.
    const now = useOpenConversation.getState();
    if (now.id === id) {
      if (change.layout !== undefined && now.layout === change.layout) {
        useOpenConversation.setState({ layout: before.layout });
      }
      if (change.scrolling !== undefined && now.scrolling === change.scrolling) {
        useOpenConversation.setState({ scrolling: before.scrolling });
      }
    }
    showFailure(failure);
    return;
  }
  const arrangement = { ...useApp.getState().settings.arrangement, ...change };
  await updateSettings({ arrangement });
}

/** Gives lanes their share of the room; those that are not named keep theirs. */
export async function resizeLanes(widths: { readonly [laneId: string]: number }): Promise<void> {
  const { id, lanes: before } = useOpenConversation.getState();
  if (id === undefined) return;
  changeLanes(lane => ({ ...lane, width: widths[lane.id] ?? lane.width }));
  try {
    const named = Object.entries(widths).map(([laneId, width]) => ({ id: laneId as LaneId, width }));
    await call('lane.resize', { conversationId: id, widths: named });
  } catch (failure) {
    // By now another conversation may be open, whose lanes are none of those.
    changeLanes(lane => (lane.id in before ? { ...lane, width: before[lane.id]?.width } : lane));
    showFailure(failure);
  }
}

/** Gives all lanes on the screen the same width. */
export function evenWidths(): void {
  const lanes = shownLanes(useOpenConversation.getState().lanes);
  void resizeLanes(Object.fromEntries(lanes.map(lane => [lane.id, 1])));
}

/** Puts the lanes on the screen into another order. They move at once, and back when it could not be saved. */
export async function reorderLanes(laneIds: readonly LaneId[]): Promise<void> {
  const { id, lanes: before } = useOpenConversation.getState();
  if (id === undefined) return;
  const positions = shownLanes(before).map(lane => lane.position);
  changeLanes(lane => ({ ...lane, position: positions[laneIds.indexOf(lane.id)] ?? lane.position }));
  try {
    await call('lane.reorder', { conversationId: id, laneIds: [...laneIds] });
  } catch (failure) {
    changeLanes(lane => ({ ...lane, position: before[lane.id]?.position ?? lane.position }));
    showFailure(failure);
  }
}

function changeLanes(change: (lane: Lane) => Lane): void {
  const { lanes } = useOpenConversation.getState();
  useOpenConversation.setState({
    lanes: Object.fromEntries(Object.entries(lanes).map(([id, lane]) => [id, change(lane)])),
  });
}

/** Shows one lane alone for a while; `restoreLanes` brings all back as they stood. */
export function maximiseLane(laneId: LaneId): void {
  useUi.setState({ focusedLaneId: laneId, isLaneMaximised: true });
}

export function restoreLanes(): void {
  useUi.setState({ isLaneMaximised: false });
}

/** Shows the lane alone that has the keyboard, or all lanes again. */
export function toggleMaximised(): void {
  if (useUi.getState().isLaneMaximised) {
    restoreLanes();
    return;
  }
  const lanes = shownLanes(useOpenConversation.getState().lanes);
  const withFocus = document.activeElement?.closest<HTMLElement>('[data-lane-id]')?.dataset.laneId;
  const wanted = withFocus ?? useUi.getState().focusedLaneId;
  const lane = lanes.find(({ id }) => id === wanted) ?? lanes[0];
  if (lane !== undefined && lanes.length > 1) maximiseLane(lane.id);
}
