import { requestGrammar } from './code/codeGrammars';
import { formulaRenderer } from './formula/formulaRenderer';

/** The languages that answers are most often written in, each with a line that makes its grammar compile its commonest expressions. */
const commonLanguages: readonly (readonly [name: string, line: string])[] = [
  ['python', 'def f(x: int = 1) -> str: return f"{x}"  # note'],
  ['typescript', 'export const f = async (x: number): Promise<string> => [x, "a", 1]; // note'],
  ['javascript', 'export const f = async x => [x, "a", 1]; // note'],
  ['shellscript', 'if [ -f "$1" ]; then echo "$(cat "$1")"; fi # note'],
  ['json', '{ "a": [1, true, "text"] }'],
  ['html', '<p class="a"></p>'],
  ['css', '.a { color: #fff; }'],
  ['sql', "SELECT a FROM b WHERE c = 'd' -- note"],
];

/**
 * So long a grammar is read without a pause: what it compiled by then it need not compile again. It looks at the clock between two
 * expressions only, so that it may take a little longer.
 */
const pieceMs = 8;
const mostPieces = 60;

/**
 * Loads ahead what the first formula and the first code block would otherwise have to wait for (some 30 to 50 ms of work per language).
 * Call it when the page has nothing to do; `pause` is awaited between the pieces of work.
 */
export async function warmMarkdown(pause: () => Promise<void>): Promise<void> {
  await formulaRenderer.load();
  formulaRenderer.show(document.createElement('span'), '\\frac{a}{\\sqrt{b}}', true, '');
  for (const [name, line] of commonLanguages) {
    await pause();
    const grammar = await requestGrammar(name);
    for (let piece = 0; grammar !== null && piece < mostPieces; piece++) {
      await pause();
      if (!grammar.readLine(line, null, pieceMs).isCutShort) break;
    }
  }
}
