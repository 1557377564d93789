import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ContentSegment,
  createThinkTagSplitter,
  potentialTagStart,
} from '../../../../src/shared/domain/thinkTags';

const seed = 20261124;

/** Feeds the pieces and joins what came out, per kind. */
function split(pieces: readonly string[], watchedCharacters = 0) {
  const splitter = createThinkTagSplitter({ watchedCharacters });
  const segments: ContentSegment[] = [];
  for (const piece of pieces) segments.push(...splitter.push(piece));
  segments.push(...splitter.end());
  let text = '';
  let reasoning = '';
  for (const segment of segments) {
    if (segment.kind === 'text') text += segment.text;
    else if (segment.kind === 'reasoning') reasoning += segment.text;
    else [reasoning, text] = [reasoning + text, ''];
  }
  return { reasoning, text, hasTags: splitter.hasTags() };
}

const cases: readonly {
  name: string;
  content: string;
  watched?: number;
  reasoning: string;
  text: string;
}[] = [
  {
    name: 'a think block at the start is reasoning',
    content: '<think>why</think>because',
    reasoning: 'why',
    text: 'because',
  },
  {
    name: 'white space around the tags belongs to them',
    content: ' \n<think>\nwhy\n</think>\n\nbecause\n',
    reasoning: 'why\n',
    text: 'because\n',
  },
  { name: '<thinking> is known', content: '<thinking>a</thinking>b', reasoning: 'a', text: 'b' },
  { name: '<thought> is known', content: '<thought>a</thought>b', reasoning: 'a', text: 'b' },
  { name: "Kimi's old tags are known", content: '◁think▷a◁/think▷b', reasoning: 'a', text: 'b' },
  { name: "Seed-OSS's tags are known", content: '<seed:think>a</seed:think>b', reasoning: 'a', text: 'b' },
  {
    name: 'an answer wrapped behind its think block loses the wrapper',
    content: '<think>\na\n</think>\n<answer>\nb <answer> c\n</answer>',
    reasoning: 'a\n',
    text: 'b <answer> c',
  },
  {
    name: 'the word answer in brackets stays without a think block',
    content: '<answer>b</answer>',
    reasoning: '',
    text: '<answer>b</answer>',
  },
  {
    name: 'an empty think block leaves only the answer',
    content: '<think>\n\n</think>\n\nyes',
    reasoning: '',
    text: 'yes',
  },
  {
    name: 'two blocks in a row are both reasoning',
    content: '<think>a</think>\n<think>b</think>c',
    reasoning: 'ab',
    text: 'c',
  },
  {
    name: 'a tag in the middle is text',
    content: 'Use <think>x</think> here',
    reasoning: '',
    text: 'Use <think>x</think> here',
  },
  {
    name: 'a tag in a code block at the start is text',
    content: '```\n<think>x</think>\n```',
    reasoning: '',
    text: '```\n<think>x</think>\n```',
  },
  {
    name: 'a tag between backticks at the start is text',
    content: '`<think>` opens',
    reasoning: '',
    text: '`<think>` opens',
  },
  {
    name: 'a quoted closing tag does not end the reasoning',
    content: '<think>the `</think>` tag</think>ok',
    reasoning: 'the `</think>` tag',
    text: 'ok',
  },
  {
    name: 'another closing tag does not end the reasoning',
    content: '<think>a</thought>b</think>c',
    reasoning: 'a</thought>b',
    text: 'c',
  },
  {
    name: 'an open tag without its end is all reasoning',
    content: '<think>still going',
    reasoning: 'still going',
    text: '',
  },
  {
    name: 'an open tag cut inside its end is all reasoning',
    content: '<think>going</thi',
    reasoning: 'going</thi',
    text: '',
  },
  { name: 'a start that only looks like a tag is text', content: '<thin', reasoning: '', text: '<thin' },
  { name: 'HTML at the start is text', content: '<table><tr></table>', reasoning: '', text: '<table><tr></table>' },
  { name: 'leading white space of a plain answer stays', content: '  indented', reasoning: '', text: '  indented' },
  {
    name: 'a lone closing tag is text where the opening tag cannot be missing',
    content: 'why</think>because',
    reasoning: '',
    text: 'why</think>because',
  },
  {
    name: 'a lone closing tag makes what came before it reasoning',
    content: 'why</think>\nbecause',
    watched: 100,
    reasoning: 'why',
    text: 'because',
  },
  {
    name: 'a lone closing tag in code is only quoted',
    content: 'Write:\n```\n</think>\n```\nand `</think>`.',
    watched: 100,
    reasoning: '',
    text: 'Write:\n```\n</think>\n```\nand `</think>`.',
  },
  {
    name: 'held text without any tag is the answer',
    content: 'Hello there',
    watched: 100,
    reasoning: '',
    text: 'Hello there',
  },
  {
    name: 'a lone closing tag after the limit stays text',
    content: `${'x'.repeat(50)}</think>y`,
    watched: 20,
    reasoning: '',
    text: `${'x'.repeat(50)}</think>y`,
  },
  { name: "ERNIE's wrapper is taken off", content: '<response>\nanswer\n</response>\n', reasoning: '', text: 'answer' },
  {
    name: "ERNIE's wrapper is taken off after a think block",
    content: '<think>\na\n</think>\n\n<response>\nb <b>c</b>\n</response>',
    reasoning: 'a\n',
    text: 'b <b>c</b>',
  },
  {
    name: "ERNIE's wrapper shows that what came before it was reasoning",
    content: 'thinking\n\n<response>\nanswer\n</response>',
    watched: 100,
    reasoning: 'thinking\n',
    text: 'answer',
  },
  {
    name: 'an end of the wrapper inside the answer stays',
    content: '<response>a</response>b</response>',
    reasoning: '',
    text: 'a</response>b',
  },
  { name: 'capitals are known', content: '<THINK>a</Think>b', reasoning: 'a', text: 'b' },
  { name: '<Thinking> is known', content: '<Thinking>a</THINKING>b', reasoning: 'a', text: 'b' },
  { name: 'attributes are known', content: '<think type="deep" a=1>a</think >b', reasoning: 'a', text: 'b' },
  { name: 'an attribute without quotes is known', content: '<think type=deep>\na</think>b', reasoning: 'a', text: 'b' },
  { name: 'a block that ends at once is empty', content: '<think/>\n\nb', reasoning: '', text: 'b' },
  { name: 'a block with a blank that ends at once is empty', content: '<think />b', reasoning: '', text: 'b' },
  { name: "Magistral's tags are known", content: '[THINK]a[/THINK]b', reasoning: 'a', text: 'b' },
  {
    name: 'words between angles are no attributes',
    content: '<think about it> is what I wrote',
    reasoning: '',
    text: '<think about it> is what I wrote',
  },
  {
    name: 'a lone closing tag in capitals makes what came before it reasoning',
    content: 'why</THINK>\nbecause',
    watched: 100,
    reasoning: 'why',
    text: 'because',
  },
  {
    name: 'a block inside of a block leaves no end tag',
    content: '<think>a<think>b</think>c</think>d',
    reasoning: 'a<think>bc',
    text: 'd',
  },
  {
    name: 'an opening tag that is written twice has two ends',
    content: '<think>\n<think>\na\n</think>\n</think>\n\nb',
    reasoning: '<think>\na\n',
    text: 'b',
  },
  {
    name: 'an opening tag that is written twice and has one end leaves the answer alone',
    content: '<think>\n<think>\na\n</think>\n\nb',
    reasoning: '<think>\na\n',
    text: 'b',
  },
  {
    name: 'three blocks inside of each other leave no end tag',
    content: '<think>a<think>b<think>c</think>d</think>e</think>f',
    reasoning: 'a<think>b<think>cde',
    text: 'f',
  },
  {
    name: 'an answer about tags stays one behind reasoning about tags',
    content: '<think>The user asks for the <think> tag.</think>It opens with <think> and ends with </think>, always.',
    reasoning: 'The user asks for the <think> tag.',
    text: 'It opens with <think> and ends with </think>, always.',
  },
  {
    name: 'an answer with such a block in code stays one behind nested blocks',
    content: '<think><think>a</think>\n</think>Write:\n```\n<think>\nx\n</think>\n```',
    reasoning: '<think>a',
    text: 'Write:\n```\n<think>\nx\n</think>\n```',
  },
  {
    name: 'a closing tag in mid-sentence is part of the answer',
    content: 'Models write <think> first, and </think> before they answer.',
    watched: 1_000,
    reasoning: '',
    text: 'Models write <think> first, and </think> before they answer.',
  },
  {
    name: 'a closing tag in quotes is part of the answer',
    content: 'The end is written "</think>", without a blank.',
    watched: 1_000,
    reasoning: '',
    text: 'The end is written "</think>", without a blank.',
  },
  {
    name: 'a closing tag in a Chinese sentence is part of the answer',
    content: '推理以 </think> 结束。',
    watched: 1_000,
    reasoning: '',
    text: '推理以 </think> 结束。',
  },
  {
    name: 'a block that an answer shows without a fence is part of the answer',
    content: 'Like this:\n<think>\nwhy\n</think>\nbecause',
    watched: 1_000,
    reasoning: '',
    text: 'Like this:\n<think>\nwhy\n</think>\nbecause',
  },
  {
    name: 'a lone closing tag behind a sentence, with blanks, makes it reasoning',
    content: 'I know it. </think> Because',
    watched: 1_000,
    reasoning: 'I know it. ',
    text: 'Because',
  },
];

describe('think tags', () => {
  it.each(cases)('$name', ({ content, watched, reasoning, text }) => {
    const result = split([content], watched);
    expect({ reasoning: result.reasoning, text: result.text }).toEqual({ reasoning, text });
  });

  it.each(cases)('$name, also when it comes one character at a time', ({ content, watched, reasoning, text }) => {
    const result = split([...content], watched);
    expect({ reasoning: result.reasoning, text: result.text }).toEqual({ reasoning, text });
  });

  it(`gives the same text wherever the content is cut (seed ${seed})`, () => {
    const fragments = [
      '<think>',
      '</think>',
      '<thinking>',
      '</thinking>',
      '<response>',
      '</response>',
      '<THINK a="b">',
      '</Think >',
      '<think/>',
      '"',
      '.',
      '`',
      '```\n',
      '\n',
      ' ',
      'word',
      '思考',
      '<',
      '/',
      'İ',
      '😀',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...fragments), { maxLength: 24 }),
        fc.array(fc.nat(200), { maxLength: 8 }),
        fc.constantFrom(0, 30, 1000),
        (parts, cuts, watched) => {
          const content = parts.join('');
          const places = [0, ...cuts.map(cut => cut % (content.length + 1)).sort((a, b) => a - b), content.length];
          const pieces = places.slice(1).map((place, index) => content.slice(places[index], place));
          const whole = split([content], watched);
          const cut = split(pieces, watched);
          expect(cut).toEqual(whole);
        },
      ),
      { seed, numRuns: 2000 },
    );
  });

  it('shows reasoning and text at once, without waiting for more', () => {
    const splitter = createThinkTagSplitter({ watchedCharacters: 0 });
    expect(splitter.push('<think>a')).toEqual([{ kind: 'reasoning', text: 'a' }]);
    expect(splitter.push('b')).toEqual([{ kind: 'reasoning', text: 'b' }]);
    expect(splitter.push('</think>c')).toEqual([{ kind: 'text', text: 'c' }]);
    expect(splitter.isPlain()).toBe(true);
    expect(splitter.push('d')).toEqual([{ kind: 'text', text: 'd' }]);
  });

  it('shows text at once and declares it reasoning when a lone closing tag comes', () => {
    const splitter = createThinkTagSplitter({ watchedCharacters: 100 });
    expect(splitter.push('Let me')).toEqual([{ kind: 'text', text: 'Let me' }]);
    expect(splitter.push(' see</th')).toEqual([{ kind: 'text', text: ' see' }]);
    expect(splitter.push('ink>\nyes')).toEqual([{ kind: 'text-was-reasoning' }, { kind: 'text', text: 'yes' }]);
    expect(splitter.isPlain()).toBe(true);
  });

  it('stops watching when the reasoning turns out to have its own field', () => {
    const splitter = createThinkTagSplitter({ watchedCharacters: 100 });
    expect(splitter.push('Hello<')).toEqual([{ kind: 'text', text: 'Hello' }]);
    expect(splitter.stopWatching()).toEqual([{ kind: 'text', text: '<' }]);
    expect(splitter.push('</think>')).toEqual([{ kind: 'text', text: '</think>' }]);
    expect(splitter.hasTags()).toBe(false);
  });

  it('loses nothing of a flood of blanks and does not slow down on it', () => {
    const pieces = Array.from({ length: 100_000 }, () => ' ');
    expect(split(pieces).text).toHaveLength(100_000);
    expect(split(['<think>a</think>', ...pieces, 'b']).text).toBe('b');
  });

  it('finds where a tag may begin', () => {
    expect(potentialTagStart('abc</thi', ['</think>'])).toBe(3);
    expect(potentialTagStart('abc<', ['</think>'])).toBe(3);
    expect(potentialTagStart('abc', ['</think>'])).toBe(3);
    expect(potentialTagStart('a<b', ['</think>'])).toBe(3);
  });
});
