import { subscribe } from 'node:diagnostics_channel';
import { causes, codeOf } from './networkCodes';

/** One request on its way. */
export interface Sending {
  /** The connection had carried another request before. */
  isOnUsedConnection: boolean;
  /** Something of the answer came, if only its first byte. */
  hasAnswer: boolean;
  /** Monotonic; undefined before the request went out. */
  sentAtMs: number | undefined;
  /** Of the answer; undefined before it came. */
  status: number | undefined;
}

/** Nothing was sent yet. */
export function newSending(): Sending {
  return { isOnUsedConnection: false, hasAnswer: false, sentAtMs: undefined, status: undefined };
}

const used = new WeakSet<object>();
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
  if (leaving !== undefined) leaving.isOnUsedConnection = used.has(socket);
  leaving = undefined;
  used.add(socket);
}

const brokenCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET']);
/** A connection that was given up says so within a round trip; a server that was at work on the request may take longer to break down. */
const roundTripMs = 5_000;

/**
 * True when a request met a connection that the server was just closing for want of use: it was kept from an earlier request, and broke at
 * once, before the first byte of an answer. Such a request was read by nobody, and browsers too send it again by themselves.
 */
export function wasGivenUp({ isOnUsedConnection, hasAnswer, sentAtMs }: Sending, thrown: unknown): boolean {
  if (!isOnUsedConnection || hasAnswer || sentAtMs === undefined) return false;
  return performance.now() - sentAtMs < roundTripMs && causes(thrown).some(error => brokenCodes.has(codeOf(error)));
}
