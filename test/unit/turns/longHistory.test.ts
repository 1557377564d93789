import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnswerId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { temporaryFolder } from '../../support/temporaryFolder';
import { turnsOfOthers } from '../../support/turnsOfOthers';
import { Stage } from './stage';
import { StoreHistory } from './storeHistory';

const turnCount = 400;

/** Eight lanes, each with a long history in the real database. */
async function longStage() {
  const history = new StoreHistory(temporaryFolder());
  onTestFinished(() => history.close());
  const stage = new Stage(history);
  const laneIds = Array.from({ length: 8 }, () => stage.lane());
  const first = history.fill(stage.conversationId, laneIds, turnCount);
  return { history, stage, laneIds, first };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(resolve => setImmediate(resolve));
}

const texts = (stage: Stage<StoreHistory>, laneId: LaneId) =>
  stage.stream(laneId).request.messages.map(message => message.text);

describe('a long history', () => {
  it('of eight lanes is read in pieces between which everything else runs, one piece at a time', async () => {
    const { stage, laneIds } = await longStage();
    const turns = await turnsOfOthers(async () => {
      stage.runner.startTurn({ conversationId: stage.conversationId, prompt: 'now' });
      expect(stage.streams).toEqual([]);
      await until(() => stage.streams.length === 8);
    });
    // Four pieces of each lane behind the first, and one turn for each lane to write its request.
    expect(turns).toBeGreaterThan(8 * 4);
    for (const laneId of laneIds) {
      expect(texts(stage, laneId)).toHaveLength(2 * turnCount + 1);
      expect(texts(stage, laneId).at(-1)).toBe('now');
      expect(texts(stage, laneId)[1]).toBe(`answer 0 of ${laneId}`);
    }
  });

  it('of long texts is read a few at a time from the beginning on, and by one lane at a time', async () => {
    const history = new StoreHistory(temporaryFolder());
    onTestFinished(() => history.close());
    const conversationId = history.addConversation();
    const laneIds = [0, 1].map(() => history.addLane({ conversationId }));
    history.fill(conversationId, laneIds, 6, '长文'.repeat(200_000));
    const last = history.turns().at(-1)?.id as TurnId;
    for (const laneId of laneIds) {
      let pauses = 0;
      const steps = await history.read.pathInPieces(history.read.pathLinks(laneId, last), async () => {
        pauses += 1;
      });
      expect(pauses).toBe(6);
      expect(steps.map(step => step.answer?.text)).toEqual([0, 1, 2, 3, 4, 5].map(n => `answer ${n} of ${laneId}`));
    }
  });

  it('is sent as it was when the lane began, whatever is chosen or edited while it is read', async () => {
    const { history, stage, laneIds, first } = await longStage();
    const [laneId, other] = laneIds as [LaneId, LaneId];
    const last = history.turns().at(-1)?.id as TurnId;
    stage.runner.startTurn({ conversationId: stage.conversationId, prompt: 'now', laneIds: [laneId, other] });
    stage.runner.regenerate({ turnId: last, laneId });
    stage.runner.editTurn({ turnId: first, prompt: 'edited', laneIds: [other] });
    await until(() => stage.streams.length >= 2);
    await stage.clock.advance(100);
    expect(texts(stage, laneId)).toHaveLength(2 * turnCount + 1);
    expect(texts(stage, laneId).slice(-2)).toEqual([`answer ${turnCount - 1} of ${laneId}`, 'now']);
    // The branch that was replaced asks for nothing any more.
    expect(texts(stage, other)).toEqual(['edited']);
  });

  it('is not sent when the answer is stopped while it is read', async () => {
    const { stage, laneIds } = await longStage();
    const { answerIds } = stage.runner.startTurn({ conversationId: stage.conversationId, prompt: 'now' });
    stage.runner.stop(answerIds[0] as AnswerId);
    await until(() => stage.streams.length === 7);
    await stage.clock.advance(100);
    expect(stage.streams).toHaveLength(7);
    expect(() => stage.stream(laneIds[0] as LaneId)).toThrow('has not asked');
  });

  it('does not keep the program from ending', async () => {
    const { stage } = await longStage();
    stage.runner.startTurn({ conversationId: stage.conversationId, prompt: 'now' });
    const ended = stage.runner.shutdown();
    await stage.clock.advance(2_000);
    await ended;
    expect(stage.streams).toEqual([]);
    expect(stage.history.answers().filter(answer => answer.status === 'interrupted')).toHaveLength(8);
  });
});
