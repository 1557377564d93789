import fc from 'fast-check';
import { describe, it } from 'vitest';
import { MemoryHistory } from '../support/memoryHistory';
import { anyRun, runSteps } from '../unit/turns/randomSteps';
import { RandomWorld } from '../unit/turns/randomWorld';

const numRuns = Number(process.env.COUPLET_RUNS ?? 10_000);
/** Another one each day, so that days add up; a failure names it. */
const seed = Math.floor(Date.now() / 86_400_000);

describe(`random courses of events (seed ${seed}, ${numRuns} runs)`, () => {
  it('keep every promise about ends and texts, ten thousand times', { timeout: 60_000 + numRuns * 100 }, () =>
    fc.assert(
      fc.asyncProperty(anyRun, steps => runSteps(new RandomWorld(new MemoryHistory()), steps)),
      { seed, numRuns },
    ),
  );
});
