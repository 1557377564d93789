import type { Balance } from '../../src/shared/domain/connection';
import { regionAt } from '../../src/shared/vendors/index';
import type { BalanceRules, VendorRegion } from '../../src/shared/vendors/types';
import { getJson } from './getJson';
import type { ListQuestion } from './modelList';

type Fields = { readonly [field: string]: unknown };

/**
 * What is left on the account of a key. Undefined when the platform has no such call, did not answer it, or names no currency and is
 * reached at an address of the user's own. Never throws.
 */
export async function fetchBalance(question: Omit<ListQuestion, 'readOn'>): Promise<Balance | undefined> {
  const { vendor, baseUrl, apiKey, fetch, signal } = question;
  if (vendor.balance === undefined) return undefined;
  const url = `${new URL(baseUrl).origin}${vendor.balance.path}`;
  const answer = await getJson({ vendor, url, apiKey, fetch, signal });
  const currency = regionAt(vendor, baseUrl)?.currency;
  return answer.ok ? parseBalance(vendor.balance.shape, answer.json, currency) : undefined;
}

/** Reads a balance in one of the known shapes; undefined for anything else. `currency` is the region's, for vendors that name none. */
export function parseBalance(
  shape: BalanceRules['shape'],
  json: unknown,
  currency: VendorRegion['currency'],
): Balance | undefined {
  const root = fieldsOf(json);
  const data = fieldsOf(root.data);
  switch (shape) {
    case 'moonshot':
      // Vouchers included; at zero or below, calls fail: https://platform.kimi.ai/docs/api/balance
      return balance(number(data.available_balance), currency);
    case 'deepseek':
      return deepseekBalance(root);
    case 'siliconflow':
      return balance(number(data.totalBalance) ?? number(data.balance), currency);
    case 'openrouter': {
      const bought = number(data.total_credits);
      const used = number(data.total_usage);
      return bought === undefined || used === undefined ? undefined : balance(bought - used, 'USD');
    }
  }
}

/** More currencies than any account has; a relay may answer anything. */
const mostCurrencies = 8;

/** One entry per currency: the fullest first, then the others that hold anything. */
function deepseekBalance({ is_available: isAvailable, balance_infos: infos }: Fields): Balance | undefined {
  const entries = (Array.isArray(infos) ? infos : [infos]).flatMap(info => {
    const { currency: told, total_balance: total } = fieldsOf(info);
    const currency = typeof told === 'string' ? told.trim().toUpperCase() : told;
    const amount = number(total);
    return isCurrency(currency) && amount !== undefined ? [{ amount, currency }] : [];
  });
  const byCurrency = new Map(entries.map(entry => [entry.currency, entry]));
  const [fullest, ...rest] = [...byCurrency.values()].sort((one, other) => other.amount - one.amount);
  if (fullest === undefined) return undefined;
  const others = rest.filter(({ amount }) => amount !== 0).slice(0, mostCurrencies - 1);
  return {
    ...fullest,
    isEnough: typeof isAvailable === 'boolean' ? isAvailable : fullest.amount > 0,
    ...(others.length > 0 && { others }),
  };
}

/** A code such as CNY: nothing else can be written as money. A relay may answer anything. */
function isCurrency(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value);
}

function balance(amount: number | undefined, currency: string | undefined): Balance | undefined {
  if (amount === undefined || currency === undefined) return undefined;
  // Differences of amounts leave traces of the binary fraction.
  const rounded = Number(amount.toFixed(6));
  return { amount: rounded, currency, isEnough: rounded > 0 };
}

/** More than any account holds. */
const mostAmount = 1e12;

function number(value: unknown): number | undefined {
  const told = typeof value === 'string' && value.trim() !== '' ? Number(withoutGroups(value)) : value;
  return typeof told === 'number' && Math.abs(told) <= mostAmount ? told : undefined;
}

/** A number as it is written for people, thousands apart. */
function withoutGroups(text: string): string {
  return /^\s*-?\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*$/.test(text) ? text.replaceAll(',', '') : text;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
