import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { Dispatcher } from 'undici';
import { isLoopbackHost } from '../../src/shared/domain/baseUrl';
import type { ConnectionHooks, HookedRequestInit } from './connectionHooks';
import { DirectBody } from './directBody';
import { ProxyFailure } from './networkCodes';
import {
  customProxyRoute,
  isUnreached,
  type ProxyChoice,
  type ProxyRoute,
  parseProxyList,
  proxyFailure,
  splitCredentials,
} from './proxy';
import type { Fetch } from './types';
import { newSending, noteSent, type Sending, wasGivenUp } from './usedConnections';

export interface NetworkOptions {
  /** Read for every request; a changed answer closes the connections made the old way once they are idle. */
  readonly proxy: () => ProxyChoice;
  /** Electron's `session.resolveProxy`; without it the mode `system` goes straight. */
  readonly resolveProxy?: ((url: string) => Promise<string>) | undefined;
  /** PEM texts trusted besides the built-in ones, such as those of the operating system. */
  readonly extraCertificates?: readonly string[] | undefined;
}

export interface Network {
  readonly fetch: Fetch;
  /** Loads what the first request needs. */
  readonly preload: () => Promise<void>;
  /** Makes new connections from now on; those there are end with what runs on them. After sleep they may be dead and look alive. */
  readonly renew: () => void;
  /** Closes all connections; running requests fail. */
  readonly close: () => Promise<void>;
}

type Undici = typeof import('undici');

const defaultConnectTimeoutMs = 15_000;
/** A proxy script that hangs must not hold up a request for ever. */
const resolveProxyTimeoutMs = 10_000;
/** As browsers bear it: policies and cookies of a gateway can pass Node's 16 kB. */
const maxHeaderSize = 256 * 1024;
/** Node's 250 ms is less than a round trip around the world, so that good addresses were given up. */
const addressAttemptTimeoutMs = 500;

/**
 * A `fetch` on Node's own network stack with connections of its own: no limit of six per host, no time-outs but those of the caller,
 * proxies of the system or of the user, this machine always straight. Redirects are the caller's business. A request that meets a kept
 * connection just when the server closes it is sent once more, on a new one.
 */
export function createNetwork(options: NetworkOptions): Network {
  const dispatchers = new Map<string, Dispatcher>();
  let currentChoice = '';
  let loading: Promise<Undici> | undefined;
  const load = () => {
    loading ??= import('undici');
    return loading;
  };
  const extra = options.extraCertificates ?? [];
  // Made once: reading all certificates takes milliseconds that every connection would cost again.
  const secureContext = extra.length === 0 ? undefined : createSecureContext({ ca: [...rootCertificates, ...extra] });

  const dispatcherFor = (undici: Undici, route: ProxyRoute, connectTimeoutMs: number): Dispatcher => {
    const key = `${connectTimeoutMs} ${route ?? ''}`;
    const known = dispatchers.get(key);
    if (known !== undefined) return known;
    const dispatcher = createDispatcher(undici, route, connectTimeoutMs, secureContext);
    dispatchers.set(key, dispatcher);
    return dispatcher;
  };

  /** Makes new connections this way; what runs on the others goes on. */
  const retire = (retired: Dispatcher) => {
    for (const [key, dispatcher] of dispatchers) {
      if (dispatcher !== retired) continue;
      dispatchers.delete(key);
      void dispatcher.close().catch(() => undefined);
    }
  };

  const renew = () => {
    for (const dispatcher of dispatchers.values()) void dispatcher.close().catch(() => undefined);
    dispatchers.clear();
  };

  const routesFor = async (url: URL): Promise<readonly ProxyRoute[]> => {
    const { settings, password } = options.proxy();
    const choice = JSON.stringify([settings, password]);
    if (choice !== currentChoice) {
      currentChoice = choice;
      renew();
    }
    if (settings.mode === 'none' || isLoopbackHost(url.hostname)) return [undefined];
    if (settings.mode === 'custom') {
      try {
        return [customProxyRoute(settings.url, password)];
      } catch (error) {
        throw new ProxyFailure('', 'bad-address', error);
      }
    }
    if (options.resolveProxy === undefined) return [undefined];
    try {
      const routes = parseProxyList(await timed(options.resolveProxy(url.href), resolveProxyTimeoutMs));
      return routes.length === 0 ? [undefined] : routes;
    } catch (error) {
      throw new ProxyFailure('', 'not-resolved', error);
    }
  };

  const hookedFetch = async (input: Parameters<Fetch>[0], init: HookedRequestInit = {}): Promise<Response> => {
    const { connectionHooks: hooks, ...standard } = init;
    const url = new URL(input instanceof Request ? input.url : input);
    hooks?.onConnecting();
    const undici = await load();
    const routes = await routesFor(url);
    const connectTimeoutMs = hooks?.connectTimeoutMs ?? defaultConnectTimeoutMs;
    const send = async (route: ProxyRoute, isRepeated = false): Promise<Response> => {
      const dispatcher = dispatcherFor(undici, route, connectTimeoutMs);
      const sending = newSending();
      const body = hooks === undefined ? undefined : new DirectBody();
      const request = { ...standard, dispatcher: observed(dispatcher, sending, hooks, body) };
      try {
        const response = await undici.fetch(
          input as Parameters<Undici['fetch']>[0],
          request as unknown as Parameters<Undici['fetch']>[1],
        );
        return asAnswered(undici, response as unknown as Response, sending.status, body);
      } catch (thrown) {
        // A request object or a stream is read only once.
        const canRepeat = !isRepeated && !(input instanceof Request) && !(standard.body instanceof ReadableStream);
        if (!canRepeat || standard.signal?.aborted || !wasGivenUp(sending, thrown)) throw thrown;
        // The other connections that are kept were left unused as long.
        retire(dispatcher);
        hooks?.onConnecting();
        return send(route, true);
      }
    };
    for (const [index, route] of routes.entries()) {
      try {
        return await send(route);
      } catch (thrown) {
        if (route === undefined || standard.signal?.aborted) throw thrown;
        const failure = proxyFailure(route, thrown);
        if (failure === undefined) throw thrown;
        if (index === routes.length - 1 || !isUnreached(failure)) throw failure;
      }
    }
    throw new ProxyFailure('', 'none-left');
  };

  return {
    fetch: hookedFetch as Fetch,
    async preload() {
      await load();
    },
    renew,
    async close() {
      await Promise.all([...dispatchers.values()].map(dispatcher => dispatcher.destroy().catch(() => undefined)));
      dispatchers.clear();
    },
  };
}

const thisMachine = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * Names of this machine are asked of nobody: what is sent there counts as sent to nobody else, and a name server that answers
 * `x.localhost` with another address would get it in clear text.
 */
const lookUp: LookupFunction = (hostname, options, callback) => {
  if (!isLoopbackHost(hostname)) lookup(hostname, options, callback);
  else if (options.all === true) callback(null, thisMachine);
  else callback(null, '127.0.0.1', 4);
};

function createDispatcher(
  undici: Undici,
  route: ProxyRoute,
  connectTimeoutMs: number,
  secureContext: SecureContext | undefined,
): Dispatcher {
  const connect = {
    timeout: connectTimeoutMs,
    lookup: lookUp,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: addressAttemptTimeoutMs,
    // Said, or else NODE_TLS_REJECT_UNAUTHORIZED in the environment decides.
    rejectUnauthorized: true,
    ...(secureContext === undefined ? {} : { secureContext }),
  };
  const common = { allowH2: false, pipelining: 1, maxHeaderSize };
  if (route === undefined) return new undici.Agent({ ...common, connect });
  const { uri, username, password } = splitCredentials(route);
  if (uri.startsWith('socks')) {
    // Its types leave out what its code takes.
    const options = { username, password, requestTls: connect, connect: undici.buildConnector(connect) };
    return withoutWarning(() => new undici.Socks5ProxyAgent(uri, options));
  }
  const hasUser = username !== undefined || password !== undefined;
  const token = hasUser ? `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}` : undefined;
  // Plain http goes to the proxy as it is: many proxies open tunnels to port 443 only.
  return new undici.ProxyAgent({ ...common, uri, token, requestTls: connect, proxyTls: connect, proxyTunnel: false });
}

/** Makes something without what its library prints for programmers: that its SOCKS5 is young says nothing to a user. */
function withoutWarning<Value>(make: () => Value): Value {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return make();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/**
 * Statuses of which `fetch` makes something of its own: a second request after 421, a failed connection of 407. It is shown a plain refusal
 * instead, so that what the server said is told.
 */
const hiddenStatuses: ReadonlySet<number> = new Set([407, 421]);
const plainRefusal = 400;

/**
 * The dispatcher, with the client's own waits switched off (the caller's watchdog knows what silence means), telling when the request
 * goes out on a connection and how it was answered.
 */
function observed(
  dispatcher: Dispatcher,
  sending: Sending,
  hooks: ConnectionHooks | undefined,
  body: DirectBody | undefined,
): Pick<Dispatcher, 'dispatch'> {
  return {
    dispatch(options, handler) {
      const { onConnect, onHeaders, onResponseStarted } = handler;
      if (onConnect === undefined) hooks?.onConnected();
      else {
        handler.onConnect = abort => {
          noteSent(sending);
          hooks?.onConnected();
          onConnect.call(handler, abort);
        };
      }
      handler.onResponseStarted = () => {
        sending.hasAnswer = true;
        onResponseStarted?.call(handler);
      };
      if (onHeaders !== undefined)
        handler.onHeaders = (status, ...rest) => {
          sending.status = status;
          return onHeaders.call(handler, hiddenStatuses.has(status) ? plainRefusal : status, ...rest);
        };
      body?.takeFrom(handler);
      return dispatcher.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler);
    },
  };
}

/** The answer with the status that it came with, its body read directly where that is possible. */
function asAnswered(
  undici: Undici,
  response: Response,
  answeredStatus: number | undefined,
  body: DirectBody | undefined,
): Response {
  const given = response.body;
  const stream = given === null ? given : (body?.streamFor(given) ?? given);
  const isHidden = answeredStatus !== undefined && hiddenStatuses.has(answeredStatus);
  if (stream === given && !isHidden) return response;
  const status = isHidden ? answeredStatus : response.status;
  const { statusText, headers } = response;
  return new undici.Response(stream, { status, statusText, headers: [...headers] }) as unknown as Response;
}

/** The promise, or a failure after a time. */
function timed<Value>(promise: Promise<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('timed out')), timeoutMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
