// @vitest-environment happy-dom
import './katexEnvironment';
import { describe, expect, it } from 'vitest';
import { MarkdownRenderer } from '../../../../src/ui/markdown/markdownRenderer';
import { testLabels } from './testLabels';

/** What is shown of a text that has arrived so far. */
function shown(text: string): HTMLElement {
  const host = document.createElement('div');
  new MarkdownRenderer(host, testLabels).append(text);
  return host;
}

describe('an answer that is still arriving', () => {
  it.each([
    ['a dash that may be a rule, a list or a heading', 'text\n-', 'text'],
    ['a fence whose language is being written', 'text\n\n```pyth', 'text'],
    ['a number that may begin a list', 'text\n\n1.', 'text'],
    ['a heading without words', 'text\n\n##', 'text'],
    ['the head of a table', 'text\n\n| a | b |', 'text'],
    ['the head of a table and half of its rule', 'text\n\n| a | b |\n|--', 'text'],
    ['marks of emphasis without words', 'text\n\n**', 'text'],
  ])('holds back %s', (_what, text, expected) => {
    expect(shown(text).textContent).toBe(expected);
  });

  it.each([
    ['an open strong passage as if it were closed', '这是**重点', '这是<strong>重点</strong>'],
    ['half of its end', 'a **b*', 'a <strong>b</strong>'],
    ['an open code span as if it were closed', 'use `npm ins', 'use <code>npm ins</code>'],
    ['a struck passage', 'a ~~b', 'a <s>b</s>'],
    ['a link without its address', 'see [the docs](https://exam', 'see the docs'],
    ['no image before its address is known', 'see ![plot](https://exam', 'see '],
    ['a lone star as it is', '2 * 3 and *', '2 * 3 and *'],
  ])('shows %s', (_what, text, expected) => {
    expect(
      shown(text)
        .querySelector('p')
        ?.innerHTML.replace(/ class="[^"]*"/g, ''),
    ).toBe(expected);
  });

  it('shows a table from its second line on, row by row', () => {
    const host = shown('| a | b |\n|---|---|\n| 1 | 2');
    expect([...host.querySelectorAll('td')].map(cell => cell.textContent)).toEqual(['1', '2']);
  });

  it('shows every line of code, also one that begins like a table', () => {
    expect(shown('```\n| a |\n| b').querySelector('code')?.textContent).toBe('| a |\n| b\n');
  });

  it('keeps the text node of a growing paragraph, so that a selection in it stays', () => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    renderer.append('Some words');
    const node = host.querySelector('p')?.firstChild;
    renderer.append(' and more');
    renderer.append(' of them');
    expect(host.querySelector('p')?.firstChild).toBe(node);
    expect(node?.textContent).toBe('Some words and more of them');
  });

  it('never shows half of a character', () => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    for (const unit of 'a😀b'.split('')) {
      renderer.append(unit);
      expect(host.textContent).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
    }
    expect(host.textContent).toBe('a😀b');
  });

  it('takes nothing more once it is finished, and starts again when told to', () => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    renderer.append('one');
    renderer.finish();
    renderer.append(' two');
    expect(host.textContent).toBe('one');
    renderer.reset('**three**');
    expect(host.innerHTML).toContain('<strong>three</strong>');
  });
});
