import type { Currency, Price } from '../../src/shared/domain/price';
import { priceAt } from '../../src/shared/vendors/index';
import type { VendorSpec } from '../../src/shared/vendors/types';

export interface PriceQuestion {
  readonly vendor: VendorSpec;
  readonly modelId: string;
  readonly baseUrl: string;
  /** What the platform's own list says. */
  readonly listed: Price | undefined;
  /** What the account is kept in, where its balance told. */
  readonly currency: Currency | undefined;
}

/** The price that counts where the user entered none: the platform's own, else that of the tables in the account's or the region's currency. */
export function knownPrice({ vendor, modelId, baseUrl, listed, currency }: PriceQuestion): Price | undefined {
  if (listed !== undefined) return listed;
  const inAccountCurrency = currency === undefined ? undefined : priceAt(vendor, modelId, baseUrl, currency);
  return inAccountCurrency ?? priceAt(vendor, modelId, baseUrl);
}
