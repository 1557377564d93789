/** Far deeper than anything meant. */
const maxDepth = 128;
/** A shorter text cannot be nested so deep that it matters. */
const shortCharacters = 2_000;

/**
 * Parses JSON of foreign origin. The time that `JSON.parse` takes grows with the square of the nesting: four megabytes of brackets would stop
 * everything for a minute, so the depth is looked at first.
 * @throws SyntaxError
 */
export function parseBoundedJson(text: string): unknown {
  refuseDeepJson(text);
  return JSON.parse(text);
}

/**
 * The look at the depth alone, for who parses a long text afterwards, in a step of its own.
 * @throws SyntaxError
 */
export function refuseDeepJson(text: string): void {
  if (text.length > shortCharacters && depthOf(text) > maxDepth) throw new SyntaxError('nested too deep');
}

/** Deepest nesting of brackets outside of strings, without parsing. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfString(text, index);
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
  }
  return deepest;
}

/** Where the string ends that begins at this quote: at the next one before which stands no odd number of backslashes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
