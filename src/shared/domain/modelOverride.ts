import type { ModelInfo } from './model';
import type { ModelOverride } from './settings';

/** Stands as the source of a price that the user entered. */
export const ownPriceSource = 'yours';

/** Name under which the user's own values for a model stand in the settings: they hold at every connection to the vendor. */
export function overrideKey(vendorId: string, modelId: string): string {
  return `${vendorId}/${modelId}`;
}

/** A model with the user's own values in place of those of the tables, which are kept beside them. */
export function withOverride<Model extends ModelInfo>(model: Model, override: ModelOverride | undefined): Model {
  if (override?.contextTokens === undefined && override?.price === undefined) return model;
  const { contextTokens, price } = override;
  return {
    ...model,
    contextTokens: contextTokens ?? model.contextTokens,
    price: price ?? model.price,
    replaced: {
      ...(contextTokens !== undefined && { contextTokens: model.contextTokens }),
      ...(price !== undefined && { price: model.price }),
    },
  };
}
