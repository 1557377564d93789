import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerId, LaneId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import { MemoryHistory } from '../../support/memoryHistory';
import { Stage } from './stage';

let stage: Stage;
let laneId: LaneId;
beforeEach(() => {
  stage = new Stage(new MemoryHistory());
  laneId = stage.lane();
});
afterEach(() => {
  expect(stage.page.faults).toEqual([]);
});

async function interrupted(text = 'first half'): Promise<AnswerId> {
  const { answerIds } = await stage.send('hello');
  stage.stream(laneId).start().reasoning('hm').text(text).fail({ class: 'network', reason: 'reset' }, true);
  await settle();
  return answerIds[0] as AnswerId;
}

describe('continuing an answer', () => {
  it('keeps the text, sends it along and folds what comes behind it, in the same answer', async () => {
    const answerId = await interrupted();
    const numbered = stage.page.sequences.get(answerId) ?? 0;
    stage.runner.continueAnswer(answerId);
    expect(stage.page.changes.at(-1)?.answers).toMatchObject([
      { id: answerId, status: 'connecting', text: 'first half' },
    ]);
    expect(stage.saved(answerId)).toMatchObject({ status: 'connecting', error: undefined });
    await settle();
    expect(stage.stream(laneId).request).toMatchObject({
      messages: [{ role: 'user', text: 'hello' }],
      continuation: { text: 'first half', reasoning: 'hm' },
    });
    await stage.play(laneId, ', second half');
    expect(stage.saved(answerId)).toMatchObject({ status: 'done', text: 'first half, second half', error: undefined });
    expect(stage.shown(answerId)).toEqual(stage.saved(answerId));
    expect(stage.page.sequences.get(answerId)).toBeGreaterThan(numbered);
    expect(stage.history.answers()).toHaveLength(1);
  });

  it('keeps the first timings, leaves the pause out and ends again', async () => {
    const { answerIds } = await stage.send('hello');
    await stage.clock.advance(1_000);
    stage.stream(laneId).start().text('a');
    await stage.clock.advance(1_000);
    stage.runner.stop(answerIds[0] as AnswerId);
    const before = stage.saved(answerIds[0]);
    await stage.clock.advance(3_600_000);
    stage.runner.continueAnswer(before.id);
    await stage.clock.advance(500);
    await stage.play(laneId, 'b');
    const after = stage.saved(before.id);
    expect(after.timings).toEqual({ ...before.timings, endMs: 2_500 });
    expect(after.startedAt - before.startedAt).toBe(3_600_000);
  });

  it('adds the tokens of both requests', async () => {
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('a');
    stage
      .stream(laneId)
      .push({ type: 'usage', usage: { inputTokens: 10, outputTokens: 5 } })
      .finish('length');
    await settle();
    stage.runner.continueAnswer(answerIds[0] as AnswerId);
    await settle();
    stage
      .stream(laneId)
      .start()
      .push({ type: 'usage', usage: { inputTokens: 1 } });
    stage.stream(laneId).push({ type: 'usage', usage: { inputTokens: 15, outputTokens: 7, reasoningTokens: 0 } });
    await stage.play(laneId, 'b');
    expect(stage.saved(answerIds[0])).toMatchObject({
      status: 'done',
      finishReason: 'stop',
      usage: {
        inputTokens: 25,
        outputTokens: 12,
        reasoningTokens: 0,
        cachedInputTokens: undefined,
        largestInputTokens: 15,
        isPartial: undefined,
      },
    });
  });

  it('says that a sum is a part where the request that broke off told no tokens', async () => {
    const answerId = await interrupted();
    stage.runner.continueAnswer(answerId);
    await settle();
    stage
      .stream(laneId)
      .start()
      .push({ type: 'usage', usage: { inputTokens: 15, outputTokens: 7 } });
    await stage.play(laneId, ' more');
    expect(stage.saved(answerId).usage).toMatchObject({ inputTokens: 15, outputTokens: 7, isPartial: true });
  });

  it('says so too where the request that goes on breaks off, and not where it is refused', async () => {
    const { answerIds } = await stage.send('hello');
    const usage = { inputTokens: 10, outputTokens: 5 };
    stage.stream(laneId).start().text('a').push({ type: 'usage', usage }).finish('length');
    await settle();
    stage.runner.continueAnswer(answerIds[0] as AnswerId);
    await settle();
    stage.stream(laneId).fail({ class: 'network', reason: 'dns' });
    await settle();
    expect(stage.saved(answerIds[0]).usage).toEqual(usage);
    stage.runner.continueAnswer(answerIds[0] as AnswerId);
    await settle();
    stage.stream(laneId).start().text('b').fail({ class: 'network', reason: 'reset' });
    await settle();
    expect(stage.saved(answerIds[0])).toMatchObject({ text: 'ab', usage: { ...usage, isPartial: true } });
  });

  it('says so where one of the requests told only a half of its tokens', async () => {
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('a');
    stage
      .stream(laneId)
      .push({ type: 'usage', usage: { inputTokens: 10 } })
      .finish('length');
    await settle();
    stage.runner.continueAnswer(answerIds[0] as AnswerId);
    await settle();
    stage
      .stream(laneId)
      .start()
      .push({ type: 'usage', usage: { inputTokens: 15, outputTokens: 7 } });
    await stage.play(laneId, 'b');
    expect(stage.saved(answerIds[0]).usage).toMatchObject({ inputTokens: 25, outputTokens: 7, isPartial: true });
  });

  it('knows no cost of what was asked at two prices: in and out of the hours that cost more', async () => {
    const { answerIds } = await stage.send('hello');
    const price = {
      currency: 'USD' as const,
      inputPerMillion: 1,
      outputPerMillion: 1,
      peak: { factor: 2, days: [1, 2, 3, 4, 5, 6, 7], hoursUtc: [[0, 12]] as const },
      source: 'https://vendor.example/prices',
      readOn: '2026-11-23',
    };
    stage.stream(laneId).start().text('a');
    stage
      .stream(laneId)
      .push({ type: 'usage', usage: { inputTokens: 10, outputTokens: 5 } })
      .finish('length');
    await settle();
    const id = answerIds[0] as AnswerId;
    stage.history.write.saveAnswer({ ...stage.saved(id), price });
    await stage.clock.advance(12 * 3_600_000);
    stage.runner.continueAnswer(id);
    await settle();
    stage
      .stream(laneId)
      .start()
      .push({ type: 'usage', usage: { inputTokens: 15, outputTokens: 7 } });
    await stage.play(laneId, 'b');
    expect(stage.saved(id).usage).toMatchObject({ inputTokens: 25, outputTokens: 12, isPartial: true });
  });

  it('may be repeated after a refusal, since no token of this request came yet', async () => {
    const answerId = await interrupted();
    stage.runner.continueAnswer(answerId);
    await settle();
    stage.stream(laneId).fail({ class: 'overloaded', isRetryable: true });
    await stage.clock.advance(2_000);
    expect(stage.openStreams).toHaveLength(1);
    await stage.play(laneId, ' more');
    expect(stage.saved(answerId).text).toBe('first half more');
  });

  it('keeps the text when it fails, so that it can be tried again', async () => {
    const answerId = await interrupted();
    stage.runner.continueAnswer(answerId);
    await settle();
    stage.stream(laneId).fail({ class: 'network', reason: 'dns' });
    await settle();
    expect(stage.saved(answerId)).toMatchObject({ status: 'failed', text: 'first half', error: { reason: 'dns' } });
    stage.runner.continueAnswer(answerId);
    await settle();
    await stage.play(laneId, ' more');
    expect(stage.saved(answerId)).toMatchObject({ status: 'done', text: 'first half more' });
  });

  it('asks again in the same place when there was no text yet', async () => {
    const { answerIds } = await stage.send('hello');
    stage.runner.stop(answerIds[0] as AnswerId);
    stage.runner.continueAnswer(answerIds[0] as AnswerId);
    await settle();
    expect(stage.stream(laneId).request.continuation).toBeUndefined();
    await stage.play(laneId, 'now');
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'done', text: 'now' });
  });

  it('waits its turn in a busy lane, and later turns wait for it', async () => {
    const answerId = await interrupted();
    const second = await stage.send('two');
    stage.runner.continueAnswer(answerId);
    const third = await stage.send('three');
    expect(stage.shown(answerId)).toMatchObject({ status: 'queued', text: 'first half' });
    await stage.play(laneId, 'b');
    expect(stage.shown(third.answerIds[0]).status).toBe('queued');
    await stage.play(laneId, ', second half');
    expect(stage.stream(laneId).request.messages.map(message => message.text)).toEqual([
      'hello',
      'first half, second half',
      'two',
      'b',
      'three',
    ]);
    expect(stage.saved(second.answerIds[0]).status).toBe('done');
  });

  it('asks the model the answer came from, with the lane’s present parameters', async () => {
    const answerId = await interrupted();
    stage.history.updateLane(laneId, { modelId: 'newer', parameters: { thinking: 'on' } });
    stage.runner.continueAnswer(answerId);
    await settle();
    expect(stage.streams.at(-1)?.request).toMatchObject({ modelId: 'model-1', parameters: { thinking: 'on' } });
  });

  it('goes on after a crash with what was saved', async () => {
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('saved').text('');
    await stage.clock.advance(600);
    stage.stream(laneId).text(' lost');
    await settle();
    await stage.restart({ hasDrafts: true });
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'interrupted', text: 'saved' });
    stage.runner.continueAnswer(answerIds[0] as AnswerId);
    await settle();
    expect(stage.stream(laneId).request.continuation).toEqual({ text: 'saved', reasoning: '' });
    await stage.play(laneId, ' again');
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'done', text: 'saved again' });
  });

  it('refuses a live answer and one that came to its own end', async () => {
    const { answerIds } = await stage.send('hello');
    expect(() => stage.runner.continueAnswer(answerIds[0] as AnswerId)).toThrow('E_CONFLICT: cannot-continue');
    await stage.play(laneId, 'all');
    expect(() => stage.runner.continueAnswer(answerIds[0] as AnswerId)).toThrow('E_CONFLICT: cannot-continue');
  });
});
