/** What an answer of the benchmarks is made of: everything mixed, or one block of one kind that never ends. */
export type AnswerKind = 'mixed' | 'code' | 'paragraph' | 'list' | 'table' | 'math';

/** Characters per token of such mixed Chinese and English text with code, as counted with the o200k vocabulary. */
export const charactersPerToken = 2.9;
/** What one model at 400 tokens per second sends in a frame of 1/60 s. */
export const chunkCharacters = Math.round((400 / 60) * charactersPerToken);

/** An answer of about so many tokens. The same for the same numbers; no formula, line of code or row stands in it twice. */
export function answerText(kind: AnswerKind, tokens: number, seed = 1): string {
  const length = Math.round(tokens * charactersPerToken);
  let text = kind === 'code' ? '```ts\n' : '';
  if (kind === 'table') text = '| 编号 | Name | Value | 说明 |\n| ---: | :--- | :---: | --- |\n';
  for (let part = seed * 1_000; text.length < length; part++) text += parts[kind](part);
  return text.slice(0, length);
}

const parts: Readonly<Record<AnswerKind, (number: number) => string>> = {
  mixed: mixedPart,
  code: number =>
    `export const value${number} = compute(${number}, "text ${number}", { limit: ${number % 97} }); // 第 ${number} 行\n` +
    `if (value${number} > ${number % 13}) { items.push([value${number}, \`\${name}-${number}\`]); }\n`,
  paragraph: number =>
    `梯度下降第 ${number} 步会沿着**负梯度方向**更新参数，the step size \`eta_${number}\` decides how far it goes, *and* too large a step diverges；` +
    `参见 [notes ${number}](https://example.com/${number})。`,
  list: number =>
    `- **第 ${number} 项**：compare \`option_${number}\` with the one before it，注意 $x_{${number}}$ 的取值范围以及误差的来源。\n`,
  table: number => `| ${number} | item \`${number}\` | **${number * 7}** | 第 ${number} 行的说明 with a few words |\n`,
  math: number =>
    `式 ${number} 中 $\\alpha_{${number}} = \\frac{${number}}{n}$，于是\n\n` +
    `$$\n\\sum_{i=1}^{${number}} \\frac{x_i^{${number % 9}}}{\\sqrt{i + ${number}}} \\le \\int_0^{${number}} f(t)\\,dt\n$$\n\n`,
};

const codeSamples: readonly ((number: number) => string)[] = [
  n =>
    `\`\`\`python\ndef step_${n}(x: list[float], rate: float = 0.0${n}) -> float:\n    """第 ${n} 步。"""\n    total = sum(v * ${n} for v in x)  # 累加\n    return total * rate if total > ${n} else 0.0\n\`\`\``,
  n =>
    `\`\`\`ts\nexport async function load${n}(id: string): Promise<Row | undefined> {\n  const row = await store.get(\`row-\${id}-${n}\`); // 读取\n  return row === undefined ? undefined : { ...row, version: ${n} };\n}\n\`\`\``,
  n =>
    `\`\`\`bash\nfor file in data-${n}/*.csv; do\n  head -n ${n} "$file" | cut -d, -f1 >> out-${n}.txt\ndone\n\`\`\``,
  n => `\`\`\`json\n{ "id": ${n}, "tags": ["a${n}", "b"], "nested": { "ok": true, "rate": 0.${n} } }\n\`\`\``,
  n =>
    `\`\`\`sql\nSELECT name, count(*) AS n${n}\nFROM events WHERE day > '2026-0${(n % 9) + 1}-01'\nGROUP BY name HAVING count(*) > ${n};\n\`\`\``,
  n => `\`\`\`css\n.card-${n} {\n  display: grid;\n  gap: ${n}px;\n  color: #${(n % 900) + 100};\n}\n\`\`\``,
];

function mixedPart(n: number): string {
  const code = codeSamples[n % codeSamples.length]?.(n) ?? '';
  return `## ${n}. 线性回归 and descent

线性回归是一种**最基本的监督学习方法**。给定数据集 $\\{(x_i, y_i)\\}_{i=1}^{${n}}$，我们希望找到参数 $w_{${n}}, b$ 使得误差尽可能小，参见 [文档 ${n}](https://example.com/docs/${n})。

For a batch of size ${n} the *mean squared error* is what is made small; a step that is too large makes it \`diverge_${n}\`, and one that is too small takes long. Nothing else in this paragraph matters, but real answers have such sentences too.

$$
\\mathcal{L}_{${n}}(w, b) = \\frac{1}{${n}}\\sum_{i=1}^{${n}}\\left(y_i - (w x_i + b)\\right)^2
$$

1. **初始化**参数 \`w = ${n}\`。
2. 重复以下操作直到收敛：
   - 计算预测值 $\\hat y_{${n}}$；
   - 更新参数。

${code}

| 模型 | Context | Price | 特点 |
| :--- | ---: | ---: | :--- |
| Model ${n} | ${n}K | ¥${n}.60 | 长文本、**代码**能力 |
| Model ${n + 1} | 128K | ¥0.${n} | 便宜，支持 \`tool_${n}\` |

> 注意：学习率 $\\eta_{${n}}$ 过大会导致发散，过小则收敛缓慢。

`;
}
