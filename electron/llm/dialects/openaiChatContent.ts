import type { Replay, StreamNotice } from '../../../src/shared/domain/part';
import type { ContentSegment, ThinkTagSplitter } from '../../../src/shared/domain/thinkTags';
import type { DeltaBuffer } from '../deltaBuffer';
import { isJsonObject } from '../errorFacts';
import { GrowingText } from './growingText';
import { createReasoningDetails } from './reasoningDetails';

export type JsonObject = { readonly [key: string]: unknown };

/** Tells the text of an answer from its reasoning, under whichever names and however often a server sends them. */
export class ChatContent {
  readonly #buffer: DeltaBuffer;
  readonly #splitter: ThinkTagSplitter | undefined;
  readonly #notice: (notice: StreamNotice) => void;
  readonly #details = createReasoningDetails();
  readonly #text = new GrowingText();
  readonly #reasoning = new GrowingText();
  #areDetailsShownElsewhere = false;
  #hasReasoningField = false;
  #hasTextDelta = false;
  /** Reasoning that came inline, and how much of it a field repeated since. */
  #inlineReasoning = '';
  #repeatedCharacters = 0;
  #messageText = '';
  #messageReasoning = '';

  constructor(buffer: DeltaBuffer, splitter: ThinkTagSplitter | undefined, notice: (notice: StreamNotice) => void) {
    this.#buffer = buffer;
    this.#splitter = splitter;
    this.#notice = notice;
  }

  /** Reads `delta` of a chunk. `isLast`: its frame ends the answer. */
  readDelta(delta: JsonObject, isLast = false): void {
    const reasoning = this.#reasoning.take(this.#reasoningOf(delta), isLast);
    if (reasoning !== '') this.#addFieldReasoning(reasoning);
    const content = (textOf(delta.content) || textOf(delta.text)) + textOf(delta.refusal);
    if (content !== '') {
      this.#hasTextDelta = true;
      const added = this.#text.take(content, isLast);
      if (added !== '') this.#addContent(added);
    }
    this.#noticeTools(delta);
  }

  /** The field of a delta that brings words, where nothing else in it counts and more of them may be taken together. */
  usualField(delta: JsonObject): string | undefined {
    let found: string | undefined;
    for (const name in delta) {
      const value = delta[name];
      if (name === 'role' || value === null || value === '' || value === undefined) continue;
      if (Array.isArray(value) && value.length === 0) continue;
      if (found !== undefined || typeof value !== 'string' || !wordFields.has(name)) return undefined;
      found = name;
    }
    if (found === undefined || this.#inlineReasoning !== '') return undefined;
    return (found === 'content' ? this.#text : this.#reasoning).areIncrements ? found : undefined;
  }

  /** Takes the words of such a field, of one delta or of several. */
  takeWords(field: string, words: string): void {
    if (field === 'content') this.#addContent(this.#text.take(words, false));
    else this.#addFieldReasoning(this.#reasoning.take(words, false));
  }

  /** A whole message counts only where no deltas told it before; several of them are snapshots of one text. */
  readMessage(message: JsonObject): void {
    const isReasoningNew = !this.#hasReasoningField || this.#messageReasoning !== '';
    const reasoning = isReasoningNew ? this.#reasoningOf(message) : '';
    if (reasoning.startsWith(this.#messageReasoning)) {
      const added = reasoning.slice(this.#messageReasoning.length);
      this.#messageReasoning = reasoning;
      if (added !== '') this.#addFieldReasoning(added);
    }
    const content = this.#hasTextDelta ? '' : textOf(message.content) + textOf(message.refusal);
    if (content.startsWith(this.#messageText)) {
      const added = content.slice(this.#messageText.length);
      this.#messageText = content;
      if (added !== '') this.#addContent(added);
    }
    this.#noticeTools(message);
  }

  #noticeTools(source: JsonObject): void {
    const hasCalls = Array.isArray(source.tool_calls) && source.tool_calls.length > 0;
    if (hasCalls || isJsonObject(source.function_call)) this.#notice('tool-calls-ignored');
  }

  /** The reasoning under its several names; where more than one carries it, they carry the same. */
  #reasoningOf(source: JsonObject): string {
    const named = firstThought(source);
    const field = typeof source.content === 'object' ? named + reasoningPartsOf(source.content) : named;
    if (source.reasoning_details === undefined || source.reasoning_details === null) return field;
    const details = this.#details.read(source.reasoning_details);
    if (field !== '') this.#areDetailsShownElsewhere = true;
    return field !== '' || this.#areDetailsShownElsewhere ? field : details;
  }

  #addFieldReasoning(text: string): void {
    if (this.#inlineReasoning !== '' && this.#inlineReasoning.startsWith(text, this.#repeatedCharacters)) {
      this.#repeatedCharacters += text.length;
      return;
    }
    if (!this.#hasReasoningField) {
      this.#hasReasoningField = true;
      if (this.#splitter !== undefined) this.#addSegments(this.#splitter.stopWatching());
    }
    this.#buffer.add('reasoning', text);
  }

  #addContent(text: string): void {
    this.#settleDetails();
    if (this.#splitter === undefined || this.#splitter.isPlain()) this.#buffer.add('text', text);
    else this.#addSegments(this.#splitter.push(text));
  }

  /** Tag text that a field carries too is taken from the field. */
  #addSegments(segments: readonly ContentSegment[]): void {
    for (const segment of segments) {
      if (segment.kind === 'text-was-reasoning') this.#buffer.turnText();
      else if (segment.kind === 'text') this.#buffer.add('text', segment.text);
      else if (!this.#hasReasoningField) {
        this.#inlineReasoning += segment.text;
        this.#buffer.add('reasoning', segment.text);
      }
    }
  }

  #settleDetails(): void {
    const held = this.#details.end();
    if (held !== '' && !this.#areDetailsShownElsewhere) this.#addFieldReasoning(held);
  }

  /** Lets go of everything held back. */
  end(): void {
    this.#settleDetails();
    const reasoning = this.#reasoning.end();
    if (reasoning !== '') this.#addFieldReasoning(reasoning);
    const text = this.#text.end();
    if (text !== '') this.#addContent(text);
    if (this.#splitter !== undefined) this.#addSegments(this.#splitter.end());
  }

  /** What the vendor wants back with the next turn besides the texts. */
  replay(): Replay | undefined {
    const reasoningDetails = this.#details.replay();
    const isReasoningInline = this.#splitter?.hasTags() === true && !this.#hasReasoningField;
    if (reasoningDetails === undefined && !isReasoningInline) return undefined;
    return { reasoningDetails, isReasoningInline: isReasoningInline ? true : undefined };
  }
}

/** Names of the field that holds what a model thought; the first that says something counts. */
const reasoningFields = [
  'reasoning_content',
  'reasoning',
  'reasoning_text',
  'thinking',
  'thought',
  'thinking_blocks',
] as const;

const wordFields: ReadonlySet<string> = new Set(['content', ...reasoningFields]);

function firstThought(source: JsonObject): string {
  for (const field of reasoningFields) {
    const value = source[field];
    const text = value === undefined || value === null ? '' : thoughtOf(value);
    if (text !== '') return text;
  }
  return '';
}

/** A thought as a string, in an object, or in parts. */
function thoughtOf(value: unknown): string {
  const plain = plainText(value);
  if (plain !== undefined) return plain;
  return partsOf(value).map(thoughtOfPart).join('');
}

function thoughtOfPart(part: unknown): string {
  if (!isJsonObject(part)) return textOfPart(part);
  return textOfPart(part) || [part.content, part.thinking, part.summary].map(thoughtOf).find(text => text !== '') || '';
}

/** Kinds of parts that hold what a model thought, not what it answers. */
const reasoningParts: ReadonlySet<unknown> = new Set(['thinking', 'reasoning', 'reasoning.text', 'reasoning_text']);

function isReasoningPart(part: unknown): part is JsonObject {
  return isJsonObject(part) && reasoningParts.has(part.type);
}

/** Text of a field: a string, or the text of its parts where a server sends a list of them, or one alone. */
function textOf(content: unknown): string {
  const plain = plainText(content);
  if (plain !== undefined) return plain;
  return partsOf(content)
    .map(part => (isReasoningPart(part) ? '' : textOfPart(part)))
    .join('');
}

/** What a model thought, where it stands among the parts of its answer. */
function reasoningPartsOf(content: unknown): string {
  return partsOf(content)
    .map(part => (isReasoningPart(part) ? textOfPart(part) || textOf(part.thinking) : ''))
    .join('');
}

const noParts: readonly unknown[] = [];

function partsOf(content: unknown): readonly unknown[] {
  if (typeof content !== 'object' || content === null) return noParts;
  return Array.isArray(content) ? content : [content];
}

function textOfPart(part: unknown): string {
  const plain = plainText(part);
  if (plain !== undefined) return plain;
  if (!isJsonObject(part)) return '';
  const { text } = part;
  return plainText(text) ?? (isJsonObject(text) ? plainText(text.value) : undefined) ?? '';
}

/** A text; a relay written in PHP may have made a number of it. */
function plainText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}
