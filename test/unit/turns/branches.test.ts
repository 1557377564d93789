import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../../../src/shared/domain/conversation';
import type { AnswerId, LaneId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import { MemoryHistory } from '../../support/memoryHistory';
import { connectionB, Stage } from './stage';

let stage: Stage;
let laneId: LaneId;
beforeEach(() => {
  stage = new Stage(new MemoryHistory());
  laneId = stage.lane();
});
afterEach(() => {
  expect(stage.page.faults).toEqual([]);
});

describe('regenerating', () => {
  it('adds a variant that is chosen and asks with the history before the turn', async () => {
    await stage.exchange(laneId, 'one', 'a');
    const { turnId, answerId } = await stage.exchange(laneId, 'two', 'b');
    const again = stage.runner.regenerate({ turnId, laneId });
    await settle();
    expect(stage.texts(laneId)).toEqual(['one', 'a', 'two']);
    expect(stage.history.read.turnLane(turnId, laneId)?.chosenAnswerId).toBe(again.answerId);
    expect(stage.page.changes.at(-1)).toMatchObject({
      turnLanes: [{ chosenAnswerId: again.answerId }],
      answers: [{ id: again.answerId, status: 'queued' }],
    });
    await stage.play(laneId, 'b2');
    await stage.send('three');
    expect(stage.texts(laneId)).toEqual(['one', 'a', 'two', 'b2', 'three']);
    expect(stage.saved(answerId)).toMatchObject({ status: 'done', text: 'b' });
    expect(stage.saved(again.answerId).sequence).toBeGreaterThan(stage.saved(answerId).sequence);
  });

  it('five times in a row leaves one live request and four stopped variants in order', async () => {
    const { turnId } = await stage.exchange(laneId, 'one', 'a');
    const again: AnswerId[] = [];
    for (let count = 0; count < 5; count++) {
      again.push(stage.runner.regenerate({ turnId, laneId }).answerId);
      await settle();
    }
    expect(stage.openStreams).toHaveLength(1);
    expect(stage.streams.filter(stream => stream.wasAborted)).toHaveLength(4);
    await stage.play(laneId, 'last');
    expect(again.map(id => stage.saved(id).status)).toEqual(['stopped', 'stopped', 'stopped', 'stopped', 'done']);
    const sequences = again.map(id => stage.saved(id).sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(stage.history.read.turnLane(turnId, laneId)?.chosenAnswerId).toBe(again[4]);
  });

  it('five times without a pause never has two requests of the lane open', async () => {
    const { turnId } = await stage.exchange(laneId, 'one', 'a');
    for (let count = 0; count < 5; count++) stage.runner.regenerate({ turnId, laneId });
    await settle();
    expect(stage.openStreams).toHaveLength(1);
    expect(stage.runner.liveAnswers(stage.conversationId)).toHaveLength(1);
  });

  it('asks another model once without changing the lane', async () => {
    const { turnId } = await stage.exchange(laneId, 'one', 'a');
    const again = stage.runner.regenerate({ turnId, laneId, model: { connectionId: connectionB, modelId: 'guest' } });
    await settle();
    expect(stage.streams.at(-1)?.request.modelId).toBe('guest');
    stage.streams.at(-1)?.start().text('guest answer').finish();
    await settle();
    expect(stage.saved(again.answerId)).toMatchObject({ modelId: 'guest', vendorId: 'vendor-connection-b' });
    await stage.send('two');
    expect(stage.stream(laneId).request.messages[1]?.author).toEqual({
      vendorId: 'vendor-connection-b',
      modelId: 'guest',
    });
  });

  it('answers an earlier turn anew before a queued later one, whose history needs it', async () => {
    const first = await stage.exchange(laneId, 'one', 'a');
    const running = await stage.send('two', [laneId]);
    await stage.send('three', [laneId]);
    stage.runner.regenerate({ turnId: first.turnId, laneId });
    await stage.play(laneId, 'b');
    expect(stage.texts(laneId)).toEqual(['one']);
    await stage.play(laneId, 'a2');
    expect(stage.texts(laneId)).toEqual(['one', 'a2', 'two', 'b', 'three']);
    expect(stage.saved(running.answerIds[0]).text).toBe('b');
  });

  it('refuses a lane that did not take part in the turn', async () => {
    const { turnId } = await stage.exchange(laneId, 'one', 'a');
    const other = stage.lane();
    expect(() => stage.runner.regenerate({ turnId, laneId: other })).toThrow('E_NOT_FOUND: turn-lane');
  });
});

describe('editing a prompt', () => {
  it('makes a sibling turn with the history before the edited one, and keeps the old branch', async () => {
    await stage.exchange(laneId, 'one', 'a');
    const second = await stage.exchange(laneId, 'two', 'b');
    await stage.exchange(laneId, 'three', 'c');
    const edited = stage.runner.editTurn({ turnId: second.turnId, prompt: 'two, better' });
    await settle();
    expect(stage.texts(laneId)).toEqual(['one', 'a', 'two, better']);
    await stage.play(laneId, 'b2');
    await stage.send('four');
    expect(stage.texts(laneId)).toEqual(['one', 'a', 'two, better', 'b2', 'four']);
    expect(stage.history.read.turn(edited.turnId)).toMatchObject({ editedFromTurnId: second.turnId, sequence: 4 });
    expect(stage.history.turns().map(turn => turn.prompt)).toContain('three');
  });

  it('stops what still runs of the edited turn and of later ones, keeps its text and does not mix it into the branch', async () => {
    await stage.exchange(laneId, 'one', 'a');
    const second = await stage.send('two');
    stage.stream(laneId).start().text('old text');
    await settle();
    const third = await stage.send('three');
    const old = stage.stream(laneId);
    stage.runner.editTurn({ turnId: second.turnId, prompt: 'two, better' });
    old.text(' late');
    await settle();
    expect(old.isClosed).toBe(true);
    expect(stage.saved(second.answerIds[0])).toMatchObject({ status: 'stopped', text: 'old text' });
    expect(stage.saved(third.answerIds[0])).toMatchObject({ status: 'stopped', text: '' });
    expect(stage.texts(laneId)).toEqual(['one', 'a', 'two, better']);
    expect(stage.openStreams).toHaveLength(1);
  });

  it('leaves lanes that did not take part, and other branches that stream, alone', async () => {
    const other = stage.lane();
    const first = await stage.exchange(laneId, 'one', 'a');
    await stage.send('to the other', [other]);
    stage.runner.editTurn({ turnId: first.turnId, prompt: 'one, better' });
    await settle();
    const branch = stage.stream(laneId);
    stage.runner.editTurn({ turnId: first.turnId, prompt: 'one, best' });
    await settle();
    expect(branch.isClosed).toBe(false);
    expect(stage.stream(other).isClosed).toBe(false);
    expect(stage.history.read.lane(other)?.headTurnId).toBeDefined();
    await stage.play(laneId, 'better');
    await stage.play(laneId, 'best');
    expect(stage.history.answers().map(answer => answer.text)).toEqual(['a', '', 'better', 'best']);
  });

  it('edits for the lanes that are named only, and refuses others', async () => {
    const other = stage.lane();
    const stranger = stage.lane();
    const { turnId } = await stage.send('one', [laneId, other]);
    await stage.play(laneId, 'a');
    await stage.play(other, 'b');
    const edited = stage.runner.editTurn({ turnId, prompt: 'again', laneIds: [other] });
    expect(edited.answerIds).toHaveLength(1);
    expect(stage.history.read.lane(laneId)?.headTurnId).toBe(turnId);
    expect(stage.history.read.lane(other)?.headTurnId).toBe(edited.turnId);
    expect(() => stage.runner.editTurn({ turnId, prompt: 'x', laneIds: [stranger] })).toThrow('E_NOT_FOUND: lane');
  });

  it('keeps the attachments unless others are given', async () => {
    const attachment = {
      id: 'f',
      name: 'a.png',
      mediaType: 'image/png',
      sizeBytes: 1,
      sha256: 'f',
    } as unknown as Attachment;
    const { turnId } = stage.runner.startTurn({
      conversationId: stage.conversationId,
      prompt: 'look',
      attachments: [attachment],
    });
    const kept = stage.runner.editTurn({ turnId, prompt: 'look closer' });
    const dropped = stage.runner.editTurn({ turnId, prompt: 'never mind', attachments: [] });
    expect(stage.history.read.turn(kept.turnId)?.attachments).toEqual([attachment]);
    expect(stage.history.read.turn(dropped.turnId)?.attachments).toEqual([]);
  });
});

describe('switching branches', () => {
  it('shows the newest turn of the other branch in every lane that took part, and goes on from there', async () => {
    const other = stage.lane();
    const first = await stage.send('one');
    await stage.play(laneId, 'a');
    await stage.play(other, 'A');
    const second = await stage.send('two');
    await stage.play(laneId, 'b');
    await stage.play(other, 'B');
    const edited = stage.runner.editTurn({ turnId: first.turnId, prompt: 'uno' });
    await settle();
    await stage.play(laneId, 'x');
    await stage.play(other, 'X');
    stage.runner.switchTo(first.turnId);
    expect(stage.page.changes.at(-1)?.lanes?.map(lane => lane.headTurnId)).toEqual([second.turnId, second.turnId]);
    await stage.send('three');
    expect(stage.texts(laneId)).toEqual(['one', 'a', 'two', 'b', 'three']);
    expect(stage.texts(other)).toEqual(['one', 'A', 'two', 'B', 'three']);
    stage.runner.switchTo(edited.turnId);
    expect(stage.history.read.lane(laneId)?.headTurnId).toBe(edited.turnId);
  });

  it('lets an answer of the branch that is left stream on', async () => {
    const first = await stage.exchange(laneId, 'one', 'a');
    const edited = stage.runner.editTurn({ turnId: first.turnId, prompt: 'uno' });
    await settle();
    stage.runner.switchTo(first.turnId);
    await stage.play(laneId, 'still mine');
    expect(stage.saved(edited.answerIds[0])).toMatchObject({ status: 'done', text: 'still mine' });
  });
});

describe('choosing among variants', () => {
  it('sends the chosen one from then on', async () => {
    const { turnId, answerId } = await stage.exchange(laneId, 'one', 'a');
    stage.runner.regenerate({ turnId, laneId });
    await settle();
    await stage.play(laneId, 'a2');
    stage.runner.chooseAnswer(turnId, laneId, answerId);
    expect(stage.page.changes.at(-1)?.turnLanes).toMatchObject([{ turnId, laneId, chosenAnswerId: answerId }]);
    await stage.send('two');
    expect(stage.texts(laneId)).toEqual(['one', 'a', 'two']);
  });

  it('refuses an answer of another cell', async () => {
    const { turnId } = await stage.exchange(laneId, 'one', 'a');
    const elsewhere = await stage.exchange(laneId, 'two', 'b');
    expect(() => stage.runner.chooseAnswer(turnId, laneId, elsewhere.answerId)).toThrow('E_NOT_FOUND: answer');
  });
});
