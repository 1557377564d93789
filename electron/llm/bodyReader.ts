import { createBodyDecoder } from './bodyDecoder';
import { decodeBody } from './bodyText';
import { CapError, jsonCapBytes, pageCapBytes, silentCapBytes, totalCapBytes } from './caps';
import { createSseReader, type SseReader, type UsualEvents } from './sseReader';

/** What a body turned out to be. `text`: neither events nor JSON nor a page. */
export type BodyEnd =
  | { readonly kind: 'events' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'json' | 'html' | 'text'; readonly content: string };

export interface BodyReader {
  /** Takes the next bytes. @throws CapError */
  readonly feed: (bytes: Uint8Array) => void;
  /** Text came out of what was fed: the count of bytes that bring nothing starts again. */
  readonly noteText: () => void;
  /** Reads what is left and tells what the body was. @throws CapError */
  readonly end: () => BodyEnd;
  /** True when the rest of the body cannot matter any more. */
  readonly isDecided: () => boolean;
  /** True once an event stream held bytes that are no UTF-8; other bodies may be of another encoding. */
  readonly hasInvalidUtf8: () => boolean;
}

export interface BodyReaderOptions {
  readonly totalBytesCap?: number | undefined;
  /** See `createSseReader`. */
  readonly onStrayJson?: ((json: string, isFrame: boolean) => void) | undefined;
  /** See `createSseReader`. */
  readonly usual?: UsualEvents | undefined;
  /** The header, which may name the encoding. */
  readonly contentType?: string | null | undefined;
}

/** Bytes of the start kept for an error that shows them. */
const headBytes = 4_000;

/** No JSON has this: a line end stands in no string of it, and a name has quotes. */
const eventLine = /[\r\n][ \t\uFEFF]*(?:data|event)[ \t]*:/i;
const eventLineCharacters = 8;

/**
 * Tells an event stream from JSON, a page or plain text by its first character, whatever the content type claims, and hands on events.
 * White space before the first character is allowed: DeepSeek sends blank lines while a request waits.
 */
export function createBodyReader(
  onEvent: (data: string, type: string | undefined) => void,
  { totalBytesCap = totalCapBytes, onStrayJson, usual, contentType = null }: BodyReaderOptions = {},
): BodyReader {
  const decoder = createBodyDecoder(contentType);
  let sse: SseReader | undefined;
  let kind: 'unknown' | 'events' | 'json' | 'html' = 'unknown';
  let totalBytes = 0;
  let silentBytes = 0;
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let tail = '';

  const dropKept = () => {
    kept = [];
    keptBytes = 0;
  };

  const startEvents = () => {
    kind = 'events';
    sse = createSseReader(
      decoder,
      (data, type) => {
        dropKept();
        onEvent(data, type);
      },
      onStrayJson,
      usual,
    );
  };

  const sniff = (text: string) => {
    if (text.trim() === '') return;
    const found = kindOf(text);
    if (found === 'text') startEvents();
    else kind = found;
  };

  /** Something a relay wrote on a line of its own may come before the events. */
  const findEvents = (text: string) => {
    const seen = tail + text;
    tail = seen.slice(-eventLineCharacters);
    if (!eventLine.test(seen)) return;
    const bytes = Buffer.concat(kept);
    startEvents();
    // Half a character at the end stays in the other decoder, which goes on with it.
    sse?.feed(bytes, createBodyDecoder(contentType).decode(bytes));
  };

  const keep = (bytes: Uint8Array) => {
    keptBytes += bytes.byteLength;
    if (keptBytes > jsonCapBytes) throw new CapError('line-cap');
    kept.push(bytes);
  };

  const take = (bytes: Uint8Array) => {
    const text = sse === undefined ? decoder.decode(bytes) : undefined;
    if (kind === 'unknown') sniff(text ?? '');
    if (sse !== undefined) {
      if (!sse.looksLikeEvents() && keptBytes < headBytes) keep(bytes.slice(0, headBytes));
      sse.feed(bytes, text);
      return;
    }
    if (kind === 'unknown' && keptBytes >= headBytes) dropKept();
    if (kind !== 'html' || keptBytes < pageCapBytes) keep(bytes);
    if (kind === 'json') findEvents(text ?? '');
  };

  return {
    feed(bytes) {
      totalBytes += bytes.byteLength;
      silentBytes += bytes.byteLength;
      if (totalBytes > totalBytesCap || silentBytes > silentCapBytes) throw new CapError('total-cap');
      take(bytes);
    },
    noteText() {
      silentBytes = 0;
    },
    end() {
      sse?.end();
      if (sse?.looksLikeEvents() === true) return { kind: 'events' };
      const content = decodeBody(Buffer.concat(kept), contentType);
      dropKept();
      return content.trim() === '' ? { kind: 'empty' } : { kind: kindOf(content), content };
    },
    isDecided: () => kind === 'html' && keptBytes >= pageCapBytes,
    hasInvalidUtf8: () => sse !== undefined && decoder.hasInvalidBytes(),
  };
}

/** What a text that is not blank begins like. */
function kindOf(text: string): 'json' | 'html' | 'text' {
  const start = text.trimStart();
  if (/^[{["]/.test(start)) return 'json';
  return start.startsWith('<') ? 'html' : 'text';
}
