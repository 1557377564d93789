// @vitest-environment happy-dom
import './katexEnvironment';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roughFinder } from '../../../../src/shared/domain/finding';
import { shownMarkdown } from '../../../../src/ui/markdown/shownMarkdown';
import { readShownText } from '../../../../src/ui/shownText';
import { renderAtOnce } from './rendering';
import { answerText, looseText } from './textArbitraries';

const seed = Number(process.env.MARKDOWN_SEED ?? 20_261_126);
const fixture = (name: string) =>
  readFileSync(resolve(import.meta.dirname, '../../../fixtures/markdown', name), 'utf8');
const words = (text: string) => text.split(/\s+/).filter(Boolean);
const inPage = (markdown: string) => words(readShownText(renderAtOnce(markdown)).text);

describe('what can be found in an answer', () => {
  it.each([
    ['See [the site](https://example.com/word) and **bo**ld.', ['See', 'the', 'site', 'and', 'bold.']],
    ['one\ntwo  \nthree', ['one', 'two', 'three']],
    ['| a | b |\n|---|---|\n| `c` | d |', ['a', 'b', 'c', 'd']],
    ['- [x] done\n  - inner\n\n> quoted', ['done', 'inner', 'quoted']],
    ['`a\u200Bb` a\u200Bb\n\n```js\na\u200Bb\n```', ['a[U+200B]b', 'a\u200Bb', 'a[U+200B]b']],
    ['```js\nconst a = 1;\n\nb\n```', ['const', 'a', '=', '1;', 'b']],
    ['Area $\\pi r^2$ of ![a disc](https://example.com/disc.png)', ['Area', 'of']],
    ['Said[^1].\n\n[^1]: By whom.', ['Said.', '1', 'By', 'whom.']],
    ['Later [named][n].\n\n[n]: https://example.com/named', ['Later', 'named.']],
  ])('of %j is what the page shows', (markdown, shown) => {
    expect(words(shownMarkdown(markdown))).toEqual(shown);
    expect(inPage(markdown)).toEqual(shown);
  });

  it.each(['mixed-answer.md', 'hostile-answer.md'])('of %s is what the page shows', name => {
    expect(words(shownMarkdown(fixture(name)))).toEqual(inPage(fixture(name)));
  });

  it.each([
    ['lines of any markup', 40, looseText],
    ['well-formed answers', 4, answerText],
  ])(
    `of %s is what the page shows (seed ${seed}, %i texts)`,
    async (_name, numRuns, texts) => {
      await fc.assert(
        fc.asyncProperty(texts, async markdown => {
          const shown = words(shownMarkdown(markdown));
          expect(shown).toEqual(inPage(markdown));
          const missed = shown.filter(
            text => !text.includes('U+') && !roughFinder({ text, isCaseSensitive: true })(markdown),
          );
          expect(missed).toEqual([]);
          await new Promise(resolve => setTimeout(resolve, 0));
        }),
        { seed, numRuns },
      );
    },
    120_000,
  );
});
