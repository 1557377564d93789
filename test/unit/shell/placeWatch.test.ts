import { expect, it } from 'vitest';
import { PlaceWatch } from '../../../electron/shell/placeWatch';
import { FakeClock } from '../../support/fakeClock';

it('a data folder that goes away is told of though nobody does anything, once each time', async () => {
  const clock = new FakeClock();
  let isInPlace = true;
  let toldCount = 0;
  const watch = new PlaceWatch({
    isInPlace: () => isInPlace,
    onGone: () => (toldCount += 1),
    setTimer: clock.setTimer,
  });
  watch.start();
  const toldAfter = async (isThere: boolean) => {
    isInPlace = isThere;
    await clock.advance(40_000);
    return toldCount;
  };
  expect([await toldAfter(true), await toldAfter(false), await toldAfter(true), await toldAfter(false)]).toEqual([
    0, 1, 1, 2,
  ]);
  watch.end();
  expect([await toldAfter(true), await toldAfter(false)]).toEqual([2, 2]);
});
