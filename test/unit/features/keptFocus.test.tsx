// @vitest-environment happy-dom

import { act, useRef } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AnswerCell } from '../../../src/features/compare/AnswerCell';
import { Prompt } from '../../../src/features/compare/Prompt';
import { PromptRow } from '../../../src/features/compare/PromptRow';
import { useLaneFocus } from '../../../src/features/compare/useLaneFocus';
import { ConversationList } from '../../../src/features/history/ConversationList';
import { Sidebar } from '../../../src/features/history/Sidebar';
import type { Answer } from '../../../src/shared/domain/answer';
import type { ConversationId, LaneId, TurnId } from '../../../src/shared/domain/ids';
import { useConnections } from '../../../src/state/connections';
import { startSelecting } from '../../../src/state/conversationSelection';
import { applyStart, applySummary } from '../../../src/state/conversations';
import { conversationState } from '../../../src/state/foldEvents';
import { drawnPage } from '../../support/drawnPage';
import '../../../src/state/i18n';
import { useOpenConversation } from '../../../src/state/openConversation';
import { useUi } from '../../../src/state/ui';
import {
  FakeBridge,
  someAnswer,
  someConnection,
  someDetail,
  someLane,
  someSummary,
  someTurn,
  someTurnLane,
} from '../../support/pageRows';
import { showLists } from '../../support/shownLists';

const { draw, host } = drawnPage();
let bridge: FakeBridge;
const turnId = 'turn-1' as TurnId;
const laneIds = ['lane-1', 'lane-2'] as LaneId[];

beforeEach(() => {
  showLists(35);
  bridge = new FakeBridge();
  Object.assign(window, { api: bridge.api });
  useConnections.setState({ connections: [someConnection('connection-1')], models: {} });
  useUi.setState({ edited: undefined });
});

const button = (name: string, within: ParentNode = host()) =>
  [...within.querySelectorAll('button')].find(one => (one.getAttribute('aria-label') ?? one.textContent) === name);
const lane = (id: LaneId) => host().querySelector<HTMLElement>(`[data-lane-id="${id}"]`);

/** The lanes as the page frames them, without their scrolling. */
function Lanes({ shown }: { readonly shown: readonly LaneId[] }) {
  const area = useRef<HTMLDivElement>(null);
  useLaneFocus(
    area,
    shown.map(id => someLane(id)),
  );
  return (
    <div ref={area}>
      {shown.map(id => (
        <section key={id} data-lane-id={id} tabIndex={-1}>
          <AnswerCell turnId={turnId} laneId={id} number={1} />
        </section>
      ))}
    </div>
  );
}

function showAnswers(...further: readonly Answer[]) {
  useOpenConversation.setState(
    conversationState(
      someDetail({
        lanes: laneIds.map(id => someLane(id, { headTurnId: turnId })),
        turns: [someTurn('turn-1', 1)],
        turnLanes: laneIds.map(id => someTurnLane('turn-1', id)),
        answers: [...laneIds.map(id => someAnswer(`answer-${id}`, { laneId: id, text: 'Text' })), ...further],
      }),
    ),
  );
}

describe('the keyboard, when the button that had it has done its work', () => {
  it('stays with an answer that is asked again', async () => {
    showAnswers();
    await draw(<Lanes shown={laneIds} />);
    const own = lane(laneIds[1] as LaneId) as HTMLElement;
    act(() => button('Regenerate', own)?.focus());
    await act(async () => {
      showAnswers(someAnswer('answer-new', { laneId: laneIds[1] as LaneId, sequence: 2, status: 'connecting' }));
    });
    expect(button('Regenerate', own)).toBeUndefined();
    await vi.waitFor(() => expect(document.activeElement).toBe(button('More about this answer', own)));
  });

  it('goes to the lane that takes the place of one that was removed', async () => {
    showAnswers();
    await draw(<Lanes shown={laneIds} />);
    act(() => button('More about this answer', lane(laneIds[1] as LaneId) as HTMLElement)?.focus());
    await draw(<Lanes shown={laneIds.slice(0, 1)} />);
    await vi.waitFor(() => expect(document.activeElement).toBe(lane(laneIds[0] as LaneId)));
  });

  it('is left alone where the user took it elsewhere', async () => {
    showAnswers();
    const other = document.createElement('input');
    document.body.append(other);
    await draw(<Lanes shown={laneIds} />);
    act(() => button('More about this answer', lane(laneIds[1] as LaneId) as HTMLElement)?.focus());
    act(() => other.focus());
    await draw(<Lanes shown={laneIds.slice(0, 1)} />);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(document.activeElement).toBe(other);
  });
});

describe('the keyboard, when the versions of a prompt are gone through', () => {
  const ids = ['turn-1', 'turn-2', 'turn-3'] as TurnId[];
  function Versions({ shown }: { readonly shown: number }) {
    const area = useRef<HTMLDivElement>(null);
    useLaneFocus(area, [someLane('lane-1')]);
    const visible = { turn: someTurn(ids[shown] as string, shown + 1), cells: {}, versionIds: ids };
    return (
      <div ref={area}>
        <div key={ids[shown]} className="prompt-row">
          <Prompt visible={visible} number={1} askedNames={undefined} />
        </div>
        <section data-lane-id="lane-1" tabIndex={-1} />
      </div>
    );
  }

  it('stays on the button that steps, up to the last version and on it', async () => {
    showAnswers();
    bridge.answer('turn.switchTo', () => undefined);
    await draw(<Versions shown={0} />);
    act(() => button('Next version')?.focus());
    for (const shown of [1, 2]) {
      const before = button('Next version');
      await draw(<Versions shown={shown} />);
      expect(button('Next version')).not.toBe(before);
      await vi.waitFor(() => expect(document.activeElement).toBe(button('Next version')));
    }
    expect(button('Next version')?.getAttribute('aria-disabled')).toBe('true');
    await act(async () => button('Next version')?.click());
    expect(bridge.callsOf('turn.switchTo')).toEqual([]);
    await act(async () => button('Previous version')?.click());
    expect(bridge.callsOf('turn.switchTo')).toEqual([{ turnId: 'turn-2' }]);
  });
});

describe('the keyboard, when the editor of a prompt is drawn again', () => {
  const visible = { turn: someTurn('turn-1', 1), cells: {}, versionIds: [turnId] };
  const row = <PromptRow visible={visible} number={1} row={1} lanes={[]} titles={{}} observe={() => () => undefined} />;

  it('stays where the user is', async () => {
    showAnswers();
    const composer = document.createElement('textarea');
    document.body.append(composer);
    await draw(row);
    await act(async () => host().querySelector<HTMLElement>('[data-edit-prompt]')?.click());
    expect(document.activeElement).toBe(host().querySelector('textarea'));
    composer.focus();
    await draw(null);
    await draw(row);
    expect(host().querySelector('textarea')).not.toBeNull();
    expect(document.activeElement).toBe(composer);
  });
});

describe('the keyboard in the list of conversations', () => {
  const line = (id: string, fields = {}) =>
    someSummary({ id: id as ConversationId, title: id, updatedAt: Date.now(), ...fields });
  const focusedRow = () => (document.activeElement as HTMLElement | null)?.dataset.row;
  const focus = (id: string) => act(async () => host().querySelector<HTMLElement>(`[data-row$="/${id}"]`)?.focus());

  beforeEach(() => {
    bridge.answer('conversation.list', () => ({ conversations: [], hasMore: false }));
    applyStart({ conversations: [line('c'), line('b'), line('a')], hasMore: false }, []);
  });

  it('goes with a line that is pinned, and back', async () => {
    await draw(<ConversationList />);
    await focus('b');
    expect(focusedRow()).toBe('today/b');
    await act(async () => applySummary(line('b', { isPinned: true, revision: 2 })));
    await vi.waitFor(() => expect(focusedRow()).toBe('pinned/b'));
    await act(async () => applySummary(line('b', { revision: 3 })));
    await vi.waitFor(() => expect(focusedRow()).toBe('today/b'));
  });

  it('goes to the next line when its line leaves the list', async () => {
    await draw(<ConversationList />);
    await focus('b');
    await act(async () => applySummary(line('b', { isArchived: true, revision: 2 })));
    await vi.waitFor(() => expect(focusedRow()).toBe('today/a'));
  });

  it('comes back to it from the bar of a selection that has ended', async () => {
    await draw(<Sidebar isOverlay={false} canStart />);
    await act(async () => startSelecting('b' as ConversationId));
    await act(async () => {
      button('End selection')?.focus();
      button('End selection')?.click();
    });
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).getAttribute('role')).toBe('treeitem'));
  });
});
