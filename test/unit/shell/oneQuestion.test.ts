import { describe, expect, it } from 'vitest';
import { oneQuestion } from '../../../electron/shell/oneQuestion';

describe('a question to the user', () => {
  it('stands alone, however often it is asked, and can be asked again once it is answered', async () => {
    const asked: string[] = [];
    let answer: (isYes: boolean) => void = () => {};
    const ask = oneQuestion((target: string) => {
      asked.push(target);
      return new Promise<boolean>(resolve => {
        answer = resolve;
      });
    }, false);
    const first = ask('a.example');
    const others = await Promise.all(Array.from({ length: 1_000 }, (_, index) => ask(`${index}.example`)));
    expect(new Set(others)).toEqual(new Set([false]));
    answer(true);
    expect(await first).toBe(true);
    const second = ask('b.example');
    answer(true);
    expect(await second).toBe(true);
    expect(asked).toEqual(['a.example', 'b.example']);
  });

  it('can be asked again after it could not be shown', async () => {
    let count = 0;
    const ask = oneQuestion(async () => {
      count += 1;
      if (count === 1) throw new Error('no window');
      return true;
    }, false);
    await expect(ask()).rejects.toThrow('no window');
    expect(await ask()).toBe(true);
  });
});
