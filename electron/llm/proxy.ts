import type { ProxySettings } from '../../src/shared/domain/settings';
import { causes, classOfNetworkCode, codeOf, ProxyFailure } from './networkCodes';

/** One way to a host: straight (undefined) or through a proxy, as an address with user name and password where given. */
export type ProxyRoute = string | undefined;

/** Proxy for each request, asked for every time so that a change takes effect at once. */
export interface ProxyChoice {
  readonly settings: ProxySettings;
  /** Password of a custom proxy, kept apart from its address. */
  readonly password?: string | undefined;
}

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:', 'socks:']);

/** Thrown for an address that no proxy can have. Its message holds no password. */
export class ProxyAddressError extends Error {}

/**
 * Reads what Electron's `session.resolveProxy` answers, as in `PROXY host:8080; SOCKS5 host:1080; DIRECT`: the ways to try, in order.
 * Unknown kinds are passed over; `SOCKS` (version 4 by the letter) is tried as version 5, which today's proxies speak on the same port.
 */
export function parseProxyList(list: string): readonly ProxyRoute[] {
  const routes: ProxyRoute[] = [];
  for (const entry of list.split(';')) {
    const [kind = '', place] = entry.trim().split(/\s+/);
    const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5', SOCKS: 'socks5' }[
      kind.toUpperCase()
    ];
    if (kind.toUpperCase() === 'DIRECT') routes.push(undefined);
    else if (scheme !== undefined && place !== undefined && URL.canParse(`${scheme}://${place}`))
      routes.push(`${scheme}://${place}`);
  }
  return routes;
}

/**
 * The address of a custom proxy with its password put in. A missing scheme means `http`; `socks5h` says that the proxy looks names up, which
 * it always does here. Full-width signs, as Chinese input methods write them, are taken for the plain ones. @throws ProxyAddressError
 */
export function customProxyRoute(url: string, password: string | undefined): string {
  const text = url
    .trim()
    .replace(/[：／．。]/g, sign => plainSigns[sign] ?? sign)
    .replace(/^socks5h:/i, 'socks5:');
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full)) throw new ProxyAddressError('bad-address');
  const address = new URL(full);
  if (!schemes.has(address.protocol) || address.hostname === '' || address.port === '0')
    throw new ProxyAddressError('bad-address');
  // The address of a script that names proxies, or a port without its machine, which would be taken for the number of one.
  const isOther = !/^\/?$/.test(address.pathname) || address.search !== '' || /^(?:[a-z0-9]+:\/\/)?\d+\/?$/i.test(full);
  if (isOther) throw new ProxyAddressError('bad-address');
  if (password !== undefined && password !== '') address.password = encodeURIComponent(password);
  return address.href;
}

const plainSigns: { readonly [sign: string]: string } = { '：': ':', '／': '/', '．': '.', '。': '.' };

/** Host and port of a proxy for people to read: no user name, no password. */
export function proxyName(route: string): string {
  const { protocol, hostname, port } = new URL(route);
  const usual = protocol === 'https:' ? '443' : protocol === 'http:' ? '80' : '1080';
  return `${hostname}:${port === '' ? usual : port}`;
}

/** A proxy's address without user name and password, and these as they were meant. */
export function splitCredentials(route: string): {
  readonly uri: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
} {
  const url = new URL(route);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return { uri: url.href, username: decode(username), password: decode(password) };
}

function decode(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * What failed about the proxy itself when a request through it threw; undefined when it is the host behind the proxy, or the connection
 * broke later. The host's name is looked up by the proxy, so that everything about connecting is about the proxy.
 */
export function proxyFailure(route: string, thrown: unknown): ProxyFailure | undefined {
  const name = proxyName(route);
  for (const error of causes(thrown)) {
    const code = codeOf(error);
    const status = /proxy[^(]*\((\d{3})\)/i.exec(error.message)?.[1];
    if (status === '407') return new ProxyFailure(name, 'authentication', thrown);
    if (status !== undefined) return new ProxyFailure(name, `tunnel-${status}`, thrown);
    if (code === 'UND_ERR_PRX_TLS') return new ProxyFailure(name, 'tls', thrown);
    if (code.startsWith('UND_ERR_SOCKS5'))
      return new ProxyFailure(name, /auth/i.test(error.message) ? 'authentication' : 'tunnel', thrown);
    // A proxy that takes the connection and then says nothing; the library gives its own time-outs no code.
    if (/^SOCKS5 \w+ timeout$/.test(error.message)) return new ProxyFailure(name, 'tunnel', thrown);
    const reason = classOfNetworkCode(code)?.[1];
    if (reason !== undefined && notReached.has(reason)) return new ProxyFailure(name, reason, thrown);
  }
  return undefined;
}

const notReached: ReadonlySet<string> = new Set(['dns', 'refused', 'unreachable', 'connect']);

/** True when the proxy was never reached, so that nothing was sent and the next one of a list may be tried. */
export function isUnreached(failure: ProxyFailure): boolean {
  return notReached.has(failure.reason);
}
