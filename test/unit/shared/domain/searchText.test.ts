import { describe, expect, it } from 'vitest';
import { foldText, searchTokens } from '../../../../src/shared/domain/searchText';

describe('folding', () => {
  it('takes away case, accents and full-width forms, and never moves a place', () => {
    expect(foldText('Perché CAFÉ Ａ１ Straße ΟΔΟΣ')).toBe('perche cafe a1 straße οδοσ');
    for (const text of ['İstanbul ﬁ ẞ', '𐐀 Ω', 'ガが', '①']) expect(foldText(text)).toHaveLength(text.length);
  });

  it('keeps what makes another letter in Japanese', () => {
    expect(foldText('がか')).toBe('がか');
  });
});

describe('tokens', () => {
  const texts = (text: string) => searchTokens(text).map(token => token.text);

  it('are words, and single characters where no spaces part words', () => {
    expect(texts('用Python编程')).toEqual(['用', 'python', '编', '程']);
    expect(texts('データ한국어ไทย')).toEqual(['デ', 'ー', 'タ', '한', '국', '어', 'ไ', 'ท', 'ย']);
    expect(texts('snake_case don’t 3.14')).toEqual(['snake', 'case', 'don', 't', '3', '14']);
  });

  it('take characters of two units as one', () => {
    expect(searchTokens('𠮷😀')).toEqual([
      { text: '𠮷', isSingle: true, start: 0, end: 2 },
      { text: '😀', isSingle: true, start: 2, end: 4 },
    ]);
  });

  it('keep a word together with its own accents, whichever way they are written', () => {
    expect(texts('perche\u0301')).toEqual(['perche']);
    expect(texts('perché')).toEqual(['perche']);
  });

  it('are not parted by marks of Markdown inside a line', () => {
    expect(texts('你**好**世`界`')).toEqual(['你', '好', '世', '界']);
  });

  it('stay small for what is no language', () => {
    expect(texts('A'.repeat(100_000))).toEqual(['a'.repeat(64)]);
  });

  it('know their place in the text', () => {
    const text = 'Ab，你 cd';
    expect(searchTokens(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Ab', '你', 'cd']);
  });
});
