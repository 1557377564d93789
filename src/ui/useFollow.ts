import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** So close to the end counts as being there: fractions of pixels and the browser's own rounding. */
const nearEndPx = 24;

/**
 * Keeps the end of a growing area in sight for as long as the user is there. Any scroll upwards wins; coming back to the end, or
 * `followAgain`, takes it up again, and so does a row that comes at the end (`keys`: all rows in order): the user has just sent it. The area must have `overflow-anchor: none` while it follows: the browser's own anchoring would move it
 * upwards when something above turns out smaller than thought, which looks like a wish of the user.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  keys: readonly string[],
): {
  readonly isFollowing: boolean;
  /** The same at this moment, also between two drawings. */
  readonly isFollowingNow: () => boolean;
  readonly followAgain: () => void;
  /** For who scrolls the area otherwise than its user: takes it in at once. Its scroll event comes with the next frame. */
  readonly noteScroll: () => void;
} {
  const [isFollowing, setFollowing] = useState(true);
  const state = useRef({ isFollowing: true, top: 0 });

  const set = useCallback((next: boolean) => {
    state.current.isFollowing = next;
    setFollowing(next);
  }, []);

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    // Its scroll event comes later, when the user may have scrolled already, and must not be taken for a wish.
    state.current.top = element.scrollTop;
  }, [scroller]);

  const noteScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    const isAtEnd = scrollHeight - scrollTop - clientHeight <= nearEndPx;
    // What shrinks moves the position too, but then to the very end.
    const isUpwards = scrollTop < state.current.top - 1;
    if (isUpwards && scrollHeight - scrollTop - clientHeight > 1) set(false);
    else if (isAtEnd && scrollTop > state.current.top) set(true);
    state.current.top = scrollTop;
  }, [scroller, set]);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (element === null || inner === null) return undefined;
    const onWheel = (event: WheelEvent) => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      if (event.deltaY < 0 && scrollTop > 0 && scrollHeight > clientHeight) set(false);
      // Where it cannot be moved further down, no scroll follows.
      else if (event.deltaY > 0 && scrollHeight - scrollTop - clientHeight <= 1) set(true);
    };
    // The browser glides to where the end was when the key went down; an area that grows meanwhile would be behind it for ever.
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea') !== null;
      if (event.key !== 'End' || event.defaultPrevented || isTyping) return;
      event.preventDefault();
      set(true);
      toEnd();
    };
    const onResize = () => {
      if (state.current.isFollowing) toEnd();
      // The browser has moved the position already; its scroll event comes later and must not be taken for the user's.
      state.current.top = element.scrollTop;
    };
    element.addEventListener('scroll', noteScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: true });
    element.addEventListener('keydown', onKeyDown);
    const resize = new ResizeObserver(onResize);
    resize.observe(inner);
    resize.observe(element);
    return () => {
      element.removeEventListener('scroll', noteScroll);
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('keydown', onKeyDown);
      resize.disconnect();
    };
  }, [scroller, content, set, toEnd, noteScroll]);

  const followAgain = useCallback(() => {
    set(true);
    toEnd();
  }, [set, toEnd]);

  const before = useRef(keys);
  useEffect(() => {
    const isLonger = keys.length > before.current.length && before.current.every((key, index) => key === keys[index]);
    before.current = keys;
    if (isLonger) followAgain();
  }, [keys, followAgain]);

  const isFollowingNow = useCallback(() => state.current.isFollowing, []);
  return { isFollowing, isFollowingNow, followAgain, noteScroll };
}
