import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const mixed = readFileSync(resolve(import.meta.dirname, '../fixtures/markdown/mixed-answer.md'), 'utf8');
/** A small picture that comes with the text, 120 by 80 pixels. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAHgAAABQCAIAAABd+SbeAAAAg0lEQVR42u3QMQ0AAAgDsBlAIi/+JeCCcDSpgqamORAFokUjWrRoC6JFI1q0aAuiRSNatGhEi0a0aNGIFo1o0aIRLRrRokUjWjSiRYtGtGhEixaNaNGIFi0a0aIRLVo0okUjWrRoRItGtGjRiBaNaNGiES0a0aJFI1o0okWLRrRoRP+xMXZ5w7RQ9MIAAAAASUVORK5CYII=';

/** An answer of so many parts with everything in it: Chinese, code, tables, formulas, a picture. About 1,000 tokens a part. */
export function longAnswer(parts: number, mark = 'PART'): string {
  const one = (number: number) =>
    `## ${mark} ${number}\n\nThe words of ${mark} ${number} stand here, so that it can be found again.\n\n` +
    `![curve](data:image/png;base64,${picture})\n\n${mixed.replaceAll('[^1]', `[^${number}]`)}\n`;
  return Array.from({ length: parts }, (_, index) => one(index + 1)).join('\n');
}
