import { whenLinesColoured } from '../ui/markdown/code/lineColours';
import { formulaRenderer } from '../ui/markdown/formula/formulaRenderer';
import type { MarkdownLabels } from '../ui/markdown/labels';
import { MarkdownRenderer } from '../ui/markdown/markdownRenderer';

/** What can be done with a text on the screen has no place on paper. */
const controls = '.cm-button, button.cm-code-wrap, button.cm-code-copy, button.cm-code-preview';

/** Text of a model through the page's own Markdown pipeline; colours and formulas may still come, see `settleTexts`. */
export function answerText(text: string, labels: MarkdownLabels): HTMLElement {
  const host = document.createElement('div');
  host.className = 'cm-root';
  const renderer = new MarkdownRenderer(host, labels);
  renderer.append(text);
  renderer.finish();
  return host;
}

/** Waits for colours and formulas, then takes away what nobody can press. */
export async function settleTexts(root: ParentNode): Promise<void> {
  await formulaRenderer.whenIdle();
  await whenLinesColoured();
  for (const control of root.querySelectorAll(controls)) control.remove();
  for (const button of root.querySelectorAll('button')) button.replaceWith(plainCopy(button));
  // Nothing scrolls by keyboard here, and no text of a model is left inside an attribute.
  for (const scroller of root.querySelectorAll('[tabindex]')) {
    for (const name of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(name);
  }
  for (const link of root.querySelectorAll('a')) {
    link.rel = 'noopener noreferrer nofollow';
    link.removeAttribute('target');
  }
}

function plainCopy(button: HTMLElement): HTMLElement {
  const span = document.createElement('span');
  span.className = button.className;
  span.append(...button.childNodes);
  return span;
}
