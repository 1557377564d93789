import { foldText, readGap, type SearchToken, searchTokens } from './searchText';

/** One thing that must be found: a word, characters that follow each other, or a phrase in quotation marks. */
export interface SearchTerm {
  /** Empty for signs alone, such as `++`; then `before` holds them. */
  readonly tokens: readonly Pick<SearchToken, 'text' | 'isSingle'>[];
  /** What was typed between two tokens, as it is read, folded; one less than tokens. */
  readonly gaps: readonly string[];
  /** Signs typed right before the first token and right after the last one, folded. */
  readonly before: string;
  readonly after: string;
  /** The last word may go on: it is still being typed. */
  readonly isPrefix: boolean;
}

/** Characters of a query that are looked at. */
export const maxQueryCharacters = 1_000;
const maxTerms = 24;

const termPattern = /"([^"]*)("?)|\u201C([^\u201D]*)(\u201D?)|[^\s"\u201C]+/gu;

/** What a query asks for: all of its terms. Words apart from each other by spaces may stand anywhere; quotation marks keep them together. */
export function searchTerms(query: string): readonly SearchTerm[] {
  const terms: SearchTerm[] = [];
  const text = query.slice(0, maxQueryCharacters);
  for (const match of text.matchAll(termPattern)) {
    const quoted = match[1] ?? match[3];
    const isClosed = (match[2] ?? match[4] ?? '') !== '';
    const isLast = match.index + match[0].length === text.length;
    const term = toTerm((quoted ?? match[0]).trim(), isLast && !isClosed);
    if (term !== undefined && terms.length < maxTerms) terms.push(term);
  }
  return terms;
}

function toTerm(text: string, mayGoOn: boolean): SearchTerm | undefined {
  const tokens = searchTokens(text);
  const first = tokens[0];
  const last = tokens.at(-1);
  if (first === undefined || last === undefined) {
    const signs = foldText(readGap(text));
    return signs === '' ? undefined : { tokens: [], gaps: [], before: signs, after: '', isPrefix: false };
  }
  const after = foldText(readGap(text.slice(last.end))).trimEnd();
  return {
    tokens: tokens.map(({ text: word, isSingle }) => ({ text: word, isSingle })),
    gaps: tokens.slice(1).map((token, index) => foldText(readGap(text.slice(tokens[index]?.end, token.start)))),
    before: foldText(readGap(text.slice(0, first.start))).trimStart(),
    after,
    isPrefix: mayGoOn && !last.isSingle && after === '',
  };
}
