import { namedEncoding, sureEncoding } from './bodyText';
import { createUtf8Decoder, type Utf8Decoder } from './utf8';

/** Encodings that Chinese gateways name, and mean it where the bytes are no UTF-8. */
const chineseEncodings: ReadonlySet<string> = new Set(['gbk', 'gb2312', 'gb18030', 'big5']);

/** So many bytes show UTF-16 without a mark: the first characters are ASCII. */
const sureBytes = 4;

/** Decodes a stream of text: UTF-8, UTF-16 with or without its mark, or a Chinese encoding that the header names. */
export function createBodyDecoder(contentType: string | null): Utf8Decoder {
  let start: Uint8Array = new Uint8Array(0);
  let decoder: Utf8Decoder | undefined;
  return {
    decode(bytes) {
      if (decoder !== undefined) return decoder.decode(bytes);
      start = start.byteLength === 0 ? bytes : Buffer.concat([start, bytes]);
      const encoding = sureEncoding(start);
      if (encoding === undefined && start.byteLength < sureBytes && mayBeUtf16(start)) return '';
      decoder = decoderOf(encoding, contentType);
      return decoder.decode(start);
    },
    end() {
      if (decoder !== undefined) return decoder.end();
      return new TextDecoder().decode(start);
    },
    hasInvalidBytes: () => decoder?.hasInvalidBytes() === true,
    isUtf8: () => decoder?.isUtf8() === true,
  };
}

function mayBeUtf16([first, second]: Uint8Array): boolean {
  return second === undefined || first === 0 || second === 0;
}

function decoderOf(encoding: string | undefined, contentType: string | null): Utf8Decoder {
  if (encoding !== undefined) return plainDecoder(new TextDecoder(encoding));
  const named = namedEncoding(contentType)?.toLowerCase() ?? '';
  return chineseEncodings.has(named) ? utf8Or(named) : createUtf8Decoder();
}

function plainDecoder(decoder: TextDecoder): Utf8Decoder {
  return {
    decode: bytes => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
    hasInvalidBytes: () => false,
    isUtf8: () => false,
  };
}

/** UTF-8 as long as the bytes are: many servers name an encoding and send UTF-8 all the same. From the first that is none, the named one. */
function utf8Or(named: string): Utf8Decoder {
  const strict = new TextDecoder('utf-8', { fatal: true });
  /** The start of a character whose rest has not come. */
  let open: Uint8Array = new Uint8Array(0);
  let settled: Utf8Decoder | undefined;
  return {
    decode(bytes) {
      if (settled !== undefined) return settled.decode(bytes);
      const whole = open.byteLength === 0 ? bytes : Buffer.concat([open, bytes]);
      try {
        const text = strict.decode(bytes, { stream: true });
        open = whole.subarray(whole.byteLength - openBytes(whole));
        return text;
      } catch {
        settled = plainDecoder(new TextDecoder(named));
        return settled.decode(whole);
      }
    },
    end() {
      return settled?.end() ?? new TextDecoder(named).decode(open);
    },
    hasInvalidBytes: () => false,
    isUtf8: () => settled === undefined,
  };
}

/** Bytes at the end that begin a character of UTF-8 and do not finish it. */
function openBytes(bytes: Uint8Array): number {
  for (let count = 1; count <= Math.min(3, bytes.byteLength); count += 1) {
    const byte = bytes[bytes.byteLength - count] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return count < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? count : 0;
  }
  return 0;
}
