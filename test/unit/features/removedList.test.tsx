// @vitest-environment happy-dom
import { act } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RemovedList } from '../../../src/features/history/RemovedList';
import type { ConversationId } from '../../../src/shared/domain/ids';
import { useRemoved } from '../../../src/state/removedConversations';
import { drawnPage } from '../../support/drawnPage';
import { FakeBridge, Refusal, someSummary } from '../../support/pageRows';
import { showLists } from '../../support/shownLists';
import '../../../src/state/i18n';

const { host, draw: drawIn } = drawnPage();
let bridge: FakeBridge;

beforeEach(() => {
  showLists(52);
  bridge = new FakeBridge();
  vi.stubGlobal('api', bridge.api);
  useRemoved.setState({ entries: [], hasMore: false, status: 'loading' });
});

const draw = () => drawIn(<RemovedList />);
const button = (name: string) =>
  [...host().querySelectorAll('button')].find(one => (one.getAttribute('aria-label') ?? one.textContent) === name);

describe('a list of deleted conversations that cannot be read', () => {
  beforeEach(() => bridge.answer('conversation.listRemoved', () => new Refusal('E_STORAGE')));

  it('does not say that nothing was deleted, and is read again on demand', async () => {
    await draw();
    expect(host().querySelector('[role="alert"]')?.textContent).toBe('The deleted conversations could not be read.');
    expect(host().textContent).not.toContain('Nothing was deleted');
    bridge.answer('conversation.listRemoved', () => ({ conversations: [], hasMore: false }));
    await act(async () => button('Try again')?.click());
    expect(host().querySelector('[role="alert"]')).toBeNull();
    expect(host().textContent).toContain('Nothing was deleted');
  });

  it('keeps the lines that were read before', async () => {
    useRemoved.setState({ entries: [{ summary: someSummary(), removedAt: 1 }], status: 'ready' });
    await draw();
    expect(host().querySelector('[role="list"]')).not.toBeNull();
    expect(button('Try again')).toBeDefined();
  });
});

describe('the keyboard, when a deleted conversation was brought back', () => {
  const lines = ['One', 'Two', 'Three'].map(title => ({
    summary: someSummary({ id: title as ConversationId, title }),
    removedAt: 1,
  }));

  it.each([
    ['the next line', 'Two', 'Three'],
    ['the line before, from the last one', 'Three', 'Two'],
  ])('goes to the same button of %s', async (_, title, next) => {
    bridge.answer('conversation.listRemoved', () => ({ conversations: lines, hasMore: false }));
    bridge.answer('conversation.restoreMany', () => [someSummary({ id: title as ConversationId, title })]);
    await draw();
    const restore = button(`Restore “${title}”`);
    await act(async () => {
      restore?.focus();
      restore?.click();
    });
    expect(button(`Restore “${title}”`)).toBeUndefined();
    await vi.waitFor(() => expect(document.activeElement).toBe(button(`Restore “${next}”`)));
  });
});
