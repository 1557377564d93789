// @vitest-environment happy-dom
import './katexEnvironment';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formulaRenderer } from '../../../../src/ui/markdown/formula/formulaRenderer';
import type { ImageReference } from '../../../../src/ui/markdown/labels';
import { MarkdownRenderer } from '../../../../src/ui/markdown/markdownRenderer';
import { renderAtOnce, renderings } from './rendering';
import { testLabels } from './testLabels';

const hostile = readFileSync(resolve(import.meta.dirname, '../../../fixtures/markdown/hostile-answer.md'), 'utf8');

const ownTags = new Set(
  'a blockquote br button code div em h3 h4 h5 h6 hr img input li ol p pre s span strong sup table tbody td th thead tr ul'.split(
    ' ',
  ),
);
const ownAttributes = new Set(
  'alt aria-hidden aria-label aria-level aria-pressed checked class decoding disabled draggable height href rel role src start tabindex title type width'.split(
    ' ',
  ),
);

function elementsOutsideFormulas(host: Element): Element[] {
  return [...host.querySelectorAll('*')].filter(element => element.closest('.katex, .katex-error') === null);
}

describe.each(renderings)('a hostile answer, %s', (_name, render) => {
  it('makes only elements and attributes of our own', () => {
    for (const element of elementsOutsideFormulas(render(hostile))) {
      const tag = element.tagName.toLowerCase();
      expect(ownTags.has(tag), tag).toBe(true);
      for (const attribute of element.getAttributeNames())
        expect(ownAttributes.has(attribute), `${tag} ${attribute}`).toBe(true);
      for (const name of element.classList) expect(name).toMatch(/^cm-/);
    }
  });

  it('shows HTML as text', () => {
    const text = render(hostile).textContent;
    expect(text).toContain('<script>window.canary = 1</script>');
    expect(text).toContain(
      '<div style="position:fixed;inset:0;z-index:9999" class="cm-root">Session expired, enter API key</div>',
    );
  });

  it('links to nothing but absolute http, https and mailto addresses', () => {
    const links = [...render(hostile).querySelectorAll('a')].map(link => link.getAttribute('href'));
    expect(links.filter(href => !/^https?:\/\/|^mailto:/.test(href ?? ''))).toEqual([]);
    expect(links.join(' ')).not.toContain('user:password');
  });

  it('leaves refused links and images readable as they were written', () => {
    const text = render(hostile).textContent;
    for (const source of [
      '[a](javascript:alert(1))',
      '[f](vbscript:x)',
      '[l](/local)',
      '![f](file:///etc/passwd)',
      '[k](//canary.example)',
    ]) {
      expect(text).toContain(source);
    }
  });

  it('loads no image and makes a named button of each', () => {
    const host = render(hostile);
    expect(host.querySelectorAll('img, source, video, audio, iframe, object, embed, link, style')).toHaveLength(0);
    const chips = [...host.querySelectorAll('button.cm-image-chip')].map(chip => chip.textContent);
    expect(chips).toContain('Image: x (canary.example)');
    expect(chips).toContain('Image: y (canary.example)');
  });

  it('lets formulas reach neither addresses nor styles nor attributes', async () => {
    const host = render(hostile);
    await formulaRenderer.whenIdle();
    const formulas = [...host.querySelectorAll('.cm-formula')];
    expect(formulas.length).toBeGreaterThanOrEqual(7);
    for (const formula of formulas) {
      expect(formula.querySelectorAll('a, img, [id], [onclick], [data-onclick], .cm-root')).toHaveLength(0);
      for (const part of formula.querySelectorAll('[style]'))
        expect(part.getAttribute('style')).not.toMatch(/position|url/);
    }
  });
});

describe('what a reader clicks', () => {
  it('hands the real target of a link to the application and never follows it', () => {
    const calls: string[][] = [];
    const host = renderAtOnce('[https://bank.com](https://evil.example/x)', {
      onLink: (href, text) => calls.push([href, text]),
    });
    const link = host.querySelector('a');
    expect(link?.title).toBe('https://evil.example/x');
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    link?.dispatchEvent(click);
    expect(click.defaultPrevented).toBe(true);
    expect(calls).toEqual([['https://evil.example/x', 'https://bank.com']]);
    const middle = new MouseEvent('auxclick', { bubbles: true, cancelable: true, button: 1 });
    link?.dispatchEvent(middle);
    expect(middle.defaultPrevented).toBe(true);
  });

  it('says which image was asked for', () => {
    const images: ImageReference[] = [];
    const host = renderAtOnce('![plot](https://example.com/plot.png)', { onImage: image => images.push(image) });
    host.querySelector('button')?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
    expect(images).toEqual([{ source: 'https://example.com/plot.png', alternativeText: 'plot' }]);
  });
});

describe('formulas made to hurt', () => {
  it.each([
    [
      'a macro bomb',
      '\\def\\a{\\b\\b\\b\\b}\\def\\b{\\c\\c\\c\\c}\\def\\c{\\d\\d\\d\\d}\\def\\d{\\e\\e\\e\\e}\\def\\e{xxxx}\\a\\a\\a',
    ],
    ['an endless macro', '\\def\\x{\\x\\x}\\x'],
    ['a macro with superscripts of Unicode', '\\def\\⁰{\\⁰⁰¹²³}x⁰¹²³⁴⁵⁶⁷⁸⁹'],
    ['a huge rule', '\\rule{99999em}{99999em}'],
  ])('%s ends as a small piece of text', async (_name, source) => {
    const host = renderAtOnce(`$$${source}$$`);
    await formulaRenderer.whenIdle();
    expect(host.querySelectorAll('*').length).toBeLessThan(2_000);
    expect(host.innerHTML).not.toContain('99999em;');
  });

  it('keeps a definition within its formula', async () => {
    const host = renderAtOnce('$\\gdef\\secret{1}\\secret$ and $\\secret$');
    await formulaRenderer.whenIdle();
    expect(host.querySelectorAll('.cm-formula')[1]?.querySelector('annotation, .katex-error')?.textContent).toBe(
      '\\secret',
    );
    expect(host.querySelectorAll('.cm-formula')[1]?.querySelector('.mord:not(.text)')?.textContent ?? '').not.toBe('1');
  });

  it('shows the source of one that is too long', async () => {
    const host = renderAtOnce(`$$\n${'x+'.repeat(3_000)}y\n$$`);
    await formulaRenderer.whenIdle();
    expect(host.querySelector('.katex')).toBeNull();
    expect(host.textContent).toContain('x+x+');
  });
});

describe('containers nested hundreds deep', () => {
  it.each([
    ['quotes', `${'> '.repeat(500)}deep`],
    ['lists', `${'- '.repeat(500)}deep`],
    ['mixed', `${'> - '.repeat(300)}deep`],
  ])('of %s lose no words and do not go on beyond a limit', (_name, text) => {
    const host = renderAtOnce(`${text}\n\nafter`);
    expect(host.textContent).toContain('deep');
    expect(host.textContent).toContain('after');
    let depth = 0;
    for (let element = host.firstElementChild; element !== null; element = element.lastElementChild) depth++;
    expect(depth).toBeLessThan(60);
  });
});

describe('a long line of marks that never end', () => {
  it.each([
    ['formulas in parentheses', '\\(', '('],
    ['formulas in brackets', '\\[', '['],
    ['bold and italics', '*a**b', undefined],
    ['brackets', '[', '['],
  ])(
    'is read in a time that its length explains: %s',
    (_name, mark, shown) => {
      const text = renderAtOnce(mark.repeat(200_000 / mark.length)).textContent;
      if (shown !== undefined) expect(text).toBe(shown.repeat(200_000 / mark.length));
      else expect(text.replaceAll('*', '')).toBe('ab'.repeat(200_000 / mark.length));
    },
    60_000,
  );

  it('is closed early while it arrives, since its marks are read again with each piece', () => {
    const renderer = new MarkdownRenderer(document.createElement('div'), testLabels);
    let longest = 0;
    for (let count = 0; count < 1_000; count += 1) {
      renderer.append('~~a ');
      longest = Math.max(longest, renderer.openLength);
    }
    expect(longest).toBeLessThan(1_000);
  });

  it('keeps its words and its marks where it is read in pieces', () => {
    const sentence = '**bold** 😀 and `code` with [a link](https://example.org/) that goes on. ';
    const host = renderAtOnce(sentence.repeat(1_000));
    expect(host.textContent.trim()).toBe('bold 😀 and code with a link that goes on. '.repeat(1_000).trim());
    expect(host.querySelectorAll('strong')).toHaveLength(1_000);
    expect(host.querySelectorAll('a')).toHaveLength(1_000);
  });
});
