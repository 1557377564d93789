/** Anything that looks like a key or a token, of whatever account. */
const secretPatterns: readonly RegExp[] = [
  /\bBearer\s+[^\s"',;]+/gi,
  /\bBasic\s+[A-Za-z0-9+/=]{8,}/g,
  /\bbce-v3\/[^\s"',;]+/gi,
  /\bALTAK-[^\s"',;]+/g,
  /\b(?:sk|pk|ak|rk|gsk|hf|nvapi|fw|tgp|org|xai)[-_][^\s"',;]{4,}/g,
  /\beyJ[\w-]{10,}(?:\.[\w-]+){0,2}/g,
  /\/\/[^\s/@]+@/g,
];

/** Control characters except line feed, and characters that reorder or hide text. */
const hiddenCharacters = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Foreign words with `[key]` in place of everything that looks like a key, and of user names and passwords in addresses. */
export function withoutSecrets(text: string): string {
  return secretPatterns.reduce((safe, pattern) => safe.replace(pattern, '[key]'), text);
}

/** Foreign words without control characters, marks that turn the writing round, and runs of spaces. */
export function readableText(text: string): string {
  return text.replace(hiddenCharacters, ' ').replace(/ {2,}/g, ' ').trim();
}
