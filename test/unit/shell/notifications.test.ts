import { describe, expect, it } from 'vitest';
import { type FinishedTurn, FinishedTurns, type Outcome } from '../../../electron/shell/finishedTurns';
import { type Notice, Notifier, plainLine } from '../../../electron/shell/notifications';
import { createWords } from '../../../electron/shell/words';
import type { Answer } from '../../../src/shared/domain/answer';
import type { AnswerId, ConversationId, TurnId } from '../../../src/shared/domain/ids';
import type { LanePart } from '../../../src/shared/domain/part';

const conversationId = 'c' as ConversationId;

function finished(...outcomes: Outcome[]): FinishedTurn {
  return {
    conversationId,
    turnId: 't' as TurnId,
    answers: outcomes.map((outcome, index) => ({ id: `a${index}` as AnswerId, outcome })),
  };
}

function notifier(changes: {
  isNotifying?: boolean;
  isNotifyingSilently?: boolean;
  isNotifyingWithText?: boolean;
  isLookedAt?: boolean;
  title?: string;
}) {
  const shown: Notice[] = [];
  const marks: number[] = [];
  const clock = { nowMs: 0 };
  const made = new Notifier({
    words: createWords(() => 'en'),
    settings: () => ({ isNotifying: true, isNotifyingSilently: false, isNotifyingWithText: false, ...changes }),
    isLookedAt: () => changes.isLookedAt ?? false,
    title: () => ('title' in changes ? changes.title : 'Rust or Go'),
    text: id => `Text of <b>${id}</b>\n\n# more`,
    show: notice => shown.push(notice),
    mark: count => marks.push(count),
    nowMs: () => clock.nowMs,
  });
  return { made, shown, marks, clock };
}

describe('the news that answers have ended', () => {
  it.each([
    [['done'], 'The answer is complete.'],
    [['failed'], 'The answer failed.'],
    [['interrupted'], 'The answer broke off.'],
    [['done', 'done', 'done'], 'All 3 answers are complete.'],
    [['done', 'done', 'done', 'failed'], '3 of 4 answers complete · 1 failed'],
    [['done', 'interrupted', 'failed'], '1 of 3 answers complete · 1 failed · 1 broken off'],
    [['stopped', 'done'], 'The answer is complete.'],
  ] as const)('of %j are told in one sentence', (outcomes, body) => {
    const { made, shown } = notifier({});
    made.turnFinished(finished(...outcomes));
    expect(shown).toEqual([{ title: 'Rust or Go', body, isSilent: false, conversationId }]);
  });

  it.each([
    ['a window is looked at', { isLookedAt: true }],
    ['the user wants none', { isNotifying: false }],
    ['the conversation is gone', { title: undefined as unknown as string }],
  ])('are not told when %s', (_name, changes) => {
    const { made, shown, marks } = notifier(changes);
    made.turnFinished(finished('done'));
    expect({ shown, marks }).toEqual({ shown: [], marks: [] });
  });

  it('are not told when the user has stopped everything', () => {
    const { made, shown } = notifier({});
    made.turnFinished(finished('stopped', 'stopped'));
    expect(shown).toEqual([]);
  });

  it('hold no word of an answer unless that was asked for', () => {
    const without = notifier({});
    without.made.turnFinished(finished('done'));
    expect(without.shown[0]?.body).not.toContain('Text of');
    const with_ = notifier({ isNotifyingWithText: true, isNotifyingSilently: true });
    with_.made.turnFinished(finished('failed', 'done'));
    expect(with_.shown[0]).toMatchObject({
      body: '1 of 2 answers complete · 1 failed\nText of ‹b›a1‹/b› # more',
      isSilent: true,
    });
  });

  it('come a few times a minute at most, and are counted all the same', () => {
    const { made, shown, marks, clock } = notifier({});
    for (let turn = 0; turn < 10; turn++) made.turnFinished(finished('done'));
    expect(shown).toHaveLength(4);
    expect(marks.at(-1)).toBe(1);
    clock.nowMs = 61_000;
    made.turnFinished(finished('done'));
    expect(shown).toHaveLength(5);
  });

  it('are no longer marked once a window is looked at', () => {
    const { made, marks } = notifier({});
    made.lookedAt();
    made.turnFinished(finished('done'));
    made.lookedAt();
    expect(marks).toEqual([1, 0]);
  });
});

describe('a line of plain text', () => {
  it('holds neither markup nor line breaks nor characters that cannot be seen', () => {
    expect(plainLine('<img src=x>\n\u202eevil\u0007 &lt; R&D', 80)).toBe('‹img src=x› evil ＆lt; R&D');
  });

  it('is cut between letters', () => {
    expect(plainLine('😀'.repeat(50), 10)).toBe(`${'😀'.repeat(9)}…`);
    expect(plainLine('short', 10)).toBe('short');
  });
});

describe('turns that have ended', () => {
  const answer = (id: string, turnId: string, status: Answer['status'] = 'queued') =>
    ({ id, turnId, status }) as unknown as Answer;
  const follow = () => {
    const ended: string[] = [];
    const counts: number[] = [];
    const turns = new FinishedTurns({
      onFinished: ({ turnId, answers }) =>
        ended.push(`${turnId}: ${answers.map(({ id, outcome }) => `${id} ${outcome}`).join(', ')}`),
      onLiveCount: count => counts.push(count),
    });
    const start = (...answers: Answer[]) =>
      turns.note({ name: 'conversation.changed', payload: { conversationId, change: { answers } } });
    const tell = (id: string, part: LanePart) =>
      turns.note({
        name: 'answer.parts',
        payload: [{ answerId: id as AnswerId, conversationId, sequence: 1, parts: [{ atMs: 0, part }] }],
      });
    return { turns, ended, counts, start, tell };
  };
  const finish = { type: 'finish', reason: 'stop', raw: 'stop' } as const;
  const failure = { type: 'error', error: { class: 'network', isRetryable: false }, isInterrupted: false } as const;

  it('are told once, with how each answer ended', () => {
    const { ended, counts, start, tell } = follow();
    start(answer('a', 't'), answer('b', 't'), answer('c', 't'));
    tell('a', { type: 'text-delta', text: 'x' });
    tell('b', failure);
    tell('a', finish);
    expect(ended).toEqual([]);
    tell('c', { ...failure, isInterrupted: true });
    tell('c', finish);
    expect(ended).toEqual(['t: b failed, a done, c interrupted']);
    expect(counts).toEqual([3, 2, 1, 0]);
  });

  it('are told for each turn by itself', () => {
    const { ended, start, tell } = follow();
    start(answer('a', 't'), answer('b', 'u'));
    tell('b', finish);
    tell('a', { type: 'stopped' });
    expect(ended).toEqual(['u: b done', 't: a stopped']);
  });

  it('are told again for an answer that was continued', () => {
    const { ended, start, tell } = follow();
    start(answer('a', 't'), answer('b', 't'));
    tell('a', finish);
    tell('b', finish);
    start(answer('a', 't', 'connecting'));
    tell('a', finish);
    expect(ended).toEqual(['t: a done, b done', 't: a done']);
  });

  it('are none of those that were never seen to run', () => {
    const { turns, ended, start, tell } = follow();
    start(answer('a', 't', 'done'));
    tell('z', finish);
    expect({ ended, live: turns.liveCount }).toEqual({ ended: [], live: 0 });
  });
});
