import { type RefObject, useLayoutEffect, useRef } from 'react';

/** What is laid out again takes its height within some frames, and the browser moves what is read meanwhile. */
const settlingFrames = 6;

/** Brings an area that was out of the page for a while back to where it was read, to the pixel. One that follows its end is left to that. */
export function useKeptTop(scroller: RefObject<HTMLElement | null>, isHidden: boolean, isFollowing: boolean): void {
  const topPx = useRef<number>(undefined);
  const follows = useRef(isFollowing);
  follows.current = isFollowing;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || isHidden) return undefined;
    const kept = topPx.current;
    let left = kept === undefined || follows.current ? 0 : settlingFrames;
    let frame = 0;
    const settle = () => {
      if (kept !== undefined) element.scrollTop = kept;
      left -= 1;
      if (left > 0) frame = requestAnimationFrame(settle);
    };
    if (left > 0) settle();
    const onScroll = () => {
      if (left <= 0) topPx.current = element.scrollTop;
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, isHidden]);
}
