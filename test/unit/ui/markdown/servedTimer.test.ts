import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServedTimer } from '../../../../src/ui/markdown/preview/servedTimer';

/** What a clock on the wall shows while timers come so many times later than they should. */
let slowness = 1;
const onOver = vi.fn();
const timer = new ServedTimer(() => Date.now() * slowness);
const passWallMs = (ms: number) => vi.advanceTimersByTime(ms / slowness);

beforeEach(() => {
  vi.useFakeTimers();
  onOver.mockReset();
});
afterEach(() => {
  timer.stop();
  vi.useRealTimers();
});

describe('the time that a preview has for a sign of life', () => {
  it('runs out on time where the page is served on time', () => {
    slowness = 1;
    timer.start(2_000, onOver);
    passWallMs(1_900);
    expect(onOver).not.toHaveBeenCalled();
    passWallMs(200);
    expect(onOver).toHaveBeenCalledTimes(1);
    passWallMs(10_000);
    expect(onOver).toHaveBeenCalledTimes(1);
  });

  it.each([
    [2, 7],
    [4, 30],
    [10, 190],
  ])('is longer where the page itself is served %i times too late, and still runs out', (factor, seconds) => {
    slowness = factor;
    timer.start(2_000, onOver);
    passWallMs(seconds * 1_000);
    expect(onOver).not.toHaveBeenCalled();
    passWallMs(seconds * 400);
    expect(onOver).toHaveBeenCalledTimes(1);
  });

  it('begins anew when it is started again, and ends when it is stopped', () => {
    slowness = 1;
    timer.start(2_000, onOver);
    passWallMs(1_500);
    timer.start(2_000, onOver);
    passWallMs(1_500);
    expect(onOver).not.toHaveBeenCalled();
    timer.stop();
    passWallMs(10_000);
    expect(onOver).not.toHaveBeenCalled();
  });
});
