import { describe, expect, it } from 'vitest';
import { createReasoningDetails } from '../../../electron/llm/dialects/reasoningDetails';

describe('reasoning details without end', () => {
  it('are all shown, and beyond a number none of them is kept', () => {
    const details = createReasoningDetails();
    let text = '';
    for (let index = 0; index < 5_000; index += 1) text += details.read({ type: 'reasoning.text', index, text: 'x' });
    expect(text).toBe('x'.repeat(5_000));
    expect(details.replay()).toBeUndefined();
  });

  it('without words are no exception', () => {
    const details = createReasoningDetails();
    for (let index = 0; index < 5_000; index += 1) details.read({ type: 'reasoning.encrypted', index, data: 'x' });
    expect(details.replay()).toBeUndefined();
  });

  it('of a usual number go back as they came', () => {
    const details = createReasoningDetails();
    for (let index = 0; index < 500; index += 1) details.read({ type: 'reasoning.text', index, text: `${index}` });
    expect(details.replay()).toHaveLength(500);
    expect(details.replay()?.[7]).toEqual({ type: 'reasoning.text', index: 7, text: '7' });
  });
});

describe('reasoning details that repeat themselves', () => {
  const read = (...pieces: readonly string[]) => {
    const details = createReasoningDetails();
    const text = pieces.map(piece => details.read({ type: 'reasoning.text', index: 0, text: piece })).join('');
    return text + details.end();
  };

  it('lose no word that is said several times at the start', () => {
    expect(read('ha ', 'ha ', 'ha ', 'ha ', 'no')).toBe('ha ha ha ha no');
    expect(read('ha ', 'ha ')).toBe('ha ha ');
  });

  it('and hold all of the text so far are read once', () => {
    const whole = 'The user asks for a poem.';
    expect(read(whole, whole, `${whole} So I write one.`)).toBe(`${whole} So I write one.`);
    expect(read('The', 'The user', 'The user asks')).toBe('The user asks');
  });
});
