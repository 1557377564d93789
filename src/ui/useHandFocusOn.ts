import { type RefObject, useLayoutEffect } from 'react';

/**
 * Gives the keyboard to what stands around an element, the nearest that fits the selector, when the element leaves the page and has it: it
 * would be nowhere otherwise, and its user at the top of the page.
 */
export function useHandFocusOn(ref: RefObject<HTMLElement | null>, selector: string): void {
  useLayoutEffect(() => {
    const element = ref.current;
    return () => {
      const around = element?.closest<HTMLElement>(selector);
      if (around == null || element?.contains(document.activeElement) !== true) return;
      queueMicrotask(() => {
        if (document.activeElement === document.body) around.focus({ preventScroll: true });
      });
    };
  }, [ref, selector]);
}
