import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { net, type Protocol, protocol } from 'electron';
import { isPreviewAddress, previewPolicy, previewSource } from './previewPolicy';

export const pageScheme = 'app';
export const pageOrigin = 'app://couplet';
export const pageUrl = `${pageOrigin}/index.html`;

/**
 * What the page may load: itself, and nothing from a network. Style attributes are needed by formulas; scripts are never inline.
 * The only frames are those of previews, see previewPolicy.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  `frame-src ${previewSource}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "webrtc 'block'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** Must run before the program is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: pageScheme,
      // Scripts of a preview are asked for by an opaque origin.
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, corsEnabled: true },
    },
  ]);
}

/**
 * Path of the file for an address of the page, or undefined when the address leaves the folder, is of another host or names a kind of
 * file that the page does not consist of.
 */
export function pageFile(folder: string, address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.protocol !== `${pageScheme}:`) return undefined;
  if (url.host !== 'couplet' && !isPreviewAddress(address)) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const file = normalize(join(folder, path));
  if (!file.startsWith(folder + sep) || mediaTypes[extname(file)] === undefined) return undefined;
  return file;
}

/**
 * Serves the built page from its folder, with the content policy on every answer. `to`: the session it is served in. `onServed` is told of
 * each file once it is on its way. Not `protocol.handle`:
 * its requests and answers are those of Node's web client, which takes longer to load than the whole page.
 */
export function servePage(folder: string, to: Protocol = protocol, onServed?: (file: string) => void): void {
  to.registerBufferProtocol(pageScheme, ({ method, url }, answer) => {
    const file = method === 'GET' ? pageFile(folder, url) : undefined;
    const headers = file === undefined ? securityHeaders : headersFor(url);
    const refuse = () => answer({ statusCode: 404, mimeType: 'text/plain', headers, data: Buffer.from('Not found') });
    if (file === undefined) return refuse();
    const type = mediaTypes[extname(file)] ?? 'application/octet-stream';
    readFile(file).then(data => {
      answer({ headers: { ...headers, 'content-type': type }, data });
      onServed?.(file);
    }, refuse);
  });
}

function headersFor(address: string): Readonly<Record<string, string>> {
  if (!isPreviewAddress(address)) return securityHeaders;
  return {
    ...securityHeaders,
    'content-security-policy': previewPolicy(new URL(address).pathname),
    'access-control-allow-origin': '*',
  };
}

/** Serves the page from the development server; only `npm run dev` comes here, never a package. */
export function servePageFrom(developmentServer: string, to: Protocol = protocol): void {
  to.handle(pageScheme, async request => {
    const { pathname, search } = new URL(request.url);
    const response = await net.fetch(new URL(pathname + search, developmentServer).href);
    if (!isPreviewAddress(request.url)) return response;
    const headers = { 'access-control-allow-origin': '*', 'content-type': response.headers.get('content-type') ?? '' };
    return new Response(response.body, { status: response.status, headers });
  });
}

/**
 * No `cross-origin-opener-policy`: it keeps a page from windows that opened it or that it opened. Ours is opened by none, and `guards.ts` lets it
 * open none; yet with it a second process is started for the page once the first one is ready.
 */
const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
