// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { warmMarkdown } from '../../../../src/ui/markdown/markdownWarmup';

/** A grammar that has its expressions compiled only after some turns. */
const grammar = vi.hoisted(() => ({
  readLine: (_line: string, _state: unknown, _limitMs: number) => ({ runs: [], state: 1, isCutShort: false }),
}));

vi.mock('../../../../src/ui/markdown/code/codeGrammars', () => ({
  loadedGrammar: () => grammar,
  requestGrammar: async () => grammar,
}));
vi.mock('../../../../src/ui/markdown/formula/formulaRenderer', () => ({
  formulaRenderer: { load: async () => undefined, show: () => undefined },
}));

afterEach(() => {
  vi.restoreAllMocks();
});

it('gets a language ready in pieces shorter than a frame, with a pause before each', async () => {
  const steps: string[] = [];
  let left = 3;
  vi.spyOn(grammar, 'readLine').mockImplementation((_line, _state, limitMs) => {
    steps.push(limitMs < 16 ? 'read' : 'read for long');
    left -= 1;
    return { runs: [], state: 1, isCutShort: left > 0 };
  });
  await warmMarkdown(async () => void steps.push('pause'));
  expect(steps.filter(step => step === 'read for long')).toEqual([]);
  // Three turns for the first language, one for each of the others.
  expect(steps.filter(step => step === 'read')).toHaveLength(3 + 7);
  expect(steps.filter((step, index) => step === 'read' && steps[index - 1] !== 'pause')).toEqual([]);
});

it('goes on to the next language where one never gets ready', async () => {
  const read = vi.spyOn(grammar, 'readLine').mockReturnValue({ runs: [], state: 1, isCutShort: true });
  await warmMarkdown(async () => undefined);
  expect(new Set(read.mock.calls.map(([line]) => line)).size).toBe(8);
});
