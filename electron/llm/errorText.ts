import { readableText, withoutSecrets } from '../../src/shared/domain/foreignText';

/** Characters of a vendor's own text that are kept for the fold "details". */
const detailCharacters = 2_000;
/** Characters shown of a page that came instead of an answer. */
export const pageCharacters = 200;

/** Runs of the key at least this long are taken out of texts: vendors like to quote its beginning and its end. */
const keyPieceCharacters = 6;
/** Of an encoded key more must be seen at once, because other codes look alike. */
const encodedPieceCharacters = 9;

/** What keys are made of. */
const everyKeyCharacter = /[!-~]/g;
const everyOtherCharacter = /[^!-~]+/g;

const unfitForLabels = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu;

/**
 * Makes foreign text fit to be shown, saved and exported: markup taken off pages, control and bidirectional characters removed,
 * everything that looks like a key (and any piece of this key) replaced, capped. Undefined when nothing is left.
 */
export function cleanDetail(
  text: string,
  apiKey: string | undefined,
  maxCharacters = detailCharacters,
): string | undefined {
  const plain = looksLikeHtml(text) ? stripMarkup(text) : text;
  const readable = readableText(plain.slice(0, maxCharacters * 4));
  const safe = redactSecrets(readable, apiKey);
  const capped =
    safe.length > maxCharacters ? `${safe.slice(0, maxCharacters - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : safe;
  return capped === '' ? undefined : capped;
}

/**
 * A short foreign word, such as a model's id, fit to be shown and saved: one line, capped, without the key. Other than a detail it is
 * compared, so nothing that merely resembles a key is taken out.
 */
export function cleanLabel(text: string, apiKey: string | undefined, maxCharacters: number): string {
  const start = text.slice(0, maxCharacters * 4);
  const forms = apiKey === undefined || apiKey.length < keyPieceCharacters ? [] : keyForms(apiKey);
  return forms
    .reduce((safe, { form }) => safe.replaceAll(form, '[key]'), start)
    .replace(unfitForLabels, ' ')
    .slice(0, maxCharacters)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

/**
 * Replaces keys and tokens, and every run of six or more characters of `apiKey`, whatever their case and with spaces or unseen marks
 * between them: an eye reads such a key all the same. So does a program that knows base64, hexadecimal digits or the escapes of addresses,
 * pages, mails and JSON, or reads from the end.
 */
export function redactSecrets(text: string, apiKey: string | undefined): string {
  let safe = text;
  if (apiKey !== undefined && apiKey !== '') {
    const letters = lowerCase(text.replace(everyOtherCharacter, ''));
    for (const { form, pieceCharacters } of keyForms(apiKey))
      if (holdsPiece(letters, lowerCase(form), pieceCharacters)) safe = removePieces(safe, form, pieceCharacters);
  }
  return withoutSecrets(safe);
}

interface KeyForm {
  readonly form: string;
  /** Runs at least this long are taken out. */
  readonly pieceCharacters: number;
}

/** A key as it is and in the ways to write it that programs undo by themselves. */
function keyForms(apiKey: string): readonly KeyForm[] {
  const bytes = Buffer.from(apiKey);
  const escaped = (write: (code: number) => string) => Array.from(bytes, write).join('');
  const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
  const forms: KeyForm[] = [{ form: apiKey, pieceCharacters: keyPieceCharacters }];
  const add = (form: string, perCharacter: number) => {
    const pieceCharacters = Math.ceil(encodedPieceCharacters * perCharacter);
    const isKnown = forms.some(known => known.form === form);
    if (form.length >= pieceCharacters && !isKnown) forms.push({ form, pieceCharacters });
  };
  // What stands before a key decides how its bytes fall into groups of three.
  for (const from of [0, 1, 2]) {
    const group = bytes.subarray(from, from + 3 * Math.floor((bytes.length - from) / 3));
    for (const encoding of ['base64', 'base64url'] as const) add(group.toString(encoding), 4 / 3);
  }
  add(
    escaped(code => hex(code, 2)),
    2,
  );
  add(
    escaped(code => `%${hex(code, 2)}`),
    3,
  );
  add(
    escaped(code => `\\u${hex(code, 4)}`),
    6,
  );
  add(
    escaped(code => `\\x${hex(code, 2)}`),
    4,
  );
  add(
    escaped(code => `&#${code};`),
    5,
  );
  add(
    escaped(code => `&#x${hex(code, 2)};`),
    6,
  );
  add(
    escaped(code => `=${hex(code, 2)}`),
    3,
  );
  add(
    escaped(code => `${hex(code, 2)}:`),
    3,
  );
  add(
    escaped(code => `${code},`),
    3,
  );
  add(Array.from(apiKey).reverse().join(''), 1);
  return forms;
}

/** Whether removing has anything to do, which is asked of every text and seldom so. */
function holdsPiece(letters: string, form: string, pieceCharacters: number): boolean {
  const length = Math.min(pieceCharacters, form.length);
  for (let start = 0; start + length <= form.length; start += 1)
    if (letters.includes(form.slice(start, start + length))) return true;
  return false;
}

function removePieces(text: string, apiKey: string, pieceCharacters: number): string {
  const length = Math.min(pieceCharacters, apiKey.length);
  const key = lowerCase(apiKey);
  const pieces = new Set<string>();
  for (let index = 0; index + length <= key.length; index += 1) pieces.add(key.slice(index, index + length));
  const seen = [...text.matchAll(everyKeyCharacter)];
  const letters = lowerCase(seen.map(([character]) => character).join(''));
  let safe = '';
  let copiedTo = 0;
  for (let start = 0; start + length <= letters.length; start += 1) {
    if (!pieces.has(letters.slice(start, start + length))) continue;
    let end = start + length;
    while (end < letters.length && pieces.has(letters.slice(end - length + 1, end + 1))) end += 1;
    safe += `${text.slice(copiedTo, seen[start]?.index)}[key]`;
    copiedTo = (seen[end - 1]?.index ?? text.length) + 1;
    start = end - 1;
  }
  return safe + text.slice(copiedTo);
}

/** Of plain letters alone, so that the length stays. */
function lowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}

/** True for a page instead of an answer; looks at the first characters only. */
export function looksLikeHtml(text: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|title|h1|center|script|meta|div|p\b|\?xml)/i.test(text.slice(0, 512));
}

/** Text of a page without its tags, scripts, styles and pictures. One pass, so that no page can make it slow. */
export function stripMarkup(html: string): string {
  const lower = html.toLowerCase();
  let text = '';
  let index = 0;
  while (index < html.length) {
    const open = html.indexOf('<', index);
    if (open === -1) {
      text += html.slice(index);
      break;
    }
    text += html.slice(index, open);
    const hidden = ['<script', '<style', '<svg'].find(tag => lower.startsWith(tag, open));
    const from = hidden === undefined ? open : lower.indexOf(`</${hidden.slice(1)}`, open);
    const close = from === -1 ? -1 : html.indexOf('>', from);
    if (close === -1) break;
    text += ' ';
    index = close + 1;
  }
  return decodeEntities(text).replace(/\s+/g, ' ').trim();
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? ' ');
}
