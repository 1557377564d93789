import { describe, expect, it } from 'vitest';
import { fuzzyScore } from '../../../../src/shared/domain/fuzzy';

const best = (typed: string, ...texts: string[]) =>
  texts
    .map(text => ({ text, score: fuzzyScore(text, typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text);

describe('what fits to a few letters', () => {
  it('is what begins with them, then what has a word that does, then what holds them', () => {
    expect(best('the', 'Weather', 'In theory', 'Theme: dark')).toEqual(['Theme: dark', 'In theory', 'Weather']);
  });

  it('is what has all words typed, in any order', () => {
    expect(best('dark theme', 'Theme: dark', 'Theme: light')).toEqual(['Theme: dark']);
  });

  it('is what has the letters in their order at the beginnings of words', () => {
    expect(best('nc', 'New conversation', 'Zoom in')).toEqual(['New conversation']);
    expect(best('zmn', 'A mazy mountain line')).toEqual([]);
  });

  it('takes no notice of case and accents', () => {
    expect(fuzzyScore('Perché è così', 'perche COSI')).toBeGreaterThan(0);
  });

  it('finds Chinese by any part of it', () => {
    expect(best('对话', '新建对话', '语言')).toEqual(['新建对话']);
    expect(fuzzyScore('新建对话', '话')).toBeGreaterThan(0);
  });

  it('prefers the shorter of two', () => {
    expect(best('zoom', 'Zoom in and out again', 'Zoom in')[0]).toBe('Zoom in');
  });

  it('is everything when nothing was typed', () => {
    expect(fuzzyScore('anything', '  ')).toBe(1);
  });

  it('takes signs as they are', () => {
    expect(fuzzyScore('C++ (templates)', '(temp')).toBeGreaterThan(0);
    expect(fuzzyScore('C', 'c++')).toBe(0);
  });
});
