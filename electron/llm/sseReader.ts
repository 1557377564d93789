import { createParser } from 'eventsource-parser';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { CapError, lineCapBytes } from './caps';
import { createFieldNames } from './fieldNames';

/** Characters of the start kept to find out whether the server leaves out the blank lines between events. */
const probeCharacters = 64 * 1024;

const lineFeed = 10;
const carriageReturn = 13;

export interface SseReader {
  /** Takes the next bytes and their text. @throws CapError */
  readonly feed: (bytes: Uint8Array, text: string) => void;
  /** Reads what an unfinished last line or event holds. @throws CapError */
  readonly end: (text: string) => void;
  /** True when nothing but fields and comments of the event stream format came, at least one of them. */
  readonly looksLikeEvents: () => boolean;
}

/**
 * Reads an event stream by the standard (any line end, comments, several `data` lines, unknown fields), and what relays do:
 * a last event without its blank line, events that are separated by single line ends from the first one on, and names of fields as no
 * standard has them. `onStrayJson` gets lines
 * that are no field but may be JSON: what fails behind a relay is often written into the stream as it is.
 */
export function createSseReader(
  onEvent: (data: string, type: string | undefined) => void,
  onStrayJson: (line: string) => void = () => undefined,
): SseReader {
  let hasEvent = false;
  let hasComment = false;
  let hasOverflow = false;
  let lineBytes = 0;
  let probe: string | undefined = '';
  /** Its last line, which is not complete yet, and how many `data` lines there were before: each character is looked at once. */
  let unfinished = '';
  let frameCount = 0;
  let isLineMode = false;

  const parser = createParser({
    maxBufferSize: lineCapBytes,
    onEvent: ({ data, event }) => {
      hasEvent = true;
      if (data.length > lineCapBytes) hasOverflow = true;
      else onEvent(data, event);
    },
    onComment: () => {
      hasComment = true;
    },
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') hasOverflow = true;
    },
  });

  const parse = (text: string) => {
    parser.feed(isLineMode ? text.replaceAll('\n', '\n\n') : text);
    if (hasOverflow) throw new CapError('line-cap');
  };

  const fieldNames = createFieldNames();
  const strayLines = createStrayLines(onStrayJson);

  /** Until the first event: are there complete JSON objects on `data` lines of their own, with no blank line after them? */
  const look = (text: string) => {
    probe += text;
    if (probe === undefined || probe.length > probeCharacters) {
      probe = undefined;
      return;
    }
    unfinished += text;
    if (!text.includes('\n')) return;
    const lines = unfinished.split(/\r?\n/);
    unfinished = lines.pop() ?? '';
    const data = lines.filter(line => line.startsWith('data:')).map(line => line.slice(5).trim());
    frameCount += data.length;
    if (!data.every(isWholeFrame)) probe = undefined;
    if (probe === undefined || frameCount < 2) return;
    isLineMode = true;
    parser.reset();
    parse(probe);
    probe = undefined;
  };

  return {
    feed(bytes, raw) {
      const end = lastLineEnd(bytes);
      lineBytes = end === -1 ? lineBytes + bytes.byteLength : bytes.byteLength - end - 1;
      if (lineBytes > lineCapBytes) throw new CapError('line-cap');
      const text = fieldNames.feed(raw);
      for (const piece of mayHoldStrayLine.test(text) ? (text.match(everyLine) ?? []) : [text]) {
        parse(piece);
        strayLines(piece);
      }
      if (hasEvent) probe = undefined;
      else if (probe !== undefined) look(text);
    },
    end(raw) {
      const text = fieldNames.feed(raw) + fieldNames.end();
      parse(`${text}\n\n`);
      strayLines(`${text}\n`);
    },
    looksLikeEvents: () => hasEvent || hasComment,
  };
}

const mayHoldStrayLine = /(?:^|[\r\n])\{/;
/** Read one by one where a stray line may be among them, so that what comes before and after it counts in that order. */
const everyLine = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;

/** Longest line that is looked at: errors are short. */
const strayCharacters = 64 * 1024;

/** Takes text cut anywhere and hands on the lines that begin like JSON; the parser throws them away. */
function createStrayLines(onLine: (line: string) => void): (text: string) => void {
  let isAtLineStart = true;
  /** A line that began like JSON and has not ended. */
  let open: string | undefined;
  return text => {
    if (text === '') return;
    if (open !== undefined && !/[\r\n]/.test(text)) {
      // Not read again with each piece of it.
      open = open.length + text.length <= strayCharacters ? open + text : undefined;
      isAtLineStart = false;
      return;
    }
    const mayHold = open !== undefined || (isAtLineStart && text.startsWith('{')) || /[\r\n]\{/.test(text);
    const lines = mayHold ? `${open ?? (isAtLineStart ? '' : ' ')}${text}`.split(/[\r\n]/) : [];
    const last = lines.pop();
    for (const line of lines) if (line.startsWith('{')) onLine(line);
    open = last?.startsWith('{') === true && last.length <= strayCharacters ? last : undefined;
    isAtLineStart = text.endsWith('\n') || text.endsWith('\r');
  };
}

function lastLineEnd(bytes: Uint8Array): number {
  const end = bytes.lastIndexOf(lineFeed);
  return end === -1 ? bytes.lastIndexOf(carriageReturn) : end;
}

function isWholeFrame(data: string): boolean {
  if (data === '[DONE]') return true;
  if (!data.startsWith('{') || !data.endsWith('}')) return false;
  try {
    parseBoundedJson(data);
    return true;
  } catch {
    return false;
  }
}
