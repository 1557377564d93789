import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import { temporaryFolder } from '../../support/temporaryFolder';
import { anyRun, runSteps } from './randomSteps';
import { RandomWorld } from './randomWorld';
import { Stage } from './stage';
import { StoreHistory } from './storeHistory';

const seed = 20_261_124;
/** Each run opens a database of its own and waits for the disk at every step that must not be lost. */
const numRuns = Math.ceil(Number(process.env.COUPLET_RUNS ?? 300) / 20);

describe('the runner over the real history', () => {
  it('sends nothing of a conversation that was deleted, whatever a page still asks for', async () => {
    const history = new StoreHistory(temporaryFolder());
    const stage = new Stage(history);
    const laneId = stage.lane();
    const { turnId, answerIds } = await stage.send('one');
    stage.stream(laneId).start().text('half');
    await settle();
    history.removeConversation(stage.conversationId);
    stage.runner.abortConversation(stage.conversationId);
    await settle();
    const gone = expect.objectContaining({ code: 'E_NOT_FOUND' });
    expect(() => stage.runner.continueAnswer(answerIds[0] as AnswerId)).toThrow(gone);
    expect(() => stage.runner.regenerate({ turnId, laneId })).toThrow(gone);
    expect(() => stage.runner.editTurn({ turnId, prompt: 'two' })).toThrow(gone);
    expect(() => stage.runner.startTurn({ conversationId: stage.conversationId, prompt: 'two' })).toThrow(gone);
    await settle();
    expect(stage.streams).toHaveLength(1);
    expect(stage.saved(answerIds[0])).toMatchObject({ status: 'stopped', text: 'half' });
  });

  it('keeps turns, branches, variants and continued answers across a restart', async () => {
    const history = new StoreHistory(temporaryFolder());
    const stage = new Stage(history);
    const laneId = stage.lane({ systemPrompt: 'Be brief.' });
    const first = await stage.send('one');
    stage
      .stream(laneId)
      .start()
      .reasoning('hm')
      .text('a')
      .push({ type: 'usage', usage: { outputTokens: 2 } })
      .finish();
    await settle();
    const second = await stage.send('two');
    stage.stream(laneId).start().text('half');
    await stage.clock.advance(600);
    await stage.restart({ hasDrafts: true });
    expect(stage.saved(second.answerIds[0])).toMatchObject({ status: 'interrupted', text: 'half' });
    stage.runner.continueAnswer(second.answerIds[0] as AnswerId);
    await settle();
    await stage.play(laneId, ' and whole');
    stage.runner.regenerate({ turnId: first.turnId, laneId });
    await settle();
    await stage.play(laneId, 'a2');
    await stage.send('three');
    expect(stage.stream(laneId).request.messages.map(message => message.text)).toEqual([
      'Be brief.',
      'one',
      'a2',
      'two',
      'half and whole',
      'three',
    ]);
    expect(stage.saved(first.answerIds[0])).toMatchObject({ reasoning: 'hm', usage: { outputTokens: 2 } });
    await stage.runner.shutdown();
    history.close();
  });

  it(
    `does the same whatever happens in whatever order (seed ${seed}, ${numRuns} runs)`,
    { timeout: 60_000 + numRuns * 5_000 },
    () =>
      fc.assert(
        fc.asyncProperty(anyRun, async steps => {
          const history = new StoreHistory(temporaryFolder());
          await runSteps(new RandomWorld(history), steps);
          history.close();
        }),
        { seed, numRuns },
      ),
  );
});
