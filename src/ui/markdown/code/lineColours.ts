import { FrameBudget } from '../frameBudget';
import { type ColouredRun, loadedGrammar, requestGrammar } from './codeGrammars';

/**
 * A longer line keeps the plain colour (and the state of the line before it). One search of one expression cannot be interrupted, and some
 * grammars need cubic time: 4,900 times `<` kept the shell grammar busy for 57 s, 500 times for 60 ms. The grammars named here stayed
 * under 60 ms for every such line of 4,900 characters that was tried.
 */
const maximumLineLength = 500;
const maximumEvenLineLength = 4_000;
const evenGrammars: ReadonlySet<string> = new Set(['css', 'diff', 'json', 'python', 'sql']);
const maximumBlockLength = 500_000;
/** The engine looks at the clock between two matches only, so a line may take a little longer. */
const lineLimitMs = 25;
/** A line that was cut short gets one more try: what it compiled by then it need not compile again. */
const secondLimitMs = 70;
/** The first lines of a grammar compile its expressions and are slow for that reason. */
const warmupLines = 12;
const warmupLimitMs = 150;
/** A busy machine may need so many turns for that, each of which goes on where the one before it stopped; others come in between. */
const warmupTries = 8;
const slowLineMs = 40;
const maximumSlowLines = 5;

const budget = new FrameBudget(5);
const linesRead = new Map<string, number>();

let waitingLines = 0;

/** Resolves when no line of any code block waits for its colours any more. */
export async function whenLinesColoured(): Promise<void> {
  while (waitingLines > 0) await new Promise(resolve => setTimeout(resolve, 4));
}

type PaintLine = (runs: readonly ColouredRun[]) => void;

interface WaitingLine {
  readonly line: string;
  readonly paint: PaintLine;
  /** How often it was cut short. */
  readonly tries: number;
}

/**
 * Colours of one code block, line by line: each finished line is read once, from the state that the one before it left.
 * A block that is too long, or whose lines take too long, goes on without colours.
 */
export class LineColours {
  private state: unknown = null;
  private length = 0;
  private slowLines = 0;
  private readonly waiting: WaitingLine[] = [];
  private isGivenUp = false;

  private readonly maximumLength: number;

  constructor(
    private readonly grammarName: string,
    private readonly signal: AbortSignal,
  ) {
    this.maximumLength = evenGrammars.has(grammarName) ? maximumEvenLineLength : maximumLineLength;
  }

  /** Reads the next finished line and paints it, now or later. */
  addLine(line: string, paint: PaintLine): void {
    this.length += line.length;
    if (this.length > maximumBlockLength) this.giveUp();
    if (this.isGivenUp || line.length > this.maximumLength) return;
    this.waiting.push({ line, paint, tries: 0 });
    this.schedule();
  }

  /** Colours of a line that is still growing, if they can be had at once. */
  preview(line: string): readonly ColouredRun[] | null {
    const grammar = loadedGrammar(this.grammarName);
    const isBehind = this.waiting.length > 0 || line.length > maximumLineLength;
    if (grammar === null || grammar === undefined || this.isGivenUp || isBehind || line === '') return null;
    const start = performance.now();
    const result = grammar.readLine(line, this.state, this.isWarm() ? lineLimitMs : warmupLimitMs);
    this.judge(performance.now() - start, result.isCutShort);
    return result.isCutShort ? null : result.runs;
  }

  private schedule(): void {
    waitingLines++;
    const job = () => {
      waitingLines--;
      this.readNextLine();
    };
    if (loadedGrammar(this.grammarName) === undefined)
      void requestGrammar(this.grammarName).then(() => budget.run(job));
    else if (this.isWarm()) budget.run(job);
    // The text is not held up by what its colours have to compile.
    else budget.runLater(job);
  }

  /** Every job reads the oldest waiting line, so the order of the lines never depends on the order of the jobs. */
  private readNextLine(): void {
    // The answer was taken from the page: its lines would only hold up those that are looked at now.
    if (this.signal.aborted) this.giveUp();
    const next = this.waiting.shift();
    const grammar = loadedGrammar(this.grammarName);
    if (grammar === null || grammar === undefined) this.giveUp();
    else if (next !== undefined && !this.isGivenUp) {
      const start = performance.now();
      const isWarm = this.isWarm();
      let result = grammar.readLine(next.line, this.state, isWarm ? lineLimitMs : warmupLimitMs);
      if (result.isCutShort && isWarm) result = grammar.readLine(next.line, this.state, secondLimitMs);
      else if (result.isCutShort && next.tries + 1 < warmupTries) {
        this.waiting.unshift({ ...next, tries: next.tries + 1 });
        this.schedule();
        return;
      }
      this.judge(performance.now() - start, result.isCutShort);
      // A line that was left in its middle leaves a state that would colour everything after it wrongly.
      if (result.isCutShort) return;
      this.state = result.state;
      next.paint(result.runs);
    }
  }

  private isWarm(): boolean {
    return (linesRead.get(this.grammarName) ?? 0) >= warmupLines;
  }

  private judge(tookMs: number, isCutShort: boolean): void {
    const isWarm = this.isWarm();
    linesRead.set(this.grammarName, (linesRead.get(this.grammarName) ?? 0) + 1);
    if (!isWarm || (!isCutShort && tookMs <= slowLineMs)) return;
    this.slowLines++;
    if (this.slowLines >= maximumSlowLines) this.giveUp();
  }

  private giveUp(): void {
    this.isGivenUp = true;
    this.waiting.length = 0;
  }
}
