import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** What had the keyboard and left the page, and all that stood around it up to the region, nearest first. */
export type FocusTrail = readonly Element[];

/**
 * Gives the keyboard on when what has it in a region leaves the page or is put elsewhere in it, as a button does that has done its work: it
 * would be nowhere otherwise, and its user at the top of the page. `giveOn` says to whom. Whoever took the keyboard elsewhere is left alone.
 */
export function useKeptFocus(region: RefObject<HTMLElement | null>, giveOn: (trail: FocusTrail) => void): void {
  const newest = useRef(giveOn);
  // With what was drawn together with the change, which is told of before any effect that may wait.
  useLayoutEffect(() => {
    newest.current = giveOn;
  });
  useEffect(() => {
    const element = region.current;
    if (element === null) return undefined;
    let trail: FocusTrail = [];
    const observer = new MutationObserver(records => {
      const [holder] = trail;
      const isGone = records.some(({ removedNodes }) => [...removedNodes].some(node => node.contains(holder ?? null)));
      if (!isGone) return;
      const gone = trail;
      forget();
      if (document.activeElement === document.body) newest.current(gone);
    });
    const forget = () => {
      trail = [];
      observer.disconnect();
    };
    const note = ({ target }: FocusEvent) => {
      trail = trailOf(target as Element, element);
      // Watched only while the keyboard is in it: much changes in a page to which answers are streamed.
      observer.observe(element, { childList: true, subtree: true });
    };
    const leave = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) {
        forget();
        return;
      }
      // Somewhere beside everything was clicked, or the element goes this moment, or only the window lost the keyboard.
      setTimeout(() => {
        if (trail[0] === target && document.hasFocus() && document.activeElement !== target) forget();
      });
    };
    element.addEventListener('focusin', note);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('focusin', note);
      element.removeEventListener('focusout', leave);
      forget();
    };
  }, [region]);
}

function trailOf(target: Element, region: Element): FocusTrail {
  const trail: Element[] = [];
  for (let at: Element | null = target; at !== null && at !== region; at = at.parentElement) trail.push(at);
  return trail;
}
