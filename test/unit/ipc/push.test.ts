import { describe, expect, it } from 'vitest';
import { Push } from '../../../electron/ipc/push';
import type { AppNotice } from '../../../src/shared/contract/appState';
import type { Event } from '../../../src/shared/contract/events';
import type { Turn } from '../../../src/shared/domain/conversation';
import type { AnswerId, ConversationId } from '../../../src/shared/domain/ids';
import type { LanePart } from '../../../src/shared/domain/part';

const conversationId = 'c' as ConversationId;

function setUp() {
  const sent: Event[] = [];
  const timers: { run: () => void; delayMs: number }[] = [];
  const clock = { ms: 1000 };
  const push = new Push({
    send: event => sent.push(event),
    setTimer: (run, delayMs) => timers.push({ run, delayMs }),
    nowMs: () => clock.ms,
  });
  const parts = (answer: string, sequence: number, part: LanePart) =>
    push.parts({ answerId: answer as AnswerId, conversationId, sequence, parts: [{ atMs: 0, part }] });
  const text = (answer: string, sequence: number, words: string) =>
    parts(answer, sequence, { type: 'text-delta', text: words });
  return { sent, timers, clock, push, parts, text };
}

describe('push', () => {
  it('sends megabytes apart from the work that led to them, and nothing that comes later before them', async () => {
    const { sent, push, parts } = setUp();
    const changed = (prompt: string) =>
      push.event('conversation.changed', { conversationId, change: { turns: [{ prompt } as Turn] } });
    const heard = () => sent.map(({ name }) => name);
    parts('a', 1, { type: 'alive' });
    changed('short');
    expect(push.sent()).toBeUndefined();
    changed('x'.repeat(1_000_000));
    changed('short again');
    parts('a', 2, { type: 'text-delta', text: 'first' });
    push.event('notice.added', { id: 'storage-busy' } as AppNotice);
    expect(heard()).toEqual(['answer.parts', 'conversation.changed']);
    let isTold = false;
    const told = push.sent()?.then(() => {
      isTold = true;
    });
    await Promise.resolve();
    expect(isTold).toBe(false);
    await told;
    expect(heard().slice(2)).toEqual(['conversation.changed', 'conversation.changed', 'answer.parts', 'notice.added']);
    expect(push.sent()).toBeUndefined();
  });

  it('sends megabytes at once where a snapshot is taken next', async () => {
    const { sent, push, parts } = setUp();
    const turn = { prompt: 'x'.repeat(1_000_000) } as Turn;
    push.event('conversation.changed', { conversationId, change: { turns: [turn] } });
    parts('a', 1, { type: 'alive' });
    push.flush();
    const heard = ['conversation.changed', 'answer.parts'];
    expect(sent.map(({ name }) => name)).toEqual(heard);
    await new Promise(resolve => setImmediate(resolve));
    expect(sent.map(({ name }) => name)).toEqual(heard);
  });

  it('hands on the first part at once and gathers the next ones', () => {
    const { sent, timers, clock, parts, text } = setUp();
    text('a', 1, 'first');
    expect(sent).toHaveLength(1);
    text('a', 2, 'se');
    parts('b', 1, { type: 'alive' });
    text('a', 3, 'cond');
    expect(sent).toHaveLength(1);
    expect(timers).toHaveLength(1);
    clock.ms += 8;
    timers[0]?.run();
    expect(sent[1]).toEqual({
      name: 'answer.parts',
      payload: [
        {
          answerId: 'a',
          conversationId,
          firstSequence: 2,
          sequence: 3,
          parts: [{ atMs: 0, part: { type: 'text-delta', text: 'second' } }],
        },
        {
          answerId: 'b',
          conversationId,
          firstSequence: 1,
          sequence: 1,
          parts: [{ atMs: 0, part: { type: 'alive' } }],
        },
      ],
    });
  });

  it("hands on an answer's first token at once while others stream, with what waits, and again after the answer was continued", () => {
    const { sent, timers, clock, parts, text } = setUp();
    text('a', 1, 'one');
    text('a', 2, 'two');
    clock.ms += 1;
    text('b', 1, 'first');
    const answersOf = (index: number) => {
      const event = sent[index];
      return event?.name === 'answer.parts' ? event.payload.map(({ answerId }) => answerId) : [];
    };
    expect(answersOf(1)).toEqual(['a', 'b']);
    text('b', 2, 'second');
    // Eight milliseconds since the first message, seven since the last one: the next one waits for one more.
    clock.ms += 7;
    timers[0]?.run();
    expect(sent).toHaveLength(2);
    clock.ms += timers[1]?.delayMs ?? 0;
    timers[1]?.run();
    expect(answersOf(2)).toEqual(['b']);
    parts('b', 3, { type: 'stopped' });
    text('b', 4, 'goes on');
    expect(answersOf(3)).toEqual(['b']);
  });

  it('never sends more than 125 messages in a second, however many parts arrive', () => {
    const { sent, timers, clock, text } = setUp();
    const endMs = clock.ms + 1000;
    let sequence = 0;
    let due = Number.POSITIVE_INFINITY;
    for (; clock.ms < endMs; clock.ms += 0.25) {
      if (clock.ms >= due) {
        due = Number.POSITIVE_INFINITY;
        timers.shift()?.run();
      }
      sequence += 1;
      text('a', sequence, 'x');
      const timer = timers[0];
      if (timer !== undefined && due === Number.POSITIVE_INFINITY) due = clock.ms + timer.delayMs;
    }
    expect(sent.length).toBeLessThanOrEqual(125);
    expect(sent.length).toBeGreaterThan(100);
  });

  it('keeps the order between parts and other events', () => {
    const { sent, push, parts, text } = setUp();
    text('a', 1, 'x');
    parts('a', 2, { type: 'stopped' });
    push.event('conversation.removed', { conversationId });
    expect(sent.map(event => event.name)).toEqual(['answer.parts', 'answer.parts', 'conversation.removed']);
  });

  it('joins only neighbouring deltas of the same kind', () => {
    const { sent, push, parts } = setUp();
    parts('z', 1, { type: 'alive' });
    parts('a', 1, { type: 'reasoning-delta', text: 'first' });
    parts('a', 2, { type: 'reasoning-delta', text: '1' });
    parts('a', 3, { type: 'text-delta', text: '2' });
    parts('a', 4, { type: 'text-delta', text: '3' });
    parts('a', 5, { type: 'reasoning-delta', text: '4' });
    push.flush();
    const batch = sent[2]?.name === 'answer.parts' ? sent[2].payload[0] : undefined;
    expect(batch?.parts.map(({ part }) => ('text' in part ? part.text : part.type))).toEqual(['1', '23', '4']);
  });
});
