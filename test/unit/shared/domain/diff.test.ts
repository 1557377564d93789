import { describe, expect, it } from 'vitest';
import { type DiffRun, diffWords } from '../../../../src/shared/domain/diff';

const side = (runs: readonly DiffRun[], kind: 'left' | 'right') =>
  runs
    .filter(run => run.kind === 'same' || run.kind === kind)
    .map(run => run.text)
    .join('');

describe('the difference of two texts', () => {
  it('finds one changed word among equal ones', () => {
    expect(diffWords('The cat sat down.', 'The dog sat down.')).toEqual([
      { kind: 'same', text: 'The ' },
      { kind: 'left', text: 'cat' },
      { kind: 'right', text: 'dog' },
      { kind: 'same', text: ' sat down.' },
    ]);
  });

  it('takes neighbouring changed words as one change', () => {
    expect(diffWords('We go home now.', 'We stay here now.')).toEqual([
      { kind: 'same', text: 'We ' },
      { kind: 'left', text: 'go home' },
      { kind: 'right', text: 'stay here' },
      { kind: 'same', text: ' now.' },
    ]);
  });

  it('goes by the character in Chinese', () => {
    expect(diffWords('今天天气很好', '今天天气不好')).toEqual([
      { kind: 'same', text: '今天天气' },
      { kind: 'left', text: '很' },
      { kind: 'right', text: '不' },
      { kind: 'same', text: '好' },
    ]);
  });

  it('tells equal texts as one run and empty ones as none', () => {
    expect(diffWords('a b', 'a b')).toEqual([{ kind: 'same', text: 'a b' }]);
    expect(diffWords('', '')).toEqual([]);
    expect(diffWords('', 'x')).toEqual([{ kind: 'right', text: 'x' }]);
  });

  it.each([1, 2, 3, 4, 5, 6])('loses nothing of either text, whatever stands in them (seed %i)', seed => {
    let state = seed * 7_919;
    const next = (limit: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % limit;
    };
    const words = ['a', 'bb', '你', '好', '\n\n', ' ', '👩‍👩‍👧', 'é', ',', '**', 'word', '1', '\u0000'];
    const text = (length: number) => Array.from({ length }, () => words[next(words.length)]).join(next(2) ? ' ' : '');
    const [left, right] = [text(next(400)), text(next(400))];
    const runs = diffWords(left, right);
    expect(side(runs, 'left')).toBe(left);
    expect(side(runs, 'right')).toBe(right);
    expect(runs.every((run, index) => run.text !== '' && run.kind !== runs[index - 1]?.kind)).toBe(true);
  });

  it('keeps the parts in common of texts too long for a table', () => {
    const words = (prefix: string) => Array.from({ length: 12_000 }, (_, index) => `${prefix}${index}`);
    const shared = words('s');
    const left = shared.flatMap((word, index) => (index % 50 === 0 ? [word, `l${index}`] : [word])).join(' ');
    const right = shared.flatMap((word, index) => (index % 70 === 0 ? [`r${index}`, word] : [word])).join(' ');
    const runs = diffWords(left, right);
    expect(side(runs, 'left')).toBe(left);
    expect(side(runs, 'right')).toBe(right);
    const only = runs.filter(run => run.kind !== 'same').map(run => run.text);
    expect(only.join('').length).toBeLessThan(5_000);
  });

  it('takes two long texts without a word in common as a replacement', () => {
    const left = 'x '.repeat(6_000).trim();
    const right = 'y\t'.repeat(6_000).trim();
    expect(diffWords(left, right)).toEqual([
      { kind: 'left', text: left },
      { kind: 'right', text: right },
    ]);
  });
});
