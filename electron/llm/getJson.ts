import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import type { AppError } from '../../src/shared/domain/errors';
import type { VendorSpec } from '../../src/shared/vendors/types';
import { decodeBody } from './bodyText';
import { classifyHttpError, classifyThrown, type ErrorContext, ownError } from './errors';
import type { Fetch } from './types';
import { readUnpacked } from './unpackedBody';

/** Whom to ask, and with which key. */
export interface JsonQuestion {
  readonly vendor: VendorSpec;
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly fetch: Fetch;
  readonly signal?: AbortSignal | undefined;
}

export type JsonAnswer =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly error: AppError };

/** Bytes after which an answer is given up. */
const maxJsonBytes = 20 * 1024 * 1024;
/** An error is not read further than this, nor for longer: what came by then says enough. */
const maxErrorBytes = 64 * 1024;
const errorBodyTimeoutMs = 5_000;

/**
 * Reads one JSON document. Never throws: a refusal, a page, a redirect (a key goes to no other address) and a document without end are
 * answered as errors. Time limits are the caller's, through `signal`; whether the document itself speaks of an error, too.
 */
export async function getJson({ vendor, url, apiKey, fetch, signal }: JsonQuestion): Promise<JsonAnswer> {
  const context: ErrorContext = { vendor, host: new URL(url).host, apiKey };
  const fail = (error: AppError): JsonAnswer => ({ ok: false, error });
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) },
      redirect: 'manual',
      signal: signal ?? null,
    });
    const { status, headers } = response;
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      await response.body?.cancel();
      const reason = status === 304 ? undefined : 'redirect';
      return fail(ownError('protocol', reason, { httpStatus: status, host: context.host }));
    }
    if (!response.ok) {
      const bodyText = (await readText(response, maxErrorBytes, errorBodyTimeoutMs)).text;
      return fail(classifyHttpError({ ...context, status, headers, bodyText }));
    }
    const { text, isCut } = await readText(response, maxJsonBytes);
    if (isCut) return fail(ownError('too-large', 'model-list', { httpStatus: status, host: context.host }));
    const json = parse(text);
    if (json === undefined) {
      const reason = /^\s*</.test(text) ? 'html' : 'not-json';
      return fail(ownError('protocol', reason, { httpStatus: status, host: context.host }));
    }
    return { ok: true, json };
  } catch (thrown) {
    return fail(classifyThrown(thrown, context));
  }
}

/** Text of a body up to a number of bytes after unpacking; the rest is not read, nor what comes after the time, if there is one. */
async function readText(
  response: Response,
  maxBytes: number,
  timeoutMs?: number,
): Promise<{ text: string; isCut: boolean }> {
  if (response.body === null) return { text: '', isCut: false };
  const pieces: Uint8Array[] = [];
  const text = () => decodeBody(Buffer.concat(pieces), response.headers.get('content-type'));
  const reader = readUnpacked(response.body);
  const timer =
    timeoutMs === undefined ? undefined : setTimeout(() => void reader.cancel().catch(() => undefined), timeoutMs);
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(thrown => {
        // The body of an error that breaks off still has a status to go by.
        if (response.ok) throw thrown;
        return { done: true as const, value: undefined };
      });
      if (done || value === undefined) return { text: text(), isCut: false };
      bytes += value.length;
      if (bytes > maxBytes) {
        await reader.cancel();
        return { text: text(), isCut: true };
      }
      pieces.push(value);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Undefined for what is no JSON. */
function parse(text: string): unknown {
  try {
    return parseBoundedJson(text.trim());
  } catch {
    return undefined;
  }
}
