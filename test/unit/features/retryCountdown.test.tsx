// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AnswerProgress } from '../../../src/features/compare/AnswerProgress';
import type { AnswerState } from '../../../src/state/shownConversation';
import { drawnPage } from '../../support/drawnPage';
import { someAnswer } from '../../support/pageRows';
import '../../../src/state/i18n';

const { draw, host } = drawnPage();
const startMs = Date.UTC(2026, 2, 29, 0, 59, 50);
const hourMs = 60 * 60 * 1_000;

beforeEach(() => {
  vi.useFakeTimers({ now: startMs });
});
afterEach(() => vi.useRealTimers());

/** An answer whose try is repeated so long after it was begun. */
function waiting(untilMs: number, attempt = 2): AnswerState {
  const {
    text: _text,
    reasoning: _reasoning,
    ...answer
  } = someAnswer('one', { status: 'waiting', startedAt: startMs });
  const error = { class: 'rate-limit', isRetryable: true } as const;
  return { ...answer, hasText: false, hasReasoning: false, retry: { attempt, maxAttempts: 4, untilMs, error } };
}

const seconds = () => Number(/in (\d+) s/.exec(host().textContent ?? '')?.[1]);
const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));

it.each([
  ['back', -hourMs],
  ['ahead', hourMs],
])(
  'the wait for a repeated try is counted down as it passes, also when the clock is set %s meanwhile',
  async (_, jumpMs) => {
    await draw(<AnswerProgress answer={waiting(30_000)} />);
    expect(seconds()).toBe(30);
    await wait(10_000);
    expect(seconds()).toBe(20);
    vi.setSystemTime(Date.now() + jumpMs);
    await wait(5_000);
    expect(seconds()).toBe(15);
  },
);

it('each wait is counted from its own beginning', async () => {
  await draw(<AnswerProgress answer={waiting(4_000)} />);
  await wait(4_000);
  expect(seconds()).toBe(0);
  await draw(<AnswerProgress answer={waiting(12_000, 3)} />);
  expect(seconds()).toBe(8);
  await wait(3_000);
  expect(seconds()).toBe(5);
});
