// @vitest-environment happy-dom

import { Tooltip } from 'radix-ui';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ComposerFooter } from '../../../src/features/composer/ComposerFooter';
import { Sidebar } from '../../../src/features/history/Sidebar';
import { Announcer } from '../../../src/features/shell/Announcer';
import { PartFailed } from '../../../src/features/shell/PartFailed';
import { Toasts } from '../../../src/features/shell/Toasts';
import type { LaneId } from '../../../src/shared/domain/ids';
import { openLink } from '../../../src/state/app';
import { useConversations } from '../../../src/state/conversations';
import { speak } from '../../../src/state/i18n';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { showToast, useToasts } from '../../../src/state/toasts';
import {
  conversationId,
  FakeBridge,
  Refusal,
  someAnswer,
  someDetail,
  someLane,
  someSummary,
  tableOf,
} from '../../support/pageRows';

let bridge: FakeBridge;
let root: Root;
const host = document.createElement('div');

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  useToasts.setState({ entries: [] });
  useOpenConversation.setState({ ...emptyConversation, id: conversationId, status: 'ready' });
  root = createRoot(host);
});

afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

const draw = (content: ReactNode) => act(() => root.render(<Tooltip.Provider>{content}</Tooltip.Provider>));
const undo = () =>
  act(async () => [...host.querySelectorAll('button')].find(({ textContent }) => textContent === 'Undo')?.click());

it('a toast names a conversation in so few words that it stays a toast', () => {
  draw(<Toasts />);
  act(() => showToast({ kind: 'conversation-removed', id: conversationId, title: '为什么天空是蓝色的'.repeat(50) }));
  expect(host.querySelector('[role="status"]')?.textContent?.length).toBeLessThan(80);
});

describe('a link', () => {
  const address = `https://example.org/${'a'.repeat(2_000)}`;
  const toast = () => host.querySelector('[role="alert"]')?.textContent ?? '';

  it('that would be refused says why, and its address can be copied', async () => {
    const copied: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    draw(<Toasts />);
    act(() => openLink(address));
    expect(toast()).toContain('longer than 2,000 characters');
    expect(bridge.callsOf('app.openLink')).toEqual([]);
    const copy = [...host.querySelectorAll('button')].find(({ textContent }) => textContent === 'Copy the address');
    await act(async () => copy?.click());
    expect([copied, useToasts.getState().entries.map(({ content }) => content.kind)]).toEqual([[address], ['copied']]);
  });

  it('that nothing takes says so, and one that the user does not want opened says nothing', async () => {
    draw(<Toasts />);
    bridge.answer('app.openLink', () => ({ isOpened: false }));
    await act(async () => openLink('https://example.org/'));
    expect(toast()).toBe('');
    bridge.answer('app.openLink', () => new Refusal('E_NOT_FOUND'));
    await act(async () => openLink('https://example.org/'));
    expect(toast()).toContain('No program on this computer opened the link.');
  });
});

it('a toast that is pointed at or has the keyboard stays until it is left', async () => {
  vi.useFakeTimers();
  draw(<Toasts />);
  act(() => showToast({ kind: 'lane-removed', id: 'lane-1' as LaneId, name: 'Kimi' }));
  const wait = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
  const toast = () => host.querySelector('[role="status"]');
  await wait(8_000);
  act(() =>
    toast()
      ?.querySelector('button')
      ?.dispatchEvent(new FocusEvent('focusin', { bubbles: true })),
  );
  await wait(60_000);
  expect(toast()).not.toBeNull();
  act(() =>
    toast()
      ?.querySelector('button')
      ?.dispatchEvent(new FocusEvent('focusout', { bubbles: true })),
  );
  await wait(10_000);
  vi.useRealTimers();
  expect(toast()).toBeNull();
});

describe('what is said of answers that end', () => {
  const end = (id: string) => {
    act(() => useOpenConversation.setState({ live: { [id]: someAnswer(id, { status: 'answering' }) } }));
    act(() => useOpenConversation.setState({ live: {}, answers: tableOf({ [id]: someAnswer(id) }) }));
  };

  it('is said again when the next answer ends in the same way', () => {
    draw(<Announcer />);
    end('answer-1');
    const first = host.querySelectorAll('[role="log"] > *');
    end('answer-2');
    const both = host.querySelectorAll('[role="log"] > *');
    expect([first.length, both.length]).toEqual([1, 2]);
    expect(both[0]?.textContent).toBe(both[1]?.textContent);
    expect(both[0]).toBe(first[0]);
  });
});

describe('undoing', () => {
  const other = 'conversation-2' as typeof conversationId;
  beforeEach(() => {
    bridge.answer('conversation.restore', () => someSummary({ id: other }));
    bridge.answer('conversation.open', () => someDetail({ conversation: someSummary({ id: other }) }));
  });

  it('the deletion of a conversation leaves the one on the screen there', async () => {
    draw(<Toasts />);
    act(() => showToast({ kind: 'conversation-removed', id: other, title: 'Other' }));
    await undo();
    expect(bridge.callsOf('conversation.restore')).toEqual([{ id: other }]);
    expect(useOpenConversation.getState().id).toBe(conversationId);
  });

  it('the deletion of the one that was on the screen shows it again', async () => {
    useOpenConversation.setState(emptyConversation);
    draw(<Toasts />);
    act(() => showToast({ kind: 'conversation-removed', id: other, title: 'Other' }));
    await undo();
    expect(useOpenConversation.getState().id).toBe(other);
  });

  it('a deletion that cannot be taken back opens nothing', async () => {
    bridge.answer('conversation.restore', () => new Refusal('E_NOT_FOUND'));
    useOpenConversation.setState(emptyConversation);
    draw(<Toasts />);
    act(() => showToast({ kind: 'conversation-removed', id: other, title: 'Other' }));
    await undo();
    expect(bridge.callsOf('conversation.open')).toEqual([]);
  });

  it.each(['', 'Mine'])(
    'a suggested title brings back “%s”, and nothing where it was named anew meanwhile',
    async before => {
      bridge.answer('conversation.takeBackTitle', () => someSummary({ id: other, title: before }));
      draw(<Toasts />);
      act(() => showToast({ kind: 'title-suggested', id: other, title: 'Night sky', before }));
      await undo();
      expect(bridge.callsOf('conversation.takeBackTitle')).toEqual([{ id: other, title: 'Night sky', before }]);
      expect(useConversations.getState().byId[other]?.title).toBe(before);

      bridge.answer('conversation.takeBackTitle', () => new Refusal('E_CONFLICT', 'revision'));
      act(() => showToast({ kind: 'title-suggested', id: other, title: 'Night sky', before }));
      await undo();
      expect(host.textContent).toContain('It was changed elsewhere meanwhile.');
    },
  );

  it('a higher limit works also when the conversation of the lane was left', async () => {
    bridge.answer('lane.update', () => undefined);
    const { id, parameters } = someLane('lane-1', { parameters: { thinking: 'on', temperature: 1 } });
    draw(<Toasts />);
    act(() => showToast({ kind: 'limit-raised', laneId: id as LaneId, before: parameters, now: 4_096 }));
    await undo();
    expect(bridge.callsOf('lane.update')).toEqual([{ id: 'lane-1', parameters: { thinking: 'on', temperature: 1 } }]);
  });
});

it('the keys on buttons are called as in the language of the page', async () => {
  const footer = (
    <ComposerFooter
      id={conversationId}
      lanes={[]}
      asked={[]}
      estimate={undefined}
      canSend={false}
      isTall={false}
      onTall={() => undefined}
      onPrompts={() => undefined}
      onSend={() => undefined}
    />
  );
  await act(async () => void (await speak('it')));
  draw(
    <>
      <Sidebar isOverlay={false} canStart />
      {footer}
    </>,
  );
  const keys = [...host.querySelectorAll('kbd')].map(({ textContent }) => textContent);
  const labels = [...host.querySelectorAll('button')].map(one => one.getAttribute('aria-label') ?? '');
  await act(async () => void (await speak('en')));
  expect(keys).toContain('Ctrl+Maiusc+F');
  expect(labels.some(label => label.includes('Ctrl+Maiusc+P'))).toBe(true);
});

it('a dialog that cannot be drawn does not speak of the conversation behind it', () => {
  draw(<PartFailed isDialog onTryAgain={() => undefined} />);
  expect(host.textContent).toContain('This window could not be shown.');
});
