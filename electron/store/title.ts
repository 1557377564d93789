import { titleOf } from '../../src/shared/domain/title';

const hasWords = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/**
 * A title from the first words of a prompt: its first line with a letter, digit or emoji in it, as `titleOf` makes one. What stands outside of
 * code is preferred to code. Empty when the prompt has no words.
 */
export function titleFromPrompt(prompt: string): string {
  // A pasted document can be megabytes long; its title is at its beginning.
  const lines = prompt.slice(0, 4_000).split(/[\r\n\u2028\u2029]+/);
  let isCode = false;
  const code: string[] = [];
  for (const line of lines) {
    if (/^\s*(?:`{3,}|~{3,})[^`]*$/u.test(line)) {
      isCode = !isCode;
      continue;
    }
    if (!hasWords.test(line)) continue;
    if (isCode) code.push(line);
    else return titleOf(line);
  }
  return titleOf(code[0] ?? '');
}
