/** Tokens per character of scripts without spaces; the vocabularies of the models asked here merge about three characters into two tokens. */
const tokensPerWideCharacter = 0.65;
const tokensPerNarrowCharacter = 0.27;
const wideCharacter = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/g;

/**
 * About how many tokens a text is, for a figure that is shown as an estimate while the vendor's own count is still to come. Never enters
 * the cost of an answer. Off by up to a third either way.
 */
export function estimateTokens(text: string): number {
  const wide = text.match(wideCharacter)?.length ?? 0;
  return wide * tokensPerWideCharacter + (text.length - wide) * tokensPerNarrowCharacter;
}
