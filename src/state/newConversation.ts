import { call } from '../bridge';
import type { InputOf } from '../shared/contract/routes';
import type { Connection } from '../shared/domain/connection';
import { maxLanes } from '../shared/domain/conversation';
import type { ConversationId } from '../shared/domain/ids';
import { shownLanes } from '../shared/domain/visibleTurns';
import { updateSettings, useApp } from './app';
import { focusComposer } from './composerFocus';
import { usableConnections, useConnections } from './connections';
import { newLaneOf } from './lanes';
import { noteRecent } from './modelChoices';
import { useOpenConversation } from './openConversation';
import { openConversation } from './openingConversation';
import { suggestedModelIds } from './suggestions';
import { showFailure } from './toasts';

export type NewLane = InputOf<'conversation.create'>['lanes'][number];

let starting: Promise<ConversationId | undefined> | undefined;

/**
 * Starts a conversation with the lanes the user works with; an empty one on the screen serves as it is, and so does one that is being made:
 * a double click or a key that is held down makes no second one. Undefined when it could not be made.
 */
export function startConversation(): Promise<ConversationId | undefined> {
  const emptyId = emptyConversationId();
  if (emptyId !== undefined) {
    focusComposer();
    return Promise.resolve(emptyId);
  }
  starting ??= usualLanes()
    .then(createConversation)
    .finally(() => {
      starting = undefined;
    });
  return starting;
}

/** The conversation on the screen, when nothing was asked in it yet. */
export function emptyConversationId(): ConversationId | undefined {
  const { id, turns, status } = useOpenConversation.getState();
  return status === 'ready' && turns.size === 0 ? id : undefined;
}

/** Starts a conversation with the suggested models of one connection, and remembers them for the next ones. */
export function startWith(connection: Connection): Promise<void> {
  return startAndRemember(() => suggestedLanes(connection));
}

/** Starts a conversation with what all connections suggest, and remembers it for the next ones. */
export function startFresh(): Promise<void> {
  return startAndRemember(allSuggestedLanes);
}

let startingFirst: Promise<void> | undefined;

/** Once, however often it is asked for while that is being done. */
function startAndRemember(suggest: () => Promise<readonly NewLane[]>): Promise<void> {
  startingFirst ??= suggest()
    .then(remembering)
    .finally(() => {
      startingFirst = undefined;
    });
  return startingFirst;
}

async function remembering(lanes: readonly NewLane[]): Promise<void> {
  await createConversation(lanes);
  const defaultLanes = lanes.slice(0, maxLanes).map(({ connectionId, modelId }) => ({ connectionId, modelId }));
  if (defaultLanes.length > 0) await updateSettings({ defaultLanes });
}

/** Starts a conversation with these lanes, put on the screen as they were the last time. Undefined when it could not be made. */
export async function createConversation(lanes: readonly NewLane[]): Promise<ConversationId | undefined> {
  try {
    const { arrangement } = useApp.getState().settings;
    const { id } = await call('conversation.create', { lanes: lanes.slice(0, maxLanes), ...arrangement });
    await openConversation(id);
    noteRecent(lanes);
    if (useOpenConversation.getState().id === id) focusComposer();
    return id;
  } catch (failure) {
    showFailure(failure);
    return undefined;
  }
}

/** The lanes on the screen with their settings; else those chosen for new conversations; else what the connections suggest. */
export async function usualLanes(): Promise<readonly NewLane[]> {
  const usable = usableConnections(useConnections.getState());
  const isUsable = (lane: { readonly connectionId: string }) => usable.some(({ id }) => id === lane.connectionId);
  const onScreen = shownLanes(useOpenConversation.getState().lanes).filter(isUsable).map(newLaneOf);
  if (onScreen.length > 0) return onScreen;
  const chosen = useApp.getState().settings.defaultLanes.filter(isUsable);
  if (chosen.length > 0) return chosen.map(lane => ({ ...lane }));
  return allSuggestedLanes();
}

/** All that a single connection suggests; of several, the first of each. */
async function allSuggestedLanes(): Promise<readonly NewLane[]> {
  const usable = usableConnections(useConnections.getState());
  const perConnection = await Promise.all(usable.slice(0, maxLanes).map(suggestedLanes));
  if (perConnection.length === 1) return perConnection[0] ?? [];
  return perConnection.flatMap(lanes => lanes.slice(0, 1));
}

async function suggestedLanes(connection: Connection): Promise<readonly NewLane[]> {
  const modelIds = await suggestedModelIds(connection);
  return modelIds.map(modelId => ({ connectionId: connection.id, modelId }));
}
