// @vitest-environment happy-dom
import './katexEnvironment';
import { describe, expect, it } from 'vitest';
import { formulaRenderer } from '../../../../src/ui/markdown/formula/formulaRenderer';
import { MarkdownRenderer } from '../../../../src/ui/markdown/markdownRenderer';
import { renderings } from './rendering';
import { testLabels } from './testLabels';

function formulasIn(host: Element): (string | undefined)[] {
  return [...host.querySelectorAll('.cm-formula, .cm-formula-block')].map(
    formula => formula.querySelector('annotation')?.textContent ?? undefined,
  );
}

describe.each(renderings)('formulas, %s', (_name, render) => {
  it.each([
    ['dollar signs', 'the sum $x+1$ is', ['x+1']],
    ['Chinese on both sides', '已知$x$是整数，且$y$。', ['x', 'y']],
    ['two dollar signs within a line', '有 $$x^2$$ 成立', ['x^2']],
    ['round brackets', 'so \\(a_1\\) holds', ['a_1']],
    ['square brackets within a line', 'so \\[a_1\\] holds', ['a_1']],
    ['a block of dollar signs', '$$\nx\n\ny\n$$', ['x\n\ny']],
    ['a block of brackets', 'text\n\\[\nx\n\\]\nafter', ['x']],
    ['a block in a list', '1. item\n\n   $$\n   x\n   $$\n2. next', ['x']],
    ['underscores and stars that are no emphasis', '$a_1*b_2*c$', ['a_1*b_2*c']],
    ['an escaped dollar sign inside', '$\\$5 + x$', ['\\$5 + x']],
    ['a letter behind the closing sign', 'the $n$th and $k$-means', ['n', 'k']],
    ['a table cell', '| a |\n|---|\n| $x$ |', ['x']],
    ['Chinese inside', '$速度=\\frac{路程}{时间}$', ['速度=\\frac{路程}{时间}']],
  ])('are read between %s', async (_form, text, expected) => {
    const host = render(text);
    await formulaRenderer.whenIdle();
    expect(formulasIn(host)).toEqual(expected);
  });

  it.each([
    '$5 and $10',
    'between $5-$10',
    'US$5 和 US$10',
    'costs $5, or $6.',
    '价格$100万，$200万',
    '是$5，或者5$',
    '$20k (or $15k)',
    '$HOME/$PATH',
    'A$AP and Ke$ha',
    '| a | b |\n|---|---|\n| $5 | $10 |',
    '\\$5 and \\$6',
    'only one $x here',
    'see \\[1\\] and \\[2, 3\\]',
    '\\[text\\](https://example.com)',
    '`$x$`',
    '$$',
    '$ x $',
  ])('are not seen in %j', async text => {
    const host = render(text);
    await formulaRenderer.whenIdle();
    expect(formulasIn(host)).toEqual([]);
  });

  it('that cannot be read show their source', async () => {
    const host = render('$\\frac{a$');
    await formulaRenderer.whenIdle();
    expect(host.textContent).toContain('\\frac{a');
  });
});

describe('a display formula that is still arriving', () => {
  it('is shown as its source, and what could be markup in it is not', () => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    renderer.append('Text\n\n$$\n# a\n- b\n\n*c* ');
    expect(host.querySelector('.cm-formula-source')?.textContent).toBe('$$\n# a\n- b\n\n*c*');
    expect(host.querySelectorAll('h3, li, em')).toHaveLength(0);
    renderer.append('\n$$\nafter');
    renderer.finish();
    expect(host.querySelector('.cm-formula-source')).toBeNull();
    expect(host.querySelectorAll('h3, li, em')).toHaveLength(0);
  });

  it('is read as Markdown after all when it never ends', () => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    renderer.append('Text\n$$\n# heading\n');
    renderer.finish();
    expect(host.querySelector('h3')?.textContent).toBe('heading');
    expect(host.querySelector('p')?.textContent).toBe('Text$$');
  });
});
