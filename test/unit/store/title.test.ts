import { expect, it } from 'vitest';
import { titleFromPrompt } from '../../../electron/store/title';

it.each([
  ['Why is the sky blue?', 'Why is the sky blue?'],
  ['\n\n   为什么天空是蓝色的？\n请简短。', '为什么天空是蓝色的？'],
  ['## Heading\ntext', 'Heading'],
  ['> - quoted list', 'quoted list'],
  ['```\n```\nconst a = 1;', 'const a = 1;'],
  ['---\n***\n?!', ''],
  ['', ''],
  ['a\tb\u0000c\u202Ed', 'a b c d'],
  [
    'Please compare these two sorting algorithms with each other, and tell me which one is faster',
    'Please compare these two sorting algorithms with each…',
  ],
  ['长'.repeat(80), `${'长'.repeat(29)}…`],
  ['帮我写一个排序程序。要求：用 Python，时间复杂度 O(n log n)，并且写清楚注释和测试用例。', '帮我写一个排序程序'],
  [
    'Fix this. It fails whenever the list is empty, and I have no idea why that should be',
    'Fix this. It fails whenever the list is empty, and I have…',
  ],
  [
    'Explain how this parser works. Then rewrite it so that it takes streams as well as strings',
    'Explain how this parser works',
  ],
  ['```python\ndef parse(text):\n    return text\n```\nWhy does this fail?', 'Why does this fail?'],
  ['```python\ndef parse(text):\n```', 'def parse(text):'],
  ['1. **First** and `second` with [a link](https://example.com/a/b)', 'First and second with a link'],
  ['- [ ] water the plants', 'water the plants'],
  ['| Name | Age |\n| --- | --- |', 'Name Age'],
  [
    'Summarise https://www.example.com/news/2026/11/24/a-very-long-path-with-many-words?utm_source=x&y=z please',
    'Summarise example.com/…/a-very-long-path-with-many-words…',
  ],
  ['https://example.com/docs', 'example.com/docs'],
  ['2 * 3 * 4 is what?', '2 * 3 * 4 is what?'],
  ['snake_case_name and __init__', 'snake_case_name and init'],
  ['\u200f\u202e  <b>bold</b> & more', '<b>bold</b> & more'],
  ['👩‍👩‍👧‍👦'.repeat(3), '👩‍👩‍👧‍👦'.repeat(3)],
])('makes of the prompt %j the title %j', (prompt, title) => {
  expect(titleFromPrompt(prompt)).toBe(title);
});

it('is done at once for a prompt of eight million characters', () => {
  expect(titleFromPrompt('word '.repeat(1_600_000))).toMatch(/^(?:word ){11}word…$/);
});

it.each([
  ['a letter under a heap of marks', `a${'\u0301'.repeat(3_900)}`],
  ['families of emoji', '👩🏽‍👩🏽‍👧🏽‍👦🏽'.repeat(200)],
  ['an emoji that is joined without end', '👩‍'.repeat(1_300)],
])('is never longer than one that the user may write: %s', (_name, prompt) => {
  const title = titleFromPrompt(prompt);
  expect(title.length).toBeGreaterThan(0);
  expect(title.length).toBeLessThanOrEqual(500);
  expect(title).not.toMatch(/\p{Cs}/u);
});
