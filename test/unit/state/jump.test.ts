import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConversationDetail } from '../../../src/shared/domain/conversation';
import type { AnswerId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import type { SearchHit } from '../../../src/shared/domain/search';
import { jumpToHit, useJump } from '../../../src/state/jump';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { useToasts } from '../../../src/state/toasts';
import { useUi } from '../../../src/state/ui';
import { createGate } from '../../support/gate';
import {
  conversationId,
  FakeBridge,
  Refusal,
  someAnswer,
  someDetail,
  someLane,
  someTurn,
  someTurnLane,
} from '../../support/pageRows';

let bridge: FakeBridge;
const toasts = () => useToasts.getState().entries.map(entry => entry.content);
const routes = () => bridge.calls.map(call => call.route);

const hit: SearchHit = {
  part: 'answer',
  conversationId,
  title: 'A title',
  isArchived: false,
  turnId: 'turn-1' as TurnId,
  laneId: 'lane-1' as LaneId,
  answerId: 'answer-1' as AnswerId,
  date: 1_000,
  snippet: { text: '', ranges: [], isCutBefore: false, isCutAfter: false },
  offset: 7,
  matchCount: 1,
};

function show(detail: Partial<ConversationDetail>) {
  bridge.answer('conversation.open', () => someDetail({ answers: [someAnswer('answer-1')], ...detail }));
}

beforeEach(() => {
  bridge = new FakeBridge();
  vi.stubGlobal('window', { api: bridge.api });
  vi.stubGlobal('requestAnimationFrame', () => 0);
  for (const route of ['answer.choose', 'turn.switchTo', 'lane.restore']) bridge.answer(route, () => undefined);
  useToasts.setState({ entries: [] });
  useJump.setState({ target: undefined, arrivedKey: 0 });
  useOpenConversation.setState(emptyConversation);
  useUi.setState({ dialog: { kind: 'search' }, focusedLaneId: undefined, folds: {} });
});

describe('going to a hit', () => {
  it('leads nowhere once a later hit was chosen', async () => {
    const gate = createGate();
    const answers = [someAnswer('answer-1'), someAnswer('answer-2')];
    show({ turnLanes: [someTurnLane('turn-1', 'lane-1', { chosenAnswerId: 'answer-2' as AnswerId })], answers });
    bridge.answer('answer.choose', () => gate.opened);
    const earlier = jumpToHit(hit, 'early words');
    await vi.waitFor(() => expect(routes()).toContain('answer.choose'));
    await jumpToHit({ ...hit, answerId: 'answer-2' as AnswerId }, 'late words');
    gate.open();
    await earlier;
    expect(useJump.getState().target?.sought).toMatchObject({ query: 'late words' });
  });

  it('opens its conversation and its lane, and changes nothing where it is shown already', async () => {
    show({});
    await jumpToHit(hit, 'words');
    expect(routes()).toEqual(['conversation.open']);
    expect(useJump.getState().target).toMatchObject({
      turnId: 'turn-1',
      laneId: 'lane-1',
      offset: 7,
      sought: { kind: 'terms', query: 'words' },
    });
    expect(useUi.getState()).toMatchObject({ dialog: undefined, focusedLaneId: 'lane-1' });
    expect(toasts()).toEqual([]);
  });

  it('reads nothing again where it is on the screen, and waits for texts that are still on their way', async () => {
    show({ textsFrom: 2, answers: [] });
    let release = () => {};
    bridge.answer(
      'conversation.texts',
      () =>
        new Promise(resolve => {
          release = () => resolve({ prompts: {}, answers: [someAnswer('answer-1')] });
        }),
    );
    const jumped = jumpToHit(hit, 'words');
    await vi.waitFor(() => expect(routes()).toEqual(['conversation.open', 'conversation.texts']));
    expect(useJump.getState().target).toBeUndefined();
    release();
    await jumped;
    await jumpToHit({ ...hit, offset: 9 }, 'words');
    expect(useJump.getState().target?.offset).toBe(9);
    expect(routes()).toEqual(['conversation.open', 'conversation.texts']);
  });

  it('chooses the variant that holds it and says how to get back', async () => {
    show({ answers: [someAnswer('answer-1'), someAnswer('answer-2', { sequence: 2 })] });
    await jumpToHit({ ...hit, answerId: 'answer-2' as AnswerId }, 'words');
    expect(bridge.callsOf('answer.choose')).toEqual([{ turnId: 'turn-1', laneId: 'lane-1', answerId: 'answer-2' }]);
    expect(toasts()).toEqual([{ kind: 'variant-shown', turnId: 'turn-1', laneId: 'lane-1', answerId: 'answer-1' }]);
  });

  it('shows the branch that holds it and says how to get back', async () => {
    show({
      lanes: [someLane('lane-1', { headTurnId: 'turn-2' as TurnId })],
      turns: [someTurn('turn-1', 1), someTurn('turn-2', 2)],
      turnLanes: [
        someTurnLane('turn-1', 'lane-1', { chosenAnswerId: 'answer-1' as AnswerId }),
        someTurnLane('turn-2', 'lane-1'),
      ],
    });
    await jumpToHit(hit, 'words');
    expect(bridge.callsOf('turn.switchTo')).toEqual([{ turnId: 'turn-1' }]);
    expect(toasts()).toEqual([{ kind: 'branch-shown', turnId: 'turn-2' }]);
  });

  it('takes the lane that shows a copy of the answer rather than bringing back the one that gave it', async () => {
    const copied = { chosenAnswerId: 'answer-1' as AnswerId, copiedAnswerId: 'answer-1' as AnswerId };
    show({
      lanes: [
        someLane('lane-1', { headTurnId: 'turn-1' as TurnId, isRemoved: true }),
        someLane('lane-2', { headTurnId: 'turn-1' as TurnId }),
      ],
      turnLanes: [someTurnLane('turn-1', 'lane-1'), someTurnLane('turn-1', 'lane-2', copied)],
    });
    await jumpToHit(hit, 'words');
    expect(routes()).toEqual(['conversation.open']);
    expect(useJump.getState().target?.laneId).toBe('lane-2');
  });

  it('brings back a removed lane when no other holds it', async () => {
    show({ lanes: [someLane('lane-1', { headTurnId: 'turn-1' as TurnId, isRemoved: true })] });
    await jumpToHit(hit, 'words');
    expect(bridge.callsOf('lane.restore')).toEqual([{ id: 'lane-1' }]);
    expect(toasts()[0]).toEqual({ kind: 'lane-shown-again', id: 'lane-1' });
  });

  it('opens the fold of reasoning', async () => {
    show({});
    await jumpToHit({ ...hit, part: 'reasoning' }, 'words');
    expect(useUi.getState().folds['answer-1']).toBe('open');
  });

  it('goes nowhere when the conversation is gone meanwhile', async () => {
    bridge.answer('conversation.open', () => new Refusal('E_NOT_FOUND', 'conversation'));
    await jumpToHit(hit, 'words');
    expect(useJump.getState().target).toBeUndefined();
    expect(useOpenConversation.getState().status).toBe('failed');
  });
});
