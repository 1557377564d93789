const utf8 = 'utf-8';

/**
 * Text of a body that was read whole or cut: by its byte order mark, by the encoding its header names, by the zeros of UTF-16, or, where
 * it is no UTF-8, as the Chinese encoding that gateways send without a word. Read wrongly, a key in it would not be known again.
 */
export function decodeBody(bytes: Uint8Array, contentType: string | null): string {
  const named = namedEncoding(contentType);
  const sure = sureEncoding(bytes);
  for (const encoding of sure === undefined ? [named, utf8] : [sure]) {
    const text = encoding === undefined ? undefined : decodeAs(encoding, bytes);
    if (text !== undefined) return text;
  }
  const repaired = new TextDecoder().decode(bytes);
  return (isMostlyBroken(repaired) ? decodeAs('gb18030', bytes) : undefined) ?? repaired;
}

/** The encoding that a header names. */
export function namedEncoding(contentType: string | null): string | undefined {
  return /charset\s*=\s*["']?([\w:-]+)/i.exec(contentType ?? '')?.[1];
}

/** UTF-16, where the bytes show it. */
export function sureEncoding(bytes: Uint8Array): string | undefined {
  return byMark(bytes) ?? byZeros(bytes);
}

/** One broken byte in Chinese UTF-8 makes no other encoding of it. */
function isMostlyBroken(repaired: string): boolean {
  const foreign = repaired.match(/[^\0-\x7f]/gu) ?? [];
  return foreign.filter(character => character === '\uFFFD').length * 2 > foreign.length;
}

function byMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** The first characters of JSON and of pages are ASCII, of which UTF-16 has a zero beside each. */
function byZeros([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return 'utf-16le';
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? 'utf-16be' : undefined;
}

/** Undefined when it is not that encoding, or one that nobody knows. A character that the end cuts off is left out. */
function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
