import type { DroppedField, DropReason } from '../../../src/shared/domain/droppedField';
import type { AppError } from '../../../src/shared/domain/errors';
import type { StreamPart } from '../../../src/shared/domain/part';
import { createThinkTagSplitter } from '../../../src/shared/domain/thinkTags';
import { describeModel } from '../../../src/shared/vendors/index';
import { classifyThrown, type ErrorContext, ownError, readRequestId } from '../errors';
import { buildRequestBody, type RequestBody, withoutOptionalFields } from '../requestBody';
import type { ChatRequest, StreamDependencies } from '../types';
import { createWatchdog, type Watchdog } from '../watchdog';
import { BodyReading } from './openaiChatBody';
import { postChat } from './openaiChatExchange';
import { ChatFrames } from './openaiChatFrames';

/**
 * Opens one stream of an OpenAI-compatible platform and reads it to its end.
 *
 * Complete is only what the server called finished: `finish_reason`, then `[DONE]`, the end of the body, or two seconds of silence. An end
 * without `finish_reason` is an interruption, `[DONE]` or not. An answer that passes the cap ends as finished, reason `other`, raw
 * `answer-capped`. A field that the server refuses is left out once and the request sent again, with a notice.
 */
export async function* streamOpenaiChat(
  request: ChatRequest,
  { fetch }: StreamDependencies,
  signal: AbortSignal,
): AsyncGenerator<StreamPart> {
  const { vendor, apiKey, timeouts } = request;
  const errors: ErrorContext = { vendor, host: hostOf(request.baseUrl), apiKey };
  const keyError = unusableKey(request, errors);
  if (keyError !== undefined) {
    yield { type: 'error', error: keyError, isInterrupted: false };
    return;
  }
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal.aborted) return;
  signal.addEventListener('abort', abort, { once: true });
  const watchdog = createWatchdog(timeouts, abort);
  const hooks = {
    connectTimeoutMs: timeouts.connectMs,
    onConnecting: watchdog.connecting,
    onConnected: watchdog.connected,
  };
  const send = (body: RequestBody) =>
    untilAborted(postChat({ request, body, fetch, signal: controller.signal, hooks, errors }), controller.signal);
  let reading: BodyReading | undefined;
  try {
    const { body, dropped, refusal } = buildRequestBody(request);
    if (refusal !== undefined) {
      const reason = refusal === 'whole' ? undefined : refusal;
      yield { type: 'error', error: ownError('too-large', reason, { host: errors.host }), isInterrupted: false };
      return;
    }
    const told = dropped.filter(isWorthTelling);
    if (told.some(({ field }) => field === 'images')) yield { type: 'notice', notice: 'picture-left-out' };
    if (told.some(({ field }) => field !== 'images')) yield { type: 'notice', notice: 'parameter-dropped' };
    let answered = await send(body);
    if ('error' in answered && answered.error.class === 'bad-parameter') {
      const reduced = withoutOptionalFields(body, answered.error.parameter);
      if (reduced.dropped.length > 0) {
        yield { type: 'notice', notice: 'parameter-dropped' };
        watchdog.connected();
        answered = await send(reduced.body);
      }
    }
    if ('error' in answered) {
      yield { type: 'error', error: answered.error, isInterrupted: false };
      return;
    }
    const { headers, body: stream } = answered.response;
    const requestId = readRequestId(headers, apiKey);
    yield { type: 'start', requestId };
    const known = { ...errors, requestId };
    const splitter = vendor.stream.thinkTags
      ? createThinkTagSplitter({ watchedCharacters: watchedCharactersFor(request) })
      : undefined;
    const frames = new ChatFrames({ errors: known, splitter });
    const contentType = headers.get('content-type');
    const contentEncoding = headers.get('content-encoding');
    reading = new BodyReading({ frames, errors: known, watchdog, controller, signal, contentType, contentEncoding });
    yield* reading.read(stream);
  } catch (thrown) {
    if (!signal.aborted) yield { type: 'error', error: whyNotSent(thrown, watchdog, errors), isInterrupted: false };
  } finally {
    watchdog.stop();
    signal.removeEventListener('abort', abort);
    if (reading === undefined || signal.aborted) controller.abort();
    else reading.close();
  }
}

function whyNotSent(thrown: unknown, watchdog: Watchdog, errors: ErrorContext): AppError {
  const expired = watchdog.expired();
  return expired === undefined ? classifyThrown(thrown, errors) : ownError('timeout', expired, { host: errors.host });
}

/** The promise, or a rejection as soon as the signal is aborted: a `fetch` that does not listen cannot hold up a stop. */
function untilAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function hostOf(baseUrl: string): string {
  try {
    return new URL(baseUrl).host;
  } catch {
    return '';
  }
}

/** A key that cannot be sent is found here, because an error about a bad header would quote it. */
function unusableKey({ vendor, apiKey }: ChatRequest, { host }: ErrorContext): AppError | undefined {
  if (apiKey === undefined || apiKey === '')
    return vendor.needsKey ? ownError('no-key', undefined, { host }) : undefined;
  return /^[\x21-\x7e]+$/.test(apiKey) ? undefined : ownError('bad-key', 'not-ascii', { host });
}

/** Left out without effect on the answer: not worth a word. */
const silentReasons: ReadonlySet<DropReason> = new Set([
  'empty',
  'thinking-is-off',
  'no-effect-while-thinking',
  'lowered-to-limit',
]);

function isWorthTelling({ reason }: DroppedField): boolean {
  return !silentReasons.has(reason);
}

/** More than almost any reasoning; a closing tag after so much text is taken for text. */
const watchedCharacters = 100_000;

/** Where think tags may stand in the content, how far a lone closing tag is looked for: not where the model surely does not think. */
function watchedCharactersFor({ vendor, model, modelId, parameters }: ChatRequest): number {
  if (!vendor.stream.openingTagMayBeMissing) return 0;
  const told = model?.thinking ?? 'unknown';
  const ability = told === 'unknown' ? describeModel(vendor, modelId).thinking : told;
  return ability === 'none' || (parameters.thinking === 'off' && ability !== 'always') ? 0 : watchedCharacters;
}
