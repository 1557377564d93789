import { useState } from 'react';

/**
 * To be called by what lies over the page: answers the function that gives the keyboard back, once it is gone, to where it was when it
 * came. Where that was a line of a menu, which goes away too, it is the menu's button.
 */
export function useReturnFocus(): () => void {
  // Looked up while it is drawn for the first time: a field of its own may take the keyboard right after.
  const [before] = useState(elementWithFocus);
  return () => {
    if (before?.isConnected === true) before.focus({ preventScroll: true });
  };
}

function elementWithFocus(): HTMLElement | undefined {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return undefined;
  const button = active.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  return (button == null ? undefined : document.getElementById(button)) ?? active;
}
