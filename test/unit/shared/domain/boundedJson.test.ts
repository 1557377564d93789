import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthOf, parseBoundedJson } from '../../../../src/shared/domain/boundedJson';

describe('JSON of foreign origin', () => {
  it('is parsed like any other', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), text => {
        expect(parseBoundedJson(text)).toEqual(JSON.parse(text));
        expect(parseBoundedJson(`${' '.repeat(3_000)}${text}`)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused when it is nested without end, before it can stop everything', () => {
    const deep = '['.repeat(8_000_000);
    expect(() => parseBoundedJson(deep)).toThrow(SyntaxError);
    expect(() => parseBoundedJson(`{"a":${'{"b":'.repeat(3_000_000)}1${'}'.repeat(3_000_000)}}`)).toThrow(SyntaxError);
  });

  it('may hold as many brackets as it likes inside of texts', () => {
    const text = '[{"\\'.repeat(5_000);
    expect(parseBoundedJson(JSON.stringify({ text }))).toEqual({ text });
    expect([depthOf('"[[["'), depthOf('["\\"[["]'), depthOf('{"a":[{}]}')]).toEqual([0, 1, 3]);
  });
});
