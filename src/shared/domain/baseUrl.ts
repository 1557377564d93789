export type BaseUrl =
  | {
      readonly ok: true;
      /** Without a trailing slash; `/chat/completions` is appended to it. */
      readonly baseUrl: string;
      readonly isLoopback: boolean;
      /** The key would travel in clear text. */
      readonly isPlainHttp: boolean;
      /** Host and port as they are looked up: other scripts in punycode, so that look-alikes show. */
      readonly asciiHost: string;
      /** True when the host was not typed in plain letters, so that it must be shown as `asciiHost`. */
      readonly isInternationalHost: boolean;
    }
  | { readonly ok: false; readonly reason: BaseUrlReason; readonly suggestion?: string | undefined };

type BaseUrlReason =
  | 'empty'
  | 'too-long'
  | 'control-character'
  | 'space'
  | 'no-scheme'
  | 'scheme'
  | 'malformed'
  | 'user-info'
  | 'port'
  | 'query';

const maxLength = 2_000;
/** Spaces and marks that cannot be seen, as they come along when an address is copied. */
const unseenAtEnds = /^[\s\p{Default_Ignorable_Code_Point}]+|[\s\p{Default_Ignorable_Code_Point}]+$/gu;
const unseenInside = /[\p{Cc}\p{Default_Ignorable_Code_Point}\u202A-\u202E]/u;
/** What stands around an address in the text that it was copied from, and never in one. */
const aroundAddress = /^["'`“”‘’«»「『<(]+|["'`“”‘’«»」』>)]?[,;，；。、]?["'`“”‘’«»」』>)]*$/gu;
/** What people paste after the base address. */
const endpointPath = /\/(?:chat\/completions|completions|responses|models|embeddings)$/i;

/**
 * A base address as typed, made into the form that is stored. With a path, only the known endpoint at its end is taken off; with none, it
 * becomes the one of `knownBaseUrls` on the same host, or else `/v1`, where servers of the OpenAI format live. A full
 * `https://host/chat/completions` stays at the root. The address is refused, never repaired, where it could mean something else.
 */
export function normalizeBaseUrl(text: string, knownBaseUrls: readonly string[] = []): BaseUrl {
  if (text.length > maxLength) return refused('too-long');
  const typed = text.replace(unseenAtEnds, '').replace(aroundAddress, '').replace(unseenAtEnds, '');
  if (typed === '') return refused('empty');
  if (unseenInside.test(typed)) return refused('control-character');
  if (/\s/.test(typed)) return refused('space');
  const scheme = schemeOf(typed);
  if (scheme === undefined) return { ok: false, reason: 'no-scheme', suggestion: suggestionFor(typed) };
  if (scheme !== 'http' && scheme !== 'https') return refused('scheme');
  if (!/^https?:\/\/[^/\\]/i.test(typed) || typed.includes('\\')) return refused('malformed');
  if (!URL.canParse(typed)) return refused(/:\d+(?:\/|$)/.test(typed) ? 'port' : 'malformed');
  const url = new URL(typed);
  if (url.username !== '' || url.password !== '' || authorityOf(typed).includes('@')) return refused('user-info');
  if (url.port === '0') return refused('port');
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(typed)) return refused('query');
  const host = url.hostname.replace(/\.$/, '');
  if (host === '') return refused('malformed');
  const asciiHost = url.port === '' ? host : `${host}:${url.port}`;
  return {
    ok: true,
    baseUrl: `${url.protocol}//${asciiHost}${pathOf(url, `${url.protocol}//${asciiHost}`, knownBaseUrls)}`,
    isLoopback: isLoopbackHost(host),
    isPlainHttp: url.protocol === 'http:',
    asciiHost,
    isInternationalHost: /(?:^|\.)xn--/.test(host),
  };
}

function refused(reason: BaseUrlReason): BaseUrl {
  return { ok: false, reason };
}

/** The scheme in lower case; undefined for `host`, `host:port` and `//host`. */
function schemeOf(typed: string): string | undefined {
  const match = /^([a-z][a-z0-9+.-]*):(.*)$/i.exec(typed);
  if (match === null) return undefined;
  const [, name = '', rest = ''] = match;
  return /^\d+(?:\/|$)/.test(rest) ? undefined : name.toLowerCase();
}

/** An address with its scheme, somewhere in a text. */
const addressInside = /https?:\/\/[^\s"'`<>]+/i;

/** What was probably meant by an address without a scheme, itself normalised; undefined when that cannot be used either. */
function suggestionFor(typed: string): string | undefined {
  // A Chinese keyboard writes the colon and the slashes twice as wide.
  const plain = typed.normalize('NFKC');
  if (plain.includes('://')) {
    const inside = addressInside.exec(plain)?.[0];
    const found = inside === undefined ? undefined : normalizeBaseUrl(inside);
    return found?.ok === true ? found.baseUrl : undefined;
  }
  const bare = plain.replace(/^\/+/, '');
  const secure = normalizeBaseUrl(`https://${bare}`);
  if (!secure.ok) return undefined;
  return secure.isLoopback ? secure.baseUrl.replace(/^https/, 'http') : secure.baseUrl;
}

function authorityOf(typed: string): string {
  return typed.replace(/^[^/]*\/\//, '').split(/[/?#]/)[0] ?? '';
}

function pathOf(url: URL, origin: string, knownBaseUrls: readonly string[]): string {
  const path = url.pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  if (endpointPath.test(path)) return path.replace(endpointPath, '');
  if (path !== '') return path;
  const known = knownBaseUrls.find(base => new URL(base).origin === origin);
  return known === undefined ? '/v1' : new URL(known).pathname.replace(/\/$/, '');
}

/** This machine itself, by name or number: nothing sent there crosses a network. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
