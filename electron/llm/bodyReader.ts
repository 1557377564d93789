import { CapError, jsonCapBytes, pageCapBytes, silentCapBytes, totalCapBytes } from './caps';
import { createSseReader, type SseReader } from './sseReader';
import { createUtf8Decoder } from './utf8';

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
  readonly hasInvalidUtf8: () => boolean;
}

export interface BodyReaderOptions {
  readonly totalBytesCap?: number | undefined;
  /** See `createSseReader`. */
  readonly onStrayJson?: ((line: string) => void) | undefined;
}

/** Characters of the start kept for an error that shows them. */
const headCharacters = 1_000;

/**
 * Tells an event stream from JSON, a page or plain text by its first character, whatever the content type claims, and hands on events.
 * White space before the first character is allowed: DeepSeek sends blank lines while a request waits.
 */
export function createBodyReader(
  onEvent: (data: string, type: string | undefined) => void,
  { totalBytesCap = totalCapBytes, onStrayJson }: BodyReaderOptions = {},
): BodyReader {
  const decoder = createUtf8Decoder();
  let sse: SseReader | undefined;
  let kind: 'unknown' | 'events' | 'json' | 'html' = 'unknown';
  let totalBytes = 0;
  let silentBytes = 0;
  let keptBytes = 0;
  let head = '';
  let kept: string[] = [];

  const sniff = (text: string) => {
    const start = text.trimStart();
    if (start === '') return;
    if (start.startsWith('{') || start.startsWith('[') || start.startsWith('"')) kind = 'json';
    else if (start.startsWith('<')) kind = 'html';
    else {
      kind = 'events';
      sse = createSseReader((data, type) => {
        head = '';
        onEvent(data, type);
      }, onStrayJson);
    }
  };

  const take = (bytes: Uint8Array, text: string) => {
    if (kind === 'unknown') sniff(text);
    if (sse !== undefined) {
      if (!sse.looksLikeEvents() && head.length < headCharacters) head += text.slice(0, headCharacters);
      sse.feed(bytes, text);
      return;
    }
    if (kind === 'unknown' || (kind === 'html' && keptBytes >= pageCapBytes)) return;
    keptBytes += bytes.byteLength;
    if (keptBytes > jsonCapBytes) throw new CapError('line-cap');
    kept.push(text);
  };

  return {
    feed(bytes) {
      totalBytes += bytes.byteLength;
      silentBytes += bytes.byteLength;
      if (totalBytes > totalBytesCap || silentBytes > silentCapBytes) throw new CapError('total-cap');
      take(bytes, decoder.decode(bytes));
    },
    noteText() {
      silentBytes = 0;
    },
    end() {
      const rest = decoder.end();
      if (sse !== undefined) {
        const start = head + rest;
        sse.end(rest);
        return sse.looksLikeEvents() ? { kind: 'events' } : { kind: 'text', content: start };
      }
      const content = `${kept.join('')}${rest}`;
      kept = [];
      return kind === 'unknown' ? { kind: 'empty' } : { kind: kind === 'html' ? 'html' : 'json', content };
    },
    isDecided: () => kind === 'html' && keptBytes >= pageCapBytes,
    hasInvalidUtf8: decoder.hasInvalidBytes,
  };
}
