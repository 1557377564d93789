import type { AnswerId } from '../../shared/domain/ids';
import { cellKey, shownLanes } from '../../shared/domain/visibleTurns';
import { answerOf, type OpenConversation, useOpenConversation } from '../../state/openConversation';
import { shownTurns } from '../../state/shownTurns';
import { useUi } from '../../state/ui';

/** Copies the newest answer on the screen: that of the lane with the keyboard, else the first one. */
export async function copyLastAnswer(): Promise<void> {
  const id = lastAnswer(useOpenConversation.getState());
  if (id === undefined) return;
  // Comes with what draws answers: at the start the page does without it.
  const { copyAnswer } = await import('./copyAnswer');
  await copyAnswer(id, 'markdown');
}

export function hasLastAnswer(): boolean {
  return lastAnswer(useOpenConversation.getState()) !== undefined;
}

function lastAnswer(state: OpenConversation): AnswerId | undefined {
  const { focusedLaneId } = useUi.getState();
  const lanes = [...shownLanes(state.lanes)].sort(
    (a, b) => Number(b.id === focusedLaneId) - Number(a.id === focusedLaneId),
  );
  for (const { turn } of [...shownTurns(state)].reverse()) {
    for (const lane of lanes) {
      const id = state.turnLanes.get(cellKey(turn.id, lane.id))?.chosenAnswerId;
      if ((answerOf(state, id)?.text ?? '') !== '') return id;
    }
  }
  return undefined;
}
