import { beforeEach, describe, expect, it } from 'vitest';
import { Attention } from '../../../electron/ipc/attention';
import type { ConversationId } from '../../../src/shared/domain/ids';

const [a, b] = ['a', 'b'] as ConversationId[] as [ConversationId, ConversationId];
let seen: ConversationId[];
let attention: Attention;

beforeEach(() => {
  seen = [];
  attention = new Attention({ onSeen: id => seen.push(id) });
});

describe('what the user looks at', () => {
  it('is the conversation on the screen of a window that has the focus', () => {
    attention.report(a, true);
    expect([attention.isLookedAt(a), attention.isLookedAt(b)]).toEqual([true, false]);
    attention.report(a, false);
    expect(attention.isLookedAt(a)).toBe(false);
    attention.report(a, true);
    attention.reset();
    expect(attention.isLookedAt(a)).toBe(false);
  });

  it('is seen when it is opened, focus or not, and when the user comes back to it', () => {
    attention.report(a, false);
    attention.report(a, false);
    attention.report(a, true);
    attention.report(b, true);
    attention.report(undefined, true);
    expect(seen).toEqual([a, a, b]);
  });

  it('stays unread when it was marked so, until it is opened again', () => {
    attention.report(a, true);
    attention.keepUnread(a);
    attention.report(a, false);
    attention.report(a, true);
    expect(seen).toEqual([a]);
    attention.report(b, true);
    attention.report(a, true);
    expect(seen).toEqual([a, b, a]);
  });
});
