import type { AppError } from '../../../src/shared/domain/errors';
import { decodeBody } from '../bodyText';
import { pageCapBytes } from '../caps';
import type { ConnectionHooks, HookedRequestInit } from '../connectionHooks';
import { classifyHttpError, type ErrorContext, ownError } from '../errors';
import { cleanDetail } from '../errorText';
import { type RequestBody, requestHeaders, requestUrl } from '../requestBody';
import { requestText } from '../requestText';
import type { ChatRequest, Fetch } from '../types';
import { readUnpacked } from '../unpackedBody';

export interface Exchange {
  readonly request: ChatRequest;
  readonly body: RequestBody;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
  readonly hooks: ConnectionHooks;
  readonly errors: ErrorContext;
}

/** Reading the body of an error may not take longer than this; what came by then is enough. */
const errorBodyTimeoutMs = 5_000;
/** The client's own timer must never fire: the watchdog rules. */
const neverMs = 2 ** 31 - 1;

type OpenAIModule = typeof import('openai');
let loading: Promise<OpenAIModule> | undefined;

/** Loads the client, which takes a fifth of a second, so that the first request need not wait for it. */
export function preloadClient(): Promise<OpenAIModule> {
  loading ??= import('openai');
  return loading;
}

/**
 * Posts one chat request with the `openai` client and gives the answer's head back, its body unread. Anything but a 2xx is an error:
 * redirects are refused, so that the key goes nowhere but to the address it was given for.
 * @throws what `fetch` throws, inside the client's own errors
 */
export async function postChat(
  exchange: Exchange,
): Promise<{ readonly response: Response } | { readonly error: AppError }> {
  const { request, body, signal } = exchange;
  const { default: OpenAI } = await preloadClient();
  const text = await requestText(body, signal);
  let refusal: AppError | undefined;
  const client = new OpenAI({
    // Everything the client would otherwise take from the environment is given here.
    apiKey: request.apiKey ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: requestUrl(request).replace(/\/chat\/completions$/, ''),
    maxRetries: 0,
    timeout: neverMs,
    logLevel: 'off',
    fetch: async input => {
      const response = await send(exchange, input, text);
      refusal = await refusalOf(response, exchange);
      if (refusal !== undefined) throw new Error('refused');
      return response;
    },
  });
  try {
    // The client need not write out the body once more, in one go: what is sent is the text.
    const parameters = { model: request.modelId, messages: [], stream: true as const };
    return { response: await client.chat.completions.create(parameters, { signal }).asResponse() };
  } catch (thrown) {
    if (refusal !== undefined) return { error: refusal };
    throw thrown;
  }
}

/** Sends with our own headers alone: what the client adds about the platform, and headers from the environment, stay here. */
function send({ request, fetch, signal, hooks }: Exchange, input: Parameters<Fetch>[0], body: string | Blob) {
  const init: HookedRequestInit = {
    method: 'POST',
    headers: {
      ...requestHeaders(request),
      'user-agent': 'Couplet',
      // A compressed stream is held back by proxies and costs a round through zlib for every few words.
      'accept-encoding': 'identity',
    },
    body,
    redirect: 'manual',
    signal,
    connectionHooks: hooks,
  };
  return fetch(input, init);
}

async function refusalOf(response: Response, { errors, signal }: Exchange): Promise<AppError | undefined> {
  const { status, headers } = response;
  if ((status >= 300 && status < 400) || response.type === 'opaqueredirect') {
    void response.body?.cancel().catch(() => undefined);
    const target = redirectTarget(headers.get('location'), response.url);
    return ownError('protocol', status === 304 ? undefined : 'redirect', {
      httpStatus: status,
      host: errors.host,
      detail: cleanDetail(target, errors.apiKey),
    });
  }
  if (response.ok) return undefined;
  const bodyText = await readBounded(response, signal);
  return classifyHttpError({ ...errors, status, headers, bodyText });
}

/** Origin alone: the rest of such an address can hold a session. */
function redirectTarget(location: string | null, base: string): string {
  if (location === null) return '';
  try {
    return new URL(location, base === '' ? undefined : base).origin;
  } catch {
    return '';
  }
}

/** Text of a short body: at most the cap, and what came when the time is over. */
async function readBounded(response: Response, signal: AbortSignal): Promise<string> {
  if (response.body === null) return '';
  const reader = readUnpacked(response.body);
  const cancel = () => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(cancel, errorBodyTimeoutMs);
  signal.addEventListener('abort', cancel, { once: true });
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    while (bytes < pageCapBytes) {
      const { done, value } = await reader.read();
      if (done || value === undefined) break;
      bytes += value.byteLength;
      pieces.push(value.subarray(0, pageCapBytes));
    }
  } catch {
    // A body that breaks off still has a status to go by.
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    cancel();
  }
  return decodeBody(Buffer.concat(pieces), response.headers.get('content-type'));
}
