import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../src/ui/markdown/plainText';

describe('Markdown as plain text', () => {
  it.each([
    ['# Title\n\nSome **bold** and *slanted* `code`.', 'Title\n\nSome bold and slanted code.'],
    ['- one\n- two\n  - inner\n\n3. three\n4. four', '- one\n- two\n  - inner\n\n3. three\n4. four'],
    ['- [x] done\n- [ ] open', '- [x] done\n- [ ] open'],
    ['> quoted\n> twice', 'quoted\ntwice'],
    ['```js\nconst a = 1;\n```', 'const a = 1;'],
    ['| a | b |\n|---|---|\n| **1** | 2 |', 'a\tb\n1\t2'],
    [
      'See [the site](https://example.com/x) and https://example.com.',
      'See the site (https://example.com/x) and https://example.com.',
    ],
    ['Named [link][1].\n\n[1]: https://example.com/one', 'Named link (https://example.com/one).'],
    ['**“你好”**是', '“你好”是'],
    ['a<script>alert(1)</script>', 'a<script>alert(1)</script>'],
    ['', ''],
  ])('%j', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });
});
