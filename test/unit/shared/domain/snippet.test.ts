import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerms } from '../../../../src/shared/domain/searchMatches';
import { searchTerms } from '../../../../src/shared/domain/searchTerms';
import { makeSnippet } from '../../../../src/shared/domain/snippet';

function snippet(text: string, query: string) {
  const ranges = findTerms(text, searchTerms(query));
  if (ranges === undefined) throw new Error('Not found.');
  const made = makeSnippet(text, ranges);
  return { ...made, marked: made.ranges.map(({ start, end }) => made.text.slice(start, end)) };
}

describe('a snippet', () => {
  it('is the whole of a short text', () => {
    expect(snippet('Hello world', 'world')).toEqual({
      text: 'Hello world',
      ranges: [{ start: 6, end: 11 }],
      isCutBefore: false,
      isCutAfter: false,
      marked: ['world'],
    });
  });

  it('is cut between words around what was found', () => {
    const made = snippet(`${'before '.repeat(50)}needle${' after'.repeat(80)}`, 'needle');
    expect(made.text).toMatch(/^before (before )+needle( after)+$/);
    expect(made).toMatchObject({ isCutBefore: true, isCutAfter: true, marked: ['needle'] });
    expect(made.text.length).toBeLessThan(240);
  });

  it('stands on one line, without the marks that shape lines and words', () => {
    expect(snippet('# Title\n\n- **one** two\n- `three`', 'two').text).toBe('Title one two three');
    const table = '| colour | nm |\n| --- |:---:|\n| blue | 450 |';
    expect(snippet(table, 'blue').text).toBe('colour | nm | blue | 450 |');
  });

  it('does not end with the mark of a line that is cut off behind it', () => {
    for (let count = 0; count < 60; count += 1) {
      const text = `needle${' word'.repeat(count)}\n\n| | PostgreSQL | ClickHouse |\n| --- | --- | --- |`;
      expect(snippet(text, 'needle').text).not.toMatch(/(?:needle|word) \|$/);
    }
  });

  it('keeps marks that were looked for', () => {
    expect(snippet('see ` # x` here', '#')).toMatchObject({ marked: ['#'] });
  });

  it('begins where most of the words stand together', () => {
    const text = `red ${'x '.repeat(300)} red and blue`;
    expect(snippet(text, 'red blue').marked).toEqual(['red', 'blue']);
  });

  it('marks exactly what was found, wherever it is cut, and never half a character', () => {
    const filler = fc.string({ unit: fc.constantFrom('天', 'a', ' ', '\n', '😀', '*', '#', '，'), maxLength: 300 });
    fc.assert(
      fc.property(filler, filler, (before, after) => {
        const made = snippet(`${before} 针头 ${after}`, '针头');
        expect(made.marked).toContain('针头');
        expect(encodeURIComponent.bind(undefined, made.text)).not.toThrow();
      }),
    );
  });
});
