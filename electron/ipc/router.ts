import type { z } from 'zod';
import { maxCallCharacters } from '../../src/shared/contract/channels';
import type { RouteDefinition } from '../../src/shared/contract/define';
import type { CrossingResult, Result } from '../../src/shared/contract/result';
import { type OutputOf, type ParsedInputOf, type Route, routes } from '../../src/shared/contract/routes';
import { refuseOddShape } from '../../src/shared/domain/boundedJson';
import { CallError, type CallErrorCode } from '../../src/shared/domain/errors';
import { othersRun } from '../othersRun';
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
  /** Resolves once the events so far are sent; undefined where they are. The page hears of what a call did before it hears its answer. */
  readonly eventsSent: () => Promise<void> | undefined;
  /** Gets the name of the route and the error of a handler that failed unexpectedly; must redact before writing. */
  readonly onFailure: (route: string, error: unknown) => void;
}

const refused = (code: CallErrorCode, reason?: string, where?: string): Result<never> => ({
  ok: false,
  error: { code, reason, ...(where !== undefined && { where }) },
});

/** Input of this length is checked in several steps, between which everything else goes on; a shorter one takes some milliseconds at most. */
const longCharacters = 500_000;

/** Files come one by one, each on its own: no other call has to wait until one of them is checked. */
const unordered: ReadonlySet<Route> = new Set<Route>(['attachment.add']);

/**
 * The one entry from the page: checks the sender, the route, the size, the rate and the input, runs the handler and wraps what it
 * answers. Handlers begin in the order of the calls, also behind a call whose input takes long to be checked. Never throws, and never lets a
 * message, a path or a stack through: a thrown error would carry them to the page.
 */
export function createRouter(options: RouterOptions) {
  const limiter = new RateLimiter(options.nowMs);
  /** The check of a long input that is under way. */
  let checking: Promise<void> | undefined;

  return async function handle(caller: Caller, route: unknown, json: unknown): Promise<CrossingResult<unknown>> {
    if (!isOwnPage(caller, options.pageOrigin)) return refused('E_FORBIDDEN');
    if (typeof route !== 'string' || typeof json !== 'string') return refused('E_BAD_REQUEST');
    if (!options.isOpen()) return refused('E_CANCELLED', 'quitting');
    if (!isRoute(route)) return refused('E_UNKNOWN_ROUTE');
    if (json.length > maxCallCharacters) return refused('E_TOO_LARGE');
    if (!limiter.takes(route, routes[route].perSecond)) return refused('E_LIMIT', 'too-many-calls');
    const isOrdered = !unordered.has(route);
    while (isOrdered && checking !== undefined) await checking;
    const parsed =
      json.length > longCharacters ? await parseLong(route, json, isOrdered) : atOnce(parsing(route, json));
    if (!parsed.ok) return parsed;
    // It may have been waited for.
    if (!options.isOpen()) return refused('E_CANCELLED', 'quitting');
    return run(route, parsed.data);
  };

  function parseLong<R extends Route>(route: R, json: string, isOrdered: boolean): Promise<Result<ParsedInputOf<R>>> {
    const parsed = oneByOne(parsing(route, json));
    const end = () => {
      checking = undefined;
    };
    // Whoever waits for this goes on after the handler of this call has begun.
    if (isOrdered) checking = parsed.then(end, end);
    return parsed;
  }

  async function run<R extends Route>(route: R, input: ParsedInputOf<R>): Promise<CrossingResult<unknown>> {
    try {
      const data = await options.handlers[route](input);
      await options.eventsSent();
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

/** The steps of parsing and checking an input. */
function* parsing<R extends Route>(route: R, json: string): Generator<undefined, Result<ParsedInputOf<R>>> {
  let value: unknown;
  try {
    refuseOddShape(json);
    yield;
    value = JSON.parse(json);
  } catch {
    return refused('E_BAD_REQUEST', 'not-json');
  }
  yield;
  const { input, inPieces } = routes[route] as unknown as RouteDefinition<z.ZodType<ParsedInputOf<R>>, unknown>;
  const result = input.safeParse(value);
  if (!result.success) return refused('E_BAD_REQUEST', result.error.issues[0]?.path.join('.') || undefined);
  yield;
  for (const isFine of inPieces?.isFine(result.data) ?? []) {
    if (!isFine) return refused('E_BAD_REQUEST', inPieces?.field);
    yield;
  }
  return { ok: true, data: result.data };
}

function atOnce<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

async function oneByOne<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await othersRun();
  }
}
