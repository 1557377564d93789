// @vitest-environment happy-dom
import './katexEnvironment';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MarkdownRenderer } from '../../../../src/ui/markdown/markdownRenderer';
import { canonicalElements, canonicalReference } from './canonicalForm';
import { renderAtOnce, renderInPieces, renderings } from './rendering';
import { testLabels } from './testLabels';

const mixed = readFileSync(resolve(import.meta.dirname, '../../../fixtures/markdown/mixed-answer.md'), 'utf8');

describe('texts that were once rendered differently in pieces', () => {
  it.each([
    ['a formula mark that continues a paragraph from outside its item', '*\n\t1. x\n      $$\n'],
    ['a list item that would be a table head by itself', '-\n- |*\n-|-'],
    ['an item further left than the one before it', ' -\n  -\n'],
    ['an empty quote after a list', '* a\n    - b\n> \n'],
    ['code that ends in a blank line and makes its list loose', '- ~~~\n\n- t'],
    ['an indented fence in an item', '1. a\n    ```\n    x\n      y\n    ```\n'],
    ['a definition whose title follows on the next line', '[a]: https://a.com\n"title\nend"\n\n[a]'],
    ['a heading made of a long paragraph', `${'word '.repeat(400)}\n===\n\nafter`],
    ['a long paragraph in a task item', `- [x] ${'完成了很多事情。'.repeat(200)}\n- [ ] next`],
    ['a bold passage that closes after thousands of characters', `**${'很长的文字，'.repeat(900)}结束**完`],
    [
      'a reference in a paragraph that was closed in pieces',
      `${'文字。'.repeat(400)}[late]${'文字。'.repeat(400)}\n\n[late]: https://a.com`,
    ],
    ['a code span that opens far before its end', `a \`${'code words '.repeat(300)}\` end`],
    ['Windows line ends', '# a\r\n\r\n- b\r\n- c\r\n\r\n```\r\nd\r\n```\r\n'],
    [
      'a table in an item in a quote',
      '> 1. x\n>\n>    | a | b |\n>    |---|---|\n>    | 1 | 2 |\n>    | 3 |\n>\n>    y\n> 2. z\n',
    ],
  ])('%s', (_name, text) => {
    const expected = canonicalReference(text.replaceAll('\r\n', '\n'));
    for (const size of [1, 2, 7, 20, 160, 100_000])
      expect(canonicalElements(renderInPieces(text, [size]))).toBe(expected);
  });

  it('an answer with a little of everything', () => {
    for (const size of [1, 5, 33, 100_000]) {
      expect(canonicalElements(renderInPieces(mixed, [size]))).toBe(canonicalReference(mixed));
    }
  });
});

describe('the length of what is read again', () => {
  const many = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join('');
  it.each([
    ['paragraphs', many(400, index => `Paragraph ${index} 这是一段文字，有 **重点** 和 \`code\`。\n\n`)],
    ['one code block', `\`\`\`ts\n${many(3_000, index => `const a${index} = ${index};\n`)}`],
    ['one indented code block', many(1_000, index => `    line ${index}\n`)],
    ['one list', many(1_500, index => `- item ${index}\n`)],
    ['a list deep inside of others', `- a\n  - b\n    > - c\n${many(700, index => `    > - item ${index}\n`)}`],
    ['a code block in a list item', `1. a\n\n   \`\`\`js\n${many(1_000, index => `   line(${index});\n`)}`],
    ['one table', `| a | b |\n|---|---|\n${many(1_000, index => `| ${index} | text |\n`)}`],
    ['one paragraph in one line', many(900, index => `这是第 ${index} 句话，and some English. `)],
    ['one paragraph of many lines', many(900, index => `这是第 ${index} 行文字\n`)],
    ['one paragraph with a stray star', `*${many(900, index => `这是第 ${index} 句话。`)}`],
    ['one quote', many(600, index => `> paragraph ${index}\n>\n`)],
    ['a formula that never ends', `$$\n${many(3_000, index => `x_${index}\n`)}`],
  ])('stays small for %s', (_name, text) => {
    const renderer = new MarkdownRenderer(document.createElement('div'), testLabels);
    let longest = 0;
    let sum = 0;
    let pieces = 0;
    for (let position = 0; position < text.length; position += 27, pieces++) {
      renderer.append(text.slice(position, position + 27));
      longest = Math.max(longest, renderer.openLength);
      sum += renderer.openLength;
    }
    expect(text.length).toBeGreaterThan(9_000);
    expect(longest).toBeLessThan(8_500);
    expect(sum / pieces).toBeLessThan(2_700);
  });
});

describe('blocks that are closed', () => {
  it('are never touched again', async () => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    renderer.append('# Title\n\nFirst **paragraph**.\n\n- a\n- b\n\nSecond\n\nThird\n');
    const closed = [...host.children].slice(0, 4);
    const touched: MutationRecord[] = [];
    const observer = new MutationObserver(records => touched.push(...records));
    for (const element of closed)
      observer.observe(element, { subtree: true, childList: true, characterData: true, attributes: true });
    for (let index = 0; index < 100; index++) renderer.append(`more text ${index}\n\n- x\n\n`);
    renderer.finish();
    await new Promise(resolve => setTimeout(resolve, 1));
    observer.disconnect();
    expect(touched).toEqual([]);
    expect([...host.children].slice(0, 4)).toEqual(closed);
  });

  it('lie in groups that can be skipped, and groups in sections', () => {
    const host = renderAtOnce(Array.from({ length: 600 }, (_, index) => `Paragraph ${index}`).join('\n\n'));
    expect(host.children.length).toBeLessThan(20);
    for (const group of host.querySelectorAll('.cm-group, .cm-section'))
      expect(group.childElementCount).toBeLessThanOrEqual(16);
    expect([...host.querySelectorAll('p')].map(paragraph => paragraph.textContent)).toEqual(
      Array.from({ length: 600 }, (_, index) => `Paragraph ${index}`),
    );
  });

  it('of a long table lie in bodies of their own, with the meaning of a table', () => {
    const rows = Array.from({ length: 130 }, (_, index) => `| ${index} | text ${index} |`).join('\n');
    const host = renderInPieces(`| # | 名称 |\n|--:|---|\n${rows}\n`, [50]);
    const bodies = [...host.querySelectorAll('tbody')];
    expect(bodies.length).toBeGreaterThan(3);
    expect(bodies.reduce((sum, body) => sum + body.childElementCount, 0)).toBe(130);
    expect(host.querySelector('table')?.getAttribute('role')).toBe('table');
    expect([...host.querySelectorAll('tr')].every(row => row.getAttribute('role') === 'row')).toBe(true);
  });
});

describe.each(renderings)('structure, %s', (_name, render) => {
  it('puts headings below those of the page', () => {
    const host = render('# a\n\n## b\n\n#### d\n\n###### f');
    expect([...host.children].map(heading => heading.tagName)).toEqual(['H3', 'H4', 'H6', 'H6']);
    expect([...host.children].map(heading => heading.getAttribute('aria-level'))).toEqual(['4', '5', '6', '7']);
  });

  it('leaves no gap between headings, whatever level a model begins with and leaves out', () => {
    const host = render('### a\n\n##### b\n\n### c\n\n# d\n\n> ### e\n\n## f');
    const levels = [...host.querySelectorAll('.cm-heading')].map(heading => heading.getAttribute('aria-level'));
    expect(levels).toEqual(['4', '5', '4', '4', '5', '5']);
  });

  it('takes a head without words for no head of its column', () => {
    const host = render('| | A |\n| - | - |\n| x | y |');
    expect([...host.querySelectorAll('thead tr > *')].map(cell => cell.tagName)).toEqual(['TD', 'TH']);
  });

  it('makes boxes that say whether a task is done', () => {
    const boxes = [...render('- [x] a\n- [ ] b\n- c').querySelectorAll('input')];
    expect(boxes.map(box => [box.checked, box.disabled, box.getAttribute('aria-label')])).toEqual([
      [true, true, 'done'],
      [false, true, 'open'],
    ]);
  });

  it('numbers an ordered list from where the model began', () => {
    expect(render('3. a\n4. b').querySelector('ol')?.getAttribute('start')).toBe('3');
  });

  it('makes what scrolls reachable by keyboard, with a name', () => {
    const host = render('```ts\nx\n```\n\n| a |\n|---|\n| b |\n');
    const scrollers = [...host.querySelectorAll('[tabindex="0"]')].map(element => element.getAttribute('aria-label'));
    expect(scrollers).toEqual(['Code ts', 'Table']);
  });
});
