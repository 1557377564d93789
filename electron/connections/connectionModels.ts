import type { Connection } from '../../src/shared/domain/connection';
import type { ModelInfo } from '../../src/shared/domain/model';
import { overrideKey, withOverride } from '../../src/shared/domain/modelOverride';
import type { Currency } from '../../src/shared/domain/price';
import type { Settings } from '../../src/shared/domain/settings';
import { describeModel, findVendor } from '../../src/shared/vendors/index';
import { mergeModels } from '../llm/modelList';
import { knownPrice } from './modelPrice';

/**
 * The models of a connection as the user sees them: the tables, over them what the platform listed, over that the user's own values. Prices
 * are those that count at the connection's address. A model that the user described and nobody lists is there too.
 */
export function connectionModels(
  { vendorId, baseUrl }: Pick<Connection, 'vendorId' | 'baseUrl'>,
  listed: readonly ModelInfo[] | undefined,
  overrides: Settings['modelOverrides'],
  currency: Currency | undefined,
): readonly ModelInfo[] {
  const vendor = findVendor(vendorId);
  if (vendor === undefined) return listed ?? [];
  const builtIn = vendor.models.map((model): ModelInfo => {
    const price = knownPrice({ vendor, modelId: model.id, baseUrl, listed: undefined, currency });
    return { ...model, price };
  });
  const merged = listed === undefined ? builtIn : mergeModels(builtIn, listed);
  const known = new Set(merged.map(({ id }) => id));
  const prefix = overrideKey(vendorId, '');
  const described = Object.keys(overrides)
    .filter(key => key.startsWith(prefix) && !known.has(key.slice(prefix.length)))
    .map((key): ModelInfo => describeModel(vendor, key.slice(prefix.length)));
  return [...merged, ...described].map(model => withOverride(model, overrides[overrideKey(vendorId, model.id)]));
}
