import { afterAll } from 'vitest';
import { whenLinesColoured } from '../../../../src/ui/markdown/code/lineColours';
import type { MarkdownHandlers } from '../../../../src/ui/markdown/labels';
import { MarkdownRenderer } from '../../../../src/ui/markdown/markdownRenderer';
import { testLabels } from './testLabels';

/** Lines are coloured later, and need the page for it: it must not be taken away before. */
afterAll(whenLinesColoured, 60_000);

/** Renders a text in pieces of these sizes, used in turn, and finishes it. */
export function renderInPieces(text: string, sizes: readonly number[], handlers: MarkdownHandlers = {}): HTMLElement {
  const host = document.createElement('div');
  const renderer = new MarkdownRenderer(host, testLabels, handlers);
  for (let position = 0, index = 0; position < text.length; index++) {
    const size = sizes[index % sizes.length] ?? 1;
    renderer.append(text.slice(position, position + size));
    position += size;
  }
  renderer.finish();
  return host;
}

export function renderAtOnce(text: string, handlers: MarkdownHandlers = {}): HTMLElement {
  return renderInPieces(text, [Number.MAX_SAFE_INTEGER], handlers);
}

/** Both ways an answer reaches the page, for what must hold in each. */
export const renderings: readonly (readonly [
  name: string,
  render: (text: string, handlers?: MarkdownHandlers) => HTMLElement,
])[] = [
  ['streamed', (text, handlers) => renderInPieces(text, [3, 1, 7], handlers)],
  ['from history', renderAtOnce],
];
