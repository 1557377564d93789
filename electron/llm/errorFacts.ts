import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import type { JsonValue } from '../../src/shared/domain/part';

/** What an error body says, whatever its shape. */
export interface ErrorFacts {
  /** Codes and types as sent, the most telling first. */
  readonly codes: readonly string[];
  readonly message: string;
  readonly parameter?: string | undefined;
  readonly requestId?: string | undefined;
  /** An HTTP status that stands in the body. */
  readonly status?: number | undefined;
  readonly limitTokens?: number | undefined;
}

type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** Narrows parsed JSON to an object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON of a value that a server sent; empty when it is nested so deep that it cannot be written. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

function firstText(...values: readonly unknown[]): string {
  for (const value of values) {
    const found = text(value);
    if (found !== '') return found;
  }
  return '';
}

/**
 * The error inside a body or an event, undefined when it holds none. Knows `error` as an object, a string or a list; `base_resp`
 * (MiniMax); `code` and `message` at the top (Baidu, SiliconFlow, DashScope, old vLLM); `detail` (FastAPI); `x_groq.error`; an error
 * inside the first choice (OpenRouter); a bare string.
 */
export function findError(json: unknown): JsonValue | JsonObject | undefined {
  if (typeof json === 'string') return json === '' ? undefined : json;
  if (Array.isArray(json)) return json.length > 0 && isJsonObject(json[0]) ? findError(json[0]) : undefined;
  if (!isJsonObject(json)) return undefined;
  if (isFilled(json.error) && !(Array.isArray(json.choices) && saysNothing(json.error))) return json;
  const base = json.base_resp;
  if (isJsonObject(base) && Number(base.status_code ?? 0) !== 0) return json;
  if (isJsonObject(json.x_groq) && isFilled(json.x_groq.error)) return { error: json.x_groq.error };
  const choice = Array.isArray(json.choices) ? json.choices[0] : undefined;
  if (isJsonObject(choice)) return isFilled(choice.error) ? { error: choice.error } : undefined;
  if (Array.isArray(json.errors) && json.errors.length > 0) return { error: json.errors[0] };
  if (isFilled(json.detail)) return json;
  const inside = unwrapped(json);
  if (inside !== undefined) return inside;
  return json.object === 'error' || (firstText(...messageFields(json)) !== '' && saysFailed(json)) ? json : undefined;
}

/** Whether a document with a message speaks of a failure, by its code or its status. */
function saysFailed(json: JsonObject): boolean {
  const { status, success } = json;
  if (success === false || status === 'error' || status === 'fail' || json.type === 'error') return true;
  if (isErrorStatus(Number(status)) || isErrorStatus(Number(json.statusCode))) return true;
  const code = firstText(...codeFields(json));
  return success !== true && code !== '' && !saysSuccess(code);
}

function saysSuccess(word: string): boolean {
  return /^(?:0+|200|ok|success|succeeded|none)$/i.test(word);
}

/** Names under which gateways put their code, and what they say of it. */
function codeFields(json: JsonObject): readonly unknown[] {
  return [json.code, json.error_code, json.errorCode, json.errcode, json.err_code];
}

function messageFields(json: JsonObject): readonly unknown[] {
  return [
    json.message,
    json.msg,
    json.error_msg,
    json.errorMsg,
    json.errorMessage,
    json.error_message,
    json.errmsg,
    json.err_msg,
  ];
}

/** What the gateways of Tencent and Volcengine put into an object of its own, all names beginning with a capital. */
function unwrapped({ Response: response, ResponseMetadata: metadata }: JsonObject): JsonObject | undefined {
  const wrapper = isJsonObject(response) ? response : metadata;
  if (!isJsonObject(wrapper) || !isJsonObject(wrapper.Error)) return undefined;
  const { Code: code, Message: message } = wrapper.Error;
  return { error: { code: text(code), message: text(message) }, request_id: text(wrapper.RequestId) };
}

/** An error that a relay got as text and passed on inside of its own. Undefined for words. */
function errorInText(message: string): JsonValue | JsonObject | undefined {
  const json = message.trimStart();
  if (!json.startsWith('{') || json.length > maxInnerCharacters) return undefined;
  try {
    const inner = parseBoundedJson(json);
    return isJsonObject(inner) ? findError(inner) : undefined;
  } catch {
    return undefined;
  }
}

const maxInnerCharacters = 16_000;
/** A relay of a relay of a relay. */
const deepestInner = 3;

/** An error field that some relays put beside every answer, all of it empty. */
function saysNothing(error: JsonValue): boolean {
  return isJsonObject(error) ? Object.values(error).every(isNothing) : isNothing(error);
}

function isNothing(value: unknown): boolean {
  return !isFilled(value) || saysSuccess(text(value));
}

function isFilled(value: unknown): value is JsonValue {
  return (
    value !== undefined &&
    value !== null &&
    value !== '' &&
    value !== false &&
    !(Array.isArray(value) && value.length === 0)
  );
}

/** Reads what an error found by `findError` (or any error body) says. */
export function readErrorFacts(json: unknown): ErrorFacts {
  return readFacts(json, 0);
}

function readFacts(body: unknown, depth: number): ErrorFacts {
  if (!isJsonObject(body)) return { codes: [], message: Array.isArray(body) ? messageOfFirst(body) : text(body) };
  const json = unwrapped(body) ?? body;
  const inner = Array.isArray(json.error) ? json.error[0] : json.error;
  const error: JsonObject = isJsonObject(inner) ? inner : {};
  const base: JsonObject = isJsonObject(json.base_resp) ? json.base_resp : {};
  const metadata: JsonObject = isJsonObject(error.metadata) ? error.metadata : {};
  const nested: JsonObject = isJsonObject(error.error) ? error.error : {};
  const baseCode = Number(base.status_code ?? 0) === 0 ? '' : text(base.status_code);
  const message = firstText(
    error.message,
    isJsonObject(inner) ? undefined : inner,
    nested.message,
    base.status_msg,
    ...messageFields(json),
    detailText(json.detail),
    error.msg,
    isJsonObject(error.message) ? jsonText(error.message) : undefined,
  );
  const within = depth < deepestInner ? errorInText(message) : undefined;
  const told = within === undefined ? undefined : readFacts(within, depth + 1);
  const raw = typeof metadata.raw === 'string' ? metadata.raw : '';
  const digits = /\((\d{4})\)\s*$/.exec(message)?.[1] ?? '';
  const codes = [
    text(error.code),
    text(nested.code),
    baseCode,
    ...codeFields(json).map(text),
    text(error.type),
    text(nested.type),
    typeof error.status === 'string' ? error.status : '',
    json.object === 'error' || isFilled(json.error) ? kind(json.type) : '',
    Array.isArray(metadata.reasons) || metadata.flagged_input !== undefined ? 'content_policy_violation' : '',
    digits,
  ];
  const words = told?.message || message;
  return {
    codes: [...new Set([...(told?.codes ?? []), ...codes.filter(code => code !== '' && code !== '0')])],
    message: [words, raw === words ? '' : raw].filter(part => part !== '').join('\n'),
    parameter: told?.parameter ?? (firstText(error.param, json.param) || detailParameter(json.detail) || undefined),
    requestId: firstText(json.request_id, error.request_id, json.trace_id, json.requestId) || idOfError(json.id),
    status: told?.status ?? statusNumbers(error, json).map(Number).find(isErrorStatus),
    limitTokens: told?.limitTokens ?? positive(error.n_ctx),
  };
}

function statusNumbers(error: JsonObject, json: JsonObject): readonly unknown[] {
  return [error.code, error.status, error.http_code, ...codeFields(json), json.status, json.statusCode];
}

function messageOfFirst([first]: readonly unknown[]): string {
  return isJsonObject(first) ? readErrorFacts(first).message : text(first);
}

/** The word `error` says nothing. */
function kind(type: unknown): string {
  return type === 'error' ? '' : text(type);
}

function isErrorStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 599;
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** Baidu's error bodies carry the id of the request as their own. */
function idOfError(id: unknown): string | undefined {
  return typeof id === 'string' && id.startsWith('as-') ? id : undefined;
}

function detailText(detail: unknown): string {
  if (Array.isArray(detail))
    return detail.map(entry => (isJsonObject(entry) ? firstText(entry.msg, entry.message) : text(entry))).join('; ');
  return isJsonObject(detail) ? firstText(detail.message, detail.msg, detail.error) : text(detail);
}

/** FastAPI names the refused field as the last step of `loc`. */
function detailParameter(detail: unknown): string {
  const entry = Array.isArray(detail) ? detail[0] : undefined;
  const place = isJsonObject(entry) && Array.isArray(entry.loc) ? entry.loc : [];
  return text(place.findLast(step => typeof step === 'string' && step !== 'body'));
}
