import { beforeEach, describe, expect, it, vi } from 'vitest';
import { recall, shownText, useDrafts, writeDraft } from '../../../src/state/drafts';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { leaveHistory, loadEarlierPrompts, stepBack, stepForward } from '../../../src/state/promptHistory';
import { sendToAll } from '../../../src/state/turns';
import { conversationId, FakeBridge, someLane, someTurn, tableOf } from '../../support/pageRows';

let bridge: FakeBridge;
const shown = () => shownText(useDrafts.getState(), conversationId);

beforeEach(async () => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  bridge.answer('conversation.saveDraft', () => undefined);
  bridge.answer('prompt.earlier', () => ['elsewhere', 'two']);
  leaveHistory(conversationId);
  useDrafts.setState({ texts: { [conversationId]: 'unsent' }, recalled: {}, attachments: {}, addressed: {} });
  useOpenConversation.setState({
    ...emptyConversation,
    id: conversationId,
    lanes: { 'lane-1': someLane('lane-1') },
    turns: tableOf({
      a: someTurn('a', 1, { prompt: 'one' }),
      b: someTurn('b', 2, { prompt: 'two' }),
      c: someTurn('c', 3, { prompt: ' ' }),
    }),
  });
  await loadEarlierPrompts(conversationId);
});

describe('walking through earlier prompts', () => {
  it('goes from the newest of this conversation to those of others, each once, and stops at the last', () => {
    const seen = [1, 2, 3, 4].map(() => [stepBack(conversationId), shown()]);
    expect(seen).toEqual([
      [true, 'two'],
      [true, 'one'],
      [true, 'elsewhere'],
      [false, 'elsewhere'],
    ]);
  });

  it('comes back to what was being written, which is all the time what is saved', () => {
    stepBack(conversationId);
    stepBack(conversationId);
    expect(useDrafts.getState().texts[conversationId]).toBe('unsent');
    expect([stepForward(conversationId), shown()]).toEqual([true, 'two']);
    expect([stepForward(conversationId), shown()]).toEqual([true, 'unsent']);
    expect(stepForward(conversationId)).toBe(false);
  });

  it('is left at once, and does nothing where nobody walked', () => {
    stepBack(conversationId);
    stepBack(conversationId);
    expect([leaveHistory(conversationId), shown()]).toEqual([true, 'unsent']);
    expect(leaveHistory(conversationId)).toBe(false);
  });

  it('ends with the first letter that is changed: the earlier prompt is now the draft', () => {
    stepBack(conversationId);
    writeDraft(conversationId, 'two and more');
    expect(stepForward(conversationId)).toBe(false);
    expect([stepBack(conversationId), shown()]).toEqual([true, 'two']);
    recall(conversationId, undefined);
    expect(shown()).toBe('two and more');
  });

  it('sends the prompt that is shown, and then has the unsent text again', async () => {
    bridge.answer('turn.start', () => ({ turnId: 't', answerIds: [] }));
    stepBack(conversationId);
    await sendToAll(conversationId);
    expect(bridge.callsOf('turn.start')).toEqual([{ conversationId, prompt: 'two' }]);
    expect(shown()).toBe('unsent');
  });
});

it('what was read late for a conversation that was left takes nothing from the one that is open', async () => {
  leaveHistory(conversationId);
  let late: (prompts: readonly string[]) => void = () => undefined;
  bridge.answer('prompt.earlier', ({ except }: { except: string }) =>
    except === conversationId ? ['newer'] : new Promise(resolve => (late = resolve)),
  );
  const slow = loadEarlierPrompts('conversation-2' as typeof conversationId);
  await loadEarlierPrompts(conversationId);
  late(['of another']);
  await slow;
  for (let step = 0; step < 3; step += 1) stepBack(conversationId);
  expect(shown()).toBe('newer');
});
