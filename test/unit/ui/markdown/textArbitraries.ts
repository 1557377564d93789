import fc from 'fast-check';

/*
 * Two kinds of text: lines thrown together from whatever means something in Markdown, and well-formed answers as models write them, long enough for
 * groups, large tables and closed paragraphs.
 */

const prefixes = [
  '',
  '',
  '',
  '',
  '- ',
  '* ',
  '1. ',
  '7) ',
  '> ',
  '>',
  '  ',
  '   ',
  '    ',
  '      ',
  '\t',
  '- [ ] ',
  '- [x] ',
  '> - ',
  '[^n]: ',
];

const blockLines = [
  '',
  '',
  '',
  '# Title',
  '## 标题 ##',
  '###### deep',
  '---',
  '***',
  '===',
  '```',
  '```ts',
  '~~~',
  '````md',
  '| a | b |',
  '|---|:-:|',
  '| 1 | **2** |',
  '| x |',
  '|--|',
  '$$',
  '$$ x^2 $$',
  '\\[',
  '\\]',
  '\\[ y \\]',
  'x_1 + y_2 \\\\',
  '[ref]: https://example.com/r',
  '[late]: <https://example.com/late> "T"',
  '[x2]: https://a.com',
  '"title',
  'end"',
  '[^n]: note text',
  '[^m]: https://note.example',
  '-',
  '1.',
  '+',
  '#',
  '<div>',
  '</div>',
  '    code',
  'const a = 1;',
];

const inlineParts = [
  'word ',
  'two words',
  '你好',
  '，',
  '。',
  '**bold**',
  '**“你好”**是',
  '*em*',
  '***both***',
  '__u__',
  '_x_',
  '~~gone~~',
  '`code`',
  '``a`b``',
  '[text](https://example.com/a)',
  '[text](javascript:alert(1))',
  '[ref]',
  '[see][late]',
  '[^n]',
  '[^m]',
  '[x2][]',
  '![img](https://x.com/i.png)',
  '<https://auto.link>',
  'https://example.com/path，然后',
  'http://a.b/c_d_e',
  '$x$',
  '$a_1+b$',
  'US$5',
  '$5 and $10',
  '\\(z\\)',
  '$$d$$',
  '\\[e\\]',
  '&amp;',
  '&copy;',
  '\\*',
  '\\',
  '<b>html</b>',
  '<br>',
  '**',
  '*',
  '_',
  '`',
  '``',
  '~~',
  '[',
  ']',
  '](',
  '(',
  ')',
  '!',
  '$',
  '$$',
  '\\(',
  '<',
  '|',
  ' | ',
  ':',
  '  ',
  '  \n',
  '\\\n',
  '😀',
  '- ',
  '1. ',
  '# ',
  '> ',
  'a*b*c',
  'x**y',
  'T。**X',
];

const loose = fc.array(fc.constantFrom(...inlineParts), { maxLength: 7 }).map(parts => parts.join(''));
const looseLong = fc
  .array(fc.constantFrom(...inlineParts), { minLength: 90, maxLength: 160, size: 'max' })
  .map(parts => parts.join('').replaceAll('\n', ''));

const looseLine = fc
  .tuple(
    fc.array(fc.constantFrom(...prefixes), { maxLength: 3 }),
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...blockLines) },
      { weight: 12, arbitrary: loose },
      { weight: 1, arbitrary: looseLong },
    ),
  )
  .map(([prefix, content]) => prefix.join('') + content);

export const looseText = fc.array(looseLine, { maxLength: 24, size: 'max' }).map(lines => lines.join('\n'));

const phrases = [
  '这是一个关于模型的句子',
  '，其中包含',
  '**重点内容**',
  '**“引号”**旁的文字',
  '，and some English words ',
  '`inline_code()` ',
  '行内公式 $x_i^2$ ',
  '，价格 $5 到 $10 ',
  '，见 [文档](https://example.com/docs) ',
  '，参考[ref]和[see][late]',
  '脚注[^n]',
  '*emphasis* ',
  '~~删除~~',
  'https://example.com/a，',
  '。',
  '。',
  '! ',
];
const sentence = fc
  .array(fc.constantFrom(...phrases), { minLength: 2, maxLength: 12, size: 'max' })
  .map(parts => `${parts.join('')}。`);
const longParagraph = fc.array(sentence, { minLength: 12, maxLength: 90, size: 'max' }).map(parts => parts.join(''));

const list = fc
  .tuple(
    fc.constantFrom('-', '1.', '*'),
    fc.boolean(),
    fc.array(fc.tuple(sentence, fc.integer({ min: 0, max: 3 })), { minLength: 2, maxLength: 45, size: 'max' }),
  )
  .map(([marker, isLoose, items]) => {
    const indent = ' '.repeat(marker.length + 1);
    const nested = [
      '',
      `\n${indent}- nested\n${indent}- 第二项`,
      `\n\n${indent}\`\`\`py\n${indent}x = 1\n${indent}\`\`\``,
      `\n\n${indent}> quoted`,
    ];
    return items.map(([text, extra]) => `${marker} ${text}${nested[extra] ?? ''}`).join(isLoose ? '\n\n' : '\n');
  });

const table = fc.array(fc.tuple(sentence, sentence), { minLength: 1, maxLength: 90, size: 'max' }).map(rows => {
  const lines = rows.map(([left, right], index) => `| ${index} | ${left.replaceAll('|', '')} | ${right} |`);
  return ['| # | 名称 | Value |', '|---:|:---|:-:|', ...lines].join('\n');
});

const code = fc
  .tuple(
    fc.constantFrom('ts', 'python', '', 'unknown'),
    fc.array(fc.constantFrom('const a = 1; // 注释', '', '  return x', '# comment', '| a | b |', '- x', '$$'), {
      maxLength: 70,
      size: 'max',
    }),
  )
  .map(([language, lines]) => [`\`\`\`${language}`, ...lines, '```'].join('\n'));

const block = fc.oneof(
  { weight: 4, arbitrary: sentence },
  { weight: 1, arbitrary: longParagraph },
  {
    weight: 2,
    arbitrary: fc.constantFrom('# 标题', '## Heading', '#### 小标题', '---', '> 引用\n> 第二行\n\n> - a\n> - b'),
  },
  { weight: 2, arbitrary: list },
  { weight: 1, arbitrary: table },
  { weight: 2, arbitrary: code },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '$$\n\\sum_{i=1}^n x_i\n\n+ 1\n$$',
      '\\[\n\\frac{a}{b}\n\\]',
      '$$ y = x $$',
      '- [x] 完成\n- [ ] 未完成',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '[ref]: https://example.com/ref',
      '[late]: https://example.com/late "Title"',
      '[^n]: 脚注内容\n    第二行',
    ),
  },
);

export const answerText = fc
  .array(block, { minLength: 1, maxLength: 40, size: 'max' })
  .map(blocks => blocks.join('\n\n'));

/** Sizes of the pieces a text is cut into, used in turn. */
export const pieceSizes = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 20 }),
  fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
  fc.constantFrom([160], [4_000], [1_000_000]),
);
