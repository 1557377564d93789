import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HistoryReading, HistoryWriting } from '../../../electron/turns/ports';
import type { Answer } from '../../../src/shared/domain/answer';
import { type AnswerId, type AttachmentId, type LaneId, newId, type TurnId } from '../../../src/shared/domain/ids';
import { makeAnswer, makeConversation, makeTurn, openReady, send, startMs } from './historyBuilders';

const fullAnswer: Partial<Answer> = {
  status: 'done',
  text: '你好，世界 — **bold** 🧵',
  reasoning: 'Let me think…',
  returnedModelId: 'kimi-k3-0711',
  finishReason: 'length',
  finishReasonRaw: 'max_tokens',
  notices: ['bad-frame-skipped', 'answer-capped'],
  usage: { inputTokens: 12, cachedInputTokens: 0, outputTokens: 40, reasoningTokens: 7 },
  price: {
    currency: 'CNY',
    inputPerMillion: 4,
    cachedInputPerMillion: 1,
    outputPerMillion: 16,
    longInput: { aboveInputTokens: 128_000, inputPerMillion: 8, outputPerMillion: 32 },
    peak: { factor: 0.5, days: [1, 2], hoursUtc: [[16.5, 24]] },
    source: 'https://platform.moonshot.cn/docs/pricing',
    readOn: '2026-01-30',
  },
  requestId: 'req-1',
  timings: { sentMs: 1, headersMs: 200.5, firstTokenMs: 300, firstTextMs: 900, reasoningEndMs: 880, endMs: 4_000 },
  replay: { isReasoningInline: true, reasoningDetails: [{ type: 'reasoning.text', text: 'x', index: 0 }, null, 3] },
  isDemo: true,
};

describe('history', () => {
  it('serves what the runner reads and writes', () => {
    const { history } = openReady();
    const read: HistoryReading = history.read;
    const write: HistoryWriting = history.write;
    expect([typeof read.pathLinks, typeof write.addTurn]).toEqual(['function', 'function']);
  });

  it('gives back every field of an answer after closing and opening again', () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const { answers } = send(history, id, laneIds, 'Hello', { answer: fullAnswer });
    const answer = answers.get(laneIds[0] as LaneId) as Answer;
    history.close();
    const again = openReady({ folder }).history;
    expect(again.read.answer(answer.id)).toEqual({ ...answer, sequence: 1 });
    expect(again.interruptedCount).toBe(0);
    expect(again.isAfterUncleanExit).toBe(false);
  });

  it('keeps an error with its fields', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const error = {
      class: 'rate-limit',
      reason: 'concurrency',
      httpStatus: 429,
      vendorCode: 'engine_overloaded_error',
      detail: 'slow down',
      host: 'api.moonshot.cn',
      retryAfterMs: 2_000,
      isRetryable: true,
    } as const;
    const { turn } = send(history, id, laneIds, 'Hello', { answer: { status: 'failed', error } });
    expect(history.read.detail(id).answers).toMatchObject([{ turnId: turn.id, status: 'failed', error }]);
  });

  it('stores U+FFFD for a null character instead of dropping what follows it', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const { turn, answers } = send(history, id, laneIds, 'a\0b', { answer: { text: 'before\0after' } });
    expect(history.read.turn(turn.id)?.prompt).toBe('a\uFFFDb');
    expect(history.read.answer(answers.get(laneIds[0] as LaneId)?.id as AnswerId)?.text).toBe('before\uFFFDafter');
  });

  it('numbers turns and answers by its own counters when the caller gives a number that was used', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    for (const prompt of ['one', 'two', 'three'])
      send(history, id, laneIds, prompt, { turn: { sequence: 1 }, answer: { sequence: 1 } });
    const { turns, answers } = history.read.detail(id);
    expect(turns.map(turn => [turn.prompt, turn.sequence])).toEqual([
      ['one', 1],
      ['two', 2],
      ['three', 3],
    ]);
    expect(answers.map(answer => answer.sequence)).toEqual([1, 2, 3]);
  });

  it('orders turns by their number, not by a clock that was set back', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    send(history, id, laneIds, 'first', { turn: { createdAt: startMs } });
    send(history, id, laneIds, 'second', { turn: { createdAt: startMs - 86_400_000 * 730 } });
    const lane = history.read.lane(laneIds[0] as LaneId);
    expect(history.read.path(lane?.id as LaneId, lane?.headTurnId as TurnId).map(step => step.turn.prompt)).toEqual([
      'first',
      'second',
    ]);
  });

  it('adds a turn as a whole or not at all', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const turn = makeTurn(id, 'Hello');
    const [first, second] = laneIds as [LaneId, LaneId];
    const answer = makeAnswer(turn.id, first);
    const cells = [
      { turnLane: { turnId: turn.id, laneId: first }, answer },
      // The same answer id a second time: refused by the database, after the first half was written.
      { turnLane: { turnId: turn.id, laneId: second }, answer: { ...answer, laneId: second } },
    ];
    expect(() => history.write.addTurn(turn, cells)).toThrow();
    expect(history.read.detail(id)).toMatchObject({
      turns: [],
      turnLanes: [],
      answers: [],
      conversation: { title: '' },
    });
    expect(history.read.lane(first)?.headTurnId).toBeUndefined();
  });

  it('has a long prompt on the disk at once and folds it into the file in a step of its own', async () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const fileBytes = () => statSync(join(folder, 'history.db')).size;
    const logBytes = () => statSync(join(folder, 'history.db-wal')).size;
    const prompt = 'x'.repeat(6_000_000);
    const { turn } = send(history, id, laneIds, prompt, { answer: { text: 'a' } });
    expect(logBytes()).toBeGreaterThan(prompt.length);
    expect(fileBytes()).toBeLessThan(prompt.length);
    await expect.poll(fileBytes).toBeGreaterThan(prompt.length);
    history.write.saveComposerDraft(id, 'y'.repeat(7_000_000));
    expect(fileBytes()).toBeLessThan(2 * prompt.length);
    await expect.poll(fileBytes).toBeGreaterThan(2 * prompt.length);
    expect(history.read.turn(turn.id)?.prompt).toBe(prompt);
    expect(history.read.turnHead(turn.id)).toEqual({ ...turn, prompt: undefined });
  });

  it('refuses a parent that is a turn of another lane only', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 2);
    const [first, second] = laneIds as [LaneId, LaneId];
    const { turn } = send(history, id, [first], 'only for the first');
    const next = makeTurn(id, 'next');
    const cell = {
      turnLane: { turnId: next.id, laneId: second, parentTurnId: turn.id },
      answer: makeAnswer(next.id, second),
    };
    expect(() => history.write.addTurn(next, [cell])).toThrow(/FOREIGN KEY/);
  });

  it('saves drafts of a live answer and never revives an ended one with a late draft', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const { answers } = send(history, id, laneIds, 'Hello', { answer: { status: 'queued', text: '' } });
    const answer = answers.get(laneIds[0] as LaneId) as Answer;
    history.write.saveDraft({ ...answer, status: 'answering', text: 'Hel' });
    expect(history.read.answer(answer.id)).toMatchObject({ status: 'answering', text: 'Hel' });
    history.write.saveAnswer({ ...answer, status: 'stopped', text: 'Hello' });
    history.write.saveDraft({ ...answer, status: 'answering', text: 'Hell' });
    expect(history.read.answer(answer.id)).toMatchObject({ status: 'stopped', text: 'Hello' });
    history.write.saveAnswer({ ...answer, status: 'connecting', text: 'Hello' });
    expect(history.read.answer(answer.id)?.status).toBe('connecting');
  });

  it('refuses to save an answer that is not there', () => {
    const { history } = openReady();
    expect(() => history.write.saveAnswer(makeAnswer(newId<TurnId>(), newId<LaneId>()))).toThrow('E_NOT_FOUND');
  });

  it('turns every answer that was live into an interrupted one at the next start, its text kept', () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 3);
    const statuses = ['queued', 'thinking', 'answering'] as const;
    for (const [index, status] of statuses.entries()) {
      send(history, id, [laneIds[index] as LaneId], `prompt ${index}`, { answer: { status, text: `so far ${index}` } });
    }
    send(history, id, laneIds.slice(0, 1), 'ended', { answer: { status: 'done', text: 'all' } });
    history.close();
    const again = openReady({ folder }).history;
    expect(again.interruptedCount).toBe(3);
    expect(again.read.detail(id).answers.map(({ status, text }) => [status, text])).toEqual([
      ['interrupted', 'so far 0'],
      ['interrupted', 'so far 1'],
      ['interrupted', 'so far 2'],
      ['done', 'all'],
    ]);
  });

  it('keeps attachments of a turn in their order', () => {
    const { history } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    const attachments = ['b.png', 'a.txt'].map((name, index) => ({
      id: newId<AttachmentId>(),
      name,
      mediaType: index === 0 ? 'image/png' : 'text/plain',
      sizeBytes: 10 + index,
      sha256: String(index).repeat(64),
    }));
    for (const attachment of attachments) history.write.addAttachment(attachment);
    const { turn } = send(history, id, laneIds, 'look', { turn: { attachments } });
    expect(history.read.turn(turn.id)?.attachments).toEqual(attachments);
    expect(history.read.detail(id).turns[0]?.attachments).toEqual(attachments);
    expect(history.read.path(laneIds[0] as LaneId, turn.id)[0]?.turn.attachments).toEqual(attachments);
    expect(history.read.attachments(attachments.map(attachment => attachment.id).reverse())).toEqual(
      [...attachments].reverse(),
    );
    expect(() => history.read.attachments([newId<AttachmentId>()])).toThrow('E_NOT_FOUND');
    const unknown = { ...attachments[0], id: newId<AttachmentId>() } as (typeof attachments)[0];
    expect(() => send(history, id, laneIds, 'again', { turn: { attachments: [unknown] } })).toThrow('E_NOT_FOUND');
  });
});

describe('answers that quitting cut off', () => {
  it('are counted at the next start, once, together with those that a crash left running', () => {
    const { history, folder } = openReady();
    const { id, laneIds } = makeConversation(history, 1);
    send(history, id, laneIds, 'left running', { answer: { status: 'answering' } });
    history.noteInterrupted(3);
    history.close();
    const next = openReady({ folder }).history;
    expect(next.interruptedCount).toBe(3 + 1);
    next.close();
    expect(openReady({ folder }).history.interruptedCount).toBe(0);
  });

  it('are not spoken of when there were none', () => {
    const { history, folder } = openReady();
    history.noteInterrupted(0);
    history.close();
    expect(openReady({ folder }).history.interruptedCount).toBe(0);
  });

  it('never keep the program from ending', () => {
    const { history } = openReady();
    history.close();
    expect(() => history.noteInterrupted(2)).not.toThrow();
  });
});
