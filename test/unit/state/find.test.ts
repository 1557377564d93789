import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeFind, openFind, provideMarkdownReader, useFind } from '../../../src/state/find';
import { conversationState } from '../../../src/state/foldEvents';
import { useOpenConversation } from '../../../src/state/openConversation';
import { someAnswer, someDetail } from '../../support/pageRows';

const reader = vi.fn((markdown: string) => markdown);

function show(text: string): void {
  useOpenConversation.setState(conversationState(someDetail({ answers: [someAnswer('answer-1', { text })] })));
}

const searched = async (text: string) => {
  show(text);
  await vi.advanceTimersByTimeAsync(10_000);
};

beforeEach(() => {
  vi.useFakeTimers();
  reader.mockClear();
  provideMarkdownReader(reader);
});

afterEach(() => {
  closeFind();
  vi.useRealTimers();
});

describe('the texts that were read for finding', () => {
  it('are read once for as long as they stand, and kept no longer', async () => {
    show('a word');
    openFind('word');
    await vi.advanceTimersByTimeAsync(0);
    expect(useFind.getState().matches).toHaveLength(1);
    await searched('a word');
    expect(reader).toHaveBeenCalledTimes(1);
    await searched('a word, a word');
    expect(useFind.getState().matches).toHaveLength(2);
    expect(reader).toHaveBeenCalledTimes(2);
    // That the first text is read again says that it was let go of.
    await searched('a word');
    expect(reader).toHaveBeenCalledTimes(3);
  });
});
