import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/shared/domain/ids';
import { makeClock, makeConversation, openReady, send, startMs } from './historyBuilders';

const review = { id: newId<never>(), name: 'Review', text: 'Review {{code}}' };

describe('saved prompts', () => {
  it('are kept by name, changed under their id, deleted and brought back', () => {
    const clock = makeClock();
    const { history } = openReady({ wallMs: clock.wallMs });
    history.write.savePrompt(review);
    const other = history.write.savePrompt({ id: newId<never>(), name: 'explain', text: 'Explain\nthis' });
    clock.advance(5);
    const changed = history.write.savePrompt({ ...review, text: 'Read {{code}}' });
    expect(changed).toEqual({ ...review, text: 'Read {{code}}', updatedAt: startMs + 5 });
    expect(history.read.prompts()).toEqual([other, changed]);
    history.write.removePrompt(review.id);
    expect(history.read.prompts()).toEqual([other]);
    expect(history.write.savePrompt(review)).toMatchObject(review);
  });

  it('have names of their own, whatever the case', () => {
    const { history } = openReady();
    history.write.savePrompt(review);
    expect(() => history.write.savePrompt({ ...review, id: newId<never>(), name: 'REVIEW' })).toThrow(
      'E_CONFLICT: prompt-name',
    );
    expect(history.write.savePrompt({ ...review, name: 'REVIEW' }).name).toBe('REVIEW');
  });
});

describe('earlier prompts', () => {
  it('are those of other conversations that still stand, newest first and each once', () => {
    const { history } = openReady();
    const here = makeConversation(history, 1);
    const there = makeConversation(history, 2);
    const gone = makeConversation(history, 1);
    for (const prompt of ['one', 'two', 'one', '', 'x'.repeat(20_001)]) send(history, there.id, there.laneIds, prompt);
    send(history, here.id, here.laneIds, 'here');
    send(history, gone.id, gone.laneIds, 'gone');
    history.write.removeConversation(gone.id, history.read.summary(gone.id)?.revision ?? 0);
    expect(history.read.earlierPrompts(here.id)).toEqual(['one', 'two']);
    expect(history.read.earlierPrompts()).toEqual(['here', 'one', 'two']);
  });
});
