import { beforeEach, describe, expect, it } from 'vitest';
import { type Leaving, UnsavedForms } from '../../../electron/shell/unsavedForms';

let asked: { readonly leaving: Leaving; readonly signal: AbortSignal }[];
let left: string[];
let kept: number;
let failures: unknown[];
let answer: (mayGo: boolean) => void;
let fail: (error: Error) => void;
let forms: UnsavedForms;

beforeEach(() => {
  [asked, left, kept, failures] = [[], [], 0, []];
  forms = new UnsavedForms({
    ask: (leaving, signal) => {
      asked.push({ leaving, signal });
      return new Promise((resolve, reject) => {
        answer = resolve;
        fail = reject;
      });
    },
    onKept: () => {
      kept += 1;
    },
    log: { failure: (_what, error) => failures.push(error) },
  });
});

const leave = (leaving: Leaving = 'close') => forms.mayLeave(leaving, () => left.push(leaving));
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('leaving a window', () => {
  it('without anything typed asks nothing', () => {
    expect([leave('close'), leave('quit'), asked]).toEqual([true, true, []]);
  });

  it('with something typed asks once, however often it is tried, and goes on when it may be lost', async () => {
    forms.note(true);
    expect([leave('close'), leave('close'), leave('quit')]).toEqual([false, false, false]);
    expect(asked.map(({ leaving }) => leaving)).toEqual(['close']);
    answer(true);
    await settled();
    // What goes on asks again whether it may, and is not asked a second time.
    expect([left, kept, leave('close'), asked.length]).toEqual([['close'], 0, true, 1]);
  });

  it('stays when the user keeps what was typed, and asks the next time', async () => {
    forms.note(true);
    leave('quit');
    answer(false);
    await settled();
    expect([left, kept]).toEqual([[], 1]);
    expect([leave('quit'), asked.length]).toEqual([false, 2]);
  });

  it('asks nothing once it was saved or its page is gone', () => {
    forms.note(true);
    forms.note(false);
    expect([leave(), asked]).toEqual([true, []]);
  });

  it('is not held up by a question that cannot be shown', async () => {
    forms.note(true);
    leave('close');
    fail(new Error('no window'));
    await settled();
    expect([left, failures.length]).toEqual([['close'], 1]);
  });

  it('asks nothing when the system ends the program, and takes back a question that stands', async () => {
    forms.note(true);
    leave('close');
    forms.ignore();
    expect([leave('quit'), asked[0]?.signal.aborted]).toEqual([true, true]);
    answer(false);
    await settled();
    expect([left, kept]).toEqual([[], 0]);
  });
});
