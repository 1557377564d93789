import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerId, ConversationId, LaneId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import { MemoryHistory } from '../../support/memoryHistory';
import { connectionB, Stage } from './stage';

let stage: Stage;
beforeEach(() => {
  stage = new Stage(new MemoryHistory());
});
afterEach(() => {
  expect(stage.page.faults).toEqual([]);
});

describe('starting a turn', () => {
  it('saves the turn and a queued answer per lane in one transaction before anything is asked', () => {
    const lanes = [stage.lane(), stage.lane()];
    const { turnId, answerIds } = stage.runner.startTurn({ conversationId: stage.conversationId, prompt: 'hello' });
    expect(stage.history.writes).toEqual(['addTurn']);
    expect(stage.streams).toEqual([]);
    expect(answerIds).toHaveLength(2);
    expect(stage.saved(answerIds[0])).toMatchObject({
      turnId,
      laneId: lanes[0],
      status: 'queued',
      text: '',
      connectionName: 'Name of connection-a',
      vendorId: 'vendor-connection-a',
      modelId: 'model-1',
    });
    expect(stage.history.read.lane(lanes[0] as LaneId)?.headTurnId).toBe(turnId);
  });

  it('tells the page the new rows with the lanes’ new heads before any part', async () => {
    stage.lane();
    const { turnId, answerIds } = await stage.send('hello');
    const [change] = stage.page.changes;
    expect(change?.turns?.map(turn => turn.id)).toEqual([turnId]);
    expect(change?.turnLanes?.map(turnLane => turnLane.chosenAnswerId)).toEqual(answerIds);
    expect(change?.answers?.map(answer => answer.status)).toEqual(['queued']);
    expect(change?.lanes?.map(lane => lane.headTurnId)).toEqual([turnId]);
  });

  it('asks all lanes at the same time and keeps their texts apart', async () => {
    const lanes = Array.from({ length: 5 }, () => stage.lane());
    const { answerIds } = await stage.send('hello');
    expect(stage.streams).toHaveLength(5);
    for (const laneId of lanes) stage.stream(laneId).start().text('from ').text(stage.stream(laneId).request.modelId);
    for (const laneId of lanes) stage.stream(laneId).finish();
    await settle();
    expect(answerIds.map(id => stage.saved(id).text)).toEqual([1, 2, 3, 4, 5].map(n => `from model-${n}`));
    expect(answerIds.map(id => stage.saved(id).status)).toEqual(Array(5).fill('done'));
    expect(answerIds.map(id => stage.shown(id))).toEqual(answerIds.map(id => stage.saved(id)));
  });

  it('asks what the history holds where a prompt has half a character or a NUL', async () => {
    const lane = stage.lane();
    const { turnId } = await stage.send('half \uD83D of 😀\0');
    expect(stage.history.read.turn(turnId)?.prompt).toBe('half \uFFFD of 😀\uFFFD');
    expect(stage.stream(lane).request.messages).toEqual([{ role: 'user', text: 'half \uFFFD of 😀\uFFFD' }]);
  });

  it('reads no prompt from the history that it holds or needs not: one may be megabytes long', async () => {
    const lanes = [stage.lane(), stage.lane()];
    const read: string[] = [];
    const history = stage.history.read;
    const { turn, pathInPieces } = history;
    history.turn = id => {
      read.push(id);
      return turn(id);
    };
    history.pathInPieces = (links, pause) => {
      read.push(...links.map(link => link.turnId));
      return pathInPieces(links, pause);
    };
    const first = await stage.send('one');
    for (const laneId of lanes) await stage.play(laneId, 'a');
    stage.runner.chooseAnswer(first.turnId, lanes[0] as LaneId, first.answerIds[0] as AnswerId);
    stage.runner.switchTo(first.turnId);
    stage.runner.editTurn({ turnId: first.turnId, prompt: 'two' });
    await settle();
    expect(read).toEqual([]);
    await stage.runner.requestOf(first.answerIds[0] as AnswerId);
    expect(read).toEqual([first.turnId]);
  });

  it('asks only the lanes that are named', async () => {
    const [first, second] = [stage.lane(), stage.lane()];
    const { answerIds } = await stage.send('only you', [second]);
    expect(answerIds).toHaveLength(1);
    expect(stage.saved(answerIds[0]).laneId).toBe(second);
    expect(stage.history.read.lane(first)?.headTurnId).toBeUndefined();
  });

  it('refuses an empty prompt, no lanes, and lanes of another conversation', () => {
    const { conversationId } = stage;
    expect(() => stage.runner.startTurn({ conversationId, prompt: 'x' })).toThrow('E_BAD_REQUEST: no-lanes');
    stage.lane();
    const foreign = stage.lane({ conversationId: 'elsewhere' as ConversationId });
    expect(() => stage.runner.startTurn({ conversationId, prompt: '  ' })).toThrow('E_BAD_REQUEST: empty');
    expect(() => stage.runner.startTurn({ conversationId, prompt: 'x', laneIds: [foreign] })).toThrow(
      'E_NOT_FOUND: lane',
    );
    expect(stage.history.writes).toEqual([]);
  });

  it('asks nothing when the turn cannot be saved', async () => {
    stage.lane();
    stage.history.failure = new Error('disk I/O error');
    expect(() => stage.runner.startTurn({ conversationId: stage.conversationId, prompt: 'x' })).toThrow('E_STORAGE');
    await settle();
    expect(stage.streams).toEqual([]);
    expect(stage.page.changes).toEqual([]);
    expect(stage.storageErrors).toHaveLength(1);
  });

  it('fails the answer of a lane whose connection is gone, and the others go on', async () => {
    stage.lane({ connectionId: connectionB });
    const good = stage.lane();
    stage.connections.delete(connectionB);
    const { answerIds } = await stage.send('hello');
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'failed', error: { class: 'permission' } });
    await stage.play(good, 'fine');
    expect(stage.saved(answerIds[1])).toMatchObject({ status: 'done', text: 'fine' });
  });

  it('stamps parts with the time since the answer started and keeps the wait for the keyring out of the figures', async () => {
    const laneId = stage.lane();
    let open: () => void = () => {};
    stage.keyring = new Promise(resolve => {
      open = resolve;
    });
    const { answerIds } = await stage.send('hello');
    expect(stage.shown(answerIds[0]).status).toBe('connecting');
    await stage.clock.advance(3_000);
    open();
    await settle();
    await stage.clock.advance(200);
    stage.stream(laneId).start();
    await stage.clock.advance(300);
    stage.stream(laneId).reasoning('hm');
    await stage.clock.advance(500);
    stage.stream(laneId).text('yes');
    await stage.clock.advance(1_000);
    stage.stream(laneId).finish();
    await settle();
    expect(stage.saved(answerIds[0]).timings).toEqual({
      sentMs: 3_000,
      headersMs: 3_200,
      firstTokenMs: 3_500,
      firstTextMs: 4_000,
      reasoningEndMs: 3_500,
      endMs: 5_000,
    });
  });
});

describe('a lane that is busy', () => {
  it('queues the next turn behind the running answer and builds its history from the finished one', async () => {
    const laneId = stage.lane();
    await stage.send('one');
    const second = await stage.send('two');
    const third = await stage.send('three');
    expect(stage.streams).toHaveLength(1);
    expect(stage.shown(second.answerIds[0])).toMatchObject({ status: 'queued', queueAhead: 1 });
    expect(stage.shown(third.answerIds[0])).toMatchObject({ status: 'queued', queueAhead: 2 });
    await stage.play(laneId, 'first answer');
    expect(stage.stream(laneId).request.messages.map(message => message.text)).toEqual(['one', 'first answer', 'two']);
    expect(stage.shown(third.answerIds[0])).toMatchObject({ status: 'queued', queueAhead: 1 });
    await stage.play(laneId, 'second answer');
    expect(stage.stream(laneId).request.messages.map(message => message.text)).toEqual([
      'one',
      'first answer',
      'two',
      'second answer',
      'three',
    ]);
  });

  it('runs the next answer when the one before it fails, and leaves the unanswered turn out', async () => {
    const laneId = stage.lane();
    await stage.send('one');
    await stage.send('two');
    stage.stream(laneId).fail({ class: 'moderation' });
    await settle();
    expect(stage.stream(laneId).request.messages.map(message => message.text)).toEqual(['two']);
  });

  it('runs the next answer when the one before it is stopped, with the text it had', async () => {
    const laneId = stage.lane();
    const first = await stage.send('one');
    await stage.send('two');
    stage.stream(laneId).start().text('half');
    await settle();
    stage.runner.stop(first.answerIds[0] as AnswerId);
    await settle();
    expect(stage.stream(laneId).request.messages.map(message => message.text)).toEqual(['one', 'half', 'two']);
  });

  it('does not hold up the other lanes', async () => {
    const [slow, fast] = [stage.lane(), stage.lane()];
    await stage.send('one');
    await stage.play(fast, 'quick');
    await stage.send('two');
    expect(stage.stream(fast).request.messages).toHaveLength(3);
    expect(stage.stream(slow).request.messages).toHaveLength(1);
  });

  it('asks with the model and parameters the lane had when the user sent', async () => {
    const laneId = stage.lane();
    await stage.send('one');
    await stage.send('two');
    stage.history.updateLane(laneId, { modelId: 'other', systemPrompt: 'new', parameters: { thinking: 'off' } });
    await stage.send('three');
    stage.streams[0]?.start().text('a').finish();
    await settle();
    expect(stage.streams[1]?.request).toMatchObject({ modelId: 'model-1', parameters: { thinking: 'default' } });
    stage.streams[1]?.start().text('b').finish();
    await settle();
    expect(stage.streams[2]?.request).toMatchObject({ modelId: 'other', parameters: { thinking: 'off' } });
    expect(stage.streams[2]?.request.messages[0]).toEqual({ role: 'system', text: 'new' });
  });
});
