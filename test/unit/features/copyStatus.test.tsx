// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Toasts } from '../../../src/features/shell/Toasts';
import type { ConversationId } from '../../../src/shared/domain/ids';
import { applyEvent } from '../../../src/state/connect';
import { duplicateConversation } from '../../../src/state/conversationActions';
import { applyStart } from '../../../src/state/conversations';
import { useCopies } from '../../../src/state/copies';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { useToasts } from '../../../src/state/toasts';
import { closeDialog, openDialog } from '../../../src/state/ui';
import { drawnPage } from '../../support/drawnPage';
import '../../../src/state/i18n';
import { conversationId, FakeBridge, Refusal, someDetail, someSummary } from '../../support/pageRows';

const { draw, host } = drawnPage();
const copyId = 'conversation-copy' as ConversationId;
const copied = { conversation: someSummary({ id: copyId, title: 'Tides copy' }), cutCount: 0 };
let bridge: FakeBridge;
let finish: (outcome: unknown) => void = () => {};

beforeEach(async () => {
  vi.useFakeTimers();
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  bridge.answer('conversation.duplicate', () => new Promise(resolve => (finish = resolve)));
  bridge.answer('conversation.cancelDuplicate', () => undefined);
  bridge.answer('conversation.open', () => someDetail());
  useToasts.setState({ entries: [] });
  useOpenConversation.setState({ ...emptyConversation, id: conversationId, status: 'ready' });
  applyStart({ conversations: [someSummary({ id: conversationId, title: 'Tides' })], hasMore: false }, []);
  await draw(<Toasts />);
});

afterEach(() => {
  closeDialog();
  vi.useRealTimers();
});

const bar = () => host().querySelector('[role="progressbar"]');
const press = (label: string) =>
  act(async () => [...host().querySelectorAll('button')].find(one => one.textContent === label)?.click());
const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
const duplicate = () => {
  let copying = Promise.resolve();
  act(() => {
    copying = duplicateConversation(conversationId);
  });
  return copying;
};
const opened = () => bridge.callsOf('conversation.open').map(input => (input as { id: string }).id);
const end = async (copying: Promise<void>) =>
  act(async () => {
    finish(copied);
    await copying;
  });

it('a copy that is soon ready is opened without a word of how far it had come', async () => {
  const copying = duplicate();
  await wait(900);
  expect(bar()).toBeNull();
  await end(copying);
  await wait(5_000);
  expect([bar(), opened()]).toEqual([null, [copyId]]);
});

it('a longer one shows how far it has come, and another of the same conversation is not begun beside it', async () => {
  const copying = duplicate();
  await wait(1_100);
  act(() => applyEvent({ name: 'conversation.copying', payload: { conversationId, share: 0.42 } }));
  expect([bar()?.getAttribute('aria-valuenow'), host().textContent]).toEqual(['42', expect.stringContaining('42%')]);
  await act(() => duplicateConversation(conversationId));
  expect(bridge.callsOf('conversation.duplicate')).toHaveLength(1);
  await end(copying);
  expect([bar(), useCopies.getState().running]).toEqual([null, []]);
});

it('one that is cancelled is given up, and nothing more is said of it', async () => {
  const copying = duplicate();
  await wait(1_100);
  await press('Cancel');
  expect(bridge.callsOf('conversation.cancelDuplicate')).toEqual([{ id: conversationId }]);
  expect(host().textContent).toContain('Taking back the copy…');
  await act(async () => {
    finish(new Refusal('E_CANCELLED', 'copy'));
    await copying;
  });
  expect([host().textContent, opened(), useToasts.getState().entries]).toEqual(['', [], []]);
});

it.each([
  ['another conversation was opened', () => useOpenConversation.setState({ id: 'other' as ConversationId })],
  ['a dialog was opened', () => openDialog({ kind: 'shortcuts' })],
])('when %s meanwhile, that stays and the copy is offered', async (_, goElsewhere) => {
  const copying = duplicate();
  await wait(1_100);
  act(goElsewhere);
  await end(copying);
  expect([opened(), host().textContent]).toEqual([[], expect.stringContaining('The copy “Tides copy” is ready.')]);
  await press('Open');
  expect(opened()).toEqual([copyId]);
});
