/** Far deeper than anything meant. */
const maxDepth = 128;
/** More names than any object has that is meant. */
const maxNames = 50_000;
/** A shorter text cannot be nested so deep that it matters. */
const shortCharacters = 2_000;

/**
 * Parses JSON of foreign origin. The time that `JSON.parse` takes grows with the square of the nesting: four megabytes of brackets would stop
 * everything for a minute, and half a million names in one object for a second, so the shape is looked at first.
 * @throws SyntaxError
 */
export function parseBoundedJson(text: string): unknown {
  refuseOddShape(text);
  return JSON.parse(text);
}

/**
 * The look at the shape alone, for who parses a long text afterwards, in a step of its own.
 * @throws SyntaxError
 */
export function refuseOddShape(text: string): void {
  if (text.length <= shortCharacters) return;
  const { depth, names } = shapeOf(text);
  if (depth > maxDepth) throw new SyntaxError('nested too deep');
  if (names > maxNames) throw new SyntaxError('too many names');
}

/** Deepest nesting of brackets outside of strings, and the most names that one object has, without parsing. */
export function shapeOf(text: string): { readonly depth: number; readonly names: number } {
  let depth = 0;
  let deepest = 0;
  let mostNames = 0;
  /** Of the objects that are open; not below the depth that is refused. */
  const names: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfString(text, index);
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (depth > deepest) deepest = depth;
      if (depth <= maxDepth) names[depth] = 0;
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
    else if (code === colon && depth >= 0 && depth <= maxDepth) {
      const count = (names[depth] ?? 0) + 1;
      names[depth] = count;
      if (count > mostNames) mostNames = count;
    }
  }
  return { depth: deepest, names: mostNames };
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
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
