import { overrideKey } from '../shared/domain/modelOverride';
import type { LaneChoice, ModelOverride } from '../shared/domain/settings';
import { updateSettings, useApp } from './app';
import { rereadModels } from './connections';

const maxRecent = 20;
const maxFavourites = 200;
const maxHidden = 5_000;

export function isSameChoice(one: LaneChoice, other: LaneChoice): boolean {
  return one.connectionId === other.connectionId && one.modelId === other.modelId;
}

/** Whether a model stands in a list of choices. */
export function hasChoice(choices: readonly LaneChoice[], choice: LaneChoice): boolean {
  return choices.some(other => isSameChoice(other, choice));
}

/** Puts a model among the favourites, or takes it from them. A favourite is never hidden. */
export async function setFavourite(choice: LaneChoice, isFavourite: boolean): Promise<void> {
  const { favouriteModels, hiddenModels } = useApp.getState().settings;
  const others = without(favouriteModels, choice);
  await updateSettings({
    favouriteModels: isFavourite ? [...others, plain(choice)].slice(-maxFavourites) : others,
    ...(isFavourite && hasChoice(hiddenModels, choice) && { hiddenModels: without(hiddenModels, choice) }),
  });
}

/** Leaves a model out of the lists, or shows it again. */
export async function setHidden(choice: LaneChoice, isHidden: boolean): Promise<void> {
  const { favouriteModels, hiddenModels } = useApp.getState().settings;
  const others = without(hiddenModels, choice);
  await updateSettings({
    hiddenModels: isHidden ? [...others, plain(choice)].slice(-maxHidden) : others,
    ...(isHidden && hasChoice(favouriteModels, choice) && { favouriteModels: without(favouriteModels, choice) }),
  });
}

/** Remembers with which models lanes were opened, the last one first. */
export function noteRecent(choices: readonly LaneChoice[]): void {
  const { recentModels } = useApp.getState().settings;
  const fresh = choices
    .map(plain)
    .filter((choice, index, all) => all.findIndex(o => isSameChoice(o, choice)) === index);
  const recent = [...fresh, ...recentModels.filter(choice => !hasChoice(fresh, choice)).map(plain)].slice(0, maxRecent);
  const isSame =
    recent.length === recentModels.length &&
    recent.every((choice, at) => isSameChoice(choice, recentModels[at] ?? choice));
  if (!isSame) void updateSettings({ recentModels: recent });
}

/** Puts the user's own values for a model in place of those of the tables; undefined goes back to these. */
export async function setOverride(vendorId: string, modelId: string, override: ModelOverride | undefined) {
  const key = overrideKey(vendorId, modelId);
  const { [key]: _before, ...others } = useApp.getState().settings.modelOverrides;
  const isTaken = await updateSettings({
    modelOverrides: override === undefined ? others : { ...others, [key]: override },
  });
  if (isTaken) await rereadModels(vendorId);
  return isTaken;
}

function without(choices: readonly LaneChoice[], choice: LaneChoice): LaneChoice[] {
  return choices.filter(other => !isSameChoice(other, choice)).map(plain);
}

function plain({ connectionId, modelId }: LaneChoice): LaneChoice {
  return { connectionId, modelId };
}
