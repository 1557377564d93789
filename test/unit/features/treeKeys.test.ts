// @vitest-environment happy-dom
import type { KeyboardEvent } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { takeTreeKey } from '../../../src/features/history/treeKeys';
import type { ConversationId } from '../../../src/shared/domain/ids';
import type { ListRow } from '../../../src/state/conversationList';
import { emptyConversation, useOpenConversation } from '../../../src/state/openConversation';
import { useSidebar } from '../../../src/state/sidebar';
import { conversationId, FakeBridge } from '../../support/pageRows';

let bridge: FakeBridge;
const go = vi.fn();
const rows: readonly ListRow[] = [
  { kind: 'section', key: 'today', section: 'today', isOpen: true },
  { kind: 'conversation', key: 'a', id: conversationId, folderId: undefined, section: 'today' },
];

beforeEach(() => {
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  go.mockClear();
  useSidebar.setState({ closedSections: [] });
});

const press = (key: string, active: number, isFixed: boolean) =>
  takeTreeKey({ key } as KeyboardEvent, { rows, active, isFixed, go, openMenu: () => undefined, pageLines: 5 });

describe('the keys of the list', () => {
  it.each(['ArrowLeft', 'Enter', ' '])('fold a section: %j', key => {
    expect(press(key, 0, false)).toBe(true);
    expect(useSidebar.getState().closedSections).toEqual(['today']);
  });

  it.each(['ArrowLeft', 'Enter', ' '])('fold nothing of another list where sections cannot be folded: %j', key => {
    expect(press(key, 0, true)).toBe(true);
    expect(useSidebar.getState().closedSections).toEqual([]);
  });

  it('read the conversation that is on the screen not once more', () => {
    useOpenConversation.setState({ ...emptyConversation, id: conversationId as ConversationId, status: 'ready' });
    press('Enter', 1, false);
    expect(bridge.callsOf('conversation.open')).toEqual([]);
  });
});
