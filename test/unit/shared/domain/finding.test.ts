import { describe, expect, it } from 'vitest';
import { findSought, literalPattern, roughFinder } from '../../../../src/shared/domain/finding';
import { sameOccurrence } from '../../../../src/shared/domain/occurrence';

const literal = (text: string, query: string, isCaseSensitive = false) =>
  findSought(text, { kind: 'literal', text: query, isCaseSensitive }).map(({ start, end }) => text.slice(start, end));

describe('a rough look at a text in Markdown', () => {
  const canHold = (text: string, markdown: string) => roughFinder({ text, isCaseSensitive: false })(markdown);

  it.each([
    ['needle', 'a nee**dle**'],
    ['needle', 'nee[dle](https://example.com)'],
    ['needle', '[nee](https://example.com)dle'],
    ['café', 'caf&eacute;'],
    ['two words', '**two**\n\n> words'],
    ['—', 'anything'],
  ])('lets nothing by that could show %j', (text, markdown) => {
    expect(canHold(text, markdown)).toBe(true);
  });

  it.each([
    ['needle', 'a nedle'],
    ['two words', 'two wards'],
  ])('spares the reading where %j cannot be', (text, markdown) => {
    expect(canHold(text, markdown)).toBe(false);
  });
});

describe('finding as typed', () => {
  it('takes every sign for itself', () => {
    expect(literal('a.c abc (a|b)* $x', '(a|b)*')).toEqual(['(a|b)*']);
    expect(literal('a.c abc', 'a.c')).toEqual(['a.c']);
    expect(literal('a-b [x] {y} /z\\', '-b [x] {y} /z\\')).toHaveLength(1);
  });

  it('heeds the case when asked to', () => {
    expect(literal('Sky sky SKY', 'sky')).toHaveLength(3);
    expect(literal('Sky sky SKY', 'sky', true)).toEqual(['sky']);
  });

  it('takes any white space for a space', () => {
    expect(literal('two\n   words', 'two words')).toHaveLength(1);
  });

  it('reads over marks between Chinese characters', () => {
    expect(literal('你**好**世界', '你好世')).toEqual(['你**好**世']);
  });

  it('looks for nothing when nothing is typed', () => {
    expect(literalPattern('  ', false)).toBeUndefined();
  });
});

describe('the same place in a text as it is shown', () => {
  it('is the one with the same words around it', () => {
    const source = '# needle one\n\nfirst **needle** here, [needle](https://needle.example) there, last needle';
    const shown = 'needle one\nfirst needle here, needle there, last needle';
    const ranges = findSought(shown, { kind: 'literal', text: 'needle', isCaseSensitive: false });
    const at = (offset: number) => sameOccurrence(source, offset, shown, ranges)?.start;
    expect(at(source.indexOf('needle'))).toBe(0);
    expect(at(source.indexOf('needle** here'))).toBe(shown.indexOf('needle here'));
    expect(at(source.indexOf('needle](https'))).toBe(shown.indexOf('needle there'));
    expect(at(source.lastIndexOf('needle'))).toBe(shown.lastIndexOf('needle'));
  });

  it('is the nearest one where the words are all the same', () => {
    const text = 'x '.repeat(9).trim();
    const ranges = findSought(text, { kind: 'literal', text: 'x', isCaseSensitive: false });
    expect(sameOccurrence(text, 0, text, ranges)?.start).toBe(0);
  });

  it('is nowhere when nothing of it is shown', () => {
    expect(sameOccurrence('abc', 0, 'xyz', [])).toBeUndefined();
  });
});
