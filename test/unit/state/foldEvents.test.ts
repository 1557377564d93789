import { describe, expect, it } from 'vitest';
import type { PartBatch } from '../../../src/shared/contract/events';
import type { AnswerId, TurnId } from '../../../src/shared/domain/ids';
import type { LanePart } from '../../../src/shared/domain/part';
import { cellKey } from '../../../src/shared/domain/visibleTurns';
import { conversationState, foldBatches, foldChange } from '../../../src/state/foldEvents';
import { answerOf } from '../../../src/state/openConversation';
import {
  conversationId,
  rowsOf,
  someAnswer,
  someDetail,
  someLane,
  someTurn,
  someTurnLane,
} from '../../support/pageRows';

const liveDetail = someDetail({
  answers: [someAnswer('answer-1', { status: 'answering', text: 'Hel' }), someAnswer('answer-2', { text: 'Done.' })],
  liveSequences: { 'answer-1': 3 },
});

function batch(sequence: number, parts: readonly LanePart[], fields: Partial<PartBatch> = {}): PartBatch {
  return {
    answerId: 'answer-1' as AnswerId,
    conversationId,
    sequence,
    parts: parts.map(part => ({ atMs: sequence * 10, part })),
    ...fields,
  };
}

const word = (text: string): LanePart => ({ type: 'text-delta', text });
const textOf = (state: ReturnType<typeof conversationState>, id = 'answer-1') => answerOf(state, id as AnswerId)?.text;

describe('foldBatches', () => {
  it('appends new parts and drops those that the snapshot already holds', () => {
    const { state, hasGap } = foldBatches(conversationState(liveDetail), [
      batch(2, [word('XX')]),
      batch(3, [word('YY')]),
      batch(4, [word('lo')]),
      batch(4, [word('ZZ')]),
    ]);
    expect({ text: textOf(state), hasGap }).toEqual({ text: 'Hello', hasGap: false });
  });

  it('notices a missing batch and does not fold what comes after it', () => {
    const { state, hasGap } = foldBatches(conversationState(liveDetail), [
      batch(6, [word('lo')], { firstSequence: 5 }),
    ]);
    expect({ text: textOf(state), hasGap }).toEqual({ text: 'Hel', hasGap: true });
  });

  it('takes several batches that travelled as one', () => {
    const { state, hasGap } = foldBatches(conversationState(liveDetail), [
      batch(6, [word('lo')], { firstSequence: 4 }),
      batch(7, [word('!')], { firstSequence: 7 }),
    ]);
    expect({ text: textOf(state), hasGap }).toEqual({ text: 'Hello!', hasGap: false });
  });

  it('takes an answer that it does not know for a gap', () => {
    const { hasGap } = foldBatches(conversationState(liveDetail), [
      batch(1, [word('?')], { answerId: 'unknown' as AnswerId }),
    ]);
    expect(hasGap).toBe(true);
  });

  it('leaves other conversations alone', () => {
    const before = conversationState(liveDetail);
    const other = batch(4, [word('lo')], { conversationId: 'other' as typeof conversationId });
    expect(foldBatches(before, [other])).toEqual({ state: before, hasGap: false });
  });

  it('moves an answer from the live ones to the ended ones when it ends', () => {
    const { state } = foldBatches(conversationState(liveDetail), [
      batch(4, [word('lo'), { type: 'finish', reason: 'stop', raw: 'stop' }]),
    ]);
    expect(Object.keys(state.live)).toEqual([]);
    expect(state.answers.get('answer-1')).toMatchObject({ status: 'done', text: 'Hello' });
  });

  it('never revives a stopped answer by a late part', () => {
    const stopped = foldBatches(conversationState(liveDetail), [batch(4, [{ type: 'stopped' }])]).state;
    const { state, hasGap } = foldBatches(stopped, [batch(9, [word('late')], { firstSequence: 9 })]);
    expect({ state, hasGap }).toEqual({ state: stopped, hasGap: false });
  });

  it('keeps the ended answers the same object while others stream', () => {
    const before = conversationState(liveDetail);
    const { state } = foldBatches(before, [batch(4, [word('lo')])]);
    expect(state.answers).toBe(before.answers);
    expect(state.turns).toBe(before.turns);
  });
});

describe('foldChange', () => {
  it('inserts new rows and replaces known ones', () => {
    const state = foldChange(conversationState(liveDetail), {
      lanes: [someLane('lane-1', { modelId: 'model-2', headTurnId: 'turn-2' as TurnId })],
      turns: [someTurn('turn-2', 2)],
      turnLanes: [someTurnLane('turn-2', 'lane-1', { chosenAnswerId: 'answer-3' as AnswerId })],
      answers: [someAnswer('answer-3', { turnId: 'turn-2' as TurnId, status: 'queued' })],
      arrangement: { layout: 'tabs', scrolling: 'own' },
    });
    expect(state.lanes['lane-1']?.modelId).toBe('model-2');
    expect(Object.keys(rowsOf(state.turns))).toEqual(['turn-1', 'turn-2']);
    expect(state).toMatchObject({ layout: 'tabs', scrolling: 'own' });
    expect(state.live['answer-3']?.status).toBe('queued');
    expect(state.answerIds.get(cellKey('turn-2' as TurnId, someLane('lane-1').id))).toEqual(['answer-3']);
  });

  it('keeps the text of a live answer and takes what the row says about the question', () => {
    const state = foldChange(conversationState(liveDetail), {
      answers: [someAnswer('answer-1', { status: 'connecting', text: '', connectionName: 'New name' })],
    });
    expect(state.live['answer-1']).toMatchObject({ status: 'answering', text: 'Hel', connectionName: 'New name' });
    expect(state.sequences['answer-1']).toBe(3);
  });

  it('makes an ended answer live again when it is continued, and goes on counting its events', () => {
    const stopped = foldBatches(conversationState(liveDetail), [batch(4, [{ type: 'stopped' }])]).state;
    const continued = foldChange(stopped, {
      answers: [someAnswer('answer-1', { status: 'connecting', text: 'Hel' })],
    });
    expect(answerOf(continued, 'answer-1' as AnswerId)?.status).toBe('connecting');
    const { state, hasGap } = foldBatches(continued, [batch(5, [word('lo')])]);
    expect(hasGap).toBe(false);
    expect(textOf(state)).toBe('Hello');
  });

  it('lists a copied answer in the cell that shows it', () => {
    const state = foldChange(conversationState(liveDetail), {
      lanes: [someLane('lane-2', { headTurnId: 'turn-1' as TurnId })],
      turnLanes: [someTurnLane('turn-1', 'lane-2', { copiedAnswerId: 'answer-2' as AnswerId })],
    });
    expect(state.answerIds.get(cellKey('turn-1' as TurnId, someLane('lane-2').id))).toEqual(['answer-2']);
  });

  it('leaves what a change does not name the same object', () => {
    const before = conversationState(liveDetail);
    const state = foldChange(before, { arrangement: { layout: 'tabs' } });
    expect([state.lanes, state.turns, state.turnLanes, state.answers]).toEqual([
      before.lanes,
      before.turns,
      before.turnLanes,
      before.answers,
    ]);
    expect(state.lanes).toBe(before.lanes);
    expect(state.answers).toBe(before.answers);
  });
});
