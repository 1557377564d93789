import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerId, ConversationId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import { MemoryHistory } from '../../support/memoryHistory';
import { connectionA, Stage } from './stage';

let stage: Stage;
beforeEach(() => {
  stage = new Stage(new MemoryHistory());
});
afterEach(() => {
  expect(stage.page.faults).toEqual([]);
});

describe('stopping', () => {
  it('tells the page before it returns, closes the socket and drops what comes later', async () => {
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    const stream = stage.stream(laneId).start().text('so far');
    await settle();
    stream.text(' and more');
    stage.runner.stop(answerIds[0] as AnswerId);
    expect(stage.shown(answerIds[0])).toMatchObject({ status: 'stopped', text: 'so far' });
    expect(stream.signal.aborted).toBe(true);
    await settle();
    expect(stream.isClosed).toBe(true);
    expect(stage.saved(answerIds[0])).toEqual(stage.shown(answerIds[0]));
    stage.runner.stop(answerIds[0] as AnswerId);
    expect(stage.page.types(answerIds[0] as AnswerId).filter(type => type === 'stopped')).toHaveLength(1);
  });

  it('stops eight lanes at once, queued ones too, in one transaction, and nothing starts afterwards', async () => {
    stage.connection(connectionA).maxConcurrent = 3;
    const lanes = Array.from({ length: 8 }, () => stage.lane());
    const { answerIds } = await stage.send('hello');
    for (const stream of stage.streams) stream.start().text('x');
    await settle();
    const later = await stage.send('again');
    stage.history.writes.length = 0;
    stage.runner.abortConversation(stage.conversationId);
    expect(stage.history.writes).toEqual(['saveAnswers']);
    await stage.clock.advance(60_000);
    expect(stage.streams).toHaveLength(3);
    expect(stage.openStreams).toEqual([]);
    expect([...answerIds, ...later.answerIds].map(id => stage.saved(id).status)).toEqual(Array(16).fill('stopped'));
    expect(answerIds.map(id => stage.saved(id).text)).toEqual([...Array(3).fill('x'), ...Array(5).fill('')]);
    expect(lanes).toHaveLength(8);
  });

  it('stops only the lane that is removed', async () => {
    const [kept, removed] = [stage.lane(), stage.lane()];
    const { answerIds } = await stage.send('hello');
    stage.runner.stopLane(removed);
    await stage.play(kept, 'fine');
    expect(answerIds.map(id => stage.saved(id).status)).toEqual(['done', 'stopped']);
  });

  it('leaves other conversations alone', async () => {
    const other = 'other' as ConversationId;
    stage.lane();
    const elsewhere = stage.lane({ conversationId: other, modelId: 'elsewhere' });
    await stage.send('here');
    const { answerIds } = stage.runner.startTurn({ conversationId: other, prompt: 'there' });
    await settle();
    stage.runner.abortConversation(stage.conversationId);
    await stage.play(elsewhere, 'still here');
    expect(stage.saved(answerIds[0]).status).toBe('done');
  });

  it('frees a lane whose keyring does not answer at once', async () => {
    const laneId = stage.lane();
    stage.keyring = new Promise(() => {});
    const { answerIds } = await stage.send('one');
    stage.runner.stop(answerIds[0] as AnswerId);
    stage.keyring = undefined;
    await stage.send('two');
    expect(stage.stream(laneId).request.messages.at(-1)?.text).toBe('two');
  });

  it('leaves a stream behind that does not end when it is told to', async () => {
    stage.hangsOnAbort = true;
    const laneId = stage.lane();
    const first = await stage.send('one');
    const second = await stage.send('two');
    const hanging = stage.stream(laneId);
    stage.runner.stop(first.answerIds[0] as AnswerId);
    await settle();
    expect(stage.streams).toHaveLength(1);
    await stage.clock.advance(2_000);
    expect(stage.streams).toHaveLength(2);
    hanging.text('ghost').finish();
    await stage.play(laneId, 'real');
    expect(stage.saved(first.answerIds[0])).toMatchObject({ status: 'stopped', text: '' });
    expect(stage.saved(second.answerIds[0])).toMatchObject({ status: 'done', text: 'real' });
  });
});

describe('tokens that were told before the text', () => {
  const early = { type: 'usage', usage: { inputTokens: 100, outputTokens: 1 } } as const;

  it('are only a part of an answer that is stopped behind them', async () => {
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().push(early).text('a long').text(' answer');
    await settle();
    stage.runner.stop(answerIds[0] as AnswerId);
    expect(stage.saved(answerIds[0]).usage).toMatchObject({ ...early.usage, isPartial: true });
  });

  it('are only a part of an answer that broke off behind them', async () => {
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().push(early).text('a').fail({ class: 'network', reason: 'reset' }, true);
    await settle();
    expect(stage.saved(answerIds[0]).usage).toMatchObject({ ...early.usage, isPartial: true });
  });

  it('are what the server told, where the answer came to its end or they were told again', async () => {
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().push(early).text('held back').finish();
    await settle();
    expect(stage.saved(answerIds[0]).usage).toEqual(early.usage);
    const second = await stage.send('again');
    const later = { inputTokens: 100, outputTokens: 2 };
    stage.stream(laneId).start().push(early).text('a').push({ type: 'usage', usage: later });
    await settle();
    stage.runner.stop(second.answerIds[0] as AnswerId);
    expect(stage.saved(second.answerIds[0]).usage).toEqual(later);
  });
});

describe('streams that break the rules', () => {
  it('drops parts after the last one', async () => {
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('all').finish().text(' too late').fail({ class: 'network' });
    await settle();
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'done', text: 'all' });
    expect(stage.openStreams).toEqual([]);
  });

  it('marks an answer interrupted when its stream ends without a last part', async () => {
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('half').end();
    await settle();
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'interrupted', text: 'half' });
  });

  it('fails the answer when a stream throws, and logs no message of it', async () => {
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).throw(new TypeError('sk-secret'));
    await settle();
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'failed', error: { class: 'unknown' } });
    expect(stage.logged.join()).not.toContain('sk-secret');
  });

  it('goes on when the page cannot take parts', async () => {
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.isPageGone = true;
    await stage.play(laneId, 'text');
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'done', text: 'text' });
  });
});
