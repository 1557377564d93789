/** Tokens per character of scripts without spaces; the vocabularies of the models asked here merge about three characters into two tokens. */
const tokensPerWideCharacter = 0.65;
const tokensPerNarrowCharacter = 0.27;

/**
 * About how many tokens a text is, for a figure that is shown as an estimate while the vendor's own count is still to come. Never enters
 * the cost of an answer. Off by up to a third either way.
 */
export function estimateTokens(text: string): number {
  // Code by code: a match would make a string of each character, and all of a long conversation is counted when it is opened.
  let wide = 0;
  for (let index = 0; index < text.length; index += 1) if (isWide(text.charCodeAt(index))) wide += 1;
  return wide * tokensPerWideCharacter + (text.length - wide) * tokensPerNarrowCharacter;
}

/** Han and its radicals, kana, hangul, and full-width forms. */
function isWide(code: number): boolean {
  if (code < 0x2e80) return false;
  return (
    code <= 0x9fff ||
    (code >= 0xac00 && code <= 0xd7af) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xffef)
  );
}
