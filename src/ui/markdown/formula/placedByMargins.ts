/**
 * KaTeX moves each part of a stack (fraction, root, index, matrix) to its height as a positioned box. Chromium paints, composes and
 * hit-tests every one of these apart, in all of an answer whenever something is added to it: two thirds of what formulas cost while
 * an answer streams. Boxes without a height can be moved by margins just as well.
 * Stacks that need their boxes keep them: a drawing in them takes its size from the box, and the ground of a `\colorbox` is itself
 * positioned and would be painted over what stands on it.
 */
export function placeByMargins(formula: HTMLElement): void {
  if (formula.querySelector('.colorbox') !== null) return;
  for (const stack of formula.querySelectorAll<HTMLElement>('.vlist')) {
    if (stack.querySelector(':scope > span > svg, :scope > span > span > svg') !== null) continue;
    stack.style.position = 'static';
    for (const part of stack.children) if (part instanceof HTMLElement) placePart(part);
  }
}

/** Only upwards: margins of neighbours add up where one is above zero and one below, and KaTeX moves nearly everything up. */
function placePart(part: HTMLElement): void {
  const { top } = part.style;
  if (!top.startsWith('-')) return;
  part.style.removeProperty('top');
  part.style.position = 'static';
  part.style.marginTop = top;
  part.style.marginBottom = top.slice(1);
}
