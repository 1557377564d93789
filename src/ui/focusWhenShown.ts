const shownWithinMs = 2_000;
let giveUp: (() => void) | undefined;

export interface FocusOptions {
  /** Not before the next frame: what has the focus now may still be closing and hand it back. */
  readonly isLater?: boolean;
  readonly onFocused?: () => void;
}

/**
 * Puts the focus on an element as soon as it takes it: what a virtual list draws anew is hidden until it was measured, and what was far away
 * is drawn only some frames after the list was scrolled to it. A later wish takes the place of an earlier one. Answers what gives it up.
 */
export function focusWhenShown(
  find: () => HTMLElement | null,
  { isLater = false, onFocused }: FocusOptions = {},
): () => void {
  giveUp?.();
  const untilMs = performance.now() + shownWithinMs;
  let frame = 0;
  const look = () => {
    const element = find();
    element?.focus({ preventScroll: true });
    const hasFocus = element !== null && document.activeElement === element;
    if (!hasFocus && performance.now() < untilMs) {
      frame = requestAnimationFrame(look);
      return;
    }
    end();
    if (hasFocus) onFocused?.();
  };
  const end = () => {
    cancelAnimationFrame(frame);
    if (giveUp === end) giveUp = undefined;
  };
  giveUp = end;
  if (isLater) frame = requestAnimationFrame(look);
  else look();
  return end;
}
