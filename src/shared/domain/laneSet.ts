import type { LaneParameters } from './conversation';

/** One lane of a set: what it asks, and the names it had, for the day when its connection is gone. */
export interface LaneSetLane {
  readonly connectionId: string;
  readonly modelId: string;
  readonly connectionName: string;
  readonly modelName: string;
  readonly parameters?: LaneParameters | undefined;
  readonly systemPrompt?: string | undefined;
}

/** Lanes saved under a name, to begin conversations with. */
export interface LaneSet {
  readonly id: string;
  readonly name: string;
  readonly lanes: readonly LaneSetLane[];
}

export const maxLaneSets = 40;
export const maxLaneSetNameCharacters = 80;
/** All system prompts of all sets together: they are read at each start and written whole at each change. */
const maxPromptCharacters = 1_000_000;

/** Why these sets cannot be kept; undefined when they can. */
export function laneSetsProblem(
  sets: readonly { readonly id: string; readonly lanes: readonly { readonly systemPrompt?: string | undefined }[] }[],
): 'too-many' | 'too-long' | 'double' | undefined {
  if (sets.length > maxLaneSets) return 'too-many';
  if (new Set(sets.map(({ id }) => id)).size < sets.length) return 'double';
  const characters = sets
    .flatMap(({ lanes }) => lanes)
    .reduce((sum, { systemPrompt }) => sum + (systemPrompt?.length ?? 0), 0);
  return characters > maxPromptCharacters ? 'too-long' : undefined;
}

/** A lane of a set that cannot be opened, and why. */
interface MissingSetLane {
  /** Place in the set. */
  readonly index: number;
  readonly lane: LaneSetLane;
  readonly reason: 'removed' | 'disabled' | 'no-key';
}

export interface ResolvedLaneSet {
  readonly usable: readonly LaneSetLane[];
  readonly missing: readonly MissingSetLane[];
}

/** Tells the lanes of a set that can be opened now from those whose connection was removed, switched off or has no key. */
export function resolveLaneSet(
  set: LaneSet,
  connections: readonly { readonly id: string; readonly isEnabled: boolean; readonly keyState: string }[],
): ResolvedLaneSet {
  const usable: LaneSetLane[] = [];
  const missing: MissingSetLane[] = [];
  for (const [index, lane] of set.lanes.entries()) {
    const connection = connections.find(({ id }) => id === lane.connectionId);
    const reason =
      connection === undefined
        ? 'removed'
        : !connection.isEnabled
          ? 'disabled'
          : connection.keyState === 'missing'
            ? 'no-key'
            : undefined;
    if (reason === undefined) usable.push(lane);
    else missing.push({ index, lane, reason });
  }
  return { usable, missing };
}
