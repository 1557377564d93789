// @vitest-environment happy-dom
import { act, useRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useFollow } from '../../../src/ui/useFollow';

const viewPx = 500;
const keys = ['1'];

let root: Root;
let host: HTMLElement;
let contentPx: number;
let resized: () => void;
let isFollowing: boolean;
let noteScroll: () => void;

function Area() {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  ({ isFollowing, noteScroll } = useFollow(scroller, content, keys));
  return (
    <div ref={scroller} className="area">
      <div ref={content} />
    </div>
  );
}

const area = () => host.querySelector('.area') as HTMLElement;
const scrolled = () => act(() => void area().dispatchEvent(new Event('scroll')));
const wheel = (deltaY: number) => act(() => void area().dispatchEvent(new WheelEvent('wheel', { deltaY })));
/** The user's hand on the bar, or what the browser makes of a wheel. */
const scrollTo = (top: number) => {
  area().scrollTop = top;
  scrolled();
};
/** The scroll event of what is done here comes later, as in a browser. */
const grow = (byPx: number) => {
  contentPx += byPx;
  act(() => resized());
};

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  contentPx = 2_000;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(viewPx);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockImplementation(() => contentPx);
  let top = 0;
  vi.spyOn(HTMLElement.prototype, 'scrollTop', 'get').mockImplementation(() => top);
  vi.spyOn(HTMLElement.prototype, 'scrollTop', 'set').mockImplementation(value => {
    top = Math.max(0, Math.min(value, contentPx - viewPx));
  });
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  act(() => root.render(<Area />));
  grow(0);
  scrolled();
});

afterEach(() => {
  act(() => root.unmount());
  host.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the end of a growing area', () => {
  it('is kept in sight', () => {
    grow(300);
    expect(area().scrollTop).toBe(1_800);
    expect(isFollowing).toBe(true);
  });

  it('is let go by a turn of the wheel upwards, also when a move of its own is told of afterwards', () => {
    grow(300);
    wheel(-40);
    scrolled();
    expect(isFollowing).toBe(false);
    scrollTo(1_760);
    grow(300);
    scrolled();
    expect(area().scrollTop).toBe(1_760);
    expect(isFollowing).toBe(false);
  });

  it('is taken up again by who comes back to it, and by a wheel turned down where it is in sight', () => {
    wheel(-5);
    scrollTo(1_495);
    expect(isFollowing).toBe(false);
    scrollTo(1_500);
    expect(isFollowing).toBe(true);
    wheel(-5);
    expect(isFollowing).toBe(false);
    wheel(5);
    expect(isFollowing).toBe(true);
  });

  it('is let go at once by who scrolls the area upwards and says so, before the scroll event', () => {
    area().scrollTop = 900;
    act(() => noteScroll());
    grow(300);
    expect(area().scrollTop).toBe(900);
    expect(isFollowing).toBe(false);
  });

  it('stays the end when what is above it shrinks', () => {
    contentPx = 1_700;
    area().scrollTop = 1_500;
    scrolled();
    expect(isFollowing).toBe(true);
  });
});
