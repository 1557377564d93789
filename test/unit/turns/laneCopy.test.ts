import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LaneId } from '../../../src/shared/domain/ids';
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

describe('a lane opened as a copy', () => {
  it('has the history of the other lane up to there, and none of what follows', async () => {
    await stage.exchange(laneId, 'one', 'a');
    const copy = stage.lane({ copyOf: laneId, modelId: 'copy' });
    const { answerIds } = await stage.send('two');
    expect(stage.texts(copy)).toEqual(['one', 'a', 'two']);
    stage.stream(laneId).start().text('from the source').finish();
    stage.stream(copy).start().text('from the copy').finish();
    await settle();
    await stage.send('three');
    expect(stage.texts(copy)).toEqual(['one', 'a', 'two', 'from the copy', 'three']);
    expect(stage.texts(laneId)).toEqual(['one', 'a', 'two', 'from the source', 'three']);
    expect(answerIds).toHaveLength(2);
  });

  it('waits for the answer of the other lane that was still streaming when it was copied', async () => {
    await stage.send('one');
    const copy = stage.lane({ copyOf: laneId, modelId: 'copy' });
    const { answerIds } = await stage.send('two', [copy]);
    expect(stage.shown(answerIds[0])).toMatchObject({ status: 'queued', queueAhead: 1 });
    expect(stage.streams).toHaveLength(1);
    await stage.play(laneId, 'whole');
    expect(stage.texts(copy)).toEqual(['one', 'whole', 'two']);
  });

  it('can answer a copied turn anew and choose the copied answer again', async () => {
    const { turnId, answerId } = await stage.exchange(laneId, 'one', 'a');
    const copy = stage.lane({ copyOf: laneId, modelId: 'copy' });
    stage.runner.regenerate({ turnId, laneId: copy });
    await settle();
    await stage.play(copy, 'own');
    expect(stage.history.read.turnLane(turnId, laneId)?.chosenAnswerId).toBe(answerId);
    stage.runner.chooseAnswer(turnId, copy, answerId);
    await stage.send('two', [copy]);
    expect(stage.texts(copy)).toEqual(['one', 'a', 'two']);
  });
});
