import type { ConnectionModels } from '../shared/contract/connectionRoutes';
import type { Connection } from '../shared/domain/connection';
import type { ModelInfo } from '../shared/domain/model';
import type { LaneChoice } from '../shared/domain/settings';
import type { ConnectionsData } from './connections';
import { isSameChoice } from './modelChoices';
import { vendorOf } from './vendors';

/** `connection`: the model stands below the connection that has it. */
type ModelGroup = 'favourites' | 'recent' | 'connection';

export type ModelRow =
  | { readonly kind: 'group'; readonly group: Exclude<ModelGroup, 'connection'> }
  | { readonly kind: 'connection'; readonly connection: Connection; readonly isUnread: boolean }
  | {
      readonly kind: 'model';
      readonly group: ModelGroup;
      readonly connection: Connection;
      readonly model: ModelInfo;
      readonly isFavourite: boolean;
      readonly isHidden: boolean;
    }
  /** So many models of the connection are hidden; taking this line shows them, or hides them again. */
  | { readonly kind: 'hidden'; readonly connection: Connection; readonly count: number }
  /** The text that was typed, as an id that no list holds. */
  | { readonly kind: 'typed'; readonly connection: Connection; readonly modelId: string };

/** What the user chose about models. */
export interface ModelChoices {
  readonly favourites: readonly LaneChoice[];
  readonly recent: readonly LaneChoice[];
  readonly hidden: readonly LaneChoice[];
  readonly areHiddenShown: boolean;
}

/** More would push the connections out of sight. */
const maxRecent = 5;

/**
 * Lines of the list of models that hold every word of the search, in any order, in id, name, connection or vendor: favourites, then those
 * used last, then all below their connections, then what was typed as an id.
 */
export function modelRows(
  { connections, models }: Pick<ConnectionsData, 'connections' | 'models'>,
  search: string,
  choices: ModelChoices,
): readonly ModelRow[] {
  const enabled = connections.filter(connection => connection.isEnabled);
  const favourites = keysOf(choices.favourites);
  const hidden = keysOf(choices.hidden);
  const row = (group: ModelGroup, connection: Connection, model: ModelInfo): ModelRow => {
    const key = keyOf({ connectionId: connection.id, modelId: model.id });
    return { kind: 'model', group, connection, model, isFavourite: favourites.has(key), isHidden: hidden.has(key) };
  };
  const chosenRows = (group: 'favourites' | 'recent', list: readonly LaneChoice[]): readonly ModelRow[] => {
    const found = list.flatMap(choice => {
      const connection = enabled.find(({ id }) => id === choice.connectionId);
      const known = connection === undefined ? undefined : models[connection.id];
      const model = known?.models.find(({ id }) => id === choice.modelId);
      if (connection === undefined || known === undefined || model === undefined) return [];
      return isFound(connection, known, model, wordsOf(search)) ? [row(group, connection, model)] : [];
    });
    return found.length === 0 ? [] : [{ kind: 'group', group }, ...found];
  };
  const recent = choices.recent
    .filter(choice => !favourites.has(keyOf(choice)) && !hidden.has(keyOf(choice)))
    .slice(0, maxRecent);
  return [
    ...chosenRows('favourites', choices.favourites),
    ...chosenRows('recent', recent),
    ...enabled.flatMap((connection): readonly ModelRow[] => {
      const known = models[connection.id];
      const found = searchedModels(connection, known, search).map(model => row('connection', connection, model));
      const shown = found.filter(other => other.kind === 'model' && !other.isHidden);
      const hiddenCount = found.length - shown.length;
      if (found.length === 0 && (search.trim() !== '' || known !== undefined)) return [];
      return [
        { kind: 'connection', connection, isUnread: known === undefined },
        ...(choices.areHiddenShown ? found : shown),
        ...(hiddenCount > 0 ? [{ kind: 'hidden', connection, count: hiddenCount } as const] : []),
      ];
    }),
    ...typedRows(enabled, models, search.trim()),
  ];
}

/** The models of a connection that hold every word, hidden ones among them, the likeliest first. */
export function searchedModels(
  connection: Connection,
  known: ConnectionModels | undefined,
  search: string,
): readonly ModelInfo[] {
  if (known === undefined) return [];
  const words = wordsOf(search);
  const { sorted } = indexOf(known);
  if (words.length === 0) return sorted;
  const found = sorted.filter(model => isFound(connection, known, model, words));
  const typed = search.trim().toLowerCase();
  return found
    .map((model, at) => ({ model, at, rank: rankOf(model, typed, words[0] ?? '') }))
    .sort((one, other) => one.rank - other.rank || one.at - other.at)
    .map(({ model }) => model);
}

/** What a text of a model begins with says more than what stands in its middle. */
function rankOf({ id, name }: ModelInfo, typed: string, firstWord: string): number {
  const texts = [id.toLowerCase(), name.toLowerCase()];
  if (texts.some(text => text === typed)) return 0;
  if (texts.some(text => text.startsWith(firstWord))) return 1;
  return texts.some(text => text.includes(`/${firstWord}`) || text.includes(` ${firstWord}`)) ? 2 : 3;
}

interface ModelIndex {
  readonly sorted: readonly ModelInfo[];
  readonly texts: ReadonlyMap<string, string>;
}

/** Made once for each list that was read: five thousand models are searched with every key press. */
const indexes = new WeakMap<ConnectionModels, ModelIndex>();

function indexOf(known: ConnectionModels): ModelIndex {
  const made = indexes.get(known);
  if (made !== undefined) return made;
  const fresh = {
    sorted: sortedModels(known.models),
    texts: new Map(known.models.map(model => [model.id, textOf(model)])),
  };
  indexes.set(known, fresh);
  return fresh;
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Those of the tables first, in their order, then the others by name; what is not listed any more stands last. */
function sortedModels(models: readonly ModelInfo[]): readonly ModelInfo[] {
  const place = ({ isUnlisted, origin }: ModelInfo) => (isUnlisted === true ? 2 : origin === 'built-in' ? 0 : 1);
  return models
    .map((model, at) => ({ model, at, place: place(model) }))
    .sort((one, other) => {
      if (one.place !== other.place) return one.place - other.place;
      return one.place === 1 ? byName.compare(one.model.name, other.model.name) : one.at - other.at;
    })
    .map(({ model }) => model);
}

/** Names of the families for people who type Chinese, by a part of the id. */
const familyNames: readonly (readonly [part: string, names: string])[] = [
  ['kimi', '月之暗面 moonshot'],
  ['deepseek', '深度求索'],
  ['qwen', '通义千问 阿里 alibaba'],
  ['minimax', '稀宇 海螺'],
  ['ernie', '文心一言 百度 baidu'],
  ['glm', '智谱'],
];

function textOf({ id, name }: ModelInfo): string {
  const text = `${id} ${name}`.toLowerCase();
  const families = familyNames.filter(([part]) => text.includes(part)).map(([, names]) => names);
  return [text, ...families].join(' ');
}

function isFound(connection: Connection, known: ConnectionModels, model: ModelInfo, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const vendor = vendorOf(connection.vendorId);
  const place = `${connection.name} ${vendor?.name ?? ''} ${vendor?.nativeName ?? ''}`.toLowerCase();
  const text = indexOf(known).texts.get(model.id) ?? '';
  return words.every(word => text.includes(word) || place.includes(word));
}

function wordsOf(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

function keysOf(choices: readonly LaneChoice[]): ReadonlySet<string> {
  return new Set(choices.map(keyOf));
}

function keyOf({ connectionId, modelId }: LaneChoice): string {
  return `${connectionId} ${modelId}`;
}

/** The demo has its own models only. */
function typedRows(
  connections: readonly Connection[],
  models: ConnectionsData['models'],
  modelId: string,
): readonly ModelRow[] {
  if (modelId === '' || /\s/.test(modelId)) return [];
  return connections
    .filter(({ id, vendorId }) => vendorId !== 'demo' && !models[id]?.models.some(model => model.id === modelId))
    .map(connection => ({ kind: 'typed', connection, modelId }));
}

/** The model that a line stands for; undefined for headings. */
export function choiceOf(row: ModelRow | undefined): LaneChoice | undefined {
  if (row?.kind === 'model') return { connectionId: row.connection.id, modelId: row.model.id };
  return row?.kind === 'typed' ? { connectionId: row.connection.id, modelId: row.modelId } : undefined;
}

/** Puts a model among those that were picked, or takes it from them; more than fit are not taken. */
export function toggledChoice(
  picked: readonly LaneChoice[],
  choice: LaneChoice,
  maxCount: number,
): readonly LaneChoice[] {
  const others = picked.filter(other => !isSameChoice(other, choice));
  if (others.length < picked.length) return others;
  return picked.length < maxCount ? [...picked, choice] : picked;
}
