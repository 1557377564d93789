import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallError } from '../../../src/shared/domain/errors';
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

describe('drafts', () => {
  it('are saved every half second while text arrives, however many pieces there are', async () => {
    const { answerIds } = await stage.send('hello');
    stage.history.writes.length = 0;
    stage.stream(laneId).start();
    for (let count = 0; count < 300; count++) {
      stage.stream(laneId).text('x');
      await stage.clock.advance(10);
    }
    expect(stage.history.writes).toEqual(Array(6).fill('saveDraft'));
    expect(stage.saved(answerIds[0]).text.length).toBeGreaterThan(200);
    stage.stream(laneId).finish();
    await stage.clock.advance(5_000);
    expect(stage.history.writes.slice(6)).toEqual(['saveAnswers']);
    expect(stage.saved(answerIds[0]).text).toBe('x'.repeat(300));
  });

  it('are saved at once when something in the program failed, and once only', async () => {
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('half of it');
    await settle();
    stage.history.writes.length = 0;
    stage.runner.saveDrafts();
    expect(stage.saved(answerIds[0]).text).toBe('half of it');
    await stage.clock.advance(5_000);
    expect(stage.history.writes).toEqual(['saveDraft']);
    stage.stream(laneId).text(', the rest').finish();
    await stage.clock.advance(1_000);
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'done', text: 'half of it, the rest' });
  });

  it('are not saved while nothing arrives', async () => {
    await stage.send('hello');
    stage.stream(laneId).start().text('x');
    await stage.clock.advance(1_000);
    stage.history.writes.length = 0;
    stage.stream(laneId).push({ type: 'alive' });
    await stage.clock.advance(10_000);
    expect(stage.history.writes).toEqual([]);
  });

  it('come less often when saving them takes long', async () => {
    await stage.send('hello');
    const { write } = stage.history;
    const save = write.saveDraft;
    write.saveDraft = answer => {
      stage.clock.jump(100);
      save(answer);
    };
    stage.history.writes.length = 0;
    for (let count = 0; count < 100; count++) {
      stage.stream(laneId).text('x');
      await stage.clock.advance(100);
    }
    expect(stage.history.writes.length).toBeGreaterThan(2);
    expect(stage.history.writes.length).toBeLessThan(8);
  });
});

describe('a disk that refuses', () => {
  it('does not stop the stream; it is reported once and saved again until it works', async () => {
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('a');
    await settle();
    stage.history.failure = new Error('disk full');
    for (let count = 0; count < 5; count++) {
      stage.stream(laneId).text('b');
      await stage.clock.advance(600);
    }
    stage.stream(laneId).finish();
    await stage.clock.advance(20_000);
    expect(stage.storageErrors).toHaveLength(1);
    expect(stage.shown(answerIds[0])).toMatchObject({ status: 'done', text: 'abbbbb' });
    expect(stage.runner.liveAnswers(stage.conversationId)).toEqual([stage.shown(answerIds[0])]);
    stage.history.failure = undefined;
    await stage.clock.advance(5_000);
    expect(stage.saved(answerIds[0])).toEqual(stage.shown(answerIds[0]));
    expect(stage.runner.liveAnswers(stage.conversationId)).toEqual([]);
    expect(stage.clock.pendingTimers).toBe(0);
  });

  it('reports a second outage again', async () => {
    for (const prompt of ['one', 'two']) {
      await stage.send(prompt);
      stage.history.failure = new Error('disk full');
      await stage.play(laneId, 'x');
      stage.history.failure = undefined;
      await stage.clock.advance(5_000);
    }
    expect(stage.storageErrors).toHaveLength(2);
  });

  it('leaves the newest text in the history of the next turn all the same', async () => {
    await stage.send('one');
    stage.history.failure = new Error('disk full');
    await stage.play(laneId, 'unsaved');
    const { write } = stage.history;
    const saveAnswers = write.saveAnswers;
    const saveAnswer = write.saveAnswer;
    stage.history.failure = undefined;
    write.saveAnswers = write.saveAnswer = () => {
      throw new Error('disk full');
    };
    await stage.send('two');
    expect(stage.stream(laneId).request.messages.map(message => message.text)).toEqual(['one', 'unsaved', 'two']);
    Object.assign(write, { saveAnswers, saveAnswer });
  });

  it('does not overwrite an answer that is continued with the end that could not be saved', async () => {
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('first half');
    await settle();
    stage.history.failure = new Error('disk full');
    stage.runner.stop(answerIds[0] as AnswerId);
    stage.history.failure = undefined;
    stage.runner.continueAnswer(answerIds[0] as AnswerId);
    await settle();
    expect(stage.stream(laneId).request.continuation?.text).toBe('first half');
    await stage.clock.advance(6_000);
    expect(stage.saved(answerIds[0]).status).toBe('connecting');
    await stage.play(laneId, ', second half');
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'done', text: 'first half, second half' });
  });

  it('does not hold on to an answer whose conversation was deleted for good, nor let it hold up others', async () => {
    const other = stage.lane();
    const { answerIds } = await stage.send('hello');
    const { write } = stage.history;
    write.saveAnswers = () => {
      throw new CallError('E_NOT_FOUND', 'answer');
    };
    const save = write.saveAnswer;
    write.saveAnswer = answer => {
      if (answer.id === answerIds[0]) throw new CallError('E_NOT_FOUND', 'answer');
      save(answer);
    };
    await stage.play(laneId, 'gone');
    await stage.play(other, 'kept');
    expect(stage.saved(answerIds[1]).text).toBe('kept');
    expect(stage.storageErrors).toEqual([]);
    expect(stage.runner.liveAnswers(stage.conversationId)).toEqual([]);
  });
});

describe('a history that cannot be read', () => {
  it('fails the answers that need it, one after the other, and asks nothing for them', async () => {
    const other = stage.lane();
    const { read } = stage.history;
    const path = read.pathLinks;
    read.pathLinks = (id, turnId) => {
      if (id === laneId) throw new Error('malformed');
      return path(id, turnId);
    };
    const first = await stage.send('one');
    const second = await stage.send('two', [laneId]);
    read.pathLinks = path;
    const third = await stage.send('three', [laneId]);
    for (const answerId of [first.answerIds[0], second.answerIds[0]]) {
      expect(stage.saved(answerId)).toMatchObject({
        status: 'failed',
        error: { class: 'storage', reason: 'unreadable' },
      });
    }
    expect(stage.openStreams).toHaveLength(2);
    await stage.play(other, 'fine');
    await stage.play(laneId, 'again');
    expect(stage.saved(third.answerIds[0]).status).toBe('done');
  });

  it('keeps a lane at one request when it comes back in the middle', async () => {
    const { read } = stage.history;
    const path = read.pathLinks;
    await stage.send('one');
    await stage.send('two');
    await stage.send('three');
    await stage.send('four');
    let failures = 1;
    read.pathLinks = (id, turnId) => {
      if (failures-- > 0) throw new Error('malformed');
      return path(id, turnId);
    };
    await stage.play(laneId, 'first');
    expect(stage.openStreams).toHaveLength(1);
    expect(stage.stream(laneId).request.messages.at(-1)?.text).toBe('three');
    await stage.play(laneId, 'third');
    await stage.play(laneId, 'fourth');
    expect(stage.history.answers().map(answer => answer.status)).toEqual(['done', 'failed', 'done', 'done']);
  });
});
