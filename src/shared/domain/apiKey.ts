export type ApiKey =
  | {
      readonly ok: true;
      readonly key: string;
      /** The vendor's keys usually begin otherwise: worth a hint, not a refusal. */
      readonly isPrefixUnusual: boolean;
      /** What was pasted around the key and taken off; empty when the text was the key alone. */
      readonly removed: readonly ApiKeyRemoval[];
    }
  | { readonly ok: false; readonly reason: ApiKeyReason };

/** What people paste along with a key. */
type ApiKeyRemoval =
  | 'spaces'
  | 'quotes'
  | 'unseen'
  | 'full-width'
  /** A name before it, as in `DEEPSEEK_API_KEY=`. */
  | 'name'
  /** `Bearer`, `Authorization:` */
  | 'header'
  /** A larger text, such as JSON or a whole command, that holds one key. */
  | 'around';

/**
 * `look-alike`: letters of another script that look like Latin ones. `stand-in`: a place holder, or a key with its middle hidden. Others are the
 * vendor's own words for keys of another product.
 */
type ApiKeyReason =
  | 'empty'
  | 'too-short'
  | 'too-long'
  | 'space-inside'
  | 'several'
  | 'stand-in'
  | 'look-alike'
  | 'not-ascii'
  | 'control-character'
  | (string & {});

/** What is asked of a vendor's keys; the shape of its `KeyRules`. */
interface Rules {
  readonly prefixes: readonly string[];
  readonly refusedPrefixes: readonly { readonly prefix: string; readonly reason: string }[];
}

const minLength = 8;
const maxLength = 4_096;
/** Longer text is not even looked at. */
const maxTextLength = 65_536;
/** Marks that cannot be seen and are never part of a key. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
const spaces = /^\s+|\s+$/g;
/** Marks that are put around a key, and those that end a sentence or a line. */
const quotes =
  /^[\s"'`([\u2018-\u201F\u00AB\u00BB\u300C-\u3010]+|[\s"'`)\]\u2018-\u201F\u00AB\u00BB\u3002\u300C-\u3011;,]+$/g;
/** What stands before a key in a shell profile, a `.env` file or a `curl` command. */
const leadIns: readonly (readonly [RegExp, ApiKeyRemoval])[] = [
  [/^-H\s+/i, 'header'],
  [/^(?:export\s+|set\s+|-\s+|\$env:)?(?:api )?[\w-]*(?:key|token|secret)["']?\s*[=:]\s*/i, 'name'],
  [/^\p{Script=Han}{1,12}\s*[=:]\s*/u, 'name'],
  [/^authorization\s*[:=]\s*/i, 'header'],
  [/^bearer\s+/i, 'header'],
];
/** A key inside a larger text: behind `Bearer`, or behind a name that says what it is. */
const keysInside = [
  /\bbearer\s+([^\s"'`,;]+)/gi,
  /\b\w*api[_-]?key\w*["']?\s*[=:]\s*["'`]?([^\s"'`,;}&]+)/gi,
  /\b\w*(?:key|token|secret)["']?\s*[=:]\s*["'`]?([^\s"'`,;}&]+)/gi,
];

/**
 * A key as pasted, made clean or refused with a reason: it must survive as an HTTP header, and a wrong letter must not reach a vendor as
 * a riddle. Spaces, quotes, unseen marks and the words around a key are taken off, full-width letters turned into plain ones.
 */
export function cleanApiKey(text: string, rules?: Rules): ApiKey {
  if (text.length > maxTextLength) return { ok: false, reason: 'too-long' };
  const removed = new Set<ApiKeyRemoval>();
  /** The text after one step; the step is noted when it changed something. */
  const after = (before: string, changed: string, removal: ApiKeyRemoval) => {
    if (changed !== before) removed.add(removal);
    return changed;
  };
  const seen = after(text, text.replace(unseen, ''), 'unseen');
  const plain = after(seen, halfWidth(seen), 'full-width');
  const found = keysIn(plain);
  if (found.length > 1 || (found.length === 0 && bareKeysIn(plain) > 1)) return { ok: false, reason: 'several' };
  const key = found.length === 1 ? after(plain, found[0] ?? '', 'around') : withoutLeadIns(plain, after);
  const reason = refusal(key) ?? rules?.refusedPrefixes.find(({ prefix }) => key.startsWith(prefix))?.reason;
  if (reason !== undefined) return { ok: false, reason };
  const prefixes = rules?.prefixes ?? [];
  const isPrefixUnusual = prefixes.length > 0 && !prefixes.some(prefix => key.startsWith(prefix));
  return { ok: true, key, isPrefixUnusual, removed: [...removed] };
}

/** The keys that stand in a text of several lines or in JSON; empty for a text that is a key or a line with one. */
function keysIn(text: string): readonly string[] {
  const trimmed = text.trim();
  if (!/^[[{]|^curl\b|^https?:\/\/|\S\s*[\r\n]+\s*\S/i.test(trimmed)) return [];
  for (const pattern of keysInside) {
    const keys = new Set([...trimmed.matchAll(pattern)].map(match => match[1] ?? '').filter(isLikely));
    if (keys.size > 0) return [...keys];
  }
  return [];
}

/** How many different keys of the usual beginnings stand side by side, with nothing that names them. */
function bareKeysIn(text: string): number {
  const pieces = text.split(/[\s,;|"'`]+/);
  return new Set(pieces.filter(piece => piece.length >= minLength && /^(?:sk-|bce-v3\/|eyJ)/.test(piece))).size;
}

/** What documentation and shells write where the key goes, what a vendor's page shows of a key that it hides, and that page's address. */
const standIn = /^[a-z]+:\/\/|^(?:\$[\w{]|[<{])|\*{3}|\.{3}|[\u2022\u25CF\u2026]|^(?:your|my)[-_ ](?:[a-z]+[-_ ])*key/i;

/** Not a place holder of a shell, and long enough. */
function isLikely(text: string): boolean {
  return text.length >= minLength && !/^[$<{]/.test(text);
}

function refusal(key: string): ApiKeyReason | undefined {
  if (key === '') return 'empty';
  if (key.length > maxLength) return 'too-long';
  if (standIn.test(key)) return 'stand-in';
  if (/\s/.test(key)) return 'space-inside';
  if (/\p{Cc}/u.test(key)) return 'control-character';
  if (/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u.test(key)) return 'look-alike';
  if (!/^[!-~]+$/.test(key)) return 'not-ascii';
  return key.length < minLength ? 'too-short' : undefined;
}

/** Full-width forms (U+FF01 to U+FF5E) are the ASCII characters at a fixed distance. */
function halfWidth(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0));
}

function withoutLeadIns(
  text: string,
  after: (before: string, changed: string, removal: ApiKeyRemoval) => string,
): string {
  const unquoted = (before: string) => {
    const trimmed = after(before, before.replace(spaces, ''), 'spaces');
    return after(trimmed, trimmed.replace(quotes, ''), 'quotes');
  };
  let rest = unquoted(text);
  for (const [leadIn, removal] of leadIns) rest = unquoted(after(rest, rest.replace(leadIn, ''), removal));
  return rest;
}
