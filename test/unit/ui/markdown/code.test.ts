// @vitest-environment happy-dom
import './katexEnvironment';
import { describe, expect, it, vi } from 'vitest';
import { requestGrammar } from '../../../../src/ui/markdown/code/codeGrammars';
import { grammarName } from '../../../../src/ui/markdown/code/codeLanguages';
import { whenLinesColoured } from '../../../../src/ui/markdown/code/lineColours';
import type { CodeCopy } from '../../../../src/ui/markdown/labels';
import { MarkdownRenderer } from '../../../../src/ui/markdown/markdownRenderer';
import { renderAtOnce, renderInPieces } from './rendering';
import { testLabels } from './testLabels';

const patience = { timeout: 15_000 };
const python = `def fit(x: int) -> str:
    """A docstring
    over lines.
    """
    return f"{x}"  # note
`;

/** Coloured runs of a block: [colour, text]. */
function runs(host: Element): [string, string][] {
  return [...host.querySelectorAll('[class^="cm-token-"]')].map(span => [
    span.className.slice(9),
    span.textContent ?? '',
  ]);
}

describe('colours', () => {
  it('are not worked out any more for an answer that was taken from the page', async () => {
    await requestGrammar('python');
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    renderer.append(`\`\`\`python\n${'value = compute(1)  # note\n'.repeat(2_000)}\`\`\`\n`);
    renderer.finish();
    const lines = [...host.querySelectorAll('.cm-line')];
    const colouredCount = () => lines.filter(line => line.querySelector('[class^="cm-token-"]') !== null).length;
    renderer.destroy();
    const before = colouredCount();
    await whenLinesColoured();
    expect(lines).toHaveLength(2_000);
    expect(before).toBeLessThan(2_000);
    expect(colouredCount()).toBe(before);
  });

  it('are the same however the code arrived, and go on from the state of the line before', async () => {
    await requestGrammar('python');
    const expected = renderAtOnce(`\`\`\`python\n${python}\`\`\`\n`);
    await vi.waitFor(() => expect(runs(expected)).toContainEqual(['comment', '# note']), patience);
    expect(runs(expected)).toContainEqual(['comment', '    over lines.']);
    expect(runs(expected)).toContainEqual(['keyword', 'def']);
    for (const sizes of [[1], [4, 9], [30]]) {
      const host = renderInPieces(`\`\`\`python\n${python}\`\`\`\n`, sizes);
      await vi.waitFor(
        () => expect(host.querySelector('code')?.innerHTML).toBe(expected.querySelector('code')?.innerHTML),
        patience,
      );
    }
  });

  it('come later when the grammar still has to be loaded', async () => {
    const host = renderAtOnce('```rust\nfn main() {}\n```\n');
    expect(runs(host)).toEqual([]);
    await vi.waitFor(() => expect(runs(host)).toContainEqual(['keyword', 'fn']), patience);
    expect(host.querySelector('code')?.textContent).toBe('fn main() {}\n');
  });

  it('are there for the line that is still being written', async () => {
    await requestGrammar('typescript');
    // A line that takes too long goes on without colours, and the first ones of a grammar do on a busy machine.
    await vi.waitFor(() => {
      const host = document.createElement('div');
      const renderer = new MarkdownRenderer(host, testLabels);
      renderer.append('```ts\nconst a = 1;\nconst b');
      expect(runs(host).filter(([, text]) => text === 'const')).toHaveLength(2);
    }, patience);
  });

  it('are left out for an unknown language, an overlong line and an overlong block', async () => {
    await requestGrammar('typescript');
    const host = renderAtOnce(
      `\`\`\`brainfuck\nconst a\n\`\`\`\n\n\`\`\`ts\nconst ${'a'.repeat(6_000)}\nlet b\n\`\`\`\n\n\`\`\`ts\n${'const c = 1;\n'.repeat(45_000)}\`\`\`\n`,
    );
    await vi.waitFor(
      () => expect(host.querySelectorAll('code')[1]?.querySelector('[class^="cm-token"]')).not.toBeNull(),
      patience,
    );
    const [unknown, longLine, longBlock] = host.querySelectorAll('code');
    expect(unknown?.querySelector('[class^="cm-token"]')).toBeNull();
    expect([...(longLine?.querySelectorAll('.cm-line') ?? [])].map(line => line.children.length > 0)).toEqual([
      false,
      true,
    ]);
    expect(longBlock?.querySelectorAll('.cm-line')).toHaveLength(45_000);
    expect(longBlock?.lastElementChild?.querySelector('[class^="cm-token"]')).toBeNull();
  }, 60_000);

  it.each([
    ['TS', 'typescript'],
    ['c++', 'cpp'],
    ['Dockerfile', 'docker'],
    ['sh', 'shellscript'],
    ['constructor', null],
    ['__proto__', null],
    ['', null],
  ])('of %j use the grammar %j', (language, name) => {
    expect(grammarName(language)).toBe(name);
  });
});

describe('a code block', () => {
  it('copies exactly what the model wrote, also while it grows', () => {
    const copies: CodeCopy[] = [];
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels, { onCopyCode: async copy => copies.push(copy) > 0 });
    const code = Array.from({ length: 60 }, (_, index) => (index % 7 === 0 ? '' : `  line ${index}`)).join('\n');
    renderer.append(`\`\`\`\n${code}`);
    host.querySelector<HTMLButtonElement>('.cm-code-copy')?.click();
    renderer.append('\n```\n\nafter');
    renderer.finish();
    host.querySelector<HTMLButtonElement>('.cm-code-copy')?.click();
    expect(copies.map(copy => copy.text)).toEqual([code, code]);
    expect(copies[0]?.hasHiddenCharacters).toBe(false);
  });

  it.each([
    [true, testLabels.codeCopied],
    [false, testLabels.codeCopyFailed],
  ])('says whether it was copied: %s', async (isCopied, words) => {
    const host = renderAtOnce('```\na\n```', { onCopyCode: async () => isCopied });
    const button = host.querySelector<HTMLButtonElement>('.cm-code-copy');
    button?.click();
    await vi.waitFor(() => expect(button?.textContent).toBe(words));
  });

  it('says what its buttons do also where they are signs, and what the copying has come to', async () => {
    const host = renderAtOnce('```typescript\na\n```', { onCopyCode: async () => true });
    const titles = () => [...host.querySelectorAll<HTMLButtonElement>('.cm-button')].map(({ title }) => title);
    expect(titles()).toEqual([testLabels.wrapLines, testLabels.copyCode]);
    host.querySelector<HTMLButtonElement>('.cm-code-copy')?.click();
    await vi.waitFor(() => expect(titles()).toEqual([testLabels.wrapLines, testLabels.codeCopied]));
  });

  it('shows the language as text and can wrap its lines', () => {
    const host = renderAtOnce('```c++ title="x"\na\n```');
    expect(host.querySelector('.cm-code-language')?.textContent).toBe('c++');
    const wrap = host.querySelector<HTMLButtonElement>('.cm-code-wrap');
    wrap?.click();
    expect(wrap?.getAttribute('aria-pressed')).toBe('true');
    wrap?.click();
    expect(wrap?.getAttribute('aria-pressed')).toBe('false');
  });

  it('shows the beginning of a line of two million characters, counts the rest and copies all of it', () => {
    const copies: CodeCopy[] = [];
    const line = 'x'.repeat(2_000_000);
    const host = renderAtOnce(`\`\`\`\n${line}\n\`\`\``, { onCopyCode: async copy => copies.push(copy) > 0 });
    expect(host.querySelector('.cm-line')?.textContent).toHaveLength(10_000 + '1990000 more\n'.length);
    expect(host.querySelector('.cm-line-rest')?.textContent).toBe('1990000 more');
    host.querySelector<HTMLButtonElement>('.cm-code-copy')?.click();
    expect(copies[0]?.text).toBe(line);
  });

  it('puts its lines into groups that can be skipped', () => {
    const host = renderAtOnce(`\`\`\`\n${'a\n'.repeat(2_000)}\`\`\``);
    const code = host.querySelector('code');
    expect(code?.querySelectorAll('.cm-line')).toHaveLength(2_000);
    expect(code?.childElementCount).toBeLessThan(24 + 2_000 / (24 * 16) + 1);
  });
});
