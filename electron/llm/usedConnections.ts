import { subscribe } from 'node:diagnostics_channel';
import { causes, codeOf } from './networkCodes';

/** One request on its way. */
export interface Sending {
  /** Monotonic. */
  readonly beganAtMs: number;
  /** How long the connection took to be made, where it had carried another request before. */
  usedConnectionMadeInMs: number | undefined;
  /** Something of the answer came, if only its first byte. */
  hasAnswer: boolean;
  /** Monotonic; undefined before the request went out. */
  sentAtMs: number | undefined;
  /** Of the answer; undefined before it came. */
  status: number | undefined;
}

/** Nothing was sent yet. */
export function newSending(): Sending {
  return {
    beganAtMs: performance.now(),
    usedConnectionMadeInMs: undefined,
    hasAnswer: false,
    sentAtMs: undefined,
    status: undefined,
  };
}

/** How long each connection took from its first request's beginning to its sending: a round trip at least, through proxies too. */
const used = new WeakMap<object, number>();
let leaving: Sending | undefined;
let isWatching = false;

/** To be called when a request is given to its connection; the client tells which one that is before anything else can happen. */
export function noteSent(sending: Sending): void {
  if (!isWatching) {
    isWatching = true;
    subscribe('undici:client:sendHeaders', message => noteConnection(message as { readonly socket: object }));
  }
  sending.sentAtMs = performance.now();
  leaving = sending;
}

function noteConnection({ socket }: { readonly socket: object }): void {
  if (leaving === undefined) return;
  const madeInMs = used.get(socket);
  leaving.usedConnectionMadeInMs = madeInMs;
  if (madeInMs === undefined) used.set(socket, (leaving.sentAtMs ?? leaving.beganAtMs) - leaving.beganAtMs);
  leaving = undefined;
}

const brokenCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET']);
/** A lost packet is sent again within it. */
const marginMs = 250;
const longestMs = 5_000;

/**
 * True when a request met a connection that the server was just closing for want of use: it was kept from an earlier request, and broke
 * within a round trip, before the first byte of an answer. Such a request was read by nobody, and browsers too send it again by themselves.
 * One that broke later may have been taken, and paid for.
 */
export function wasGivenUp({ usedConnectionMadeInMs, hasAnswer, sentAtMs }: Sending, thrown: unknown): boolean {
  if (usedConnectionMadeInMs === undefined || hasAnswer || sentAtMs === undefined) return false;
  const roundTripMs = Math.min(usedConnectionMadeInMs + marginMs, longestMs);
  return performance.now() - sentAtMs < roundTripMs && causes(thrown).some(error => brokenCodes.has(codeOf(error)));
}
