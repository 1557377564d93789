import { findAnyTerms, mergeRanges, type TextRange } from './searchMatches';
import { searchTerms } from './searchTerms';

/** What is looked for in texts: the terms of a search, or the very characters that were typed. */
export type Sought =
  | { readonly kind: 'terms'; readonly query: string }
  | { readonly kind: 'literal'; readonly text: string; readonly isCaseSensitive: boolean };

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** All places of what is sought in a text, in their order. */
export function findSought(text: string, sought: Sought, limit = 1_000): readonly TextRange[] {
  if (sought.kind === 'terms') return mergeRanges(findAnyTerms(text, searchTerms(sought.query), limit));
  const pattern = literalPattern(sought.text, sought.isCaseSensitive);
  return pattern === undefined ? [] : placesOf(text, pattern, limit);
}

/** Finds a text as it was typed: any white space for white space, and between Chinese characters also the marks that only shape a line. */
export function literalPattern(text: string, isCaseSensitive: boolean): RegExp | undefined {
  if (text.trim() === '') return undefined;
  const characters = [...text.trim()];
  const source = characters
    .map((character, index) => {
      if (/\s/.test(character)) return /\s/.test(characters[index - 1] ?? '') ? '' : '\\s+';
      const next = characters[index + 1] ?? '';
      const isBetweenWide = wide.test(character) && wide.test(next);
      return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') + (isBetweenWide ? '[*`~]*' : '');
    })
    .join('');
  return new RegExp(source, isCaseSensitive ? 'gu' : 'giu');
}

/** An address, a character reference or a formula may stand here in the middle of a word. */
const wordGoesOn = /[)\]$][\p{L}\p{N}]|&#?\w+;/u;

/**
 * Tells quickly which texts in Markdown cannot hold what is looked for, whatever marks stand between its letters. Of the others some do not
 * hold it either.
 */
export function roughFinder({
  text,
  isCaseSensitive,
}: {
  readonly text: string;
  readonly isCaseSensitive: boolean;
}): (markdown: string) => boolean {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const flags = isCaseSensitive ? 'u' : 'iu';
  const patterns = words.map(word => new RegExp([...word].join('[^\\p{L}\\p{N}]*'), flags));
  return markdown => patterns.every(pattern => pattern.test(markdown)) || wordGoesOn.test(markdown);
}

/** Places of a pattern with the flag `g`, which never matches nothing. */
export function placesOf(text: string, pattern: RegExp, limit: number): readonly TextRange[] {
  const ranges: TextRange[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null && ranges.length < limit; match = pattern.exec(text)) {
    ranges.push({ start: match.index, end: match.index + match[0].length });
  }
  return ranges;
}
