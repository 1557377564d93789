/** Characters that no text file holds: they tell data from text. Tab, line feed, form feed, carriage return and escape do occur. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const controlCharacter = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/;

/** What GB 18030 makes of Chinese text: Han characters, their punctuation, full-width forms, kana and box drawing. */
const chineseText =
  /[\u2010-\u2027\u2030-\u203b\u2460-\u2499\u2500-\u257f\u3000-\u30ff\u3220-\u3229\u4e00-\u9fa5\uff01-\uffe5·×÷±°§¨…—]/gu;
const beyondAscii = /[^\p{ASCII}]/gu;
/** Below this share of such characters the bytes are in some other encoding. */
const chineseShare = 0.9;

/**
 * Text of a file without its byte order mark: UTF-8, UTF-16 where a byte order mark says so, else GB 18030 (which GBK and GB 2312 are part
 * of) where the result reads like Chinese. Undefined for anything else: a wrong guess would send nonsense to the models.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return textIn('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return textIn('utf-16be', bytes);
  if (bytes.includes(0)) return undefined;
  return textIn('utf-8', bytes, false) ?? chineseIn(bytes);
}

/** True where the bytes are already what is kept: UTF-8 with or without its mark. */
export function isUtf8(bytes: Uint8Array): boolean {
  return !bytes.includes(0) && textIn('utf-8', bytes, false) !== undefined;
}

function chineseIn(bytes: Uint8Array): string | undefined {
  const text = textIn('gb18030', bytes);
  const foreign = text?.match(beyondAscii)?.length ?? 0;
  const chinese = text?.match(chineseText)?.length ?? 0;
  return foreign > 0 && chinese / foreign >= chineseShare ? text : undefined;
}

/** Strict UTF-8 is never anything else by chance; other encodings also take data for text, so control characters are looked for. */
function textIn(encoding: string, bytes: Uint8Array, isStrict = true): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return isStrict && controlCharacter.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
