import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBoundedJson, shapeOf } from '../../../../src/shared/domain/boundedJson';

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
    const depths = ['"[[["', '["\\"[["]', '{"a":[{}]}'].map(json => shapeOf(json).depth);
    expect(depths).toEqual([0, 1, 3]);
  });

  it('is refused when one object has names without end, and may have as many in many', () => {
    const object = (count: number) =>
      `{${Array.from({ length: count }, (_none, index) => `"name-${index}":"a:b"`).join(',')}}`;
    expect(() => parseBoundedJson(`{"outer":[{},${object(60_000)}]}`)).toThrow(SyntaxError);
    expect(parseBoundedJson(object(40_000))).toHaveProperty('name-39999', 'a:b');
    expect(parseBoundedJson(`[${Array(3_000).fill(object(30)).join(',')}]`)).toHaveLength(3_000);
    expect(shapeOf('{"a":{"b":1,"c":2,"d":{}},"e":":::"}').names).toBe(3);
  });
});
