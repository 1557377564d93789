/** A link that may be offered to the system's browser, with what the user must see of it. */
export interface CheckedLink {
  /** Normalised address; the host in its ASCII (punycode) form. */
  readonly url: string;
  /** What the address really points at: host and port, or the recipient of a mail. */
  readonly target: string;
}

const allowedSchemes = new Set(['https:', 'http:', 'mailto:']);
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const unsafeCharacters = /[\u0000-\u0020\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]/u;

/**
 * A line end, a space or a quote in the recipient, also written as `%0A`, adds headers in one mail program and arguments in another; behind an
 * ampersand or a written question mark xdg-email finds a file to attach.
 */
const unsafeRecipient = /%(?:[01][\da-f]|2[02567]|3f|7f|5c|60)|["'`\\&]|^-|^$/i;

const maxAddressLength = 2_000;

/** Why an address is not opened. */
export type LinkProblem = 'too-long' | 'mail' | 'unsafe';

/** Says why an address is not opened; undefined for one that may be. */
export function linkProblem(address: string): LinkProblem | undefined {
  if (checkLink(address) !== undefined) return undefined;
  if (address.length > maxAddressLength) return 'too-long';
  return /^mailto:/i.test(address) ? 'mail' : 'unsafe';
}

/**
 * Checks an address that came from a model or a vendor. Undefined when it must not be opened: another scheme than https, http or
 * mailto, a user name or password in it, white space, control or bidirectional characters, or longer than 2,000 characters.
 */
export function checkLink(address: string): CheckedLink | undefined {
  if (address.length > maxAddressLength || unsafeCharacters.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!allowedSchemes.has(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  // Parameters of a mail can attach files or fill in a body, so only the recipient is kept.
  if (url.protocol === 'mailto:') return checkMail(url.pathname);
  return url.host === '' ? undefined : { url: url.href, target: url.host };
}

function checkMail(recipient: string): CheckedLink | undefined {
  return unsafeRecipient.test(recipient) ? undefined : { url: `mailto:${recipient}`, target: recipient };
}
