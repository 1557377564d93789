import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Event, PartBatch } from '../../../src/shared/contract/events';
import type { ConversationDetail } from '../../../src/shared/domain/conversation';
import type { AnswerId, ConversationId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { RowTable } from '../../../src/shared/domain/rowTable';
import { type VisibleTurn, visibleTurns } from '../../../src/shared/domain/visibleTurns';
import { useApp } from '../../../src/state/app';
import { applyEvent } from '../../../src/state/connect';
import { useConversations } from '../../../src/state/conversations';
import { useDrafts } from '../../../src/state/drafts';
import { isTurnRead, useOpenConversation } from '../../../src/state/openConversation';
import {
  closeConversation,
  openConversation,
  readTextsAgain,
  whenTextsRead,
} from '../../../src/state/openingConversation';
import { shownTurns } from '../../../src/state/shownTurns';
import {
  conversationId,
  FakeBridge,
  Refusal,
  rowsOf,
  someAnswer,
  someDetail,
  someLane,
  someSummary,
  someTurn,
  someTurnLane,
} from '../../support/pageRows';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  useDrafts.setState({ texts: {}, attachments: {}, laneTexts: {} });
  useConversations.setState({ byId: {}, lists: {}, running: {} });
  closeConversation();
});

function words(sequence: number, text: string, firstSequence = sequence): Event {
  const batch: PartBatch = {
    answerId: 'answer-1' as AnswerId,
    conversationId,
    sequence,
    firstSequence,
    parts: [{ atMs: sequence, part: { type: 'text-delta', text } }],
  };
  return { name: 'answer.parts', payload: [batch] };
}

function snapshot(text: string, sequence: number): ConversationDetail {
  return someDetail({
    answers: [someAnswer('answer-1', { status: 'answering', text })],
    liveSequences: { 'answer-1': sequence },
  });
}

const text = () => useOpenConversation.getState().live['answer-1']?.text;

/** A call that is answered when the test says so. */
function held(route: string): { readonly release: (data: unknown) => Promise<void> } {
  const waiting: ((data: unknown) => void)[] = [];
  bridge.answer(route, () => new Promise(resolve => waiting.push(resolve)));
  return {
    release: async data => {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
      waiting.shift()?.(data);
    },
  };
}

describe('opening a conversation', () => {
  it('that a notification or the tray asks for reads it once; one that is on the screen is not read again', async () => {
    useApp.setState({ status: 'ready' });
    bridge.answer('conversation.open', () => snapshot('One', 1));
    const wanted: Event = { name: 'conversation.wanted', payload: { conversationId } };
    applyEvent(wanted);
    await vi.waitFor(() => expect(useOpenConversation.getState().status).toBe('ready'));
    applyEvent(wanted);
    await Promise.resolve();
    expect(bridge.callsOf('conversation.open')).toHaveLength(1);
  });

  it('at the start shows the draft at once and the turns when the page has been painted, with what arrived meanwhile', async () => {
    bridge.answer('conversation.open', () => ({ ...snapshot('One', 1), draft: 'half a thought' }));
    let paint = () => {};
    const painted = new Promise<void>(resolve => {
      paint = resolve;
    });
    const opened = openConversation(conversationId, painted);
    await vi.waitFor(() => expect(useDrafts.getState().texts[conversationId]).toBe('half a thought'));
    expect(useOpenConversation.getState()).toMatchObject({ id: conversationId, status: 'loading' });
    applyEvent(words(2, ' two'));
    paint();
    await opened;
    expect(useOpenConversation.getState().status).toBe('ready');
    expect(text()).toBe('One two');
  });

  it('shows the rows, the draft and the summary', async () => {
    bridge.answer('conversation.open', () => someDetail({ draft: 'half a thought' }));
    await openConversation(conversationId);
    expect(useOpenConversation.getState()).toMatchObject({ id: conversationId, status: 'ready' });
    expect(useDrafts.getState().texts[conversationId]).toBe('half a thought');
    expect(useConversations.getState().byId[conversationId]?.title).toBe('A title');
  });

  it('folds the parts that arrive while the snapshot is on its way exactly once', async () => {
    const open = held('conversation.open');
    const opening = openConversation(conversationId);
    applyEvent(words(3, 'lo '));
    applyEvent(words(4, 'there'));
    await open.release(snapshot('Hello ', 3));
    await opening;
    expect(text()).toBe('Hello there');
  });

  it('is over for everyone who asked for it when it is on the screen, not before', async () => {
    const open = held('conversation.open');
    const opening = openConversation(conversationId);
    const states: string[] = [];
    const again = openConversation(conversationId).then(() => states.push(useOpenConversation.getState().status));
    await open.release(someDetail());
    await Promise.all([opening, again]);
    expect(states).toEqual(['ready']);
    expect(bridge.callsOf('conversation.open')).toHaveLength(1);
  });

  it('reads the conversation again when parts were missed', async () => {
    bridge.answer('conversation.open', () => snapshot('Hel', 3));
    await openConversation(conversationId);
    bridge.answer('conversation.open', () => snapshot('Hello there', 6));
    applyEvent(words(6, 'there', 5));
    await vi.waitFor(() => expect(text()).toBe('Hello there'));
    expect(bridge.callsOf('conversation.open')).toHaveLength(2);
    applyEvent(words(7, '!'));
    expect(text()).toBe('Hello there!');
  });

  it('reads once more when rows changed while the snapshot was on its way', async () => {
    const open = held('conversation.open');
    const opening = openConversation(conversationId);
    applyEvent({
      name: 'conversation.changed',
      payload: { conversationId, change: { turns: [someTurn('turn-2', 2)] } },
    });
    await open.release(someDetail());
    await open.release(someDetail({ turns: [someTurn('turn-1', 1), someTurn('turn-2', 2)] }));
    await opening;
    expect(Object.keys(rowsOf(useOpenConversation.getState().turns))).toEqual(['turn-1', 'turn-2']);
  });

  it('drops the answer for a conversation that the user has left meanwhile', async () => {
    const open = held('conversation.open');
    const other = 'conversation-2' as ConversationId;
    const first = openConversation(conversationId);
    const second = openConversation(other);
    await open.release(someDetail());
    await open.release(someDetail({ conversation: someSummary({ id: other }) }));
    await Promise.all([first, second]);
    expect(useOpenConversation.getState()).toMatchObject({ id: other, status: 'ready' });
  });

  it('shows the end of a long one at once and reads the rest after it, where an event knows better', async () => {
    const recent = someDetail({
      turns: [someTurn('turn-1', 1, { prompt: '' }), someTurn('turn-2', 2, { prompt: '' }), someTurn('turn-3', 3)],
      textsFrom: 3,
    });
    bridge.answer('conversation.open', () => recent);
    const texts = held('conversation.texts');
    await openConversation(conversationId);
    expect(bridge.callsOf('conversation.open')).toEqual([{ id: conversationId, isRecent: true }]);
    expect(useOpenConversation.getState().status).toBe('ready');
    expect(useOpenConversation.getState().turns.get('turn-3')?.prompt).toBe('Prompt turn-3');
    const isRead = () => [1, 2, 3].map(n => isTurnRead(useOpenConversation.getState(), `turn-${n}` as TurnId));
    expect(isRead()).toEqual([false, false, true]);
    const changed = someAnswer('answer-2', { turnId: 'turn-2' as TurnId, text: 'Asked again' });
    applyEvent({ name: 'conversation.changed', payload: { conversationId, change: { answers: [changed] } } });
    await texts.release({ prompts: { 'turn-2': 'Two' }, answers: [{ ...changed, text: 'Old' }], textsFrom: 2 });
    await vi.waitFor(() => expect(isRead()).toEqual([false, true, true]));
    await texts.release({ prompts: { 'turn-1': 'One' }, answers: [someAnswer('answer-1', { text: 'First' })] });
    await whenTextsRead(conversationId);
    expect(isRead()).toEqual([true, true, true]);
    expect(bridge.callsOf('conversation.texts').map(input => (input as { before: number }).before)).toEqual([3, 2]);
    const { turns, answers, answerIds } = useOpenConversation.getState();
    expect(['turn-1', 'turn-2', 'turn-3'].map(id => turns.get(id)?.prompt)).toEqual(['One', 'Two', 'Prompt turn-3']);
    expect([answers.get('answer-1')?.text, answers.get('answer-2')?.text]).toEqual(['First', 'Asked again']);
    expect(answerIds.get('turn-1/lane-1')).toEqual(['answer-1']);
  });

  /** Turns of lane-1 alone, each behind the one before. */
  const outlineOf = (...numbers: number[]) => ({
    turns: {
      ids: numbers.map(number => `turn-${number}`).join(','),
      sequences: numbers.join(','),
      createdAt: numbers.map(() => 1_000).join(','),
      editedFromTurnIds: numbers.map(() => '').join(','),
    },
    attachments: {},
    lanes: [
      {
        laneId: 'lane-1' as LaneId,
        turnIds: numbers.map(number => `turn-${number}`).join(','),
        parentTurnIds: numbers.map(number => (number === 1 ? '' : `turn-${number - 1}`)).join(','),
        chosenAnswerIds: numbers.map(() => '').join(','),
        copiedAnswerIds: numbers.map(() => '').join(','),
      },
    ],
  });
  const lastOf = (count: number) =>
    someDetail({
      lanes: [someLane('lane-1', { headTurnId: `turn-${count}` as TurnId })],
      turns: [someTurn(`turn-${count}`, count)],
      turnLanes: [someTurnLane(`turn-${count}`, 'lane-1', { parentTurnId: `turn-${count - 1}` as TurnId })],
      earlierCount: count - 1,
      textsFrom: count,
    });
  const visibleIds = () => shownTurns(useOpenConversation.getState()).map(({ turn }) => turn.id);

  it('adds the turns before those at its end in one step, and their texts after them; an event knows better', async () => {
    bridge.answer('conversation.open', () => lastOf(4));
    const outline = held('conversation.outline');
    const texts = held('conversation.texts');
    await openConversation(conversationId);
    expect(useOpenConversation.getState()).toMatchObject({ status: 'ready', earlierCount: 3 });
    expect(visibleIds()).toEqual(['turn-4']);
    const chosen = someTurnLane('turn-2', 'lane-1', {
      parentTurnId: 'turn-1' as TurnId,
      chosenAnswerId: 'answer-2' as AnswerId,
    });
    const change = { turnLanes: [chosen], answers: [someAnswer('answer-2', { turnId: 'turn-2' as TurnId })] };
    applyEvent({ name: 'conversation.changed', payload: { conversationId, change } });
    const read = whenTextsRead(conversationId);
    await outline.release({ outline: outlineOf(2, 3), outlineFrom: 2 });
    expect(visibleIds()).toEqual(['turn-4']);
    await outline.release({ outline: outlineOf(1) });
    await vi.waitFor(() => expect(visibleIds()).toEqual(['turn-1', 'turn-2', 'turn-3', 'turn-4']));
    expect(bridge.callsOf('conversation.outline')).toEqual([
      { id: conversationId, before: 4 },
      { id: conversationId, before: 2 },
    ]);
    const { earlierCount, turnLanes, answerIds } = useOpenConversation.getState();
    expect(earlierCount).toBe(0);
    expect(turnLanes.get('turn-2/lane-1')?.chosenAnswerId).toBe('answer-2');
    expect(answerIds.get('turn-2/lane-1')).toEqual(['answer-2']);
    expect(isTurnRead(useOpenConversation.getState(), 'turn-3' as TurnId)).toBe(false);
    await texts.release({ prompts: { 'turn-1': 'One', 'turn-2': 'Two', 'turn-3': 'Three' }, answers: [] });
    await read;
    expect([...useOpenConversation.getState().turns.values()].map(({ prompt }) => prompt).sort()).toEqual([
      'One',
      'Prompt turn-4',
      'Three',
      'Two',
    ]);
  });

  it('finds out what is shown of a very long one while everything else goes on, and adds it without another walk', async () => {
    const count = 3_000;
    bridge.answer('conversation.open', () => lastOf(count));
    const outline = held('conversation.outline');
    held('conversation.texts');
    await openConversation(conversationId);
    void whenTextsRead(conversationId);
    const numbers = Array.from({ length: count - 1 }, (_, index) => index + 1);
    let nowMs = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 10));
    const values = vi.spyOn(RowTable.prototype, 'values');
    let shown: readonly VisibleTurn[] | undefined;
    let wasWalked: boolean | undefined;
    const stop = useOpenConversation.subscribe(state => {
      if (state.earlierCount > 0 || shown !== undefined) return;
      values.mockClear();
      shown = shownTurns(state);
      wasWalked = values.mock.calls.length > 0;
    });
    await outline.release({ outline: outlineOf(...numbers) });
    let others = 0;
    while (shown === undefined) {
      await new Promise(resolve => setTimeout(resolve));
      others += 1;
      if (others !== 5) continue;
      const chosen = someTurnLane('turn-2', 'lane-1', {
        parentTurnId: 'turn-1' as TurnId,
        chosenAnswerId: 'answer-2' as AnswerId,
      });
      applyEvent({ name: 'conversation.changed', payload: { conversationId, change: { turnLanes: [chosen] } } });
    }
    stop();
    clock.mockRestore();
    values.mockRestore();
    expect(others).toBeGreaterThan(10);
    expect(wasWalked).toBe(false);
    expect(shown).toEqual(visibleTurns(useOpenConversation.getState()));
    expect(shown).toHaveLength(count);
    expect(shown[1]?.cells['lane-1']?.chosenAnswerId).toBe('answer-2');
  });

  it('reads the turns of a long one again on demand when they could not be read', async () => {
    bridge.answer('conversation.open', () => lastOf(3));
    bridge.answer('conversation.outline', () => new Refusal('E_STORAGE'));
    bridge.answer('conversation.texts', () => ({ prompts: { 'turn-1': 'One', 'turn-2': 'Two' }, answers: [] }));
    await openConversation(conversationId);
    await whenTextsRead(conversationId);
    expect(useOpenConversation.getState()).toMatchObject({ status: 'ready', hasTextsFailed: true, earlierCount: 2 });
    expect(visibleIds()).toEqual(['turn-3']);
    bridge.answer('conversation.outline', () => ({ outline: outlineOf(1, 2) }));
    readTextsAgain(conversationId);
    await whenTextsRead(conversationId);
    expect(useOpenConversation.getState()).toMatchObject({ hasTextsFailed: false, earlierCount: 0 });
    expect(visibleIds()).toEqual(['turn-1', 'turn-2', 'turn-3']);
    expect(useOpenConversation.getState().turns.get('turn-1')?.prompt).toBe('One');
  });

  it('adds the rest of a long one in one step when somebody waits for all of it', async () => {
    const turns = [1, 2, 3].map(sequence => someTurn(`turn-${sequence}`, sequence, { prompt: '' }));
    bridge.answer('conversation.open', () => someDetail({ turns, textsFrom: 4 }));
    const texts = held('conversation.texts');
    await openConversation(conversationId);
    const read = whenTextsRead(conversationId);
    const steps = vi.fn();
    const stop = useOpenConversation.subscribe(steps);
    await texts.release({ prompts: { 'turn-3': 'Three' }, answers: [], textsFrom: 3 });
    await texts.release({ prompts: { 'turn-2': 'Two' }, answers: [], textsFrom: 2 });
    expect(steps).not.toHaveBeenCalled();
    await texts.release({ prompts: { 'turn-1': 'One' }, answers: [someAnswer('answer-1', { text: 'First' })] });
    await read;
    stop();
    expect(steps).toHaveBeenCalledTimes(1);
    const { turns: shown, answers } = useOpenConversation.getState();
    expect(['turn-1', 'turn-2', 'turn-3'].map(id => shown.get(id)?.prompt)).toEqual(['One', 'Two', 'Three']);
    expect(answers.get('answer-1')?.text).toBe('First');
  });

  it('adds the rest of a very long one in several steps also when somebody waits for all of it', async () => {
    const turns = [1, 2, 3].map(sequence => someTurn(`turn-${sequence}`, sequence, { prompt: '' }));
    bridge.answer('conversation.open', () => someDetail({ turns, textsFrom: 4 }));
    const texts = held('conversation.texts');
    await openConversation(conversationId);
    const read = whenTextsRead(conversationId);
    const many = Array.from({ length: 2_500 }, (_, number) => someAnswer(`answer-${number}`, { text: 'Said' }));
    const promptOf = (id: string) => useOpenConversation.getState().turns.get(id)?.prompt;
    await texts.release({ prompts: { 'turn-3': 'Three' }, answers: many, textsFrom: 3 });
    expect(promptOf('turn-3')).toBe('');
    await texts.release({ prompts: { 'turn-2': 'Two' }, answers: many, textsFrom: 2 });
    await vi.waitFor(() => expect([promptOf('turn-3'), promptOf('turn-2')]).toEqual(['Three', 'Two']));
    await texts.release({ prompts: { 'turn-1': 'One' }, answers: [] });
    await read;
    expect(promptOf('turn-1')).toBe('One');
  });

  it('takes nothing away of a long one that is read anew until all of it is here, and takes in what comes meanwhile', async () => {
    bridge.answer('conversation.open', () => lastOf(3));
    bridge.answer('conversation.outline', () => ({ outline: outlineOf(1, 2) }));
    bridge.answer('conversation.texts', () => ({ prompts: { 'turn-1': 'One', 'turn-2': 'Two' }, answers: [] }));
    await openConversation(conversationId);
    await whenTextsRead(conversationId);
    const promptOf = (id: string) => useOpenConversation.getState().turns.get(id)?.prompt;
    expect([visibleIds(), promptOf('turn-1')]).toEqual([['turn-1', 'turn-2', 'turn-3'], 'One']);

    const outline = held('conversation.outline');
    const texts = held('conversation.texts');
    const again = openConversation(conversationId);
    await outline.release({ outline: outlineOf(2), outlineFrom: 2 });
    const lanes = [someLane('lane-1', { headTurnId: 'turn-3' as TurnId, systemPrompt: 'Changed meanwhile' })];
    applyEvent({ name: 'conversation.changed', payload: { conversationId, change: { lanes } } });
    expect(useOpenConversation.getState().lanes['lane-1']?.systemPrompt).toBe('Changed meanwhile');
    await outline.release({ outline: outlineOf(1) });
    await texts.release({ prompts: { 'turn-2': 'Second' }, answers: [], textsFrom: 2 });
    await vi.waitFor(() => expect(bridge.callsOf('conversation.texts')).toHaveLength(3));
    expect([visibleIds(), promptOf('turn-2')]).toEqual([['turn-1', 'turn-2', 'turn-3'], 'Two']);
    await texts.release({ prompts: { 'turn-1': 'First' }, answers: [someAnswer('answer-1', { text: 'Said' })] });
    await again;
    const state = useOpenConversation.getState();
    expect([visibleIds(), promptOf('turn-1'), promptOf('turn-2')]).toEqual([
      ['turn-1', 'turn-2', 'turn-3'],
      'First',
      'Second',
    ]);
    expect(state).toMatchObject({ earlierCount: 0, textsFrom: undefined, isStale: false });
    expect([state.answers.get('answer-1')?.text, state.lanes['lane-1']?.systemPrompt]).toEqual([
      'Said',
      'Changed meanwhile',
    ]);
    expect(bridge.callsOf('conversation.open')).toHaveLength(2);
  });

  it('reads a long one that is read anew once more when parts were missed meanwhile', async () => {
    const streaming = (said: string, sequence: number) => ({
      ...lastOf(3),
      answers: [someAnswer('answer-1', { status: 'answering', text: said })],
      liveSequences: { 'answer-1': sequence },
    });
    bridge.answer('conversation.open', () => streaming('One', 1));
    bridge.answer('conversation.outline', () => ({ outline: outlineOf(1, 2) }));
    bridge.answer('conversation.texts', () => ({ prompts: {}, answers: [] }));
    await openConversation(conversationId);
    await whenTextsRead(conversationId);
    const outline = held('conversation.outline');
    const again = openConversation(conversationId);
    await vi.waitFor(() => expect(bridge.callsOf('conversation.outline')).toHaveLength(2));
    applyEvent(words(2, ' two'));
    expect(text()).toBe('One two');
    applyEvent(words(4, ' four'));
    bridge.answer('conversation.open', () => streaming('One two three four', 4));
    await outline.release({ outline: outlineOf(1, 2) });
    await outline.release({ outline: outlineOf(1, 2) });
    await again;
    expect(text()).toBe('One two three four');
    expect(bridge.callsOf('conversation.open')).toHaveLength(3);
  });

  it('leaves the rest of one that the user has left', async () => {
    const other = 'conversation-2' as ConversationId;
    bridge.answer('conversation.open', () => someDetail({ textsFrom: 3 }));
    const texts = held('conversation.texts');
    await openConversation(conversationId);
    bridge.answer('conversation.open', () => someDetail({ conversation: someSummary({ id: other }) }));
    await vi.waitFor(() => expect(bridge.callsOf('conversation.texts')).toHaveLength(1));
    await openConversation(other);
    await texts.release({ prompts: { 'turn-1': 'Of the first' }, answers: [] });
    await new Promise(resolve => setTimeout(resolve));
    expect(useOpenConversation.getState().turns.get('turn-1')?.prompt).toBe('Prompt turn-1');
  });

  it('keeps what is there of a long one whose rest cannot be read, and goes on from there on demand', async () => {
    const turns = [1, 2, 3].map(sequence => someTurn(`turn-${sequence}`, sequence, { prompt: '' }));
    bridge.answer('conversation.open', () => someDetail({ turns, textsFrom: 4 }));
    bridge.answer('conversation.texts', ({ before }: { before: number }) =>
      before === 4 ? { prompts: { 'turn-3': 'Three' }, answers: [], textsFrom: 3 } : new Refusal('E_STORAGE'),
    );
    await openConversation(conversationId);
    await whenTextsRead(conversationId);
    const isRead = () => [2, 3].map(n => isTurnRead(useOpenConversation.getState(), `turn-${n}` as TurnId));
    expect(useOpenConversation.getState()).toMatchObject({ status: 'ready', hasTextsFailed: true, textsFrom: 3 });
    expect(isRead()).toEqual([false, true]);
    bridge.answer('conversation.texts', () => ({ prompts: { 'turn-1': 'One', 'turn-2': 'Two' }, answers: [] }));
    readTextsAgain(conversationId);
    expect(useOpenConversation.getState().hasTextsFailed).toBe(false);
    await whenTextsRead(conversationId);
    expect(isRead()).toEqual([true, true]);
  });

  it('says so when a conversation cannot be read', async () => {
    bridge.answer('conversation.open', () => new Refusal('E_NOT_FOUND'));
    await openConversation(conversationId);
    expect(useOpenConversation.getState().status).toBe('failed');
  });

  it('keeps what is shown when it cannot be read again, with what came meanwhile, and asks once until the user does', async () => {
    bridge.answer('conversation.open', () => snapshot('One', 1));
    await openConversation(conversationId);
    const again = held('conversation.open');
    const reads = () => bridge.callsOf('conversation.open').length;
    applyEvent(words(3, ' three'));
    expect(reads()).toBe(2);
    applyEvent(words(2, ' two'));
    const lanes = [someLane('lane-9')];
    applyEvent({ name: 'conversation.changed', payload: { conversationId, change: { lanes } } });
    await again.release(new Refusal('E_STORAGE'));
    await vi.waitFor(() => expect(useOpenConversation.getState().isStale).toBe(true));
    expect(useOpenConversation.getState()).toMatchObject({ status: 'ready', lanes: { 'lane-9': lanes[0] } });
    expect(text()).toBe('One two');
    applyEvent(words(5, ' five'));
    expect(reads()).toBe(2);
    bridge.answer('conversation.open', () => snapshot('One two three four five', 5));
    await openConversation(conversationId);
    expect([useOpenConversation.getState().isStale, text()]).toEqual([false, 'One two three four five']);
  });

  it('shows what came while a conversation was read anew, also when it has to be read once more for it', async () => {
    bridge.answer('conversation.open', () => snapshot('One', 1));
    await openConversation(conversationId);
    const open = held('conversation.open');
    const again = openConversation(conversationId);
    applyEvent(words(2, ' two'));
    const lanes = [someLane('lane-9')];
    applyEvent({ name: 'conversation.changed', payload: { conversationId, change: { lanes } } });
    await open.release(snapshot('One', 1));
    await vi.waitFor(() => expect(bridge.callsOf('conversation.open')).toHaveLength(3));
    expect([text(), useOpenConversation.getState().lanes['lane-9']]).toEqual(['One two', lanes[0]]);
    await open.release({ ...snapshot('One two', 2), lanes });
    await again;
    expect([text(), useOpenConversation.getState().lanes['lane-9']]).toEqual(['One two', lanes[0]]);
  });

  it('does not overwrite what was typed while the snapshot was on its way', async () => {
    const open = held('conversation.open');
    const opening = openConversation(conversationId);
    useDrafts.setState({ texts: { [conversationId]: 'typed' } });
    await open.release(someDetail({ draft: 'saved' }));
    await opening;
    expect(useDrafts.getState().texts[conversationId]).toBe('typed');
  });
});

describe('events', () => {
  it('marks conversations in which answers run, also those that are not open', () => {
    applyEvent(words(1, 'a'));
    expect(useConversations.getState().running[conversationId]).toEqual(['answer-1']);
    const batch = { answerId: 'answer-1' as AnswerId, conversationId, sequence: 2 };
    applyEvent({ name: 'answer.parts', payload: [{ ...batch, parts: [{ atMs: 1, part: { type: 'stopped' } }] }] });
    expect(useConversations.getState().running[conversationId]).toBeUndefined();
  });

  it('changes the open conversation in one step for the parts of all lanes', async () => {
    bridge.answer('conversation.open', () =>
      someDetail({
        answers: [someAnswer('answer-1', { status: 'answering' }), someAnswer('answer-2', { status: 'answering' })],
      }),
    );
    await openConversation(conversationId);
    const steps = vi.fn();
    const stop = useOpenConversation.subscribe(steps);
    const part = { atMs: 1, part: { type: 'text-delta', text: 'a' } } as const;
    const ids = ['answer-1', 'answer-2'] as AnswerId[];
    applyEvent({
      name: 'answer.parts',
      payload: ids.map(answerId => ({ answerId, conversationId, sequence: 1, parts: [part] })),
    });
    stop();
    expect(steps).toHaveBeenCalledTimes(1);
  });

  it('closes a conversation that was removed elsewhere', async () => {
    bridge.answer('conversation.open', () => someDetail());
    await openConversation(conversationId);
    applyEvent({ name: 'conversation.removed', payload: { conversationId } });
    expect(useOpenConversation.getState().id).toBeUndefined();
    expect(useConversations.getState().byId[conversationId]).toBeUndefined();
  });

  it('keeps the newer of two states of a summary', () => {
    applyEvent({ name: 'conversation.listed', payload: someSummary({ revision: 3, title: 'New' }) });
    applyEvent({ name: 'conversation.listed', payload: someSummary({ revision: 2, title: 'Old' }) });
    expect(useConversations.getState().byId[conversationId]?.title).toBe('New');
  });
});
