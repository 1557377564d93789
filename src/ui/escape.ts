import { isComposingKey, type KeyPress } from './composing';

/** Attribute of what takes Esc for itself while it has the keyboard: a name that is being changed, something that is being moved. */
export const takesEscape = { 'data-takes-escape': true } as const;

/**
 * For the Esc that a dialog hears before anything in it: leaves the dialog open where the key belongs to something inside. An input method
 * gives up its candidates with it.
 */
export function leaveEscapeInside(event: Event & Pick<KeyPress, 'isComposing' | 'keyCode'>): void {
  const isTaken = event.target instanceof Element && event.target.closest('[data-takes-escape]') !== null;
  if (isTaken || isComposingKey(event)) event.preventDefault();
}
