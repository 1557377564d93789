// @vitest-environment happy-dom
import { act, useRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useJumpScroll } from '../../../src/features/compare/useJumpScroll';
import type { AnswerId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { useJump } from '../../../src/state/jump';
import { conversationId } from '../../support/pageRows';

const order = ['turn-1', 'turn-2', 'turn-3'];
let root: Root;
let host: HTMLElement;
const calls: string[] = [];
let frames: (() => void)[];

function Area() {
  const scroller = useRef<HTMLDivElement>(null);
  useJumpScroll({
    scroller,
    rows: () => order.map(key => ({ key, heightPx: 1_000 })),
    order,
    headPx: 0,
    isActive: true,
    onStart: () => calls.push('start'),
    onMoved: () => calls.push(`at ${scroller.current?.scrollTop}`),
  });
  return (
    <div ref={scroller} className="lane-scroller">
      <section data-lane-id="lane-1" />
    </div>
  );
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  // A frame comes when the test says so.
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  calls.length = 0;
  host = document.createElement('div');
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  useJump.setState({ target: undefined });
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function jump(): void {
  act(() => root.render(<Area />));
  act(() =>
    useJump.setState({
      target: {
        key: (useJump.getState().target?.key ?? useJump.getState().arrivedKey) + 1,
        conversationId,
        part: 'answer',
        turnId: 'turn-2' as TurnId,
        laneId: 'lane-1' as LaneId,
        answerId: 'answer-1' as AnswerId,
        offset: 0,
        sought: { kind: 'terms', query: 'needle' },
        hasFocus: false,
      },
    }),
  );
}

it('an area is on its way to a place that is jumped to before the next frame, and its rows are asked for', () => {
  jump();
  expect(calls).toEqual(['start', 'at 1000']);
});

it('words that were gone to stay where they are when rows above them turn out lower than thought', () => {
  jump();
  const scroller = host.querySelector('.lane-scroller') as HTMLElement;
  /** Of the words, from the top of the area. */
  let placePx = 1_400;
  const boxAt = (top: number, height: number) =>
    ({ top, bottom: top + height, left: 0, right: 100, height }) as DOMRect;
  vi.spyOn(scroller, 'getBoundingClientRect').mockReturnValue(boxAt(0, 800));
  vi.spyOn(Range.prototype, 'getBoundingClientRect').mockImplementation(() => boxAt(placePx - scroller.scrollTop, 20));
  const article =
    '<article data-answer-id="answer-1" data-anchor="turn-2"><p data-answer-text>The needle</p></article>';
  host.querySelector('section')?.insertAdjacentHTML('beforeend', article);
  const nextFrame = () =>
    act(() => {
      for (const frame of frames.splice(0)) frame();
    });
  nextFrame();
  const topPx = placePx - scroller.scrollTop;
  placePx -= 96;
  nextFrame();
  expect(placePx - scroller.scrollTop).toBe(topPx);
  // The user's own scroll is let be.
  scroller.scrollTop += 50;
  nextFrame();
  expect(placePx - scroller.scrollTop).toBe(topPx - 50);
});
