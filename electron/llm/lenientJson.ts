import { parseBoundedJson } from '../../src/shared/domain/boundedJson';

const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Parses JSON of foreign origin, also such as has control characters in its strings as they are: the standard forbids it, some servers
 * write it, and a piece of an answer would be lost.
 * @throws SyntaxError
 */
export function parseLenientJson(text: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch (error) {
    const repaired = escapeControlCharacters(text);
    if (repaired === text) throw error;
    return parseBoundedJson(repaired);
  }
}

/**
 * The objects of a text that holds several of them with nothing, blanks or commas between them, or as a list; what is no whole object is a
 * piece of its own.
 */
export function splitJson(text: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (depth > 0 && code === quote) isInString = !isInString;
    else if (isInString && code === backslash) index += 1;
    else if (isInString) continue;
    else if (code === openBrace) {
      if (depth === 0) {
        pieces.push(text.slice(start, index));
        start = index;
      }
      depth += 1;
    } else if (code === closeBrace && depth > 0) {
      depth -= 1;
      if (depth > 0) continue;
      pieces.push(text.slice(start, index + 1));
      start = index + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces.map(piece => piece.trim()).filter(piece => !betweenObjects.test(piece));
}

const betweenObjects = /^[\s,[\]]*$/;

/** Control characters inside of strings, written as JSON wants them. */
function escapeControlCharacters(text: string): string {
  let escaped = '';
  let copiedTo = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) isInString = !isInString;
    else if (isInString && code === backslash) index += 1;
    else if (isInString && code < space) {
      escaped += `${text.slice(copiedTo, index)}\\u${code.toString(16).padStart(4, '0')}`;
      copiedTo = index + 1;
    }
  }
  return escaped + text.slice(copiedTo);
}
