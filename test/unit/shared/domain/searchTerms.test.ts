import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerms, mergeRanges } from '../../../../src/shared/domain/searchMatches';
import { indexPhrase, searchTerms } from '../../../../src/shared/domain/searchTerms';

/** What is found of a query in a text; undefined when it is not all there. */
function found(text: string, query: string): string[] | undefined {
  const ranges = findTerms(text, searchTerms(query));
  return ranges && mergeRanges(ranges).map(({ start, end }) => text.slice(start, end));
}

describe('a query', () => {
  it('is split at spaces, and kept together by quotation marks', () => {
    expect(searchTerms('hello "new world" 你好').map(indexPhrase)).toEqual(['"hello"', '"new world"', '"你 好"']);
    expect(searchTerms('“new world”').map(indexPhrase)).toEqual(['"new world"']);
  });

  it('lets only the word that is being typed go on', () => {
    expect(searchTerms('hello wor').map(indexPhrase)).toEqual(['"hello"', '"wor" *']);
    expect(searchTerms('hello wor ').map(indexPhrase)).toEqual(['"hello"', '"wor"']);
    expect(searchTerms('"new wor').map(indexPhrase)).toEqual(['"new wor" *']);
    expect(searchTerms('你').map(indexPhrase)).toEqual(['"你"']);
  });

  it('can be anything without being taken for an operator of the index', () => {
    const phrases = searchTerms('" OR NEAR( foo* ) AND NOT -bar ^x {answer}: 你，好').map(indexPhrase);
    expect(phrases.every(phrase => /^"[^"*]*"( \*)?$/.test(phrase))).toBe(true);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), query => {
        for (const term of searchTerms(query)) expect(indexPhrase(term)).toMatch(/^"[^"()^{}:+-]*"( \*)?$/);
      }),
    );
  });

  it('of nothing asks for nothing', () => {
    expect(searchTerms('')).toEqual([]);
    expect(searchTerms('  "" “” ')).toEqual([]);
  });

  it('is cut at a length that no one types', () => {
    expect(searchTerms('word '.repeat(30_000))).toHaveLength(24);
  });

  it('parts characters as the index does', () => {
    expect(searchTerms('你好，世').map(indexPhrase)).toEqual(['"你 好 世"']);
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
