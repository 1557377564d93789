import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonPieces, jsonTexts } from '../../../../src/shared/domain/jsonTexts';

it('are together what JSON has for any plain data', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, isLong) => {
      const whole = isLong
        ? { value, text: 'a "long" one\n'.repeat(20_000), list: [value, 'x'.repeat(70_000), []] }
        : value;
      expect([...jsonTexts(whole)].join('')).toBe(JSON.stringify(whole));
    }),
  );
});

it.each([
  [undefined, 'null'],
  [{ a: undefined, b: 'x'.repeat(100_000) }, `{"b":"${'x'.repeat(100_000)}"}`],
  [['x'.repeat(100_000), undefined], `["${'x'.repeat(100_000)}",null]`],
])('leave out what JSON does not have, as JSON does', (value, text) => {
  expect([...jsonTexts(value)].join('')).toBe(text);
});

it('are short each, also of one long string, and never part the halves of a character', () => {
  const value = { messages: [{ content: `x${'😀"'.repeat(300_000)}` }], half: `\ud83d${'y'.repeat(200_000)}\udc00` };
  const texts = [...jsonTexts(value)];
  expect(Math.max(...texts.map(text => text.length))).toBeLessThan(200_000);
  expect(texts.join('')).toBe(JSON.stringify(value));
});

it.each([0, 5, 99_999, 100_000, 1_000_000])('come in pieces of a length of %i and a shorter one at the end', count => {
  const value = ['x'.repeat(count), { list: Array.from({ length: 1_000 }, (_none, index) => index) }];
  const pieces = [...jsonPieces(value, 50_000)];
  expect(pieces.join('')).toBe(JSON.stringify(value));
  expect(pieces.map(piece => piece.length >= 50_000)).toEqual(pieces.map((_piece, index) => index < pieces.length - 1));
});
