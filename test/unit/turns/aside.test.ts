import { beforeEach, describe, expect, it } from 'vitest';
import type { AsideAnswer } from '../../../electron/turns/aside';
import { settle } from '../../support/fakeClock';
import { MemoryHistory } from '../../support/memoryHistory';
import { connectionA, Stage } from './stage';

let stage: Stage;
beforeEach(() => {
  stage = new Stage(new MemoryHistory());
});

function ask(isEnough: (text: string) => boolean = () => false) {
  const asked: { answer: AsideAnswer | undefined } = { answer: undefined };
  const request = { modelId: 'aside', parameters: { thinking: 'off' }, messages: [] } as const;
  void stage.runner.askAside({ connectionId: connectionA, request, isEnough }).then(answer => {
    asked.answer = answer;
  });
  return asked;
}

const asides = () => stage.streams.filter(stream => stream.request.modelId === 'aside');

describe('a question of the program itself', () => {
  it('is answered with the text alone', async () => {
    const asked = ask();
    await settle();
    asides()[0]?.start().reasoning('hm').text('A ').text('title').finish();
    await settle();
    expect(asked.answer).toEqual({ isAnswered: true, text: 'A title' });
  });

  it('waits until every lane of its connection has a place', async () => {
    stage.connection(connectionA).maxConcurrent = 2;
    const [one, two, three] = [stage.lane(), stage.lane(), stage.lane()];
    await stage.send('hello');
    const asked = ask();
    await settle();
    await stage.play(one, 'x');
    expect(asides()).toHaveLength(0);
    await stage.play(two, 'x');
    expect(asides()).toHaveLength(1);
    await stage.play(three, 'x');
    asides()[0]?.start().text('done').finish();
    await settle();
    expect(asked.answer).toEqual({ isAnswered: true, text: 'done' });
  });

  it.each([false, true])(
    'gives its place to a lane at once, and asks again after it (stream hangs: %s)',
    async hangs => {
      stage.connection(connectionA).maxConcurrent = 1;
      stage.hangsOnAbort = hangs;
      const lane = stage.lane();
      const asked = ask();
      await settle();
      asides()[0]?.start().text('half');
      await settle();
      const { answerIds } = await stage.send('hello');
      expect(asides()[0]?.wasAborted).toBe(true);
      expect(stage.stream(lane).isClosed).toBe(false);
      expect(stage.shown(answerIds[0]).queueAhead).toBeUndefined();
      await stage.play(lane, 'the answer');
      expect(asides()).toHaveLength(2);
      asides()[1]?.start().text('whole').finish();
      await settle();
      expect(asked.answer).toEqual({ isAnswered: true, text: 'whole' });
      expect(stage.page.faults).toEqual([]);
    },
  );

  it('takes what is enough and lets go of the rest', async () => {
    const asked = ask(text => text.includes('\n'));
    await settle();
    asides()[0]?.start().text('Title\nand much more');
    await settle();
    expect(asked.answer).toEqual({ isAnswered: true, text: 'Title\nand much more' });
    expect(asides()[0]?.signal.aborted).toBe(true);
  });

  it('is left when it takes too long', async () => {
    const asked = ask();
    await settle();
    asides()[0]?.start();
    await stage.clock.advance(61_000);
    await settle();
    expect(asked.answer).toMatchObject({ isAnswered: false, error: { class: 'timeout' } });
  });

  it('tells why it was refused, and holds its connection back after a 429', async () => {
    const asked = ask();
    await settle();
    asides()[0]?.fail({ class: 'rate-limit', isRetryable: true });
    await settle();
    expect(asked.answer).toMatchObject({ isAnswered: false, error: { class: 'rate-limit' } });
    const lane = stage.lane();
    await stage.send('hello');
    await stage.play(lane, 'fine');
  });

  it('ends with the program', async () => {
    const asked = ask();
    await settle();
    asides()[0]?.start();
    await stage.runner.shutdown();
    await settle();
    expect(asked.answer).toMatchObject({ isAnswered: false });
    expect(asides()[0]?.signal.aborted).toBe(true);
  });
});
