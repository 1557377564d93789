// @vitest-environment happy-dom
import './katexEnvironment';
import { describe, expect, it } from 'vitest';
import { longestLine } from '../../../../src/ui/markdown/longLines';
import { MarkdownRenderer } from '../../../../src/ui/markdown/markdownRenderer';
import { canonicalElements } from './canonicalForm';
import { renderAtOnce, renderInPieces } from './rendering';
import { testLabels } from './testLabels';

const sentence = '一段 **words** of a cell 😀 and `more`, ';
const long = sentence.repeat((longestLine * 5.5) / sentence.length);
const words = long.replace(/[*`]/g, '');

const table = '| a | b |\n|---|---|\n| 1 | 2 |\n';

describe('a line that goes on and on', () => {
  it.each([
    ['in a table', `${table}| 1 | `],
    ['in a table of a quote', `${table}| 1 | `.replaceAll('|\n', '|\n> ').replace(/^/, '> ')],
    ['in a table of a list', `- first\n- second\n\n${table}| 1 | `.replaceAll('\n|', '\n  |')],
    ['in a heading', 'text\n\n## '],
    ['in a heading of a list', '- ## '],
  ])('%s costs no more with each piece of it, and keeps its words', (_name, before) => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    renderer.append(before);
    let longest = 0;
    for (let from = 0; from < long.length; from += 1_000) {
      renderer.append(long.slice(from, from + 1_000));
      longest = Math.max(longest, renderer.openLength);
    }
    renderer.finish();
    expect(longest).toBeLessThan(longestLine * 1.2);
    expect(host.textContent.replace(/\s/g, '')).toContain(words.slice(0, longestLine / 2).replace(/\s/g, ''));
    // Markup does not reach over the end of a row.
    const letters = (text: string) => text.replace(/[\s*`]/g, '');
    expect(letters(host.textContent)).toContain(letters(words));
  });

  it.each([
    ['a row', `${table}| 1 | ${long}\n| 3 | 4 |\n\nafter`],
    ['a row of a quote', `> | a |\n> |---|\n> | ${long}\n> | 4 |\n\nafter`],
    ['a heading', `## ${long}\n\nafter`],
    ['code that begins like one', `\`\`\`\n# ${long}\n\`\`\`\n\nafter`],
  ])('(%s) ends up the same, however it was cut', (_name, text) => {
    const whole = canonicalElements(renderAtOnce(text));
    for (const sizes of [[1_000], [longestLine], [1, longestLine - 1], [longestLine + 1, 7], [333, 4_444]])
      expect(canonicalElements(renderInPieces(text, sizes))).toBe(whole);
  });

  it('of code stays as it is, whatever it begins with', () => {
    const shown = (mark: string) => renderInPieces(`\`\`\`\n${mark} ${words}\n\`\`\`\n`, [5_000]).textContent;
    expect(shown('#')).toBe(shown('%').replace('%', '#'));
  });

  it('is shown while it arrives, also where it may become the head of a table', () => {
    const host = document.createElement('div');
    const renderer = new MarkdownRenderer(host, testLabels);
    for (let from = 0; from < long.length; from += 1_000)
      renderer.append(`${from === 0 ? '| ' : ''}${words.slice(from, from + 1_000)}`);
    expect(host.textContent.length).toBeGreaterThan(long.length / 2);
    expect(renderer.openLength).toBeLessThan(longestLine * 1.2);
  });
});
