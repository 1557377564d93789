import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Keeps an element as tall as it was while `isGrowing`, once that ends: what closes in it then leaves room that the text behind it grows
 * into, and nothing below moves up. Kept for as long as the element is on the screen.
 */
export function useHeldHeight(ref: RefObject<HTMLElement | null>, isGrowing: boolean): void {
  const tallest = useRef(0);
  const wasGrowing = useRef(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || !isGrowing) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      tallest.current = entry?.borderBoxSize[0]?.blockSize ?? 0;
    });
    observer.observe(element, { box: 'border-box' });
    return () => observer.disconnect();
  }, [ref, isGrowing]);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element !== null && wasGrowing.current && !isGrowing) element.style.minHeight = `${tallest.current}px`;
    else if (element !== null && isGrowing) element.style.minHeight = '';
    wasGrowing.current = isGrowing;
  }, [ref, isGrowing]);
}
