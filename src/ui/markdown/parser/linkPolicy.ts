const allowedProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const imageDataPattern = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/;
/** A longer address is no link. */
export const maximumHrefLength = 4_096;

/**
 * The address that a link in an answer may lead to, or null when it must stay plain text.
 * Only absolute http, https and mailto addresses pass, without a user name or password in them. The answer is the form the URL parser
 * gives back, so what is shown is what would be opened.
 */
export function safeLinkTarget(href: string): string | null {
  if (href.length > maximumHrefLength) return null;
  const url = parseUrl(href);
  if (url === null || !allowedProtocols.has(url.protocol)) return null;
  if (url.username !== '' || url.password !== '') return null;
  if (url.protocol !== 'mailto:' && url.hostname === '') return null;
  return url.href;
}

/** True for the embedded image forms that could be shown without touching the network. Size is checked elsewhere. */
export function isEmbeddedImage(source: string): boolean {
  return source.startsWith('data:image/') && imageDataPattern.test(source);
}

/** Host of an http(s) address, or null. */
export function hostOf(address: string): string | null {
  const url = parseUrl(address);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.host : null;
}

/** markdown-it's own check: what fails here never becomes a link or an image and stays visible as typed. */
export function isAcceptedDestination(href: string): boolean {
  return isEmbeddedImage(href) || safeLinkTarget(href) !== null;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
