import type { ErrorClass } from '../../src/shared/domain/errors';
import type { ErrorRules } from '../../src/shared/vendors/types';
import { baseCodes, codePatterns, commonCodes, commonTexts, modelMissing, statusClass } from './errorTables';

export interface ErrorSigns {
  readonly codes: readonly string[];
  /** Lower case. */
  readonly text: string;
  readonly status: number | undefined;
}

/** Classes that a code settles, whatever the text says. */
const settled: ReadonlySet<ErrorClass> = new Set([
  'bad-key',
  'no-money',
  'context-too-long',
  'moderation',
  'model-gone',
  'protocol',
]);

/**
 * The class of an error: the vendor's telling texts, codes (the vendor's, then common ones), texts (the same), the vendor's statuses,
 * the status by itself. A code that says little (bad parameter, rate limit, permission, overloaded) gives way to a text that says more.
 */
export function decideClass(signs: ErrorSigns, rules: ErrorRules): ErrorClass {
  const first = matchText(signs.text, rules.firstTexts);
  if (first !== undefined) return first;
  const byCode = classOfCodes(signs.codes, rules);
  if (byCode !== undefined && settled.has(byCode)) return byCode;
  const byText =
    byCode === undefined ? (matchText(signs.text, rules.texts) ?? commonText(signs)) : moreTelling(byCode, signs);
  if (byText !== undefined) return byText;
  if (byCode !== undefined) return byCode;
  if (signs.status === undefined) return 'unknown';
  return own(rules.statuses, String(signs.status)) ?? statusClass(signs.status);
}

function classOfCodes(codes: readonly string[], rules: ErrorRules): ErrorClass | undefined {
  const vendorCodes = new Map(
    Object.entries(rules.codes).map(([code, errorClass]) => [code.toLowerCase(), errorClass]),
  );
  let found: ErrorClass | undefined;
  for (const code of codes) {
    const errorClass = classOfCode(code.toLowerCase(), vendorCodes);
    if (errorClass !== undefined && settled.has(errorClass)) return errorClass;
    found ??= errorClass;
  }
  return found;
}

/** A dotted code (`Throttling.RateQuota`) falls back to its beginning. */
function classOfCode(code: string, vendorCodes: ReadonlyMap<string, ErrorClass>): ErrorClass | undefined {
  const known =
    vendorCodes.get(code) ?? own(commonCodes, code) ?? codePatterns.find(([pattern]) => pattern.test(code))?.[1];
  if (known !== undefined) return known;
  const dot = code.lastIndexOf('.');
  return dot > 0 ? classOfCode(code.slice(0, dot), vendorCodes) : own(baseCodes, code);
}

function own<Value>(table: { readonly [key: string]: Value } | undefined, key: string): Value | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

function matchText(text: string, texts: ErrorRules['texts']): ErrorClass | undefined {
  return texts?.find(([part]) => text.includes(part.toLowerCase()))?.[1];
}

function commonText({ text, status }: ErrorSigns): ErrorClass | undefined {
  // These statuses say it better than words; a limit per minute also speaks of tokens.
  if (status === 402 || status === 407) return undefined;
  const found = commonTexts.find(([errorClass, texts]) => {
    // Relays refuse a key of theirs whose money is spent.
    if ((status === 429 || status === 401) && errorClass !== 'no-money') return false;
    if (status !== undefined && status < 500 && status !== 400 && errorClass === 'overloaded') return false;
    return texts.some(part => text.includes(part));
  })?.[0];
  if (found !== undefined) return found;
  return status !== 429 && status !== 401 && modelMissing.test(text) ? 'model-gone' : undefined;
}

function moreTelling(byCode: ErrorClass, signs: ErrorSigns): ErrorClass | undefined {
  const byText = commonText(signs);
  if (byText === undefined || !settled.has(byText)) return undefined;
  return byCode === 'rate-limit' && byText !== 'no-money' ? undefined : byText;
}
