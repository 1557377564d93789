import type { AppError } from '../../src/shared/domain/errors';
import type { ModelInfo } from '../../src/shared/domain/model';
import type { ModelSpec, VendorSpec } from '../../src/shared/vendors/types';
import { classifyInBand, ownError } from './errors';
import { getJson } from './getJson';
import { textWithoutKey } from './keyMask';
import { type ListReading, parseListEntry } from './modelListEntry';
import type { Fetch } from './types';

export interface ListQuestion {
  readonly vendor: VendorSpec;
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal | undefined;
  /** Day of the question, `YYYY-MM-DD`, kept with the prices. Today when undefined. */
  readonly readOn?: string | undefined;
}

export type ModelListing = ({ readonly ok: true } & ParsedModelList) | { readonly ok: false; readonly error: AppError };

export interface ParsedModelList {
  readonly models: readonly ModelSpec[];
  /** True when the list was longer than is kept. */
  readonly isCut: boolean;
}

/** Models kept of one list. */
export const maxListedModels = 5_000;

/**
 * Asks a platform for its models. Never throws; after an error the caller goes on with the built-in table. A list that needs no key is
 * still asked with the key where there is one, so that the answer proves the key as well.
 */
export async function listModels(question: ListQuestion): Promise<ModelListing> {
  const { vendor, baseUrl, apiKey, fetch, signal } = question;
  const url = `${baseUrl.replace(/\/+$/, '')}${vendor.modelList.path}`;
  const answer = await getJson({ vendor, url, apiKey, fetch, signal });
  if (!answer.ok) return answer;
  const readOn = question.readOn ?? new Date().toISOString().slice(0, 10);
  const parsed = parseModelList(vendor, answer.json, { source: url, readOn });
  const { host } = new URL(url);
  // Beside a list that holds something, an error field says nothing.
  const error = parsed?.models.length ? undefined : classifyInBand(answer.json, { vendor, host, apiKey });
  if (parsed === undefined || error !== undefined)
    return { ok: false, error: error ?? ownError('protocol', 'no-list', { host }) };
  const models = parsed.models.map(model => ({
    ...model,
    id: textWithoutKey(model.id, apiKey),
    name: textWithoutKey(model.name, apiKey),
  }));
  return { ok: true, models, isCut: parsed.isCut };
}

/**
 * Reads a list of models in any of the known shapes: `{ data: [] }`, a bare array, `{ models: [] }`, one of these inside of an object. Junk, doubles and models that do not
 * chat are left out. Undefined when there is no list at all. Without `reading` no prices are taken.
 */
export function parseModelList(vendor: VendorSpec, json: unknown, reading?: ListReading): ParsedModelList | undefined {
  const entries = entriesOf(json);
  if (entries === undefined) return undefined;
  const models = new Map<string, ModelSpec>();
  for (const entry of entries) {
    const model = parseListEntry(vendor, entry, reading ?? { source: '', readOn: '' });
    if (model === undefined || models.has(model.id)) continue;
    if (models.size === maxListedModels) return { models: [...models.values()], isCut: true };
    models.set(model.id, reading === undefined ? { ...model, price: undefined } : model);
  }
  return { models: [...models.values()], isCut: false };
}

/**
 * The built-in table together with what the platform listed: names and abilities of the table, sizes and prices of the platform where it
 * tells them. Built-in models come first, in the order of the table; those that the platform did not list are marked, not hidden.
 */
export function mergeModels<Model extends ModelInfo>(builtIn: readonly Model[], listed: readonly Model[]): Model[] {
  const listedById = new Map(listed.map(model => [model.id, model]));
  const known = new Set(builtIn.map(({ id }) => id));
  return [
    ...builtIn.map(model => {
      const told = listedById.get(model.id);
      if (told === undefined) return listed.length === 0 ? model : { ...model, isUnlisted: true };
      return {
        ...model,
        contextTokens: told.contextTokens ?? model.contextTokens,
        maxOutputTokens: told.maxOutputTokens ?? model.maxOutputTokens,
        thinking: model.thinking === 'unknown' ? told.thinking : model.thinking,
        hasTools: told.hasTools ?? model.hasTools,
        price: told.price ?? model.price,
      };
    }),
    ...listed.filter(({ id }) => !known.has(id)),
  ];
}

/** Names under which relays and gateways put their list. */
const listNames = ['data', 'models', 'result', 'items', 'list', 'model_list', 'body'];

/** `depth`: how many objects may stand around the list. */
function entriesOf(json: unknown, depth = 1): readonly unknown[] | undefined {
  if (Array.isArray(json)) return json;
  if (typeof json !== 'object' || json === null) return undefined;
  const fields = json as { readonly [name: string]: unknown };
  const list = listNames.map(name => fields[name]).find(Array.isArray);
  if (list !== undefined) return list;
  // Ollama without a model.
  if (fields.data === null && fields.object === 'list') return [];
  if (depth === 0) return undefined;
  for (const name of listNames) {
    const inner = entriesOf(fields[name], depth - 1);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
