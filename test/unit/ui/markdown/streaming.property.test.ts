// @vitest-environment happy-dom
import './katexEnvironment';
import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalElements, canonicalReference } from './canonicalForm';
import { renderInPieces } from './rendering';
import { answerText, looseText, pieceSizes } from './textArbitraries';

const seed = Number(process.env.MARKDOWN_SEED ?? 20_261_124);
const factor = Number(process.env.MARKDOWN_FACTOR ?? 1);

const kinds: readonly (readonly [name: string, runs: number, texts: Arbitrary<string>])[] = [
  ['lines of any markup', 60 * factor, looseText],
  ['long well-formed answers', 5 * factor, answerText],
];

describe('a streamed answer', () => {
  it.each(kinds)(
    `of %s ends up the same as one reading of the whole text, however it was cut (seed ${seed}, %i texts)`,
    async (_name, runs, texts) => {
      await fc.assert(
        fc.asyncProperty(texts, pieceSizes, async (text, sizes) => {
          const host = renderInPieces(text, sizes);
          expect(canonicalElements(host)).toBe(canonicalReference(text));
          // Lets formulas and colours have their turn, or their queues would hold every element ever made here.
          await new Promise(resolve => setTimeout(resolve, 0));
        }),
        { seed, numRuns: runs, interruptAfterTimeLimit: 300_000, markInterruptAsFailure: true },
      );
    },
    600_000,
  );
});
