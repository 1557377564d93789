import { CallFailureError, call } from '../bridge';
import type { InputOf } from '../shared/contract/routes';
import type { Lane, LaneParameters } from '../shared/domain/conversation';
import type { ConversationId, LaneId } from '../shared/domain/ids';
import { movedTo } from '../shared/domain/laneWidths';
import type { LaneChoice } from '../shared/domain/settings';
import { shownLanes } from '../shared/domain/visibleTurns';
import { reorderLanes } from './arrangement';
import { noteRecent } from './modelChoices';
import { useOpenConversation } from './openConversation';
import { showFailure, showToast } from './toasts';
import { type LaneDraft, useUi } from './ui';

/** Opens a further lane: with an empty history, or with a copy of another lane's up to now. Answers whether it was taken. */
async function addLane(id: ConversationId, choice: LaneChoice, copyOf?: LaneId): Promise<boolean> {
  try {
    const lane = { connectionId: choice.connectionId, modelId: choice.modelId };
    const copy = copyOf === undefined ? {} : { copyOf: { laneId: copyOf } };
    const added = await call('lane.add', { conversationId: id, lane, ...copy });
    if (useOpenConversation.getState().id === id) useUi.setState({ focusedLaneId: added.id });
    noteRecent([choice]);
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

/**
 * Opens several lanes in the open conversation, one after the other, so that they stand in the order in which they were picked. The first
 * that is refused ends it: the others would be refused for the same reason.
 */
export async function addLanes(choices: readonly LaneChoice[], copyOf?: LaneId): Promise<void> {
  const { id } = useOpenConversation.getState();
  if (id === undefined) return;
  for (const choice of choices) if (!(await addLane(id, choice, copyOf))) return;
}

/** Opens a second lane beside a lane: the same model and settings, with a copy of its history or an empty one. */
export async function duplicateLane(laneId: LaneId, history: 'copy' | 'empty'): Promise<void> {
  const { id, lanes } = useOpenConversation.getState();
  const lane = lanes[laneId];
  if (id === undefined || lane === undefined) return;
  try {
    const copy = history === 'copy' ? { copyOf: { laneId } } : {};
    const added = await call('lane.add', { conversationId: id, lane: newLaneOf(lane), ...copy });
    // Of a conversation that was left meanwhile the order is not known here: there the lane stays at the end.
    if (useOpenConversation.getState().id !== id) return;
    const order = laneOrder().filter(other => other !== added.id);
    order.splice(order.indexOf(laneId) + 1, 0, added.id);
    await call('lane.reorder', { conversationId: id, laneIds: order });
    if (useOpenConversation.getState().id === id) useUi.setState({ focusedLaneId: added.id });
  } catch (failure) {
    showFailure(failure);
  }
}

/** Moves a lane by so many places; beyond the ends nothing happens. */
export function moveLane(laneId: LaneId, places: number): void {
  const order = laneOrder();
  const from = order.indexOf(laneId);
  const to = from + places;
  if (from < 0 || to < 0 || to >= order.length) return;
  void reorderLanes(movedTo(order, from, to));
}

/** Takes a lane off the screen; a toast offers to bring it back. */
export async function removeLane(laneId: LaneId, name: string): Promise<void> {
  try {
    await call('lane.remove', { id: laneId });
    showToast({ kind: 'lane-removed', id: laneId, name });
  } catch (failure) {
    showFailure(failure);
  }
}

/** Brings a removed lane back. Where its place was taken meanwhile, the toast that offers it stays for when there is room again. */
export async function restoreLane(laneId: LaneId, name: string): Promise<void> {
  try {
    await call('lane.restore', { id: laneId });
  } catch (failure) {
    showFailure(failure);
    if (failure instanceof CallFailureError && failure.code === 'E_LIMIT') {
      showToast({ kind: 'lane-removed', id: laneId, name });
    }
  }
}

/** Changes what a lane asks from now on. Answers whether it was taken. */
export async function updateLane(laneId: LaneId, change: Omit<InputOf<'lane.update'>, 'id'>): Promise<boolean> {
  try {
    await call('lane.update', { id: laneId, ...change });
    return true;
  } catch (failure) {
    showFailure(failure);
    return false;
  }
}

/** What a new lane needs in order to be like this one. */
export function newLaneOf(lane: Lane): InputOf<'conversation.create'>['lanes'][number] {
  return {
    connectionId: lane.connectionId,
    modelId: lane.modelId,
    parameters: plainParameters(lane.parameters),
    systemPrompt: lane.systemPrompt,
    ...(lane.width !== undefined && { width: lane.width }),
  };
}

/** Parameters as a call takes them. An empty line among the texts that stop an answer stops nothing and is left out. */
export function plainParameters({ stop, ...rest }: LaneParameters): NonNullable<InputOf<'lane.update'>['parameters']> {
  const texts = stop?.filter(text => text !== '') ?? [];
  return texts.length === 0 ? rest : { ...rest, stop: texts };
}

/** Whether something is being written for a lane that is not what it asks with already. */
export function isDraftOf(lane: Lane, { systemPrompt, parameters }: LaneDraft): boolean {
  const asText = (own: LaneParameters) => JSON.stringify(plainParameters(own));
  return systemPrompt !== lane.systemPrompt || asText(parameters) !== asText(lane.parameters);
}

function laneOrder(): LaneId[] {
  return shownLanes(useOpenConversation.getState().lanes).map(lane => lane.id);
}
