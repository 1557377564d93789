import { isUtf8 as isUtf8Encoded } from 'node:buffer';
import { othersRun } from '../othersRun';

/** Characters that no text file holds: they tell data from text. Tab, line feed, form feed, carriage return and escape do occur. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const controlCharacter = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/;

/** Below this share of Chinese among what is not ASCII the bytes are in some other encoding. */
const chineseShare = 0.9;
/** Some milliseconds of work. */
const pieceBytes = 512 * 1024;

/**
 * Text of a file without its byte order mark: UTF-8, UTF-16 where a byte order mark says so, else GB 18030 (which GBK and GB 2312 are part
 * of) where the result reads like Chinese. Undefined for anything else: a wrong guess would send nonsense to the models. Decoded in pieces
 * between which everything else goes on.
 */
export async function decodeText(bytes: Uint8Array): Promise<string | undefined> {
  if (isUtf8(bytes)) return await utf8In(bytes);
  const pieces: string[] = [];
  return (await isTextIn(bytes, piece => pieces.push(piece))) ? pieces.join('') : undefined;
}

/** Whether `decodeText` gives a text. */
export async function isText(bytes: Uint8Array): Promise<boolean> {
  return isUtf8(bytes) || (await isTextIn(bytes, () => undefined));
}

/** True where the bytes are already what is kept: UTF-8 with or without its mark. Strict UTF-8 is never anything else by chance. */
export function isUtf8(bytes: Uint8Array): boolean {
  return isUtf8Encoded(bytes) && !bytes.includes(0);
}

/** Text of bytes that were checked. Without the decoder's memory of what came before, which takes several times as long. */
async function utf8In(bytes: Uint8Array): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (let from = hasMark ? 3 : 0; from < bytes.length; ) {
    if (text !== '') await othersRun();
    let end = Math.min(bytes.length, from + pieceBytes);
    // Not inside of a character.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    // Not joined: whoever sends it puts more around it, and all would be copied twice.
    text += decoder.decode(bytes.subarray(from, end));
    from = end;
  }
  return text;
}

/** Whether bytes that are no UTF-8 are text in another encoding, which is given away piece by piece. */
async function isTextIn(bytes: Uint8Array, onPiece: (text: string) => void): Promise<boolean> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return await isDecoded('utf-16le', bytes, onPiece);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return await isDecoded('utf-16be', bytes, onPiece);
  if (bytes.includes(0)) return false;
  const count = { foreign: 0, chinese: 0 };
  const isGb18030 = await isDecoded('gb18030', bytes, text => {
    countChinese(text, count);
    onPiece(text);
  });
  return isGb18030 && count.foreign > 0 && count.chinese / count.foreign >= chineseShare;
}

/** These encodings also take data for text, so control characters are looked for. */
async function isDecoded(encoding: string, bytes: Uint8Array, onPiece: (text: string) => void): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      if (from > 0) await othersRun();
      const isLast = from + pieceBytes >= bytes.length;
      const text = decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: !isLast });
      if (controlCharacter.test(text)) return false;
      onPiece(text);
    }
    return true;
  } catch {
    return false;
  }
}

/** Counts what is not ASCII, and of that what GB 18030 makes of Chinese text. */
function countChinese(text: string, count: { foreign: number; chinese: number }): void {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    // The second half of a character counts with the first.
    if (code < 0x80 || (code >= 0xdc00 && code <= 0xdfff)) continue;
    count.foreign += 1;
    if (isChinese(code)) count.chinese += 1;
  }
}

/** Han characters, their punctuation, full-width forms, kana and box drawing. */
function isChinese(code: number): boolean {
  if (code >= 0x4e00) return code <= 0x9fa5 || (code >= 0xff01 && code <= 0xffe5);
  if (code < 0x2010) return latinSigns.has(code);
  return (
    code <= 0x2027 ||
    (code >= 0x2030 && code <= 0x203b) ||
    (code >= 0x2460 && code <= 0x2499) ||
    (code >= 0x2500 && code <= 0x257f) ||
    (code >= 0x3000 && code <= 0x30ff) ||
    (code >= 0x3220 && code <= 0x3229)
  );
}

const latinSigns: ReadonlySet<number> = new Set(Array.from('·×÷±°§¨', sign => sign.charCodeAt(0)));
