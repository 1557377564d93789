import type { Answer } from './answer';
import type { Attachment, Lane, Turn, TurnLane } from './conversation';
import { costOf } from './cost';
import type { AnswerId, TurnId } from './ids';
import { lanePath } from './lanePath';
import type { Currency, Price } from './price';
import { estimateTokens } from './tokenEstimate';

/** Tokens per byte of UTF-8: 0.27 for Latin text, 0.22 for Chinese. */
const tokensPerByte = 0.25;

/** About how many tokens attached text files are, by their size alone: reading them all for a figure that is an estimate would be wasteful. */
export function attachmentTokens(attachments: readonly Attachment[]): number {
  return attachments
    .filter(({ mediaType }) => mediaType === 'text/plain')
    .reduce((sum, { sizeBytes }) => sum + Math.ceil(sizeBytes * tokensPerByte), 0);
}

export interface HistoryReading {
  readonly turnLane: (turnId: TurnId) => TurnLane | undefined;
  readonly turn: (turnId: TurnId) => Turn | undefined;
  readonly answer: (answerId: AnswerId) => Answer | undefined;
}

/** Counted once for each row: a long answer is not read again on every key. Rows never change in place. */
const known = { texts: new WeakMap<object, number>(), reasoning: new WeakMap<object, number>() };

function counted(row: object, kind: keyof typeof known, count: () => number): number {
  const before = known[kind].get(row);
  if (before !== undefined) return before;
  const tokens = count();
  known[kind].set(row, tokens);
  return tokens;
}

const textTokensOf = {
  turn: (turn: Turn) => counted(turn, 'texts', () => estimateTokens(turn.prompt) + attachmentTokens(turn.attachments)),
  answer: (answer: Answer) => counted(answer, 'texts', () => estimateTokens(answer.text)),
};

/** Counts rows ahead of need, one with each step, so that `historyTokens` only has to add up. */
export function* countAhead(turns: Iterable<Turn>, answers: Iterable<Answer>): Generator<undefined, true> {
  for (const turn of turns) yield void textTokensOf.turn(turn);
  for (const answer of answers) yield void textTokensOf.answer(answer);
  return true;
}

/**
 * About how many tokens of a lane's own past go along with its next prompt: its system prompt, and the turns that were answered or are
 * being answered. Earlier reasoning counts only where the vendor wants it back.
 */
export function historyTokens(lane: Lane, isReasoningSent: boolean, reading: HistoryReading): number {
  let tokens = estimateTokens(lane.systemPrompt);
  for (const { turnId, chosenAnswerId } of lanePath(lane.headTurnId, reading.turnLane)) {
    const turn = reading.turn(turnId);
    const answer = chosenAnswerId && reading.answer(chosenAnswerId);
    if (turn === undefined || answer === undefined || (answer.text === '' && answer.timings.endMs !== undefined))
      continue;
    tokens += textTokensOf.turn(turn) + textTokensOf.answer(answer);
    if (isReasoningSent) tokens += counted(answer, 'reasoning', () => estimateTokens(answer.reasoning));
  }
  return tokens;
}

/** What a prompt may cost in one lane: at least its input, at most that and the longest answer. */
export interface CostRange {
  readonly currency: Currency;
  readonly from: number;
  /** Undefined when nothing limits the answer, or its price is not known. */
  readonly to: number | undefined;
}

/**
 * The range for so much input; undefined without a price, or where the price does not cover this length. Nothing is taken to be cached.
 * `maxOutputTokens` limits the answer, thinking included.
 */
export function costRange(
  inputTokens: number,
  maxOutputTokens: number | undefined,
  price: Price | undefined,
  atMs: number,
): CostRange | undefined {
  if (price === undefined) return undefined;
  const from = costOf({ inputTokens, outputTokens: 0, reasoningTokens: 0 }, price, atMs);
  if (from === undefined) return undefined;
  if (maxOutputTokens === undefined) return { currency: price.currency, from, to: undefined };
  const usage = { inputTokens, outputTokens: maxOutputTokens };
  const answers = [costOf({ ...usage, reasoningTokens: 0 }, price, atMs)];
  if (price.thinkingOutputPerMillion !== undefined) answers.push(costOf({ ...usage, reasoningTokens: 1 }, price, atMs));
  const sums = answers.filter(sum => sum !== undefined);
  return { currency: price.currency, from, to: sums.length === answers.length ? Math.max(...sums) : undefined };
}

/** Ranges added up by currency; `to` stays open where one of them is. */
export function sumByCurrency(ranges: readonly CostRange[]): readonly CostRange[] {
  const sums = new Map<Currency, CostRange>();
  for (const range of ranges) {
    const before = sums.get(range.currency);
    const to =
      before === undefined || before.to === undefined || range.to === undefined ? undefined : before.to + range.to;
    sums.set(range.currency, before === undefined ? range : { ...range, from: before.from + range.from, to });
  }
  return [...sums.values()];
}
