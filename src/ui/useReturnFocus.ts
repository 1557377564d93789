import { useEffect, useState } from 'react';

/**
 * Where the keyboard was before the first of the dialogs that followed one another was opened. Held weakly: an element that left the page
 * would keep all that stood around it.
 */
let origin: WeakRef<HTMLElement> | undefined;

/**
 * Answers what gives the keyboard back to where it was when the dialog was opened: to the button of the menu, when it was opened from one.
 * Whoever closed the dialog and took the keyboard elsewhere is left alone.
 */
export function useReturnFocus(): (event: Event) => void {
  // Read while the dialog is first drawn: a moment later the menu is gone, and the dialog has the keyboard.
  const [place] = useState(originNow);
  useEffect(() => {
    origin = place && new WeakRef(place);
  }, [place]);
  return event => {
    event.preventDefault();
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) place?.focus({ preventScroll: true });
  };
}

function originNow(): HTMLElement | undefined {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return undefined;
  const menu = activeElement.closest('[role="menu"]');
  if (menu !== null) return document.getElementById(menu.getAttribute('aria-labelledby') ?? '') ?? undefined;
  return activeElement.closest('[role="dialog"]') === null ? activeElement : origin?.deref();
}
