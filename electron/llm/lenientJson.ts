import { parseBoundedJson, refuseOddShape } from '../../src/shared/domain/boundedJson';

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * Parses JSON of foreign origin, also such as the standard forbids and some servers write, because a piece of an answer would be lost:
 * control characters and wrong escapes in strings, words of other languages for null and the like, numbers that are none, commas at the end.
 * @throws SyntaxError
 */
export function parseLenientJson(text: string): unknown {
  // What no repair makes smaller.
  refuseOddShape(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    const repaired = repairJson(text);
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

/** Each string as JSON wants it, and what stands between strings too. */
function repairJson(text: string): string {
  let repaired = '';
  let from = 0;
  while (from < text.length) {
    const start = text.indexOf('"', from);
    if (start === -1) break;
    const end = endOfString(text, start);
    repaired += repairBetween(text.slice(from, start)) + repairString(text.slice(start, end));
    from = end;
  }
  return repaired + repairBetween(text.slice(from));
}

/** Behind the quote that ends the string; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === backslash) index += 1;
    else if (code === quote) return index + 1;
  }
  return text.length;
}

/** Nothing that has to stay a word of JSON is among these. */
const foreignWord = /-?\b(?:NaN|Infinity|None|undefined|True|False)\b/g;
const lastComma = /,(?=\s*[\]}])/g;

function repairBetween(text: string): string {
  if (!/[,A-Z]|undefined/.test(text)) return text;
  return text
    .replace(foreignWord, word => (word === 'True' || word === 'False' ? word.toLowerCase() : 'null'))
    .replace(lastComma, '');
}

const oddInString = /\p{Cc}|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})|\\/gu;

function repairString(text: string): string {
  return text.replace(oddInString, found => {
    if (found === '\\') return '\\\\';
    return found.length > 1 ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
