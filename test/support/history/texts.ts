import type { Random } from './random';
import { chinese, english, type Vocabulary } from './vocabulary';

export type WrittenLanguage = 'zh' | 'en';

/** `{n}` noun, `{v}` verb, `{q}` quality, `{r}` seldom word, `{d}` number, `{h}` identifier. */
type Template = readonly ((random: Random, words: Vocabulary) => string)[];

const slots: Readonly<Record<string, (random: Random, words: Vocabulary) => string>> = {
  n: (random, words) => words.noun(random),
  v: (random, words) => words.verb(random),
  q: (random, words) => words.quality(random),
  r: (random, words) => words.rare(random),
  d: random => String(random.below(10 ** (1 + random.below(5)))),
  h: random => (random.below(0xfffffff) + 0x1000000).toString(16),
};

function template(text: string): Template {
  return text
    .split(/(\{[nvqrdh]\})/)
    .filter(piece => piece !== '')
    .map(piece => slots[/^\{(.)\}$/.exec(piece)?.[1] ?? ''] ?? (() => piece));
}

const templates = (text: string) => text.trim().split('\n').map(template);

const questions: Readonly<Record<WrittenLanguage, readonly Template[]>> = {
  zh: templates(`
如何{v}{q}的{n}？
请帮我{v}一下{n}和{n}之间的关系，重点说明{r}的影响。
为什么我的{n}在{v}的时候总是报错 {h}？
写一段代码，{v}{n}并把{n}{v}到文件里。
{n}的{n}是什么意思？请举{d}个例子。
用表格比较{n}、{n}和{n}的优缺点。
请把下面这段关于{n}的话翻译成英文：{r}的{n}需要{v}，否则{n}会变得{q}。
推导一下{n}的{n}公式，并解释每个符号。
我想{v}一个{q}的{n}，预算{d}元，有什么建议？
继续，说得更详细一些。
总结上面的{n}，不超过{d}个字。
`),
  en: templates(`
How do I {v} a {q} {n}?
Please {v} the relation between {n} and {n}, and say what {r} changes.
Why does my {n} fail with {h} when I {v} it?
Write code that can {v} the {n} and {v} every {n} into a file.
What is the {n} of a {n}? Give {d} examples.
Compare {n}, {n} and {n} in a table.
Derive the formula for the {n} of a {n} and explain each symbol.
I want to {v} a {q} {n} for {d} dollars. What would you do?
Go on, in more detail please.
Summarise the {n} above in {d} words.
`),
};

const statements: Readonly<Record<WrittenLanguage, readonly Template[]>> = {
  zh: templates(`
首先，我们需要{v}{n}，因为{q}的{n}会直接影响{n}。
一般来说，{n}越{q}，{n}就越容易{v}。
如果{n}已经{v}过，那么可以跳过这一步，直接{v}{n}。
这里的关键在于{r}：它决定了{n}能不能{v}。
需要注意的是，{n}和{n}并不是同一个概念，前者更{q}。
在实际项目中，{n}通常会比{n}{q}得多，大约是{d}倍。
根据{r}的经验，先{v}再{v}往往比反过来更{q}。
换句话说，只要{n}足够{q}，{n}就不会成为瓶颈。
另外，**{n}**的默认值是 {d}，可以通过{n}来{v}。
从数学上看，这等价于把{n}{v}到{q}的{n}空间里。
当{n}超过 {d} 时，建议{v}{n}，否则{n}可能会丢失。
你可以把{r}理解为一种{q}的{n}，它只负责{v}{n}。
最后，别忘了{v}{n}，并检查{n}是否{q}。
这种做法的缺点也很明显：{n}会变得{q}，而且很难{v}。
`),
  en: templates(`
First, {v} the {n}, because a {q} {n} decides how well the {n} works.
In general, the more {q} a {n} is, the easier it is to {v} the {n}.
If the {n} was already there, skip this step and {v} the {n} directly.
The key is the {r}: it tells whether you can {v} the {n} at all.
Note that a {n} and a {n} are not the same; the first is more {q}.
In practice the {n} is about {d} times as {q} as the {n}.
According to {r}, to {v} before you {v} is more {q} than the other way round.
In other words, as long as the {n} is {q}, the {n} will not be the bottleneck.
The default of **{n}** is {d}; a {n} can {v} it.
Above {d} it is better to {v} the {n}, otherwise the {n} may be lost.
Think of {r} as a {q} {n} that does nothing but {v} the {n}.
Finally, {v} the {n} and check that the {n} is still {q}.
The drawback is obvious: the {n} becomes {q}, and it is hard to {v}.
It's worth it to {v} the {n} with commit \`{h}\`, which made the {n} more {q}.
`),
};

const thoughts: Readonly<Record<WrittenLanguage, readonly Template[]>> = {
  zh: templates(`
用户问的是{n}，可能想知道怎么{v}。
嗯，先想想{n}和{n}的区别。
等等，这里的{r}应该不是{q}的。
让我再{v}一下：{d} 乘以 {d}，结果应该是对的。
也许可以从{n}的角度来{v}，这样更{q}。
`),
  en: templates(`
The user asks about the {n}; they probably want to {v} it.
Wait, the {r} cannot be {q} here.
Let me {v} this again: {d} times {d}, that seems right.
Maybe start from the {n}, which is more {q}.
So the answer should mention the {n} and then the {n}.
`),
};

const codeBlocks: readonly Template[] = [
  template(`\`\`\`python
def load_{h}(path, limit={d}):
    """Reads rows and counts them."""
    rows = [line.rstrip("\\n") for line in open(path, encoding="utf-8")]
    return sorted(rows, key=len)[:limit]
\`\`\``),
  template(`\`\`\`typescript
export async function fetch_{h}(url: string): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout({d}) });
  if (!response.ok) throw new Error(\`status \${response.status}\`);
  return (await response.text()).length;
}
\`\`\``),
  template(`\`\`\`sql
SELECT id, count(*) AS n FROM items_{h}
WHERE created_at > {d} GROUP BY id ORDER BY n DESC LIMIT 20;
\`\`\``),
  template(`\`\`\`bash
grep -rn "{h}" src | head -n {d} && npm run build
\`\`\``),
];

const formulas: readonly string[] = [
  '$$\n\\hat{\\beta} = (X^\\top X)^{-1} X^\\top y\n$$',
  '$$\nP(A \\mid B) = \\frac{P(B \\mid A)\\,P(A)}{P(B)}\n$$',
  '$$\n\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}\n$$',
];

export interface TextMaker {
  readonly prompt: () => string;
  /** Markdown of about this many characters: paragraphs, lists, code, tables, formulas. */
  readonly answer: (characters: number) => string;
  readonly reasoning: (characters: number) => string;
}

/** Texts of one language. */
export function createTexts(random: Random, language: WrittenLanguage): TextMaker {
  const words = language === 'zh' ? chinese : english;
  const gap = language === 'zh' ? '' : ' ';
  const fill = (wanted: Template) => {
    let text = '';
    for (const piece of wanted) text += piece(random, words);
    return text;
  };
  const from = (all: Readonly<Record<WrittenLanguage, readonly Template[]>>) => fill(random.pick(all[language]));
  const paragraph = () => {
    let text = from(statements);
    for (let more = random.below(4); more > 0; more -= 1) text += gap + from(statements);
    return text;
  };
  const list = () =>
    Array.from({ length: 2 + random.below(4) }, (_item, index) => `${index + 1}. ${from(statements)}`).join('\n');
  const table = () => {
    const row = () => `| ${words.noun(random)} | ${words.quality(random)} | ${random.below(1_000)} |`;
    const rows = Array.from({ length: 2 + random.below(4) }, row).join('\n');
    return `| ${words.noun(random)} | ${words.noun(random)} | n |\n| --- | --- | --- |\n${rows}`;
  };
  const block = () => {
    const kind = random.next();
    if (kind < 0.62) return paragraph();
    if (kind < 0.74) return list();
    if (kind < 0.83) return `## ${words.noun(random)}${gap}${words.quality(random)}`;
    if (kind < 0.92) return fill(random.pick(codeBlocks));
    return kind < 0.97 ? table() : random.pick(formulas);
  };
  const upTo = (characters: number, piece: () => string, between: string) => {
    let text = piece();
    while (text.length < characters) text += between + piece();
    return text;
  };
  return {
    prompt: () => from(questions) + (random.chance(0.2) ? gap + from(questions) : ''),
    answer: characters => upTo(characters, block, '\n\n'),
    reasoning: characters => upTo(characters, () => from(thoughts), gap || ''),
  };
}
