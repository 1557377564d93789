import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAnyTerms, findTerms, mergeRanges } from '../../../../src/shared/domain/searchMatches';
import { type SearchTerm, searchTerms } from '../../../../src/shared/domain/searchTerms';
import { foldText, readGap, searchTokens } from '../../../../src/shared/domain/searchText';

/** A term on one line, with a star where it may go on. */
function spell({ tokens, isPrefix }: SearchTerm): string {
  return `${tokens.map(({ text }) => text).join(' ')}${isPrefix ? '*' : ''}`;
}

/** What is found of a query in a text; undefined when it is not all there. */
function found(text: string, query: string): string[] | undefined {
  const ranges = findTerms(text, searchTerms(query));
  return ranges && mergeRanges(ranges).map(({ start, end }) => text.slice(start, end));
}

describe('a query', () => {
  it('is split at spaces, and kept together by quotation marks', () => {
    expect(searchTerms('hello "new world" 你好').map(spell)).toEqual(['hello', 'new world', '你 好']);
    expect(searchTerms('“new world”').map(spell)).toEqual(['new world']);
  });

  it('lets only the word that is being typed go on', () => {
    expect(searchTerms('hello wor').map(spell)).toEqual(['hello', 'wor*']);
    expect(searchTerms('hello wor ').map(spell)).toEqual(['hello', 'wor']);
    expect(searchTerms('"new wor').map(spell)).toEqual(['new wor*']);
    expect(searchTerms('你').map(spell)).toEqual(['你']);
  });

  it('of nothing asks for nothing', () => {
    expect(searchTerms('')).toEqual([]);
    expect(searchTerms('  "" “” ')).toEqual([]);
  });

  it('is cut at a length that no one types', () => {
    expect(searchTerms('word '.repeat(30_000))).toHaveLength(24);
  });

  it('parts characters as the index does', () => {
    expect(searchTerms('你好，世').map(spell)).toEqual(['你 好 世']);
  });
});

describe('places of a query', () => {
  it('are whole words, but for the one being typed', () => {
    expect(found('A script, JavaScript and scripts.', 'script ')).toEqual(['script']);
    expect(found('A script, JavaScript and Scripts.', 'scri')).toEqual(['scri', 'Scri']);
  });

  it('are all of its words, in any order', () => {
    expect(found('world, hello', 'hello world')).toEqual(['world', 'hello']);
    expect(found('hello', 'hello world')).toBeUndefined();
  });

  it('need the signs that were typed', () => {
    expect(found('C++ and C', 'C++')).toEqual(['C++']);
    expect(found('C and c', 'C++')).toBeUndefined();
    expect(found('snake case, snake_case', 'snake_case')).toEqual(['snake_case']);
    expect(found('a .net b net', '.net')).toEqual(['.net']);
    expect(found('a → b', '→')).toEqual(['→']);
    expect(found('<img onerror=x>', '<img')).toEqual(['<img']);
  });

  it('need no signs that nobody sees: code with stars, ticks and waves is found as it was typed', () => {
    expect(found('void f(char*);', 'char*)')).toEqual(['char*)']);
    expect(found('call(*args)', '(*args')).toEqual(['(*args']);
    expect(found('x *= 2 and y*=3', 'y*=')).toEqual(['y*=']);
    expect(found('cd /~/src', '/~/src')).toEqual(['/~/src']);
    expect(found('**C**++ or `.`net', 'C++')).toEqual(['C**++']);
    expect(found('**C**++ or `.`net', '.net')).toEqual(['.`net']);
  });

  it('take full-width signs between words for their plain forms', () => {
    expect(found('会议在 10：30 开始', '10:30')).toEqual(['10：30']);
    expect(found('会议在 10:30 开始', '10：30')).toEqual(['10:30']);
    expect(found('你好,世界', '你好，世界')).toEqual(['你好,世界']);
    expect(found('你好！', '你好!')).toEqual(['你好！']);
  });

  it('reach over line ends in a phrase, and over marks that only shape a line', () => {
    expect(found('new\n  **world**', '"new world"')).toEqual(['new\n  **world']);
    expect(found('你**好**世', '好世')).toEqual(['好**世']);
  });

  it('do not reach over a comma', () => {
    expect(found('你好，世界', '好世')).toBeUndefined();
  });

  it('allow a space between scripts that was not typed', () => {
    expect(found('使用 Python 编程', '用Python编')).toEqual(['用 Python 编']);
  });

  it('are found without accents and case', () => {
    expect(found('Perché no? PERCHE\u0301', 'perche')).toEqual(['Perché', 'PERCHE\u0301']);
  });

  it('begin at a word, whatever stands before and in it', () => {
    expect(found('snow now 1now \u0301now e\u0301now 雪now 𐐀now 😀now', 'now ')).toEqual(['now', 'now', 'now', 'now']);
    expect(found('e\u0301te\u0301 and été', 'ete ')).toEqual(['e\u0301te\u0301', 'été']);
    expect(found('哈哈哈', '哈哈')).toEqual(['哈哈哈']);
  });

  it('are those of reading the text token by token', () => {
    const unit = fc.constantFrom('天', '𠮷', 'a', 'b', 'é', 'e\u0301', '\u0301', ' ', '，', '*', '_', '\n', '😀', '𐐀');
    const text = fc.string({ unit, maxLength: 30 });
    const query = fc.string({ unit: fc.constantFrom('天', '𠮷', 'a', 'b', 'é', ' ', '_', '😀', '𐐀'), maxLength: 4 });
    fc.assert(
      fc.property(text, query, (haystack, needle) => {
        const terms = searchTerms(needle).filter(({ tokens: wanted }) => wanted.length > 0);
        const tokens = searchTokens(haystack);
        const read = terms.map(({ tokens: wanted, gaps, isPrefix, before, after }) =>
          tokens.flatMap(({ start }, index) => {
            const own = tokens.slice(index, index + wanted.length);
            const isThere = wanted.every((token, step) => {
              const isOpen = isPrefix && step === wanted.length - 1;
              const { text: word = '', isSingle } = own[step] ?? {};
              return token.isSingle === isSingle && (isOpen ? word.startsWith(token.text) : word === token.text);
            });
            const areGapsRight = own.slice(1).every((token, step) => {
              const [previous] = own.slice(step);
              const gap = readGap(haystack.slice(previous?.end, token.start));
              const wantedGap = gaps[step] ?? '';
              return gap === wantedGap || (wantedGap === '' && gap === ' ' && previous?.isSingle !== token.isSingle);
            });
            const seenFrom = (place: number) => foldText(readGap(haystack.slice(place, start)));
            const signsStart = Array.from({ length: start + 1 }, (_, back) => start - back).find(
              place => seenFrom(place) === before,
            );
            const seenAfter = foldText(readGap(haystack.slice(own.at(-1)?.end ?? 0)));
            return isThere && areGapsRight && signsStart !== undefined && seenAfter.startsWith(after)
              ? [signsStart]
              : [];
          }),
        );
        const ranges = findAnyTerms(haystack, terms);
        expect(ranges.map(list => list.map(({ start }) => start))).toEqual(read);
      }),
      { numRuns: 3_000 },
    );
  });

  it('of Chinese are exactly those of a plain search for the same characters', () => {
    const text = fc.string({ unit: fc.constantFrom('你', '好', '世', '界', '，', ' ', 'a', '\n'), maxLength: 40 });
    const query = fc.string({ unit: fc.constantFrom('你', '好', '世', '界'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(text, query, (haystack, needle) => {
        expect(findTerms(haystack, searchTerms(needle)) !== undefined).toBe(haystack.includes(needle));
      }),
    );
  });
});
