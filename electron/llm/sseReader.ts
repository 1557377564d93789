import { createParser } from 'eventsource-parser';
import { parseBoundedJson } from '../../src/shared/domain/boundedJson';
import { CapError, lineCapBytes } from './caps';
import { createFieldNames } from './fieldNames';
import type { Utf8Decoder } from './utf8';

/** A reader of events that come one like the other, beside the one that reads each. */
export interface UsualEvents {
  /** True while the next events may be of the usual kind. */
  readonly isUsual: boolean;
  /** Reads events that begin at this place as far as they are usual and whole; returns where they end. One character is one byte. */
  readonly readUsual: (bytes: string, from: number) => number;
}

const eventEnd = '\n\n';
/** A longer beginning of an event is left to the parser, so that no character is looked at again and again. */
const mostWaiting = 16 * 1024;

/** Characters of the start kept to find out whether the server leaves out the blank lines between events. */
const probeCharacters = 64 * 1024;

const lineFeed = 10;
const carriageReturn = 13;

export interface SseReader {
  /** Takes the next bytes, with their text where they were decoded already. @throws CapError */
  readonly feed: (bytes: Uint8Array, text?: string) => void;
  /** Reads what an unfinished last line or event holds. @throws CapError */
  readonly end: () => void;
  /** True when nothing but fields and comments of the event stream format came, at least one of them. */
  readonly looksLikeEvents: () => boolean;
}

/**
 * Reads an event stream by the standard (any line end, comments, several `data` lines, unknown fields), and what relays do:
 * a last event without its blank line, events that are separated by single line ends from the first one on, and names of fields as no
 * standard has them. `onStrayJson` gets lines
 * that are no field but may be JSON: what fails behind a relay is often written into the stream as it is, over several lines too.
 * `isFrame`: it began as the data of an event. `usual` is asked first where whole events begin, and what it reads is never decoded.
 */
export function createSseReader(
  decoder: Utf8Decoder,
  onEvent: (data: string, type: string | undefined) => void,
  onStrayJson: (json: string, isFrame: boolean) => void = () => undefined,
  usual?: UsualEvents,
): SseReader {
  let hasEvent = false;
  let hasComment = false;
  let hasOverflow = false;
  let strangeLines = 0;
  /**
   * The parser makes an error of each line that is no field. To note the place where it is made takes ten times as long as to read the line: a
   * server that sends nothing else would hold everything up.
   */
  const noteStrangeLine = () => {
    strangeLines += 1;
    if (strangeLines === manyStrangeLines) Error.stackTraceLimit = 0;
  };
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
      else noteStrangeLine();
    },
  });

  const parse = (text: string) => {
    const { stackTraceLimit } = Error;
    if (strangeLines >= manyStrangeLines) Error.stackTraceLimit = 0;
    try {
      parser.feed(isLineMode ? text.replaceAll('\n', '\n\n') : text);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
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

  /** The beginning of an event whose end has not come, a character for each byte; all before it was read. */
  let waiting = '';
  let isAtBoundary = false;

  const readAll = (raw: string) => {
    const text = fieldNames.feed(raw);
    const areLinesSplit = strayLines.isOpen() || mayHoldStrayLine.test(text);
    for (const piece of areLinesSplit ? (text.match(everyLine) ?? []) : [text]) {
      parse(piece);
      strayLines.take(piece);
    }
    if (hasEvent) probe = undefined;
    else if (probe !== undefined) look(text);
    isAtBoundary = hasEvent && !isLineMode && raw.endsWith(eventEnd) && !strayLines.isOpen();
  };

  const mayBeUsual = () => usual?.isUsual === true && decoder.isUtf8();
  const readBytes = (bytes: Uint8Array, text = decoder.decode(bytes)) => {
    readAll(text);
    // Or else the decoder holds the beginning of a character.
    isAtBoundary &&= bytes.at(-1) === lineFeed;
  };

  return {
    feed(bytes, text) {
      const lastEnd = lastLineEnd(bytes);
      lineBytes = lastEnd === -1 ? lineBytes + bytes.byteLength : bytes.byteLength - lastEnd - 1;
      if (lineBytes > lineCapBytes) throw new CapError('line-cap');
      if (text !== undefined || usual === undefined || (waiting === '' && !mayBeUsual())) {
        readBytes(bytes, text);
        return;
      }
      const raw = waiting + asBuffer(bytes).toString('latin1');
      waiting = '';
      let place = 0;
      while (place < raw.length) {
        if (isAtBoundary && mayBeUsual()) place = usual.readUsual(raw, place);
        const end = mayBeUsual() ? raw.indexOf(eventEnd, place) : -1;
        if (end === -1) break;
        readBytes(Buffer.from(raw.slice(place, end + eventEnd.length), 'latin1'));
        place = end + eventEnd.length;
      }
      if (place === raw.length) return;
      if (isAtBoundary && mayBeUsual() && raw.length - place < mostWaiting) waiting = raw.slice(place);
      else readBytes(Buffer.from(raw.slice(place), 'latin1'));
    },
    end() {
      const text = fieldNames.feed(decoder.decode(Buffer.from(waiting, 'latin1')) + decoder.end()) + fieldNames.end();
      waiting = '';
      parse(`${text}\n\n`);
      strayLines.take(`${text}\n`);
    },
    looksLikeEvents: () => hasEvent || hasComment,
  };
}

/** More than any relay writes by mistake. */
const manyStrangeLines = 100;

const mayHoldStrayLine = /(?:^|[\r\n])(?:\{|error:|data:[ \t]*\{[ \t]*[\r\n])/;
/** Read one by one where a stray line may be among them, so that what comes before and after it counts in that order. */
const everyLine = /[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g;

/** Longest JSON that is looked at: errors are short. */
const strayCharacters = 64 * 1024;

/** A line of interest shows by then that it is one. */
const openingCharacters = 16;
const openingLine = /^(?:data:[ \t]*)?\{[ \t]*$/;
const mayBecomeOpening = /^(?:d(?:a(?:t(?:a(?::[ \t]*\{?[ \t]*)?)?)?)?|e(?:r(?:r(?:or?)?)?)?)$/;
const field = /^(?:data|event|id|retry)?:/;
/** As llama.cpp sent it until 2025, a field of no standard. */
const errorField = /^error:[ \t]*(?=\{)/;

interface StrayLines {
  readonly take: (text: string) => void;
  /** True while a line or JSON over several lines may go on that is to be handed on. */
  readonly isOpen: () => boolean;
}

/** Takes text cut anywhere and hands on JSON that stands in it without being an event; the parser throws it away. */
function createStrayLines(onJson: (json: string, isFrame: boolean) => void): StrayLines {
  let isAtLineStart = true;
  let endsWithReturn = false;
  /** A line of interest that has not ended. */
  let open: string | undefined;
  /** Lines of JSON that began with a brace alone. */
  let document: { json: string; readonly isFrame: boolean } | undefined;

  const mayMatter = (line: string) =>
    document !== undefined || line.startsWith('{') || line.startsWith('error:') || mayBecomeOpening.test(line);

  const takeLine = (line: string) => {
    if (document !== undefined && line !== '' && !field.test(line)) {
      document.json += `\n${line}`;
      if (document.json.length > strayCharacters) document = undefined;
      else if (line.startsWith('}')) {
        const { json, isFrame } = document;
        document = undefined;
        onJson(json, isFrame);
      }
      return;
    }
    document = openingLine.test(line) ? { json: '{', isFrame: line.startsWith('data') } : undefined;
    if (document !== undefined) return;
    if (line.startsWith('{')) onJson(line, false);
    else if (errorField.test(line)) onJson(`{"error":${line.replace(errorField, '')}}`, false);
  };

  return {
    take(added) {
      // The second half of a line end.
      const text = endsWithReturn && added.startsWith('\n') ? added.slice(1) : added;
      endsWithReturn = added.endsWith('\r');
      if (text === '') return;
      if (open !== undefined && open.length > openingCharacters && !/[\r\n]/.test(text)) {
        // Not read again with each piece of it.
        open = open.length + text.length <= strayCharacters ? open + text : undefined;
        isAtLineStart = false;
        return;
      }
      const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
      // What goes on with a line of no interest is none either.
      const start = open ?? (isAtLineStart ? '' : ' ');
      if (end > 0 && (open !== undefined || document !== undefined || mayHoldStrayLine.test(text)))
        for (const line of `${start}${text.slice(0, end)}`.split(/\r\n|[\r\n]/).slice(0, -1)) takeLine(line);
      isAtLineStart = end === text.length;
      const last = end > 0 ? text.slice(end) : start.length + text.length > strayCharacters ? ' ' : start + text;
      open =
        last !== '' && last.length <= strayCharacters && (start !== ' ' || end > 0) && mayMatter(last)
          ? last
          : undefined;
    },
    isOpen: () => open !== undefined || document !== undefined,
  };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
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
