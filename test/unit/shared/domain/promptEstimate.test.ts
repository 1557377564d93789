import { describe, expect, it } from 'vitest';
import { type Answer, isLive } from '../../../../src/shared/domain/answer';
import type { Attachment } from '../../../../src/shared/domain/conversation';
import type { TurnId } from '../../../../src/shared/domain/ids';
import type { Price } from '../../../../src/shared/domain/price';
import {
  attachmentTokens,
  costRange,
  countAhead,
  historyTokens,
  sumByCurrency,
} from '../../../../src/shared/domain/promptEstimate';
import { someAnswer, someLane, someTurn, someTurnLane } from '../../../support/pageRows';

const price: Price = { currency: 'CNY', inputPerMillion: 4, outputPerMillion: 16, source: '', readOn: '2026-01-01' };
const file = (mediaType: string, sizeBytes: number) => ({ mediaType, sizeBytes }) as Attachment;

describe('the tokens of attached files', () => {
  it('are those of texts; pictures are not guessed at', () => {
    expect(attachmentTokens([file('text/plain', 4_000), file('image/png', 900_000)])).toBe(1_000);
  });

  it('are whole ones, of files of any size', () => {
    expect(attachmentTokens([file('text/plain', 59)])).toBe(15);
    expect(attachmentTokens([file('text/plain', 59), file('text/plain', 5)])).toBe(17);
  });
});

describe('what goes along of a lane’s own past', () => {
  const turns = { a: someTurn('a', 1, { prompt: 'x'.repeat(100) }), b: someTurn('b', 2), c: someTurn('c', 3) };
  const links = {
    a: someTurnLane('a', 'lane-1', { chosenAnswerId: 'one' as never }),
    b: someTurnLane('b', 'lane-1', { parentTurnId: 'a' as TurnId, chosenAnswerId: 'two' as never }),
  };
  const tokens = (answers: { [id: string]: Answer }, isReasoningSent = false) =>
    Math.round(
      historyTokens(someLane('lane-1', { headTurnId: 'b' as TurnId, systemPrompt: 'y'.repeat(100) }), isReasoningSent, {
        turn: id => turns[id as keyof typeof turns],
        turnLane: id => links[id as keyof typeof links],
        answer: id => answers[id],
      }),
    );
  const one = someAnswer('one', { text: '好'.repeat(100), reasoning: 'r'.repeat(1_000), timings: { endMs: 1 } });

  it('is its system prompt and the turns that have an answer, without reasoning', () => {
    const failed = someAnswer('two', { status: 'failed', timings: { endMs: 1 } });
    expect(isLive(failed.status)).toBe(false);
    expect(tokens({ one, two: failed })).toBe(27 + 27 + 65);
  });

  it('has reasoning where the vendor wants it back', () => {
    expect(tokens({ one }, true)).toBe(27 + 27 + 65 + 270);
  });

  it('has a turn that is still being answered, which will be there when the prompt is sent', () => {
    expect(tokens({ one, two: someAnswer('two', { status: 'thinking' }) })).toBe(27 + 27 + 65 + 2);
  });
});

it('what was counted ahead is not read again', () => {
  let reads = 0;
  const turn = {
    ...someTurn('a', 1),
    get prompt() {
      reads += 1;
      return 'Four words are here';
    },
  };
  const answer = someAnswer('one', { text: 'And some more of them' });
  const ahead = countAhead([turn], [answer]);
  while (ahead.next().done !== true);
  expect(reads).toBe(1);
  const cell = someTurnLane('a', 'lane-1', { chosenAnswerId: 'one' as never });
  const tokens = historyTokens(someLane('lane-1', { headTurnId: 'a' as TurnId }), false, {
    turn: () => turn,
    turnLane: () => cell,
    answer: () => answer,
  });
  expect(reads).toBe(1);
  expect(tokens).toBeGreaterThan(8);
});

describe('the cost before sending', () => {
  it('lies between the input alone and the longest answer', () => {
    const range = costRange(1_000, 2_000, price, 0);
    expect([range?.currency, range?.from, range?.to?.toFixed(6)]).toEqual(['CNY', 0.004, '0.036000']);
  });

  it('is open above where nothing limits the answer', () => {
    expect(costRange(1_000, undefined, price, 0)).toEqual({ currency: 'CNY', from: 0.004, to: undefined });
  });

  it('counts the higher of two rates where thinking has its own', () => {
    expect(costRange(0, 1_000, { ...price, thinkingOutputPerMillion: 40 }, 0)?.to).toBe(0.04);
  });

  it('is unknown without a price, and beyond the length the price is known for', () => {
    expect(costRange(1_000, 1, undefined, 0)).toBeUndefined();
    expect(costRange(1_000, 1, { ...price, upToInputTokens: 500 }, 0)).toBeUndefined();
  });

  it('is added up by currency', () => {
    const range = (currency: 'CNY' | 'USD', from: number, to?: number) => ({ currency, from, to });
    expect(sumByCurrency([range('CNY', 1, 2), range('USD', 3, 4), range('CNY', 5, 6), range('USD', 1)])).toEqual([
      range('CNY', 6, 8),
      range('USD', 4),
    ]);
  });
});
