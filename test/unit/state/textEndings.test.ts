import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduceAnswer } from '../../../src/shared/domain/lane';
import type { LanePart } from '../../../src/shared/domain/part';
import { endingsOf, noteGrowth } from '../../../src/state/textEndings';
import { sliceGrowing } from '../../../src/ui/markdown/textEnding';
import { someAnswer } from '../../support/pageRows';

function grow(parts: readonly LanePart[], text = '') {
  return parts.reduce(
    (answer, part, index) => {
      const next = reduceAnswer(answer, { atMs: index, part });
      noteGrowth(answer, next, part);
      return next;
    },
    someAnswer('a', { status: 'answering', text }),
  );
}

const delta = fc.string({ maxLength: 3_000 });
const part: fc.Arbitrary<LanePart> = fc.oneof(
  delta.map(text => ({ type: 'text-delta', text }) as const),
  delta.map(text => ({ type: 'reasoning-delta', text }) as const),
  fc.nat(50).map(characters => ({ type: 'text-was-reasoning', characters }) as const),
  fc.constant({ type: 'alive' } as const),
);

describe('the ending of a text that grows', () => {
  it('is the end of the text, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.string(), (parts, before) => {
        const answer = grow(parts, before);
        const endings = endingsOf(answer);
        for (const which of ['text', 'reasoning'] as const) {
          const ending = endings?.[which];
          if (ending !== undefined) expect(answer[which].slice(ending.start)).toBe(ending.text);
        }
      }),
    );
  });

  it('stays short however long the text becomes', () => {
    const answer = grow(
      Array.from({ length: 2_000 }, () => ({ type: 'text-delta', text: '一二三四五六七八九十' }) as const),
    );
    expect(answer.text).toHaveLength(20_000);
    const ending = endingsOf(answer)?.text;
    expect(ending?.text.length).toBeGreaterThan(1_000);
    expect(ending?.text.length).toBeLessThan(9_000);
  });

  it('survives a part that brings no text, and not one that takes text away', () => {
    const pieces: LanePart[] = [
      { type: 'text-delta', text: 'one two' },
      { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } },
    ];
    expect(endingsOf(grow(pieces))?.text).toEqual({ start: 0, text: 'one two' });
    expect(endingsOf(grow([...pieces, { type: 'text-was-reasoning', characters: 3 }]))).toBeUndefined();
  });

  it('is read in place of the whole text, as far as it reaches back', () => {
    const text = 'abcdefgh';
    const ending = { start: 4, text: 'efgh' };
    expect(sliceGrowing(text, ending, 5)).toBe('fgh');
    expect(sliceGrowing(text, ending, 4, 6)).toBe('ef');
    expect(sliceGrowing(text, ending, 2, 6)).toBe('cdef');
    expect(sliceGrowing(text, { start: 3, text: 'def' }, 5)).toBe('fgh');
    expect(sliceGrowing(text, undefined, 6)).toBe('gh');
  });
});
