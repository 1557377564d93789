const replacement = '\uFFFD';

export interface Utf8Decoder {
  /** Decodes bytes cut anywhere. A byte order mark at the start is dropped. */
  readonly decode: (bytes: Uint8Array) => string;
  /** What is left of a character that the end cut. */
  readonly end: () => string;
  /** True once bytes came that are no UTF-8. A replacement character that the server itself sent does not count. */
  readonly hasInvalidBytes: () => boolean;
  /** True while what comes is read as UTF-8. */
  readonly isUtf8: () => boolean;
}

/** Decodes a stream of UTF-8 and tells whether replacement characters came from broken bytes. */
export function createUtf8Decoder(): Utf8Decoder {
  const decoder = new TextDecoder('utf-8');
  let isInvalid = false;
  let previous: Uint8Array = new Uint8Array(0);
  return {
    decode(bytes) {
      const text = decoder.decode(bytes, { stream: true });
      if (!isInvalid) {
        const seen = text.indexOf(replacement);
        if (seen !== -1) isInvalid = countReplacements(text, seen) > countSentReplacements(previous, bytes);
        previous = bytes.byteLength >= 2 ? bytes : joinTail(previous, bytes);
      }
      return text;
    },
    end: () => decoder.decode(),
    hasInvalidBytes: () => isInvalid,
    isUtf8: () => true,
  };
}

function countReplacements(text: string, from: number): number {
  let count = 0;
  for (let index = from; index !== -1; index = text.indexOf(replacement, index + 1)) count += 1;
  return count;
}

/** Encoded replacement characters (EF BF BD) that end within `bytes`, also when they began in the chunk before. */
function countSentReplacements(previous: Uint8Array, bytes: Uint8Array): number {
  const buffer = Buffer.concat([previous.subarray(-2), bytes]);
  let count = 0;
  for (let index = buffer.indexOf(replacement); index !== -1; index = buffer.indexOf(replacement, index + 3))
    count += 1;
  return count;
}

function joinTail(previous: Uint8Array, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([previous.subarray(-2), bytes]);
}
