import { maxCallCharacters } from '../../src/shared/contract/channels';
import type { CrossingResult, Result } from '../../src/shared/contract/result';
import { type OutputOf, type ParsedInputOf, type Route, routes } from '../../src/shared/contract/routes';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { CallError, type CallErrorCode } from '../../src/shared/domain/errors';
import { largeJson } from './largeJson';
import { RateLimiter } from './rateLimiter';

/** One function per route; a missing or an extra one does not compile. */
export type Handlers = { readonly [R in Route]: (input: ParsedInputOf<R>) => Promise<OutputOf<R>> | OutputOf<R> };

/** What the router needs to know of the frame that called. */
export interface Caller {
  readonly isMainFrame: boolean;
  readonly url: string;
}

export interface RouterOptions {
  readonly handlers: Handlers;
  /** The origin of the program's own page, such as `app://couplet`. */
  readonly pageOrigin: string;
  readonly nowMs: () => number;
  /** False once the program shuts down: the history is closed then. */
  readonly isOpen: () => boolean;
  /** Gets the name of the route and the error of a handler that failed unexpectedly; must redact before writing. */
  readonly onFailure: (route: string, error: unknown) => void;
}

const refused = (code: CallErrorCode, reason?: string, where?: string): Result<never> => ({
  ok: false,
  error: { code, reason, ...(where !== undefined && { where }) },
});

/**
 * The one entry from the page: checks the sender, the route, the size, the rate and the input, runs the handler and wraps what it
 * answers. Never throws, and never lets a message, a path or a stack through: a thrown error would carry them to the page.
 */
export function createRouter(options: RouterOptions) {
  const limiter = new RateLimiter(options.nowMs);

  return async function handle(caller: Caller, route: unknown, json: unknown): Promise<CrossingResult<unknown>> {
    if (!isOwnPage(caller, options.pageOrigin)) return refused('E_FORBIDDEN');
    if (typeof route !== 'string' || typeof json !== 'string') return refused('E_BAD_REQUEST');
    if (!options.isOpen()) return refused('E_CANCELLED', 'quitting');
    if (!isRoute(route)) return refused('E_UNKNOWN_ROUTE');
    if (json.length > maxCallCharacters) return refused('E_TOO_LARGE');
    if (!limiter.takes(route, routes[route].perSecond)) return refused('E_LIMIT', 'too-many-calls');
    const parsed = parseInput(route, json);
    if (!parsed.ok) return parsed;
    return run(route, parsed.data);
  };

  async function run<R extends Route>(route: R, input: ParsedInputOf<R>): Promise<CrossingResult<unknown>> {
    try {
      const data = await options.handlers[route](input);
      return routes[route].isLarge ? { ok: true, json: await largeJson(data) } : { ok: true, data };
    } catch (error) {
      if (error instanceof CallError) return refused(error.code, error.reason, error.where);
      options.onFailure(route, error);
      return refused('E_INTERNAL');
    }
  }
}

function isOwnPage(caller: Caller, pageOrigin: string): boolean {
  return caller.isMainFrame && URL.canParse(caller.url) && originOf(new URL(caller.url)) === pageOrigin;
}

/** `URL.origin` is the text "null" for schemes the platform does not know, so it is put together here. */
function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}

function isRoute(name: string): name is Route {
  return Object.hasOwn(routes, name);
}

function parseInput<R extends Route>(route: R, json: string): Result<ParsedInputOf<R>> {
  let value: unknown;
  try {
    value = parseBoundedJson(json);
  } catch {
    return refused('E_BAD_REQUEST', 'not-json');
  }
  const result = routes[route].input.safeParse(value);
  if (!result.success) return refused('E_BAD_REQUEST', result.error.issues[0]?.path.join('.') || undefined);
  return { ok: true, data: result.data as ParsedInputOf<R> };
}
