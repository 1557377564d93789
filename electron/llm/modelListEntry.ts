import type { Price } from '../../src/shared/domain/price';
import { describeModel } from '../../src/shared/vendors/index';
import type { ModelSpec, VendorSpec } from '../../src/shared/vendors/types';

/** When and where a list was read, for the prices in it. */
export interface ListReading {
  readonly source: string;
  /** `YYYY-MM-DD` */
  readonly readOn: string;
}

type Entry = { readonly [field: string]: unknown };

/** What cannot be seen, or turns the writing round: two models would look like one, or one like another. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const everyUnseen = new RegExp(unseen, 'gu');

/** Longest id and name that are taken; longer ones are junk. */
const maxIdLength = 300;
const maxNameLength = 200;

/**
 * One entry of a platform's list as a model, undefined for junk and for what is no chat model. Ids and names are foreign text: kept as
 * they are, never read as markup. Numbers that the platform does not tell stay undefined.
 */
export function parseListEntry(vendor: VendorSpec, entry: unknown, reading: ListReading): ModelSpec | undefined {
  const fields: Entry = typeof entry === 'string' ? { id: entry } : isObject(entry) ? entry : {};
  const id = idOf(fields);
  if (id === undefined || !isChatModel(vendor, id, fields)) return undefined;
  const described = describeModel(vendor, id);
  return {
    ...described,
    name: described.origin === 'built-in' ? described.name : (nameOf(fields) ?? described.name),
    contextTokens: contextOf(fields) ?? described.contextTokens,
    maxOutputTokens: maxOutputOf(fields) ?? described.maxOutputTokens,
    input: inputOf(fields) ?? described.input,
    thinking: described.thinking === 'unknown' && cannotReason(fields) ? 'none' : described.thinking,
    hasTools: toolsOf(fields) ?? described.hasTools,
    price: priceOf(vendor, fields, reading),
    origin: 'listed',
  };
}

function idOf(entry: Entry): string | undefined {
  const id = [entry.id, entry.model, entry.model_id, entry.modelId, entry.model_name, entry.name].find(
    value => typeof value === 'string' && value !== '',
  );
  if (typeof id !== 'string' || id.length > maxIdLength || unseen.test(id) || id.trim() !== id) return undefined;
  return id;
}

function nameOf({ name, display_name: displayName }: Entry): string | undefined {
  const told = [name, displayName].find(value => typeof value === 'string' && value.trim() !== '');
  return typeof told === 'string' && told.length <= maxNameLength ? told.replace(everyUnseen, ' ').trim() : undefined;
}

function isChatModel({ modelList }: VendorSpec, id: string, entry: Entry): boolean {
  const lower = id.toLowerCase();
  const { includePrefixes, excludeSubstrings = [], onlyType } = modelList;
  if (entry.active === false) return false;
  if (onlyType !== undefined && typeof entry.type === 'string' && entry.type !== onlyType) return false;
  if (includePrefixes?.some(prefix => lower.startsWith(prefix)) === false) return false;
  if (excludeSubstrings.some(part => lower.includes(part))) return false;
  const outputs = textsIn(entry.architecture, 'output_modalities');
  if (outputs !== undefined && !outputs.includes('text')) return false;
  const providers = providersOf(entry);
  return providers.length === 0 || providers.some(({ status }) => status === undefined || status === 'live');
}

function contextOf(entry: Entry): number | undefined {
  const told = ['context_length', 'context_window', 'max_model_len', 'max_context_length', 'context_size']
    .map(field => count(entry[field]))
    .find(value => value !== undefined);
  if (told !== undefined) return told;
  if (isObject(entry.meta)) return count(entry.meta.n_ctx_train);
  // A router may pick any of them, so the smallest is what can be counted on.
  const lengths = providersOf(entry).flatMap(provider => count(provider.context_length) ?? []);
  return lengths.length === 0 ? undefined : Math.min(...lengths);
}

/**
 * The longest answer. Baidu tells both: `max_completions_tokens` with thinking and `max_tokens` for the answer alone, and the latter is
 * what its requests cap. Elsewhere a `max_tokens` may mean the context, so it counts only beside the other.
 */
function maxOutputOf(entry: Entry): number | undefined {
  const withThinking = count(entry.max_completions_tokens);
  if (withThinking !== undefined) return count(entry.max_tokens) ?? withThinking;
  const top = isObject(entry.top_provider) ? entry.top_provider.max_completion_tokens : undefined;
  return count(entry.max_completion_tokens) ?? count(entry.max_output_tokens) ?? count(top);
}

function inputOf(entry: Entry): ModelSpec['input'] | undefined {
  const told = textsIn(entry.architecture, 'input_modalities');
  if (told === undefined) return undefined;
  const known: ModelSpec['input'] = ['text', 'image', 'video'];
  return known.filter(kind => kind === 'text' || told.includes(kind));
}

/** True when the platform lists the parameters of this model and none of them is about reasoning. */
function cannotReason(entry: Entry): boolean {
  const parameters = textsIn(entry, 'supported_parameters');
  return parameters !== undefined && parameters.length > 0 && !parameters.some(name => name.includes('reasoning'));
}

/** Routers list the parameters that a model takes, or say it of each provider: any of them may be picked, so all must call tools. */
function toolsOf(entry: Entry): boolean | undefined {
  const parameters = textsIn(entry, 'supported_parameters');
  if (parameters !== undefined && parameters.length > 0) return parameters.includes('tools');
  const told = providersOf(entry).filter(provider => typeof provider.supports_tools === 'boolean');
  return told.length === 0 ? undefined : told.every(provider => provider.supports_tools === true);
}

function priceOf({ modelList }: VendorSpec, entry: Entry, reading: ListReading): Price | undefined {
  if (modelList.priceUnit === undefined || !isObject(entry.pricing)) return undefined;
  const isPerToken = modelList.priceUnit === 'usd-per-token';
  const perMillion = (value: unknown) => amount(value, isPerToken ? 1_000_000 : 1_000);
  const { pricing } = entry;
  const inputPerMillion = perMillion(pricing.prompt);
  const outputPerMillion = perMillion(pricing.completion);
  if (inputPerMillion === undefined || outputPerMillion === undefined) return undefined;
  return {
    currency: isPerToken ? 'USD' : 'CNY',
    inputPerMillion,
    cachedInputPerMillion: perMillion(pricing.input_cache_read),
    cacheWritePerMillion: perMillion(pricing.input_cache_write),
    outputPerMillion,
    thinkingOutputPerMillion: perMillion(pricing.internal_reasoning),
    ...reading,
  };
}

/** A million tokens cost less than this in any currency: what says more is no price. */
const mostPerMillion = 1_000_000;

/** An amount told as a number or a text, times a factor; rounded so that no trace of the binary fraction is left. */
function amount(value: unknown, factor: number): number | undefined {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : -1;
  const product = number * factor;
  return product >= 0 && product <= mostPerMillion ? Number(product.toPrecision(12)) : undefined;
}

/** A count of tokens told as a number or a text. */
function count(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number < 1e10 ? number : undefined;
}

function providersOf({ providers }: Entry): readonly Entry[] {
  return Array.isArray(providers) ? providers.filter(isObject) : [];
}

function textsIn(value: unknown, field: string): readonly string[] | undefined {
  if (!isObject(value)) return undefined;
  const list = value[field];
  return Array.isArray(list) ? list.filter(item => typeof item === 'string') : undefined;
}

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
