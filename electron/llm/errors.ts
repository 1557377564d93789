import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import type { AppError, ErrorClass } from '../../src/shared/domain/errors';
import type { VendorSpec } from '../../src/shared/vendors/types';
import { findError, jsonText, readErrorFacts } from './errorFacts';
import { blockedSide, limitOf, parameterOf, reasonInside } from './errorHints';
import { decideClass } from './errorRules';
import { cleanDetail, looksLikeHtml, pageCharacters } from './errorText';
import { causes, classOfNetworkCode, codeOf, ProxyFailure } from './networkCodes';
import { type HeaderReader, readRetryAfter } from './retryAfter';

/** Whose error it is. The key is needed to keep it out of the error, nothing else. */
export interface ErrorContext {
  readonly vendor: VendorSpec;
  /** Host and port, without user name or password. */
  readonly host: string;
  readonly apiKey?: string | undefined;
  /** Id of the request, when the answer's headers told it. */
  readonly requestId?: string | undefined;
}

export interface HttpFailure extends ErrorContext {
  readonly status: number;
  readonly headers: HeaderReader;
  /** Body as text; the caller caps it. */
  readonly bodyText: string;
}

const requestIdHeaders = [
  'x-request-id',
  'request-id',
  'x-requestid',
  'trace_id',
  'trace-id',
  'x-generation-id',
  'x-trace-id',
  'cf-ray',
];

/** The id under which the vendor's support finds a request, from the answer's headers. */
export function readRequestId(headers: HeaderReader, apiKey: string | undefined): string | undefined {
  for (const name of requestIdHeaders) {
    const value = headers.get(name);
    if (value !== null && value !== '') return cleanDetail(value, apiKey, 200);
  }
  return undefined;
}

/** The error of an answer whose status is not 2xx. */
export function classifyHttpError(failure: HttpFailure): AppError {
  const { status, headers, bodyText } = failure;
  const error = classifyBody(parseBody(bodyText), failure, { status, headers, bodyText });
  return { ...error, requestId: readRequestId(headers, failure.apiKey) ?? error.requestId };
}

/**
 * The error that a body or an event with status 200 holds, undefined when it holds none. `hasText` tells which side a content
 * filter blocked when the vendor does not: before any text the question, after it the answer.
 */
export function classifyInBand(json: unknown, context: ErrorContext, hasText = false): AppError | undefined {
  const found = findError(json);
  if (found === undefined) return undefined;
  const error = classifyBody(found, context, { bodyText: typeof found === 'string' ? found : jsonText(found) });
  return error.class === 'moderation'
    ? { ...error, blocked: error.blocked ?? (hasText ? 'answer' : 'question') }
    : error;
}

/** An error of ours, with what depends on the class filled in. */
export function ownError(errorClass: ErrorClass, reason: string | undefined, rest: Partial<AppError> = {}): AppError {
  return {
    class: errorClass,
    reason,
    ...rest,
    isRetryable: errorClass === 'rate-limit' || errorClass === 'overloaded',
  };
}

interface Body {
  readonly status?: number;
  readonly headers?: HeaderReader;
  readonly bodyText: string;
}

function classifyBody(json: unknown, context: ErrorContext, { status: httpStatus, headers, bodyText }: Body): AppError {
  const facts = readErrorFacts(json);
  const status = httpStatus ?? facts.status;
  const words = facts.message === '' ? bodyText : facts.message;
  const text = words.slice(0, 8_000).toLowerCase();
  const isPage = looksLikeHtml(bodyText);
  const signs = { codes: facts.codes, text: isPage ? '' : text, status };
  const wrongPath = isWrongPath(status, json, text, isPage);
  const decided = wrongPath ? 'protocol' : decideClass(signs, context.vendor.errors);
  // A page with a 4xx of its own comes from a portal or a firewall, not from the vendor.
  const errorClass = isPage && (decided === 'permission' || decided === 'bad-parameter') ? 'protocol' : decided;
  const vendorCode = facts.codes[0];
  return ownError(errorClass, wrongPath ? 'wrong-path' : isPage ? 'html' : reasonInside(errorClass, status, text), {
    httpStatus,
    vendorCode: vendorCode === undefined ? undefined : cleanDetail(vendorCode, context.apiKey, 100),
    detail: cleanDetail(words, context.apiKey, isPage ? pageCharacters : undefined),
    requestId:
      context.requestId ??
      (facts.requestId === undefined ? undefined : cleanDetail(facts.requestId, context.apiKey, 200)),
    host: context.host,
    retryAfterMs:
      errorClass === 'rate-limit' || errorClass === 'overloaded'
        ? readRetryAfter(headers, text, Date.now())
        : undefined,
    parameter: errorClass === 'bad-parameter' ? parameterOf(facts.parameter, words, context.apiKey) : undefined,
    limitTokens: errorClass === 'context-too-long' ? (facts.limitTokens ?? limitOf(words)) : undefined,
    blocked: errorClass === 'moderation' ? blockedSide(facts.codes, text, httpStatus) : undefined,
  });
}

/** The document, or that of the first event where an error comes in the format of a stream. */
function parseBody(text: string): unknown {
  const data = /^data:(.*)$/m.exec(text)?.[1];
  for (const candidate of [text, data]) {
    try {
      if (candidate !== undefined) return parseBoundedJson(candidate.trim());
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

/** A 404 that does not speak of a model is an address that leads nowhere, as a base address typed without `/v1`. */
function isWrongPath(status: number | undefined, json: unknown, text: string, isPage: boolean): boolean {
  if (/unexpected endpoint or method|invalid url \(|unknown request url/.test(text)) return true;
  if (status !== 404 || text.includes('model')) return false;
  return isPage || (json === undefined && text.trim() !== '') || /^"?(?:\{"detail":"?)?not found/.test(text.trim());
}

/** Class and reason of what `fetch` or the reading of its body threw. Whether the stream had begun is the caller's knowledge. */
export function classifyThrown(thrown: unknown, context: ErrorContext): AppError {
  const chain = causes(thrown);
  const proxy = chain.find((error): error is ProxyFailure => error instanceof ProxyFailure);
  if (proxy !== undefined) {
    return ownError('proxy', proxy.reason, { host: proxy.proxyHost });
  }
  const codes = chain.map(codeOf).filter(code => code !== '');
  const detail = detailOf(chain, context);
  // The client gives it the code of a broken connection; what came was an answer of another protocol.
  if (chain.some(error => error.message === 'bad upgrade')) {
    return ownError('protocol', 'bad-http', { host: context.host, detail });
  }
  // As well: the permission to go on with a body, which nobody had asked for.
  if (chain.some(error => error.message === 'bad response')) {
    return ownError('protocol', 'unasked-status', { host: context.host, detail });
  }
  for (const code of codes) {
    const known = classOfNetworkCode(code);
    if (known !== undefined) {
      return ownError(known[0], known[1], { host: context.host, vendorCode: code, detail });
    }
  }
  // The client's parser names no code; its words change from version to version.
  if (chain.some(error => error.name === 'HTTPParserError')) {
    return ownError('protocol', 'bad-http', { host: context.host, detail });
  }
  if (chain.some(error => /content-encodings?\b/.test(error.message))) {
    return ownError('protocol', 'encoding', { host: context.host, detail });
  }
  // Ports that the fetch standard never connects to.
  if (chain.some(error => error.message === 'bad port')) {
    return ownError('network', 'blocked-port', { host: context.host });
  }
  if (chain.some(error => error.name === 'TimeoutError'))
    return ownError('timeout', 'first-byte', { host: context.host, detail });
  if (chain.some(error => /^(?:terminated|fetch failed|other side closed|socket hang up)$/.test(error.message))) {
    return ownError('network', 'reset', { host: context.host, vendorCode: codes[0], detail });
  }
  return ownError('unknown', undefined, { host: context.host, vendorCode: codes[0], detail });
}

/** The innermost message: the outer ones only say that something failed. */
function detailOf(chain: readonly Error[], { apiKey }: ErrorContext): string | undefined {
  const told = chain.findLast(error => error.message !== '');
  return told === undefined ? undefined : cleanDetail(told.message, apiKey, 500);
}
