import { describe, expect, it } from 'vitest';
import { cleanTitle, isTitleComplete, shortName } from '../../../../src/shared/domain/title';

describe('cleanTitle', () => {
  it.each([
    ['Sorting algorithms compared', 'Sorting algorithms compared'],
    ['"Sorting algorithms"\n', 'Sorting algorithms'],
    ['**Title:** Blue sky.', 'Blue sky'],
    ['# Blue sky\n\nThis title says…', 'Blue sky'],
    ['\n\n  标题：《天空为什么是蓝色的》。', '天空为什么是蓝色的'],
    ['Titolo: «Il cielo blu»', 'Il cielo blu'],
    ['`parse()` explained', 'parse() explained'],
    ['***', ''],
    ['', ''],
    ['a\u202Eb\u0007c', 'a b c'],
  ])('makes of %j the title %j', (text, title) => {
    expect(cleanTitle(text)).toBe(title);
  });

  it('is never longer than a line of the list', () => {
    expect(cleanTitle('word '.repeat(500)).length).toBeLessThanOrEqual(60);
    expect(cleanTitle('长'.repeat(500)).length).toBeLessThanOrEqual(30);
  });
});

describe('isTitleComplete', () => {
  it.each([
    ['', false],
    ['\n\nBlue', false],
    ['"\n', false],
    ['Blue sky\n', true],
    ['x'.repeat(301), true],
  ])('of %j is %j', (text, isComplete) => {
    expect(isTitleComplete(text)).toBe(isComplete);
  });
});

describe('shortName', () => {
  it.each([
    ['Blue sky', 'Blue sky'],
    ['**Blue** # sky', '**Blue** # sky'],
    ['长'.repeat(500), `${'长'.repeat(29)}…`],
    ['word '.repeat(100), `${'word '.repeat(12).trimEnd().slice(0, 59)}…`],
    ['👩‍👩‍👧‍👦'.repeat(40), `${'👩‍👩‍👧‍👦'.repeat(29)}…`],
    ['', ''],
  ])('of %j is %j', (name, shown) => {
    expect(shortName(name)).toBe(shown);
  });
});
