import { describe, expect, it } from 'vitest';
import { maxLanes } from '../../../src/shared/domain/conversation';
import { type AnswerId, type LaneId, newId, type TurnId } from '../../../src/shared/domain/ids';
import { makeAnswer, makeConversation, makeLaneInput, openReady, send } from './historyBuilders';

describe('lanes', () => {
  it('changes only what is given and keeps it', () => {
    const { history } = openReady();
    const id = history.write.createConversation([
      {
        ...makeLaneInput('kimi-k3'),
        parameters: { thinking: 'on', temperature: 0.3, stop: ['END'] },
        systemPrompt: 'Be brief.',
      },
    ]);
    const lane = history.read.lanes(id)[0];
    expect(lane).toMatchObject({
      position: 0,
      parameters: { thinking: 'on', temperature: 0.3, stop: ['END'] },
      isRemoved: false,
    });
    const changed = history.write.updateLane(lane?.id as LaneId, { modelId: 'qwen3-max' });
    expect(changed).toEqual({ ...lane, modelId: 'qwen3-max' });
    expect(history.write.updateLane(changed.id, { systemPrompt: '' })).toEqual({ ...changed, systemPrompt: '' });
    expect(() => history.write.updateLane(newId<LaneId>(), {})).toThrow('E_NOT_FOUND');
  });

  it('keeps a removed lane out of sight, with its history, until it is restored', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const { turn } = send(history, id, laneIds, 'Hello');
    const removed = history.write.removeLane(laneIds[0] as LaneId);
    expect(removed.isRemoved).toBe(true);
    expect(history.read.lanes(id).map(lane => lane.id)).toEqual([laneIds[1]]);
    expect(history.read.detail(id).lanes.map(lane => lane.isRemoved)).toEqual([true, false]);
    history.write.restoreLane(laneIds[0] as LaneId);
    expect(history.read.lanes(id).map(lane => lane.id)).toEqual(laneIds);
    expect(history.read.path(laneIds[0] as LaneId, turn.id)).toHaveLength(1);
  });

  it('takes no more lanes than there can be, neither new ones nor removed ones that come back', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, maxLanes);
    const [first, second] = laneIds as [LaneId, LaneId];
    expect(() => history.write.addLane(id, makeLaneInput())).toThrow('E_LIMIT');
    history.write.removeLane(first);
    const lane = history.write.addLane(id, makeLaneInput());
    expect(() => history.write.restoreLane(first)).toThrow('E_LIMIT');
    expect(history.read.lanes(id).map(({ id: laneId }) => laneId)).toEqual([...laneIds.slice(1), lane.id]);
    expect(history.write.restoreLane(second).isRemoved).toBe(false);
    history.write.removeLane(second);
    expect(history.write.restoreLane(first).isRemoved).toBe(false);
  });

  it('puts lanes into a new order, removed ones staying behind their neighbour', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 4);
    const [a, b, c, d] = laneIds as [LaneId, LaneId, LaneId, LaneId];
    history.write.removeLane(b);
    const lanes = history.write.reorderLanes(id, [d, a, c]);
    expect(lanes.map(lane => lane.id)).toEqual([d, a, b, c]);
    expect(() => history.write.reorderLanes(id, [d, a])).toThrow('E_CONFLICT');
    expect(() => history.write.reorderLanes(id, [d, a, a])).toThrow('E_CONFLICT');
    expect(() => history.write.reorderLanes(id, [d, a, newId<LaneId>()])).toThrow('E_CONFLICT');
  });

  it('opens a lane as a copy of another one up to a turn, along its own path only', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const [first, second] = laneIds as [LaneId, LaneId];
    const one = send(history, id, laneIds, 'one');
    const onlySecond = send(history, id, [second], 'only second');
    const two = send(history, id, laneIds, 'two');
    const branch = send(history, id, [first], 'instead', { isRoot: true });
    history.write.setHead(first, two.turn.id);

    const { lane, turnLanes } = await history.write.copyLane(id, makeLaneInput('deepseek-v4'), {
      laneId: first,
      upToTurnId: two.turn.id,
    });
    expect(lane).toMatchObject({ headTurnId: two.turn.id, position: 2, modelId: 'deepseek-v4' });
    const answerOf = (step: typeof one) => step.answers.get(first)?.id;
    expect(turnLanes).toEqual([
      {
        turnId: one.turn.id,
        laneId: lane.id,
        parentTurnId: undefined,
        chosenAnswerId: answerOf(one),
        copiedAnswerId: answerOf(one),
      },
      {
        turnId: two.turn.id,
        laneId: lane.id,
        parentTurnId: one.turn.id,
        chosenAnswerId: answerOf(two),
        copiedAnswerId: answerOf(two),
      },
    ]);
    const path = history.read.path(lane.id, two.turn.id);
    expect(path.map(step => [step.turn.prompt, step.answer?.laneId])).toEqual([
      ['one', first],
      ['two', first],
    ]);
    expect(history.read.turnLane(onlySecond.turn.id, lane.id)).toBeUndefined();
    expect(history.read.turnLane(branch.turn.id, lane.id)).toBeUndefined();

    // The copy goes its own way, and what the source says later is not seen.
    const three = send(history, id, [lane.id], 'three');
    const variant = makeAnswer(one.turn.id, lane.id, { text: 'own variant' });
    history.write.addVariant(variant);
    const replaced = makeAnswer(two.turn.id, first, { text: 'changed in the source' });
    history.write.addVariant(replaced);
    expect(history.read.path(lane.id, three.turn.id).map(step => step.answer?.text)).toEqual([
      'own variant',
      `two answered by ${first}`,
      `three answered by ${lane.id}`,
    ]);
    expect(history.read.turnLane(one.turn.id, lane.id)).toMatchObject({
      chosenAnswerId: variant.id,
      copiedAnswerId: answerOf(one),
    });
    history.write.chooseAnswer(one.turn.id, lane.id, answerOf(one) as AnswerId);
    expect(history.read.path(lane.id, one.turn.id)[0]?.answer?.laneId).toBe(first);
    expect(history.read.path(first, two.turn.id).map(step => step.answer?.text)).toEqual([
      `one answered by ${first}`,
      'changed in the source',
    ]);
  });

  it('refuses a copy from another conversation, or up to a turn the source took no part in', async () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const other = makeConversation(history, 1);
    const { turn } = send(history, id, [laneIds[1] as LaneId], 'second only');
    const copy = (laneId: LaneId, upToTurnId?: TurnId) =>
      history.write.copyLane(id, makeLaneInput(), { laneId, upToTurnId });
    await expect(copy(other.laneIds[0] as LaneId)).rejects.toThrow('E_NOT_FOUND');
    await expect(copy(laneIds[0] as LaneId, turn.id)).rejects.toThrow('E_NOT_FOUND');
    expect(history.read.lanes(id)).toHaveLength(2);
    // A source without history gives an empty lane.
    expect(await copy(laneIds[0] as LaneId)).toMatchObject({ turnLanes: [], lane: { headTurnId: undefined } });
  });

  it("refuses an answer or a head that is not the lane's own", () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const [first, second] = laneIds as [LaneId, LaneId];
    const { turn, answers } = send(history, id, laneIds, 'Hello');
    const foreign = answers.get(second)?.id as AnswerId;
    expect(() => history.write.chooseAnswer(turn.id, first, foreign)).toThrow('E_NOT_FOUND');
    const only = send(history, id, [second], 'second only');
    expect(() => history.write.setHead(first, only.turn.id)).toThrow('E_NOT_FOUND');
    expect(() => history.write.addVariant(makeAnswer(only.turn.id, first))).toThrow('E_NOT_FOUND');
    history.write.setHead(first, undefined);
    expect(history.read.lane(first)?.headTurnId).toBeUndefined();
  });

  it('finds the newest end of a branch inside one lane', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const [first, second] = laneIds as [LaneId, LaneId];
    const one = send(history, id, laneIds, 'one').turn;
    const two = send(history, id, laneIds, 'two').turn;
    const secondOnly = send(history, id, [second], 'second goes on').turn;
    history.write.setHead(first, one.id);
    const sibling = send(history, id, [first], 'two, edited', { turn: { editedFromTurnId: two.id } }).turn;
    expect(history.read.branchEnd(first, two.id)).toBe(two.id);
    expect(history.read.branchEnd(second, two.id)).toBe(secondOnly.id);
    expect(history.read.branchEnd(first, one.id)).toBe(sibling.id);
    expect(history.read.branchEnd(first, secondOnly.id)).toBe(secondOnly.id);
    expect(history.read.path(first, sibling.id).map(step => step.turn.prompt)).toEqual(['one', 'two, edited']);
    expect(history.read.turn(sibling.id)?.editedFromTurnId).toBe(two.id);
    expect(history.read.path(first, secondOnly.id)).toEqual([]);
  });
});
