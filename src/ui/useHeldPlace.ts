import { type RefObject, useEffect, useRef } from 'react';

interface HeldPlaceOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** The end is in sight and is kept there by other means. */
  readonly isFollowing: boolean;
  /** Height of what covers the top of the area. */
  readonly headPx: number;
  /** Selector of columns that stand side by side in it. */
  readonly columns?: string;
}

interface Anchor {
  readonly element: Element;
  readonly topPx: number;
}

/** What is noted is where the eye may rest: a block, an item, a line of code, a row of a table, a prompt. */
const anchors = '.cm-block, .cm-item, .cm-line, tr, [data-anchor]';
const probeStepPx = 12;
/** Into the text, past its margin. */
const probeInsetPx = 32;
const noteAfterMs = 200;
/** What is laid out for the first time takes its real height within some frames. */
const settlingFrames = 6;

/**
 * Keeps what is read at its place when the area becomes wider or narrower and all of its lines break anew: the first thing that begins in
 * sight, in the column under the pointer or else in the first.
 */
export function useHeldPlace({ scroller, isFollowing, headPx, columns }: HeldPlaceOptions): void {
  const latest = useRef({ isFollowing, headPx, columns });
  latest.current = { isFollowing, headPx, columns };
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let anchor: Anchor | undefined;
    let width = element.clientWidth;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let frame = 0;
    const note = () => {
      timer = undefined;
      anchor = latest.current.isFollowing
        ? undefined
        : anchorIn(element, latest.current.headPx, latest.current.columns);
    };
    const noteSoon = () => {
      timer ??= setTimeout(note, noteAfterMs);
    };
    const hold = () => {
      if (anchor === undefined || latest.current.isFollowing || !anchor.element.isConnected) return;
      const movedPx = topIn(element, anchor.element) - anchor.topPx;
      if (Math.abs(movedPx) >= 1) element.scrollTop += movedPx;
    };
    const settle = (left: number) => {
      hold();
      frame = left > 0 ? requestAnimationFrame(() => settle(left - 1)) : 0;
    };
    const resize = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      const wasHidden = width === 0;
      width = element.clientWidth;
      if (wasHidden || width === 0) return;
      cancelAnimationFrame(frame);
      settle(settlingFrames);
    });
    const onScroll = () => {
      if (frame === 0) noteSoon();
    };
    // A fold may have moved things without a scroll.
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('click', noteSoon, { passive: true });
    element.addEventListener('transitionend', noteSoon, { passive: true });
    resize.observe(element);
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('click', noteSoon);
      element.removeEventListener('transitionend', noteSoon);
      resize.disconnect();
    };
  }, [scroller]);
}

function topIn(scroller: Element, element: Element): number {
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
}

function anchorIn(scroller: HTMLElement, headPx: number, columns?: string): Anchor | undefined {
  const column =
    columns === undefined ? null : (scroller.querySelector(`${columns}:hover`) ?? scroller.querySelector(columns));
  const view = scroller.getBoundingClientRect();
  const x = Math.max(view.left, column?.getBoundingClientRect().left ?? view.left) + probeInsetPx;
  for (let y = headPx + 2; y < scroller.clientHeight; y += probeStepPx) {
    const element = document.elementFromPoint(x, view.top + y)?.closest(anchors) ?? null;
    if (element === null || !scroller.contains(element)) continue;
    const topPx = topIn(scroller, element);
    if (topPx >= headPx) return { element, topPx };
  }
  return undefined;
}
