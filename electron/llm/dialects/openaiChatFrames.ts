import type { AppError } from '../../../src/shared/domain/errors';
import type { Replay, StreamNotice, StreamPart } from '../../../src/shared/domain/part';
import type { ThinkTagSplitter } from '../../../src/shared/domain/thinkTags';
import type { Usage } from '../../../src/shared/domain/usage';
import { DeltaBuffer } from '../deltaBuffer';
import { isJsonObject } from '../errorFacts';
import { classifyInBand, type ErrorContext, ownError } from '../errors';
import { cleanDetail, cleanLabel, pageCharacters } from '../errorText';
import { withoutKey } from '../keyMask';
import { parseLenientJson, splitJson } from '../lenientJson';
import { ChoiceSelection } from './openaiChatChoices';
import { ChatContent, type JsonObject } from './openaiChatContent';
import { finishReasonOf, isBrokenOff, readFinishReason, saysMore, unifyFinishReason } from './openaiChatFinish';
import { choicesOf, frameBody, saidIn } from './openaiChatShapes';
import { readUsage, withEarlier } from './openaiChatUsage';
import { UsualFrames } from './usualFrames';

export interface FrameOptions {
  readonly errors: ErrorContext;
  /** Undefined where think tags cannot stand in the content. */
  readonly splitter: ThinkTagSplitter | undefined;
  readonly answerCapCharacters?: number | undefined;
}

/** A server names its model once; one that names another with each frame is heard so many times. */
const maxModelNames = 8;
const modelCharacters = 300;
const finishCharacters = 100;
const skippedCharacters = 2_000;

/** The frame came to nothing: not JSON, or no object. */
const unreadable = Symbol('unreadable');

/**
 * Turns the events of an OpenAI-compatible stream into parts, whichever of the many dialect differences they show. Also reads a whole
 * `chat.completion`, which is a frame with a message instead of a delta.
 */
export class ChatFrames {
  readonly #options: FrameOptions;
  readonly #buffer: DeltaBuffer;
  readonly #content: ChatContent;
  readonly #notices = new Set<StreamNotice>();
  #model = '';
  #modelNames = 0;
  readonly #selection = new ChoiceSelection();
  #usage: Usage | undefined;
  #hasNewUsage = false;
  #finish: string | undefined;
  #failure: AppError | undefined;
  /** The first data that was no frame. */
  #skippedText = '';
  readonly #usual = new UsualFrames();
  #usualField = '';
  readonly #takeUsual = (words: string) => this.#content.takeWords(this.#usualField, words);
  #isDone = false;
  #isAtEnd = false;

  constructor(options: FrameOptions) {
    this.#options = options;
    this.#buffer = new DeltaBuffer(options.errors.apiKey, options.answerCapCharacters);
    this.#content = new ChatContent(this.#buffer, options.splitter, notice => this.notice(notice));
  }

  /** True when nothing that may still come can change the answer. */
  get isClosed(): boolean {
    return this.#isDone || this.#failure !== undefined || this.#buffer.isFull;
  }

  /** True once a finish reason came; usage and late text may follow. */
  get isFinished(): boolean {
    return this.#finish !== undefined;
  }

  /** Reads the data of one event. `type` is the event's own name, if it has one. */
  readEvent(data: string, type?: string): void {
    if (this.isClosed) return;
    this.#usual.forget();
    const text = withoutPrefixes(data);
    if (text.length <= longestEmptyFrame && emptyFrames.has(text)) return;
    if (endMark.test(text)) {
      this.#isDone = true;
      return;
    }
    const json = parseFrame(text);
    if (json !== unreadable) {
      this.readFrame(json, type);
      if (type === undefined && text === data && !this.#usual.isGivenUp) this.#learn(data, json);
    } else if (type === 'error') this.#fail(text);
    else this.#readJoined(text);
  }

  /** True while the next events may be read by `readUsual`. */
  get isUsual(): boolean {
    return this.#usual.isReady && !this.isClosed;
  }

  /** Reads events from a place of the stream's bytes on, as far as they repeat the last one but for its words; returns where they end. */
  readUsual(bytes: string, from: number): number {
    return this.isUsual ? this.#usual.read(bytes, from, this.#takeUsual) : from;
  }

  /** Reads a line that stands in the stream without being an event: only an error counts. */
  readStrayJson(line: string): void {
    this.#usual.forget();
    const json = this.isClosed ? unreadable : parseFrame(line);
    if (json !== unreadable) this.#failure = classifyInBand(json, this.#options.errors, this.#buffer.hasText);
  }

  /** The connection ended: an event that breaks off now is no bad frame. */
  markEnd(): void {
    this.#isAtEnd = true;
  }

  readFrame(frame: JsonObject, type?: string): void {
    const error = classifyInBand(
      type === 'error' && !('error' in frame) ? { error: frame } : frame,
      this.#options.errors,
      this.#buffer.hasText,
    );
    const body = frameBody(frame);
    this.#readModel(frame.model ?? body.model);
    const choices = choicesOf(body);
    for (const choice of this.#selection.take(choices)) this.#readChoice(choice);
    if (this.#selection.hasIgnored) this.notice('extra-choice-ignored');
    this.#noteFinish(readFinishReason(frame.finish_reason));
    this.#readUsage(frame, body, choices[0]);
    if (error !== undefined) this.#failure ??= error;
    else if (frame.input_sensitive === true) this.#block('question', 'input_sensitive');
    else if (frame.output_sensitive === true) this.#block('answer', 'output_sensitive');
  }

  /** Reads a body that came as one document: a whole answer, or an error of any shape. */
  readDocument(json: unknown): void {
    if (isJsonObject(json)) this.readFrame(json);
    else this.#failure ??= classifyInBand(json, this.#options.errors, this.#buffer.hasText);
  }

  /** Parts since the last call. */
  takeParts(): readonly StreamPart[] {
    if (this.#hasNewUsage && this.#usage !== undefined) this.#buffer.addPart({ type: 'usage', usage: this.#usage });
    this.#hasNewUsage = false;
    return this.#buffer.take();
  }

  notice(notice: StreamNotice): void {
    if (this.#notices.has(notice)) return;
    this.#notices.add(notice);
    this.#buffer.addPart({ type: 'notice', notice });
  }

  /**
   * The last parts and the terminal one. `broken` is what ended the stream from outside (reset, time-out, cap); an answer that was
   * finished before it is complete all the same.
   */
  conclude(broken?: AppError, hasBegun = true): readonly StreamPart[] {
    for (const choice of this.#selection.rest()) this.#readChoice(choice);
    this.#content.end();
    this.#buffer.end();
    if (this.#buffer.isFull) this.notice('answer-capped');
    return [...this.takeParts(), this.#terminal(broken, hasBegun)];
  }

  #replay(): Replay | undefined {
    const replay = this.#content.replay();
    const reasoningDetails = replay?.reasoningDetails?.map(detail => withoutKey(detail, this.#options.errors.apiKey));
    return reasoningDetails === undefined ? replay : { ...replay, reasoningDetails };
  }

  #terminal(broken: AppError | undefined, hasBegun: boolean): StreamPart {
    const replay = this.#replay();
    if (this.#failure !== undefined) {
      const isInterrupted = this.#buffer.hasText && this.#failure.class !== 'moderation';
      return { type: 'error', error: this.#failure, isInterrupted, replay };
    }
    if (this.#buffer.isFull) return { type: 'finish', reason: 'other', raw: 'answer-capped', replay };
    const { host, requestId, apiKey } = this.#options.errors;
    // What was skipped was all of the answer: an end without a word is none.
    if (!this.#buffer.hasText && this.#skippedText !== '')
      return { type: 'error', error: this.#skippedError(), isInterrupted: false, replay };
    if (this.#finish !== undefined && !isBrokenOff(this.#finish)) {
      const raw = cleanLabel(this.#finish, apiKey, finishCharacters);
      return { type: 'finish', reason: unifyFinishReason(this.#finish), raw, replay };
    }
    if (this.#finish !== undefined) {
      return {
        type: 'error',
        error: ownError('overloaded', 'broken-off', { vendorCode: this.#finish, host, requestId }),
        isInterrupted: true,
        replay,
      };
    }
    return {
      type: 'error',
      error: broken ?? ownError('protocol', 'no-terminal-event', { host, requestId }),
      isInterrupted: hasBegun || this.#buffer.hasText,
      replay,
    };
  }

  /** Events that a relay joined, with single line ends, as a list or with nothing between them, are read one by one. */
  #readJoined(text: string): void {
    const frames = text.split(betweenJoined).flatMap(line => splitJson(line));
    if (frames.length < 2 || !frames.some(line => endMark.test(line) || parseFrame(line) !== unreadable))
      this.#skip(text);
    else for (const line of frames) this.readEvent(line);
  }

  #skip(text: string): void {
    if (this.#isAtEnd) return;
    this.notice('bad-frame-skipped');
    this.#skippedText ||= text.slice(0, skippedCharacters);
  }

  /** Words that came in place of frames, by what they say. */
  #skippedError(): AppError {
    const { host, requestId, apiKey } = this.#options.errors;
    const told = classifyInBand(this.#skippedText, this.#options.errors);
    if (told !== undefined && told.class !== 'unknown') return told;
    const detail = cleanDetail(this.#skippedText, apiKey, pageCharacters);
    return ownError('protocol', 'not-sse', { host, requestId, detail });
  }

  #fail(message: string): void {
    this.#failure = classifyInBand(message, this.#options.errors, this.#buffer.hasText);
  }

  #block(blocked: 'question' | 'answer', vendorCode: string): void {
    const { host, requestId } = this.#options.errors;
    this.#failure ??= ownError('moderation', undefined, { blocked, vendorCode, host, requestId });
  }

  /** Keeps a frame that brought words and changed nothing else, nor would if it came again. */
  #learn(data: string, frame: JsonObject): void {
    const { choices, model } = frame;
    const choice = Array.isArray(choices) && choices.length === 1 ? choices[0] : undefined;
    if (this.isClosed || !isJsonObject(choice) || !isJsonObject(choice.delta) || !this.#selection.isReading(choice))
      return;
    const { delta } = choice;
    const isSilent =
      [frame.usage, frame.x_groq, choice.usage, choice.message].every(value => value === undefined || value === null) &&
      (typeof model !== 'string' || model === '' || model === this.#model) &&
      finishReasonOf(choice) === undefined &&
      readFinishReason(frame.finish_reason) === undefined;
    const field = isSilent ? this.#content.usualField(delta) : undefined;
    const words = field === undefined ? undefined : delta[field];
    if (field === undefined || typeof words !== 'string') return;
    this.#usualField = field;
    this.#usual.learn(data, field, words);
  }

  #noteFinish(finish: string | undefined): void {
    if (finish !== undefined && saysMore(finish, this.#finish)) this.#finish = finish;
  }

  #readModel(model: unknown): void {
    if (typeof model !== 'string' || model === '' || model === this.#model || this.#modelNames === maxModelNames)
      return;
    this.#model = model;
    this.#modelNames += 1;
    const name = cleanLabel(model, this.#options.errors.apiKey, modelCharacters);
    if (name !== '') this.#buffer.addPart({ type: 'model', model: name });
  }

  #readUsage(frame: JsonObject, body: JsonObject, choice: unknown): void {
    const delta = isJsonObject(choice) ? choice.delta : undefined;
    const usage =
      readUsage(frame.usage) ??
      (isJsonObject(choice) ? readUsage(choice.usage) : undefined) ??
      (isJsonObject(delta) ? readUsage(delta.usage) : undefined) ??
      (isJsonObject(frame.x_groq) ? readUsage(frame.x_groq.usage) : undefined) ??
      (body === frame ? undefined : readUsage(body.usage)) ??
      (frame.done === true ? readUsage(frame) : undefined);
    if (usage === undefined) return;
    this.#usage = withEarlier(usage, this.#usage);
    this.#hasNewUsage = true;
  }

  #readChoice(choice: JsonObject): void {
    const finish = finishReasonOf(choice);
    const isLast = finish !== undefined;
    const deltas = Array.isArray(choice.delta) ? choice.delta : [choice.delta];
    for (const delta of deltas) if (isJsonObject(delta)) this.#content.readDelta(delta, isLast);
    if (isJsonObject(choice.message)) this.#content.readMessage(choice.message);
    // As engines wrote it before there were messages, and as others think it is meant.
    if (!deltas.some(isJsonObject) && !isJsonObject(choice.message)) {
      const content = [choice.delta, choice.text, choice.content, choice.message, saidIn(choice.messages)].find(
        value => typeof value === 'string',
      );
      this.#content.readDelta({ content }, isLast);
    }
    this.#noteFinish(finish);
    // Baidu's own mark of a safety hit, beside which the text may be a canned refusal.
    if (Number(choice.flag ?? 0) > 0) this.#block(this.#buffer.hasText ? 'answer' : 'question', 'flag');
  }
}

/** Data that stands for nothing, or begins JSON over several lines, which comes on its own. */
const emptyFrames: ReadonlySet<string> = new Set(['', 'null', '""', '[]', '{']);
const longestEmptyFrame = 4;

const endMark = /^"?\[done\]"?$/i;

/** A relay that puts its own prefix before lines that have one already. */
const doubledPrefix = /^(?:data:\s*)+/;

function withoutPrefixes(data: string): string {
  const text = data.trim();
  return text.startsWith('data:') ? text.replace(doubledPrefix, '').trim() : text;
}

const betweenJoined = /\n|(?<=[}\]])\s*data:\s*(?=\{|\[DONE\])/;

/** An object, also one that was packed as a text once more. */
function parseFrame(text: string): JsonObject | typeof unreadable {
  try {
    const json = parseLenientJson(text);
    const inner = typeof json === 'string' && json.startsWith('{') ? parseLenientJson(json) : json;
    return isJsonObject(inner) ? inner : unreadable;
  } catch {
    return unreadable;
  }
}
