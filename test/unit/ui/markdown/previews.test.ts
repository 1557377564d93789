// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { previewKind } from '../../../../src/ui/markdown/preview/previewKind';
import { renderInPieces } from './rendering';

describe('what a code block can be shown as', () => {
  it.each([
    ['mermaid', 'graph TD', 'diagram'],
    ['Mermaid', 'graph TD', 'diagram'],
    ['svg', '<svg/>', 'picture'],
    ['xml', '<?xml version="1.0"?>\n<svg viewBox="0 0 1 1"/>', 'picture'],
    ['xml', '<note/>', null],
    ['html', '<p>', 'document'],
    ['html', ' \n', null],
    ['html', 'x'.repeat(1_000_001), null],
    ['python', 'print()', null],
  ])('%s %s', (language, text, kind) => {
    expect(previewKind(language, text)).toBe(kind);
  });
});

describe('the offer of a preview', () => {
  const buttons = (host: HTMLElement) => host.querySelectorAll('.cm-code-preview').length;

  it('is made once the block is closed, and nothing is shown before it is taken', () => {
    const text = '```html\n<p>one</p>\n```\n\nMore.\n\n```python\nprint()\n```\n\n```mermaid\ngraph TD\n```\n';
    const host = renderInPieces(text, [3]);
    expect(buttons(host)).toBe(2);
    expect(host.querySelector('iframe')).toBeNull();
  });

  it('shows the frame with no right but to run scripts, and the code again on the second press', () => {
    const host = renderInPieces('```html\n<p>one</p>\n```\n', [100]);
    document.body.append(host);
    const button = host.querySelector<HTMLButtonElement>('.cm-code-preview');
    button?.click();
    const frame = host.querySelector('iframe');
    expect(frame?.getAttribute('sandbox')).toBe('allow-scripts');
    expect(frame?.getAttribute('src')).toMatch(/^app:\/\/frame-\d+\.preview\/preview\/document\.html$/);
    expect(frame?.hasAttribute('srcdoc')).toBe(false);
    button?.click();
    expect(host.querySelector('iframe')).toBeNull();
    expect(host.querySelector('pre')?.hidden).toBe(false);
  });
});
