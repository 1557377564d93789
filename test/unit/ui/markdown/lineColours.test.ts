import { afterEach, expect, it, vi } from 'vitest';
import { LineColours, whenLinesColoured } from '../../../../src/ui/markdown/code/lineColours';

/** A grammar on a machine so busy that its expressions are compiled only after some turns. */
const grammar = vi.hoisted(() => ({
  turnsToCompile: 0,
  readLine: (_line: string) => ({ runs: [], state: 1, isCutShort: false }),
}));

vi.mock('../../../../src/ui/markdown/code/codeGrammars', () => ({
  loadedGrammar: () => grammar,
  requestGrammar: async () => grammar,
}));

afterEach(() => {
  vi.restoreAllMocks();
});

function busyFor(turns: number) {
  let left = turns;
  return vi.spyOn(grammar, 'readLine').mockImplementation(() => {
    left -= 1;
    return { runs: [], state: 1, isCutShort: left >= 0 };
  });
}

it('colours the first lines of a language also where compiling its expressions takes several turns, in their order', async () => {
  busyFor(5);
  const colours = new LineColours('first', new AbortController().signal);
  const painted: number[] = [];
  for (const number of [1, 2, 3]) colours.addLine(`line ${number}`, () => painted.push(number));
  await whenLinesColoured();
  expect(painted).toEqual([1, 2, 3]);
});

it('does not hold up a text for the first lines of a language, whose expressions are compiled with them', async () => {
  const read = busyFor(0);
  const colours = new LineColours('cold', new AbortController().signal);
  const painted = vi.fn();
  colours.addLine('one', painted);
  expect(read).not.toHaveBeenCalled();
  await whenLinesColoured();
  expect(painted).toHaveBeenCalledOnce();
});

it('leaves a line plain whose language never gets ready, and goes on', async () => {
  const read = busyFor(Number.POSITIVE_INFINITY);
  const colours = new LineColours('never', new AbortController().signal);
  const painted = vi.fn();
  colours.addLine('one', painted);
  colours.addLine('two', painted);
  await whenLinesColoured();
  expect(painted).not.toHaveBeenCalled();
  expect(read.mock.calls.map(([line]) => line).filter(line => line === 'two').length).toBeGreaterThan(0);
  expect(read.mock.calls.length).toBeLessThan(20);
});
