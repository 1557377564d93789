// @vitest-environment happy-dom
import './katexEnvironment';
import { describe, expect, it } from 'vitest';
import { hasHiddenCharacters, revealHidden } from '../../../../src/ui/markdown/hiddenCharacters';
import type { CodeCopy } from '../../../../src/ui/markdown/labels';
import { MarkdownRenderer } from '../../../../src/ui/markdown/markdownRenderer';
import { renderAtOnce, renderings } from './rendering';
import { testLabels } from './testLabels';

const england = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';

describe('revealHidden', () => {
  it.each([
    ['an ANSI escape', '\u001b[31mred', '␛[31mred'],
    ['a bell and an OSC sequence', '\u001b]52;c;x\u0007', '␛]52;c;x␇'],
    ['a NUL', 'a\0b', 'a␀b'],
    ['a direction override', 'a\u202Eb\u202C', 'a[U+202E]b[U+202C]'],
    ['isolates', '\u2066x\u2069', '[U+2066]x[U+2069]'],
    ['a C1 control', '\u009b31m', '[U+009B]31m'],
    ['tag characters outside a flag', 'a\u{E0041}', 'a[U+E0041]'],
    ['a delete', '\u007f', '␡'],
  ])('marks %s', (_name, text, marked) => {
    expect(revealHidden(text)).toBe(marked);
    expect(hasHiddenCharacters(text)).toBe(true);
  });

  it.each([
    ['tabs and line ends', 'a\tb\nc'],
    ['Chinese', '你好，世界'],
    ['joined emoji', '👩‍👩‍👧'],
    ['the flag of England', england],
  ])('leaves %s alone', (_name, text) => {
    expect(revealHidden(text)).toBe(text);
    expect(hasHiddenCharacters(text)).toBe(false);
  });
});

it('line ends of every system are line ends, and no marks', () => {
  expect(revealHidden('a\r\nb\rc\n')).toBe('a\nb\nc\n');
  expect(revealHidden('a\r\n', 'code')).toBe('a\n');
});

describe('in code', () => {
  it.each([
    ['a space without width', 'pass\u200Bword', 'pass[U+200B]word'],
    ['a joiner of words', 'a\u2060b', 'a[U+2060]b'],
    ['a letter that fills nothing', 'const { timeout,\u3164} = q', 'const { timeout,[U+3164]} = q'],
    ['a mark of byte order', 'a\uFEFFb', 'a[U+FEFF]b'],
    ['a direction override', 'a\u202Eb', 'a[U+202E]b'],
  ])('%s is marked too', (_name, text, marked) => {
    expect(revealHidden(text, 'code')).toBe(marked);
    expect(hasHiddenCharacters(text, 'code')).toBe(true);
  });

  it('what writing systems need is left alone', () => {
    const text = `👩‍👩‍👧 می‌خواهم ${england} \u00AD`;
    expect(revealHidden(text, 'code')).toBe(text);
  });
});

describe.each(renderings)('hidden characters in an answer, %s', (_name, render) => {
  it('are visible marks in text, code spans, headings and cells', () => {
    const host = render('# a\u202Eb\n\nc\u0007d `e\u001bf`\n\n| g\u2066h |\n|---|\n| i\0j |\n');
    expect(host.textContent).toBe('a[U+202E]bc␇d e␛fg[U+2066]hi␀j');
    expect(host.querySelectorAll('.cm-hidden-character')).toHaveLength(5);
  });

  it('of no width are marks in code and spans of it alone, with a warning', () => {
    const host = render('a\u200Bb `c\u200Bd`\n\n```js\ne\u200Bf\n```\n');
    expect(host.querySelector('p')?.textContent).toBe('a\u200Bb c[U+200B]d');
    expect(host.querySelector('pre code')?.textContent).toBe('e[U+200B]f\n');
    expect(host.querySelectorAll('.cm-code-warning')).toHaveLength(1);
  });

  it('are visible marks in code, with a warning, and in what is copied', () => {
    const copies: CodeCopy[] = [];
    const host = render('```js\nif (a) { //\u202E } x\n}\n```\n', { onCopyCode: async copy => copies.push(copy) > 0 });
    expect(host.querySelector('code')?.textContent).toBe('if (a) { //[U+202E] } x\n}\n');
    expect(host.querySelector('.cm-code-warning')?.textContent).toBe('Hidden characters');
    host.querySelector<HTMLButtonElement>('.cm-code-copy')?.click();
    expect(copies).toEqual([
      { text: 'if (a) { //[U+202E] } x\n}', originalText: 'if (a) { //\u202E } x\n}', hasHiddenCharacters: true },
    ]);
  });
});

describe('a flood of hidden characters that arrives', () => {
  const rendered = (text: string, pieceLength: number) => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    const seen = new Set<Node>();
    for (let at = 0; at < text.length; at += pieceLength) {
      renderer.append(text.slice(at, at + pieceLength));
      for (const mark of host.querySelectorAll('.cm-hidden-character')) seen.add(mark);
    }
    return { host, madeCount: seen.size };
  };

  it('is one mark where nothing stands between them', () => {
    const { host, madeCount } = rendered('\u202E'.repeat(2_000), 40);
    expect(host.textContent).toBe('[U+202E]'.repeat(2_000));
    expect(madeCount).toBeLessThan(10);
  });

  it('keeps the marks that are there when more come', () => {
    const { host, madeCount } = rendered('\u001b[31mred '.repeat(200), 7);
    expect(host.textContent.trimEnd()).toBe('␛[31mred '.repeat(200).trimEnd());
    expect(host.querySelectorAll('.cm-hidden-character')).toHaveLength(200);
    // Each is made once, and once more where a paragraph is broken into parts.
    expect(madeCount).toBeLessThan(500);
  });

  it('knows a flag that comes in pieces', () => {
    for (let length = 1; length < england.length; length += 1)
      expect(rendered(`a ${england} b\u202Ec`, length).host.textContent).toBe(`a ${england} b[U+202E]c`);
  });
});

it('gives no warning for ordinary code', () => {
  expect(renderAtOnce('```\nconst a = "你好";\n```').querySelector('.cm-code-warning')).toBeNull();
});
