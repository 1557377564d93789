import { isLoopbackHost } from '../../src/shared/domain/baseUrl';
import { UpdateFailure } from './updateProblem';

/** The program's own way to the network, with the user's proxy. */
export type UpdateFetch = (url: string, init: RequestInit) => Promise<Response>;

const maxRedirects = 5;

/** Whether something may be asked for there: encrypted, or on this very machine. */
export function isUpdateAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname));
}

/**
 * Asks for a file and follows redirects, each to an address that may be asked. No cookie, no name of this machine and no key goes along.
 * `onBytes` is called for each piece; the wait for each next one is bounded.
 */
export async function fetchFile(
  fetch: UpdateFetch,
  address: string,
  { idleMs, signal }: { readonly idleMs: number; readonly signal: AbortSignal },
  onBytes: (bytes: Uint8Array) => Promise<void> | void,
): Promise<void> {
  const stalled = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), idleMs);
  };
  try {
    wait();
    const { body } = await follow(fetch, address, AbortSignal.any([signal, stalled.signal]));
    if (body === null) throw new UpdateFailure('bad-answer', 'no body');
    for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
      wait();
      await onBytes(bytes);
    }
  } catch (error) {
    if (error instanceof UpdateFailure || isDiskError(error)) throw error;
    throw new UpdateFailure('no-answer', stalled.signal.aborted ? 'nothing came any more' : String(error));
  } finally {
    clearTimeout(timer);
    // What is left of a body that was given up is not waited for.
    stalled.abort();
  }
}

async function follow(fetch: UpdateFetch, address: string, signal: AbortSignal): Promise<Response> {
  let url = address;
  for (let count = 0; count <= maxRedirects; count++) {
    if (!isUpdateAddress(url)) throw new UpdateFailure('bad-answer', 'an address that may not be asked');
    const response = await fetch(url, { signal, redirect: 'manual', headers: { accept: '*/*' } });
    const target = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || target === null) {
      if (!response.ok) throw new UpdateFailure('no-answer', `status ${response.status}`);
      return response;
    }
    await response.body?.cancel();
    if (!URL.canParse(target, url)) throw new UpdateFailure('bad-answer', 'a redirect to nowhere');
    url = new URL(target, url).href;
  }
  throw new UpdateFailure('bad-answer', 'too many redirects');
}

function isDiskError(error: unknown): boolean {
  const { code, syscall } = (error ?? {}) as { readonly code?: unknown; readonly syscall?: unknown };
  return typeof code === 'string' && (syscall === 'write' || syscall === 'open' || syscall === 'fsync');
}

/** The text of a small file; one that is larger is none. */
export async function fetchText(
  fetch: UpdateFetch,
  address: string,
  options: { readonly idleMs: number; readonly signal: AbortSignal; readonly maxBytes: number },
): Promise<string> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  await fetchFile(fetch, address, options, bytes => {
    sizeBytes += bytes.length;
    if (sizeBytes > options.maxBytes) throw new UpdateFailure('bad-answer', 'too large');
    pieces.push(bytes);
  });
  return Buffer.concat(pieces).toString('utf8');
}
