import { parseBoundedJson } from '../../../src/shared/domain/boundedJson';
import type { AppError } from '../../../src/shared/domain/errors';
import type { StreamPart } from '../../../src/shared/domain/part';
import { type BodyEnd, createBodyReader } from '../bodyReader';
import { CapError } from '../caps';
import { classifyInBand, classifyThrown, type ErrorContext, ownError } from '../errors';
import { cleanDetail, pageCharacters } from '../errorText';
import { splitJson } from '../lenientJson';
import { type ByteReader, readUnpacked } from '../unpackedBody';
import type { Watchdog } from '../watchdog';
import type { ChatFrames } from './openaiChatFrames';
import { holdsAnswer } from './openaiChatShapes';

/** After a finish reason without `[DONE]`: how long to wait for usage without any byte, and in all. */
const graceMs = 2_000;
const longestGraceMs = 10_000;
/** After `[DONE]`: how long the server may take to end its answer properly, so that the connection can be used again. */
const drainMs = 100;
/** Bytes without text are told at most this often. */
const aliveMs = 1_000;

/** Encodings that nothing here unpacks. */
const unknownEncodings = /\b(?:zstd|dcz|dcb|compress)\b/i;

export interface BodyReadingOptions {
  readonly frames: ChatFrames;
  readonly errors: ErrorContext;
  readonly watchdog: Watchdog;
  /** Stopped by the user, by the watchdog or here: closes the socket. */
  readonly controller: AbortController;
  /** The user's own signal. */
  readonly signal: AbortSignal;
  /** The answer's headers. */
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
}

/** Reads the body of one answer to its end, whatever it turns out to be. */
export class BodyReading {
  readonly #options: BodyReadingOptions;
  #reader: ByteReader | undefined;
  #hasBytes = false;
  #lastAliveMs = Number.NEGATIVE_INFINITY;
  #graceTimer: NodeJS.Timeout | undefined;
  #graceEndMs = 0;
  #graceMs = graceMs;
  #isClean = false;

  constructor(options: BodyReadingOptions) {
    this.#options = options;
  }

  /** Parts of the body, the last one terminal; none after the user stopped. */
  async *read(body: ReadableStream<Uint8Array> | null): AsyncGenerator<StreamPart> {
    const { frames, controller, signal, watchdog, contentType } = this.#options;
    const bytes = createBodyReader((data, type) => frames.readEvent(data, type), {
      onStrayJson: (json, isFrame) => (isFrame ? frames.readEvent(json) : frames.readStrayJson(json)),
      usual: frames,
      contentType,
    });
    const reader = body === null ? undefined : readUnpacked(body);
    this.#reader = reader;
    const cancel = () => void reader?.cancel().catch(() => undefined);
    controller.signal.addEventListener('abort', cancel, { once: true });
    let thrown: unknown;
    try {
      while (reader !== undefined) {
        const { done, value } = await reader.read();
        if (done || value === undefined || controller.signal.aborted) break;
        this.#noteBytes();
        const wasFinished = frames.isFinished;
        for (let piece: Uint8Array | undefined = value; piece !== undefined; piece = reader.takeMore())
          bytes.feed(piece);
        if (bytes.hasInvalidUtf8()) frames.notice('invalid-utf8');
        const parts = frames.takeParts();
        const hasText = parts.some(isDelta);
        if (hasText) {
          bytes.noteText();
          this.#options.watchdog.content();
        }
        for (const part of parts) yield part;
        if (frames.isClosed || bytes.isDecided()) break;
        if (parts.length === 0 && this.#isAliveDue()) yield { type: 'alive' };
        if (frames.isFinished) this.#waitForUsage(wasFinished && hasText);
      }
    } catch (error) {
      thrown = error;
    }
    watchdog.stop();
    clearTimeout(this.#graceTimer);
    if (signal.aborted) return;
    this.#isClean = thrown === undefined && frames.isClosed;
    let end: BodyEnd | undefined;
    try {
      frames.markEnd();
      end = bytes.end();
    } catch (error) {
      thrown ??= error;
    }
    const whole = this.#readWhole(end);
    const broken = this.#brokenBy(thrown) ?? whole;
    yield* frames.conclude(
      broken,
      this.#hasBytes && (end?.kind === 'events' || thrown !== undefined || watchdog.expired() !== undefined),
    );
  }

  /** Closes the socket; after a clean end it may first be read empty, for a moment, so that it can serve the next request. */
  close(): void {
    const { controller } = this.#options;
    const reader = this.#reader;
    if (!this.#isClean || reader === undefined) {
      controller.abort();
      return;
    }
    const timer = setTimeout(() => controller.abort(), drainMs);
    const drain = async () => {
      while (!(await reader.read()).done);
    };
    void drain()
      .catch(() => undefined)
      .finally(() => clearTimeout(timer));
  }

  #noteBytes(): void {
    this.#hasBytes = true;
    this.#options.watchdog.bytes();
  }

  #isAliveDue(): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#lastAliveMs < aliveMs) return false;
    this.#lastAliveMs = nowMs;
    return true;
  }

  /**
   * A finished answer waits for its usage and for `[DONE]`, but not long. Where text comes after the finish reason, the server sends one
   * with every frame and means nothing by it: each text starts the wait anew, and the silence must be a longer one.
   */
  #waitForUsage(isLateText: boolean): void {
    const nowMs = performance.now();
    if (this.#graceTimer === undefined || isLateText) this.#graceEndMs = nowMs + longestGraceMs;
    if (isLateText) this.#graceMs = longestGraceMs;
    clearTimeout(this.#graceTimer);
    const waitMs = Math.max(0, Math.min(this.#graceMs, this.#graceEndMs - nowMs));
    this.#graceTimer = setTimeout(() => this.#options.controller.abort(), waitMs);
  }

  #brokenBy(thrown: unknown): AppError | undefined {
    const { watchdog, errors } = this.#options;
    const { host, requestId } = errors;
    if (thrown instanceof CapError) return ownError('protocol', thrown.reason, { host, requestId });
    const expired = watchdog.expired();
    if (expired !== undefined) return ownError('timeout', expired, { host, requestId });
    return thrown === undefined ? undefined : { ...classifyThrown(thrown, errors), requestId };
  }

  /** A body that was no event stream: an answer or an error in one piece, a page, nothing. */
  #readWhole(end: BodyEnd | undefined): AppError | undefined {
    const { host, requestId, apiKey } = this.#options.errors;
    if (end === undefined || end.kind === 'events') return undefined;
    if (end.kind === 'empty') return ownError('protocol', 'empty-body', { host, requestId });
    if (end.kind === 'json' && this.#readJson(end.content)) return undefined;
    if (end.kind === 'text' && unknownEncodings.test(this.#options.contentEncoding ?? ''))
      return ownError('protocol', 'encoding', { httpStatus: 200, host, requestId });
    const detail = cleanDetail(end.content, apiKey, pageCharacters);
    return ownError('protocol', end.kind === 'html' ? 'html' : 'not-sse', { httpStatus: 200, host, requestId, detail });
  }

  /** True when the document was an answer or an error; several of them may follow each other, the last one cut off. */
  #readJson(content: string): boolean {
    const { frames, errors } = this.#options;
    const documents = parseDocuments(content);
    for (const document of documents) {
      const isError = classifyInBand(document, errors) !== undefined;
      if (!isError && !holdsAnswer(document)) return false;
      frames.readDocument(document);
    }
    return documents.length > 0;
  }
}

function isDelta({ type }: StreamPart): boolean {
  return type === 'text-delta' || type === 'reasoning-delta';
}

function parseDocuments(content: string): readonly unknown[] {
  try {
    const document = parseBoundedJson(content);
    // A list of frames, as servers of another format stream them.
    return Array.isArray(document) && document.length > 1 ? document : [document];
  } catch {
    const documents = splitJson(content).map(parsePiece);
    if (documents.at(-1) === undefined) documents.pop();
    return documents.includes(undefined) ? [] : documents;
  }
}

function parsePiece(piece: string): unknown {
  try {
    return parseBoundedJson(piece);
  } catch {
    return undefined;
  }
}
