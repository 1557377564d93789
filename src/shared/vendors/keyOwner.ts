import { vendors } from './index';
import type { VendorSpec } from './types';

/** Whose key a pasted text seems to hold. */
export interface KeyOwner {
  readonly vendor: VendorSpec;
  /** Told by an address in the text. */
  readonly regionId?: string | undefined;
}

/** Words in the names of variables, as in `MOONSHOT_API_KEY`, that are no ids of ours. */
const words: { readonly [word: string]: string } = {
  kimi: 'moonshot',
  dashscope: 'alibaba',
  qwen: 'alibaba',
  bailian: 'alibaba',
  qianfan: 'baidu',
  ernie: 'baidu',
  hf: 'huggingface',
};

/**
 * Whose key a text seems to hold: told by an address in it, by the name of a variable, or by a beginning that keys of one platform alone
 * have. Several where many have the same beginning, none where it says nothing. Only a guess: the user chooses.
 */
export function keyOwners(text: string, key: string): readonly KeyOwner[] {
  const lower = text.toLowerCase();
  for (const vendor of vendors) {
    const region = vendor.regions.find(({ baseUrl }) => lower.includes(new URL(baseUrl).host));
    if (region !== undefined && vendor.kind !== 'local') return [{ vendor, regionId: region.id }];
  }
  const names = [...lower.matchAll(/\b([a-z][a-z0-9]*)_[a-z0-9_]*(?:key|token|secret)\b/g)].map(
    match => match[1] ?? '',
  );
  const named = vendors.find(({ id }) => names.some(name => (words[name] ?? name) === id));
  if (named !== undefined) return [{ vendor: named }];
  const all = [...vendors.filter(({ needsKey }) => needsKey)];
  const longest = Math.max(...all.map(vendor => prefixLength(vendor, key)));
  return longest === 0 ? [] : all.filter(vendor => prefixLength(vendor, key) === longest).map(vendor => ({ vendor }));
}

function prefixLength({ key: { prefixes, refusedPrefixes } }: VendorSpec, key: string): number {
  const known = [...prefixes, ...refusedPrefixes.map(({ prefix }) => prefix)];
  return Math.max(0, ...known.filter(prefix => key.startsWith(prefix)).map(prefix => prefix.length));
}
