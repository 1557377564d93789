import { call } from '../bridge';
import type { Lane } from '../shared/domain/conversation';
import { maxLanes } from '../shared/domain/conversation';
import type { ConnectionId, ConversationId } from '../shared/domain/ids';
import {
  type LaneSet,
  type LaneSetLane,
  laneSetsProblem,
  maxLaneSetNameCharacters,
  resolveLaneSet,
} from '../shared/domain/laneSet';
import type { LaneChoice } from '../shared/domain/settings';
import { shownLanes } from '../shared/domain/visibleTurns';
import { updateSettings, useApp } from './app';
import { focusComposer } from './composerFocus';
import { findConnection, useConnections } from './connections';
import { plainParameters } from './lanes';
import { modelName } from './names';
import { createConversation, emptyConversationId, type NewLane } from './newConversation';
import { useOpenConversation } from './openConversation';
import { showFailure, showToast } from './toasts';
import { openDialog } from './ui';

/** Why a set was not saved; undefined when it was. `failed` has been told already. */
export type SaveProblem = 'too-many' | 'too-long' | 'double' | 'failed' | undefined;

export function useLaneSets(): readonly LaneSet[] {
  return useApp(state => state.settings.laneSets);
}

/** Saves the lanes on the screen under a name. */
export async function saveLaneSet(name: string): Promise<SaveProblem> {
  const set = { id: crypto.randomUUID(), name: cleanName(name), lanes: lanesOnScreen() };
  const problem = await keep([...laneSets(), set]);
  if (problem === undefined) showToast({ kind: 'lane-set-saved', name: set.name });
  return problem;
}

/** Puts the lanes on the screen in the place of those of a set. */
export async function updateLaneSet(id: string): Promise<SaveProblem> {
  const set = laneSets().find(other => other.id === id);
  const problem = await change(id, { lanes: lanesOnScreen() });
  if (problem === undefined && set !== undefined) showToast({ kind: 'lane-set-saved', name: set.name });
  return problem;
}

export async function renameLaneSet(id: string, name: string): Promise<SaveProblem> {
  return cleanName(name) === '' ? undefined : change(id, { name: cleanName(name) });
}

/** Lets another model stand in for one lane of a set; parameters that the other may not take are left behind. */
export async function replaceSetLane(id: string, index: number, choice: LaneChoice): Promise<SaveProblem> {
  const set = laneSets().find(other => other.id === id);
  if (set === undefined) return undefined;
  const replaced = (lane: LaneSetLane): LaneSetLane => ({
    ...namesOf(choice),
    ...(lane.systemPrompt !== undefined && { systemPrompt: lane.systemPrompt }),
  });
  return change(id, { lanes: set.lanes.map((lane, at) => (at === index ? replaced(lane) : lane)) });
}

/** Forgets a set; a toast offers to bring it back to its place. */
export async function removeLaneSet(id: string): Promise<void> {
  const sets = laneSets();
  const index = sets.findIndex(set => set.id === id);
  const set = sets[index];
  if (set === undefined) return;
  if ((await keep(sets.filter(other => other.id !== id))) === undefined) {
    showToast({ kind: 'lane-set-removed', set, index });
  }
}

export async function restoreLaneSet(set: LaneSet, index: number): Promise<void> {
  const sets = laneSets().filter(other => other.id !== set.id);
  await keep([...sets.slice(0, index), set, ...sets.slice(index)]);
}

/**
 * Begins a conversation with the lanes of a set; an empty one on the screen gets them in place of its own. When a connection is gone the
 * dialog of the sets opens and says so, unless such lanes are to be left out.
 */
export async function startWithSet(set: LaneSet, isMissingLeftOut = false): Promise<void> {
  const { usable, missing } = resolveLaneSet(set, useConnections.getState().connections);
  if (usable.length === 0 || (missing.length > 0 && !isMissingLeftOut)) {
    openDialog({ kind: 'lane-sets', setId: set.id });
    return;
  }
  // A double click would open it twice, or put its lanes twice into an empty conversation.
  starting ??= openLanes(usable.map(newLane).slice(0, maxLanes)).finally(() => {
    starting = undefined;
  });
  await starting;
}

let starting: Promise<void> | undefined;

async function openLanes(lanes: readonly NewLane[]): Promise<void> {
  const emptyId = emptyConversationId();
  if (emptyId === undefined) await createConversation(lanes);
  else await replaceLanes(emptyId, lanes);
}

async function replaceLanes(conversationId: ConversationId, lanes: readonly NewLane[]): Promise<void> {
  const before = shownLanes(useOpenConversation.getState().lanes);
  // As many as do not fit beside the new ones go first; the others stay until the new ones stand there.
  const firstCount = Math.max(0, before.length + lanes.length - maxLanes);
  try {
    for (const { id } of before.slice(0, firstCount)) await call('lane.remove', { id });
    for (const lane of lanes) await call('lane.add', { conversationId, lane });
    for (const { id } of before.slice(firstCount)) await call('lane.remove', { id });
    focusComposer();
  } catch (failure) {
    showFailure(failure);
  }
}

/** A lane of a set as a new conversation takes it. */
export function newLane({ connectionId, modelId, parameters, systemPrompt }: LaneSetLane): NewLane {
  return {
    connectionId,
    modelId,
    ...(parameters !== undefined && { parameters: plainParameters(parameters) }),
    ...(systemPrompt !== undefined && { systemPrompt }),
  };
}

function laneSets(): readonly LaneSet[] {
  return useApp.getState().settings.laneSets;
}

function lanesOnScreen(): readonly LaneSetLane[] {
  return shownLanes(useOpenConversation.getState().lanes).slice(0, maxLanes).map(setLaneOf);
}

function setLaneOf(lane: Lane): LaneSetLane {
  return {
    ...namesOf(lane),
    parameters: lane.parameters,
    ...(lane.systemPrompt !== '' && { systemPrompt: lane.systemPrompt }),
  };
}

function namesOf({ connectionId, modelId }: LaneChoice): LaneSetLane {
  const connections = useConnections.getState();
  return {
    connectionId: connectionId as ConnectionId,
    modelId,
    connectionName: (findConnection(connections, connectionId)?.name ?? '').slice(0, 200),
    modelName: modelName(connections, connectionId, modelId).slice(0, 300),
  };
}

function cleanName(name: string): string {
  return name.trim().slice(0, maxLaneSetNameCharacters);
}

function change(id: string, fields: Partial<LaneSet>): Promise<SaveProblem> {
  return keep(laneSets().map(set => (set.id === id ? { ...set, ...fields } : set)));
}

async function keep(sets: readonly LaneSet[]): Promise<SaveProblem> {
  const problem = laneSetsProblem(sets);
  if (problem !== undefined) return problem;
  const plain = sets.map(set => ({
    ...set,
    lanes: set.lanes.map(({ parameters, ...lane }) => ({
      ...lane,
      ...(parameters !== undefined && { parameters: plainParameters(parameters) }),
    })),
  }));
  return (await updateSettings({ laneSets: plain })) ? undefined : 'failed';
}
