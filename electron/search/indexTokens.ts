import type { SearchTerm } from '../../src/shared/domain/searchTerms';
import { type SearchToken, searchTokens } from '../../src/shared/domain/searchText';
import { documentKinds, type SourceDocument } from './sourceRows';

/*
 * What the index knows of a document: which tokens are in it, not where. That they follow each other is told by tokens for pairs: two
 * characters side by side as they are, any other pair by one of some fifty thousand numbers. What the index names is compared with the text
 * itself, so that three pairs that stand apart, or two pairs with one number, cost a look and never a wrong hit.
 */

/** Signs that no token of a text can begin with or hold. */
const reasoningSign = '¶';
const pairSign = '·';
const factSign = '§';
const beginningSign = '°';

const pairNumbers = 36 ** 3;
/** Beginnings of words that have tokens of their own: words with the same longer one are few enough to be put together when asked. */
const beginningLengths = [1, 2];
/** Tokens of one term that the index is asked for; more of them would rule out nothing that the text does not. */
const maxTermTokens = 24;

type Token = Pick<SearchToken, 'text' | 'isSingle'>;

/** All tokens of a document, each once, with spaces between them. `modelNumber`: of the model that answered. */
export function documentTokens(document: SourceDocument, modelNumber: number | undefined): string {
  const tokens = new Set<string>([kindToken(document.kind)]);
  if (modelNumber !== undefined) tokens.add(modelToken(modelNumber));
  for (const text of [document.prompt, document.title, document.answer]) addTokens(tokens, text, '');
  addTokens(tokens, document.reasoning, reasoningSign);
  return [...tokens].join(' ');
}

/** About how many documents of a part of the index hold what is found by an expression of one token; no more than `denseCount`. */
export type TokenCount = (expression: string) => number;

/**
 * A token that so many documents of a part hold is not asked for beside one that `rareCount` of them hold at most: to go through all of its
 * documents takes longer than to look into the few texts that it would rule out.
 */
export const denseCount = 4_000;
const rareCount = 24;

/** The expression that finds a term, and perhaps more than the term. Undefined: the index knows nothing of signs alone. */
export function termExpression(term: SearchTerm, isReasoningSearched: boolean, count: TokenCount): string | undefined {
  if (term.tokens.length === 0) return undefined;
  const said = conjunction(term, '', count);
  return isReasoningSearched ? `(${said} OR ${conjunction(term, reasoningSign, count)})` : said;
}

/** The expression that finds documents of a kind, or answers of a model. */
export function factExpression(token: string): string {
  return `"${token}"`;
}

/** The token that stands for a kind of document in the index. */
export function kindToken(kind: SourceDocument['kind']): string {
  const name = Object.entries(documentKinds).find(([, number]) => number === kind)?.[0] ?? '';
  return `${factSign}${name}`;
}

/** The token that stands for a model in the index. */
export function modelToken(number: number): string {
  return `${factSign}${number}`;
}

function addTokens(tokens: Set<string>, text: string | undefined, sign: string): void {
  if (text === undefined) return;
  const words = new Set<string>();
  const numbers = new Set<number>();
  let before: Token | undefined;
  for (const token of searchTokens(text)) {
    if (token.isSingle) tokens.add(sign + token.text);
    else words.add(token.text);
    if (before !== undefined) {
      if (isPairOfCharacters(before, token)) tokens.add(sign + before.text + token.text);
      else numbers.add(pairNumber(before, token));
    }
    before = token;
  }
  for (const word of words) {
    tokens.add(sign + word);
    for (const beginning of beginnings(word)) tokens.add(sign + beginning);
  }
  for (const number of numbers) tokens.add(sign + numberedPair(number));
}

function conjunction({ tokens, isPrefix }: SearchTerm, sign: string, count: TokenCount): string {
  const wanted = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    const isLast = next === undefined;
    // A word that is still being typed makes pairs that are not known yet.
    const isOpen = isPrefix && isLast;
    if (isOpen) wanted.add(openToken(token.text, sign));
    else if (!token.isSingle || !isInPair(tokens, index)) wanted.add(`"${sign}${token.text}"`);
    if (next !== undefined && !(isPrefix && index + 2 === tokens.length)) {
      wanted.add(`"${sign}${pairToken(token, next)}"`);
    }
  }
  const expressions = withoutDense([...wanted].slice(-maxTermTokens), count);
  return expressions.length === 1 ? (expressions[0] ?? '') : `(${expressions.join(' AND ')})`;
}

function withoutDense(expressions: readonly string[], count: TokenCount): readonly string[] {
  if (expressions.length < 2) return expressions;
  const counts = expressions.map(count);
  if (Math.min(...counts) > rareCount) return expressions;
  return expressions.filter((_expression, index) => (counts[index] ?? 0) < denseCount);
}

function beginnings(word: string): readonly string[] {
  const characters = [...word.slice(0, 2 * Math.max(...beginningLengths))];
  return beginningLengths.map(length => beginningSign + characters.slice(0, length).join(''));
}

/** What finds all words with a beginning. */
function openToken(beginning: string, sign: string): string {
  if (!beginningLengths.includes([...beginning].length)) return `"${sign}${beginning}" *`;
  return `"${sign}${beginningSign}${beginning}"`;
}

/** Whether a character stands beside another one, so that their pair says more than it does. */
function isInPair(tokens: readonly Token[], index: number): boolean {
  return tokens[index - 1]?.isSingle === true || tokens[index + 1]?.isSingle === true;
}

function pairToken(first: Token, second: Token): string {
  return isPairOfCharacters(first, second) ? first.text + second.text : numberedPair(pairNumber(first, second));
}

function isPairOfCharacters(first: Token, second: Token): boolean {
  return first.isSingle && second.isSingle;
}

function numberedPair(number: number): string {
  return pairSign + number.toString(36);
}

/** FNV-1a over the UTF-16 units of both with a space between them, and its bits mixed once more: they are few here. */
function pairNumber(first: Token, second: Token): number {
  let hash = hashOn(hashStart, first.text);
  hash = Math.imul(hash ^ 0x20, hashFactor);
  hash = hashOn(hash, second.text);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) % pairNumbers;
}

const hashStart = 0x811c9dc5;
const hashFactor = 0x01000193;

function hashOn(start: number, text: string): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), hashFactor);
  return hash;
}
