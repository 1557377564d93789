import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Handlers } from '../../../electron/ipc/router';
import { waitingForHistory } from '../../../electron/ipc/writingRoutes';
import type { Answer } from '../../../src/shared/domain/answer';
import type { AnswerId } from '../../../src/shared/domain/ids';
import { settle } from '../../support/fakeClock';
import { temporaryFolder } from '../../support/temporaryFolder';
import { Stage } from '../turns/stage';
import { StoreHistory } from '../turns/storeHistory';
import { makeConversation, openReady, send, sendRunning } from './historyBuilders';
import { holdHistory } from './otherProgram';

/** Another program with the history open, which keeps everyone else from writing until `release`. */
const lock = (folder: string, kind: 'IMMEDIATE' | 'EXCLUSIVE' = 'IMMEDIATE') => holdHistory(folder, `BEGIN ${kind}`);

const busy = expect.objectContaining({ code: 'E_STORAGE', reason: 'busy' });

describe.each(['IMMEDIATE', 'EXCLUSIVE'] as const)('while another program holds the history (%s)', kind => {
  it('a write is refused at once and not after seconds in which nothing else runs; reading goes on', () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    send(history, id, laneIds, 'hello');
    lock(folder, kind);
    // With a wait of seconds for each, the time of this test would run out.
    for (let count = 0; count < 50; count += 1) {
      expect(() => history.write.saveComposerDraft(id, 'x')).toThrow(busy);
    }
    expect(history.read.detail(id).turns.map(({ prompt }) => prompt)).toEqual(['hello']);
  });

  it('answers that stream go on, are told of once, and are saved as soon as it lets go', async () => {
    const folder = temporaryFolder();
    const history = new StoreHistory(folder);
    onTestFinished(() => history.close());
    const stage = new Stage(history);
    const laneIds = Array.from({ length: 8 }, () => stage.lane());
    const { answerIds } = await stage.send('hello');
    for (const laneId of laneIds) stage.stream(laneId).start().text('a');
    await settle();
    const release = lock(folder, kind);
    for (let count = 0; count < 60; count++) {
      for (const laneId of laneIds) stage.stream(laneId).text('b');
      await stage.clock.advance(500);
    }
    for (const laneId of laneIds) stage.stream(laneId).finish();
    await stage.clock.advance(10_000);
    expect(stage.storageErrors).toEqual([busy]);
    const whole = `a${'b'.repeat(60)}`;
    expect(answerIds.map(id => stage.shown(id))).toEqual(
      laneIds.map(() => expect.objectContaining({ status: 'done', text: whole })),
    );
    release();
    await stage.clock.advance(5_000);
    expect(answerIds.map(id => stage.saved(id))).toEqual(answerIds.map(id => stage.shown(id)));
    expect(stage.clock.pendingTimers).toBe(0);
  });
});

it('one that writes for a moment is no news', async () => {
  const folder = temporaryFolder();
  const history = new StoreHistory(folder);
  onTestFinished(() => history.close());
  const stage = new Stage(history);
  const laneId = stage.lane();
  const { answerIds } = await stage.send('hello');
  stage.stream(laneId).start().text('a');
  await settle();
  const release = lock(folder);
  await stage.clock.advance(700);
  release();
  stage.stream(laneId).text('b').finish();
  await stage.clock.advance(6_000);
  expect(stage.storageErrors).toEqual([]);
  expect(stage.saved(answerIds[0])).toMatchObject({ status: 'done', text: 'ab' });
});

describe('what the user asks for', () => {
  it('waits for the other program, once and in its order, and what only reads does not', async () => {
    const { history, folder } = openReady();
    const { id } = makeConversation(history, 1);
    const release = lock(folder);
    const done: string[] = [];
    const handlers = waitingForHistory(
      {
        'conversation.saveDraft': ({ draft }: { readonly draft: string }) => {
          done.push(draft);
          history.write.saveComposerDraft(id, draft);
        },
        'conversation.counts': () => history.read.counts(),
      } as unknown as Handlers,
      history,
    );
    const one = handlers['conversation.saveDraft']({ id, draft: 'one' });
    const two = handlers['conversation.saveDraft']({ id, draft: 'two' });
    expect(handlers['conversation.counts']({})).toBeDefined();
    expect(done).toEqual([]);
    release();
    const three = handlers['conversation.saveDraft']({ id, draft: 'three' });
    await Promise.all([one, two, three]);
    expect(done).toEqual(['one', 'two', 'three']);
    expect(history.read.detail(id).draft).toBe('three');
    expect(history.writable()).toBeUndefined();
  });

  it('is refused with the reason when the other program holds on, and has then changed nothing', async () => {
    const { history, folder } = openReady();
    const { id } = makeConversation(history, 1);
    lock(folder);
    await history.writable();
    expect(() => history.write.saveComposerDraft(id, 'x')).toThrow(busy);
    expect(history.read.detail(id).draft).toBe('');
  });

  it('does not leave half a copy of a conversation when that is held up on its way', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 0; index < 300; index += 1) send(history, id, laneIds, `prompt ${index}`);
    const copying = history.write.copyConversation(id, 'Copy');
    const release = lock(folder);
    setTimeout(release, 100);
    const { id: copyId } = await copying;
    expect(history.read.detail(copyId).turns).toHaveLength(300);
  });
});

describe('the end of the program', () => {
  async function endedWhileLocked() {
    const folder = temporaryFolder();
    const history = new StoreHistory(folder);
    const stage = new Stage(history);
    const laneId = stage.lane();
    const { answerIds } = await stage.send('hello');
    stage.stream(laneId).start().text('a');
    await stage.clock.advance(600);
    const release = lock(folder);
    stage.stream(laneId).text('b');
    await settle();
    return { folder, history, stage, release, answerId: answerIds[0] as AnswerId };
  }

  it('waits a little for the other program', async () => {
    const { history, stage, release, answerId } = await endedWhileLocked();
    const ended = stage.runner.shutdown();
    await stage.clock.advance(500);
    release();
    await stage.clock.advance(1_500);
    await ended;
    expect(stage.saved(answerId)).toMatchObject({ status: 'interrupted', text: 'ab' });
    expect(stage.runner.unsaved()).toEqual([]);
    history.close();
  });

  it('keeps what could not be saved in a file of its own, and the next start brings it in', async () => {
    const { folder, history, stage, release, answerId } = await endedWhileLocked();
    const ended = stage.runner.shutdown();
    await stage.clock.advance(3_000);
    await ended;
    history.keepUnsaved(stage.runner.unsaved());
    history.close();
    release();
    const next = openReady({ folder }).history;
    expect(next.read.answer(answerId)).toMatchObject({ status: 'interrupted', text: 'ab' });
    expect(existsSync(join(folder, 'unsaved-answers.json'))).toBe(false);
  });

  it('keeps tokens, times, price and the error of such an answer too', async () => {
    const folder = temporaryFolder();
    const { history } = openReady({ folder });
    const { id, laneIds } = makeConversation(history, 1);
    const running = sendRunning(history, id, laneIds, 'a');
    const ended: Answer = {
      ...running,
      sequence: history.read.answer(running.id)?.sequence ?? 0,
      status: 'failed',
      text: 'ab',
      reasoning: 'thought',
      returnedModelId: 'kimi-k3-0905',
      finishReason: 'length',
      finishReasonRaw: 'max_tokens',
      error: { class: 'rate-limit', httpStatus: 429, isRetryable: true },
      notices: ['invalid-utf8'],
      usage: { inputTokens: 7, cachedInputTokens: 3, outputTokens: 11, reasoningTokens: 2 },
      price: { currency: 'CNY', inputPerMillion: 4, outputPerMillion: 16, source: 'x', readOn: '2026-01-01' },
      requestId: 'request-1',
      timings: { sentMs: 1, headersMs: 20, firstTokenMs: 30, firstTextMs: 40, reasoningEndMs: 39, endMs: 900 },
      replay: { isReasoningInline: true },
    };
    history.keepUnsaved([ended]);
    history.close();
    expect(openReady({ folder }).history.read.answer(running.id)).toEqual(ended);
  });

  it('brings in the file of an older version, which held the texts alone', () => {
    const folder = temporaryFolder();
    const { history } = openReady({ folder });
    const { id, laneIds } = makeConversation(history, 1);
    const usage = { inputTokens: 7 };
    const { answers } = send(history, id, laneIds, 'hello', { answer: { status: 'answering', text: 'a', usage } });
    const [running] = answers.values();
    history.close();
    const kept = [{ id: running?.id, status: 'done', text: 'ab', reasoning: '' }];
    writeFileSync(join(folder, 'unsaved-answers.json'), JSON.stringify(kept));
    expect(openReady({ folder }).history.read.answer(running?.id as AnswerId)).toMatchObject({
      status: 'done',
      text: 'ab',
      usage,
    });
  });

  it('does not wait for long work that waits for the other program; nothing of that is seen at the next start', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    for (let index = 0; index < 300; index += 1) send(history, id, laneIds, `prompt ${index}`);
    const copying = history.write.copyConversation(id, 'Copy');
    const release = lock(folder);
    await new Promise(resolve => setTimeout(resolve, 60));
    history.close();
    await expect(copying).rejects.toThrow();
    release();
    const next = openReady({ folder }).history;
    expect(next.read.conversationIds()).toEqual([id]);
    while (next.write.purgeOne());
    expect(next.read.detail(id).turns).toHaveLength(300);
  });

  it('is not hindered by such a file that cannot be read', () => {
    const folder = temporaryFolder();
    openReady({ folder }).history.close();
    for (const content of ['{', '['.repeat(200_000)]) {
      writeFileSync(join(folder, 'unsaved-answers.json'), content);
      const { history } = openReady({ folder });
      expect(history.read.conversationIds()).toEqual([]);
      history.close();
    }
  });

  it.skipIf(process.platform === 'win32')('is not hindered by a pipe in the place of such a file', () => {
    const folder = temporaryFolder();
    openReady({ folder }).history.close();
    execFileSync('mkfifo', [join(folder, 'unsaved-answers.json')]);
    expect(openReady({ folder }).history.read.conversationIds()).toEqual([]);
  });
});
