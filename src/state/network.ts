import { call } from '../bridge';
import type { NetworkTest } from '../shared/contract/networkRoutes';
import type { ProxySettings } from '../shared/domain/settings';

/** Whether a password is kept for the proxy that is set. */
export async function hasProxyPassword(): Promise<boolean> {
  return (await call('network.proxyState', {})).hasPassword;
}

export async function forgetProxyPassword(): Promise<void> {
  await call('network.forgetPassword', {});
}

/** Tries the way to the network through a proxy that need not be saved. */
export function testProxy(proxy: ProxySettings): Promise<NetworkTest> {
  return call('network.test', { proxy });
}

export interface ProxyFields {
  readonly address: string;
  readonly user: string;
  readonly password: string;
}

/** The fields of a saved address. It holds no password. */
export function proxyFields(url: string): ProxyFields {
  if (!URL.canParse(url)) return { address: url, user: '', password: '' };
  const parsed = new URL(url);
  return { address: `${parsed.protocol}//${parsed.host}`, user: decoded(parsed.username), password: '' };
}

/** As it stands where it is not encoded: an address keeps a lone per cent sign as it was typed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:', 'socks:']);

/** The address that the fields make, undefined when no proxy can have it. Name and password may stand in the address as well. */
export function proxyUrl({ address, user, password }: ProxyFields): string | undefined {
  const typed = address.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
  if (typed === '' || /\s/.test(typed) || !URL.canParse(full)) return undefined;
  const url = new URL(full);
  if (!schemes.has(url.protocol) || url.hostname === '') return undefined;
  // An address leaves per cent signs alone, which would be read as the beginning of another character.
  if (user !== '') url.username = encodeURIComponent(user);
  if (password !== '') url.password = encodeURIComponent(password);
  return url.href;
}
